//! Persons: full names first, then surnames that stand alone, then what they do.
//!
//! A lone surname belongs to the one person of the article who bears it, or to nobody. Titles before or after a name
//! are its role. Not everybody who is named is told of: who took a picture and after whom a foundation or a street is
//! called are none of an article's persons.
//!
//! Read in this order: `shape` for words of names, `full_names` with `bare`, `nicknames` and `surname_first`, `couples`,
//! `lone_surnames`, `roles`; then `credits` and `namesakes` for names that are nobody's here.

mod bare;
mod couples;
mod credits;
mod full_names;
mod lone_surnames;
mod namesakes;
mod nicknames;
mod roles;
mod shape;
mod surname_first;

use std::ops::Range;

use aluehaku_article::Evidence;
use aluehaku_article::region::RegionRegister;
use aluehaku_finnish::names::BaseForms;

use super::document::{Document, Words};
use super::short_names::is_legal_form;
use super::taken::Taken;

pub(super) use full_names::is_common_beginning;
pub(crate) use roles::is_title;

/// A mention of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonMention {
    pub(super) tokens: Range<usize>,
    /// First names and surname.
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) evidence: Evidence,
}

/// The persons of an article, and what its names of persons name beside them.
#[derive(Debug, Default)]
pub(super) struct Persons {
    pub(super) mentions: Vec<PersonMention>,
    /// Bodies called after somebody: "Hilma Kallion säätiö".
    pub(super) bodies: Vec<Range<usize>>,
    /// Tokens that name nothing the article tells of: whoever took a picture, dishes of a menu.
    pub(super) passed_over: Vec<Range<usize>>,
}

/// A name of two words or more.
struct FullName {
    tokens: Range<usize>,
    /// First names and surname in base form.
    name: String,
}

/// Finds the persons of an article.
pub(super) fn find(
    document: &Document<'_>,
    taken: &Taken,
    regions: &RegionRegister,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Persons {
    let mut persons = Persons {
        passed_over: credits::find(document, words),
        ..Persons::default()
    };
    let mut taken = taken.clone();
    for span in &persons.passed_over {
        taken.take(span);
    }
    for full_name in full_names::find(document, &mut taken, regions, base_forms, words) {
        if names_body(document, &full_name.tokens) {
            continue;
        }
        if let Some(named) = namesakes::of(document, &full_name.tokens, base_forms) {
            persons.bodies.extend(named.body);
            continue;
        }
        let role = roles::of(document, &full_name.tokens, words);
        let evidence = match role {
            Some(_) => Evidence::Title,
            None if has_first_name(document, &full_name) => Evidence::FirstName,
            None => Evidence::Context,
        };
        persons.mentions.push(PersonMention {
            tokens: full_name.tokens,
            name: full_name.name,
            role,
            evidence,
        });
    }
    lone_surnames::unify(document, &mut persons.mentions, base_forms);
    couples::add(document, &mut taken, &mut persons.mentions, base_forms);
    lone_surnames::add(document, &taken, &mut persons.mentions, base_forms);
    persons.mentions.sort_by_key(|mention| mention.tokens.start);
    persons
}

/// "Kainuun Martat ry", "Sanna Hietala Oy": whether a legal form ends a name or stands behind it.
fn names_body(document: &Document<'_>, name: &Range<usize>) -> bool {
    let last = document.last(name);
    let is_before_form = || is_legal_form(document.near(name.end - 1, 1)) && !last.contains(':');
    is_legal_form(last) || is_before_form()
}

/// Whether one of the words of a name is a first name that some people in Finland bear.
fn has_first_name(document: &Document<'_>, full_name: &FullName) -> bool {
    let first = document.text(full_name.tokens.start);
    shape::as_first_name(first) >= 2
        || full_name
            .name
            .split(' ')
            .next()
            .is_some_and(|name| shape::as_first_name(name) >= 2)
}
