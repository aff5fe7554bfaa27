//! Surnames that stand alone, and surnames in different forms.

use aluehaku_article::Evidence;
use aluehaku_finnish::names::{BaseForms, NamePart};

use super::super::document::Document;
use super::super::short_names::is_legal_form;
use super::super::taken::Taken;
use super::shape::is_word_of_name;
use super::{PersonMention, namesakes};

/// A surname's base form may be so much less likely than the likeliest one.
const LIKELY: f32 = 40.0;

/// Where the same first names stand with several surnames of which one is a possible base form of the others,
/// they are one person.
pub(super) fn unify(
    document: &Document<'_>,
    mentions: &mut [PersonMention],
    base_forms: &mut BaseForms<'_>,
) {
    let names: Vec<String> = mentions
        .iter()
        .map(|mention| mention.name.clone())
        .collect();
    for mention in mentions {
        let Some((first, _)) = mention.name.rsplit_once(' ') else {
            continue;
        };
        let last = document.last(&mention.tokens);
        let others: Vec<&str> = names
            .iter()
            .filter(|name| **name != mention.name)
            .filter_map(|name| name.rsplit_once(' '))
            .filter(|(other, _)| *other == first)
            .map(|(_, surname)| surname)
            .collect();
        if others.is_empty() {
            continue;
        }
        let forms = base_forms.all(last, NamePart::Surname);
        if let Some(form) = forms
            .iter()
            .find(|form| others.contains(&form.text.as_str()))
        {
            mention.name = format!("{first} {}", form.text);
        }
    }
}

/// Adds the surnames that stand alone, each as the one person of the article who bears it.
pub(super) fn add(
    document: &Document<'_>,
    taken: &Taken,
    mentions: &mut Vec<PersonMention>,
    base_forms: &mut BaseForms<'_>,
) {
    let mut bearers: Vec<(String, String)> = Vec::new();
    for mention in mentions.iter() {
        if let Some((_, surname)) = mention.name.rsplit_once(' ') {
            let bearer = (surname.to_owned(), mention.name.clone());
            if !bearers.contains(&bearer) {
                bearers.push(bearer);
            }
        }
    }
    if bearers.is_empty() {
        return;
    }
    let mut lone = Vec::new();
    for (at, token) in document.tokens().iter().enumerate() {
        let word = token.text;
        if taken.has(at) || !is_word_of_name(word) || is_part_of_name(document, at) {
            continue;
        }
        // The base form takes longest to find, and begins as the word does.
        let begins_alike = |name: &str| name.chars().next() == word.chars().next();
        if !bearers.iter().any(|(surname, _)| begins_alike(surname)) {
            continue;
        }
        let likely = base_forms.all(word, NamePart::Surname);
        let best = likely.first().map_or(0.0, |best| best.weight);
        let mut found = bearers.iter().filter(|(surname, _)| {
            likely
                .iter()
                .any(|form| form.text == *surname && form.weight * LIKELY >= best)
        });
        if let (Some((_, name)), None) = (found.next(), found.next())
            && !namesakes::is_of_foundation(document, at)
        {
            lone.push(PersonMention {
                tokens: at..at + 1,
                name: name.clone(),
                role: None,
                evidence: Evidence::FullName,
            });
        }
    }
    mentions.extend(lone);
}

/// Whether a capitalised word or a legal form stands right beside: then the word is a part of another name.
fn is_part_of_name(document: &Document<'_>, at: usize) -> bool {
    let is_capital = |offset: isize| is_word_of_name(document.near(at, offset));
    let begins = at.checked_sub(1) == Some(document.sentence_start(at));
    is_capital(1) || is_capital(-1) && !begins || is_legal_form(document.near(at, 1))
}
