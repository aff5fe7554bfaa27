//! Persons: full names first, then surnames that stand alone, then what they do.
//!
//! A lone surname belongs to the one person of the article who bears it, or to nobody. Titles before a name
//! are its role.

use std::ops::Range;

use aluehaku_article::Evidence;
use aluehaku_finnish::analysis::Case;
use aluehaku_finnish::names::{BaseForms, Label, NameKind, NameLists, NamePart};

use super::document::{Document, Words};
use super::written;

/// A mention of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonMention {
    pub(super) tokens: Range<usize>,
    /// First names and surname.
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) evidence: Evidence,
}

/// Particles between first names and surname.
const PARTICLES: [&str; 9] = ["af", "von", "van", "de", "der", "den", "la", "le", "di"];

/// Most genitives that belong to a title.
const MOST_GENITIVES: usize = 2;

/// Shortest first name that a lone surname's bearer must have, in letters.
const SHORTEST_NAME: usize = 2;

/// Finds the persons of an article.
pub(super) fn find(
    document: &Document<'_>,
    is_taken: &dyn Fn(usize) -> bool,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<PersonMention> {
    let mut mentions: Vec<PersonMention> = Vec::new();
    for span in full_names(document, is_taken, base_forms, words) {
        let name = canonical(document, &span, base_forms);
        let role = role(document, span.start, words);
        let evidence = match role {
            Some(_) => Evidence::Title,
            None if has_first_name(document.tokens[span.start].text) => Evidence::FirstName,
            None => Evidence::Context,
        };
        mentions.push(PersonMention {
            tokens: span,
            name,
            role,
            evidence,
        });
    }
    unify(document, &mut mentions, base_forms);
    add_lone_surnames(document, is_taken, &mut mentions, base_forms);
    mentions.sort_by_key(|mention| mention.tokens.start);
    mentions
}

/// Whether a word is a first name that some people in Finland bear, or begins with one.
fn has_first_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let mut parts = lower.split('-').chain([lower.as_str()]);
    parts.any(|part| NameLists::bundled().first_name(part) >= 2)
}

/// The spans of names of two words or more.
fn full_names(
    document: &Document<'_>,
    is_taken: &dyn Fn(usize) -> bool,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (kind, span) in document.spans() {
        // A known name of something else ends the person's: "Saara Marttila SOHVIsta".
        let end = span.clone().find(|at| is_taken(*at)).unwrap_or(span.end);
        if kind == NameKind::Person && end > span.start {
            let span = without_home(document, span.start..end);
            let span = without_title(document, span, words);
            let common = is_common_beginning(document, &span, base_forms, words);
            if span.len() >= 2 && is_name_shaped(document, &span) && !common {
                spans.push(span);
            }
        }
    }
    for at in 0..document.tokens.len().saturating_sub(1) {
        let end = at + 2 + usize::from(PARTICLES.contains(&document.near(at, 1)));
        if end > document.sentence_end(at) {
            continue;
        }
        let taken = spans.iter().any(|span| span.start < end && at < span.end);
        let taken = taken || (at..end).any(is_taken);
        if !taken && begins_full_name(document, at, end, base_forms, words) {
            spans.push(at..end);
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// "Hanna Lahti Invalidiliitosta": whom somebody comes from is no part of the name.
fn without_home(document: &Document<'_>, span: Range<usize>) -> Range<usize> {
    let last = document.tokens[span.end - 1].text;
    let particle = document.tokens[span.clone()]
        .iter()
        .any(|token| PARTICLES.contains(&token.text));
    if span.len() >= 3 && !particle && is_from(last) {
        let surname = document.tokens[span.end - 2].text.to_lowercase();
        let lists = NameLists::bundled();
        if lists.first_name(&surname) < 3 || span.len() > 3 || lists.surname(&surname) >= 2 {
            return span.start..span.end - 1;
        }
    }
    span
}

/// Whether a word can say whom somebody comes from or where: "Invalidiliitosta", "Saarijärvellä".
fn is_from(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["sta", "stä", "ssa", "ssä", "lta", "ltä", "lla", "llä"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// "Oma Häme": a common word that is hardly anybody's first name begins no person's name, unless a surname follows.
pub(super) fn is_common_beginning(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> bool {
    let lists = NameLists::bundled();
    let first = document.tokens[span.start].text.to_lowercase();
    let step = lists.first_name(&first);
    if step > 3 || !words.is_common(&first) {
        return false;
    }
    let last = document.tokens[span.end - 1].text;
    let surname = base_forms.best(last, NamePart::Surname).to_lowercase();
    step < 3 || lists.surname(&surname) < 3
}

/// A first name of the national list before a word that can be a surname.
///
/// What the tagger took for something else is a name all the same where the lists know its surname or a title
/// stands before it: "Kaarina Lahdelta yhdistys saa tunnustusta".
fn begins_full_name(
    document: &Document<'_>,
    at: usize,
    end: usize,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> bool {
    let lists = NameLists::bundled();
    let first = document.tokens[at].text;
    let last = document.tokens[end - 1].text;
    if are_initials(first) {
        let surname = base_forms.best(last, NamePart::Surname).to_lowercase();
        let mut parts = surname.split('-');
        return is_word_of_name(last) && parts.all(|part| lists.surname(part) >= 2);
    }
    // A particle tells a person by itself; of a double name one part may be rare.
    let has_particle = end - at > 2;
    let least = if has_particle { 1 } else { 3 };
    let steps = first
        .split('-')
        .map(|name| lists.first_name(&name.to_lowercase()));
    let has_surname = lists.surname(&last.to_lowercase()) >= 2;
    let is_first_name =
        steps.clone().all(|step| step > 0 || has_surname) && steps.max() >= Some(least);
    let shaped = is_first_name
        && is_word_of_name(first)
        && is_word_of_name(last)
        && last.chars().count() > SHORTEST_NAME
        && !last.ends_with("ssa")
        && !last.ends_with("ssä");
    let kinds = [
        Label::Begin(NameKind::Organisation),
        Label::Begin(NameKind::Other),
    ];
    let within = [
        Label::Inside(NameKind::Organisation),
        Label::Inside(NameKind::Other),
    ];
    let other = |label: &Label| kinds.contains(label) || within.contains(label);
    if shaped && is_common_beginning(document, &(at..end), base_forms, words) {
        return false;
    }
    if !shaped || !document.labels[at..end].iter().any(other) {
        return shaped;
    }
    let forms = base_forms.all(last, NamePart::Surname);
    let is_surname = forms
        .iter()
        .any(|form| lists.surname(&form.text.to_lowercase()) >= 2);
    let goes_on = document
        .labels
        .get(end)
        .is_some_and(|label| within.contains(label))
        && document.tokens[end].is_capitalised()
        && !is_from(document.tokens[end].text);
    !goes_on && (is_surname || has_particle || role(document, at, words).is_some())
}

/// "J.", "A.P.", "J.-P.".
fn are_initials(word: &str) -> bool {
    let mut signs = word.chars();
    signs.all(|sign| sign.is_uppercase() || matches!(sign, '.' | '-')) && word.ends_with('.')
}

/// "Toiminnanjohtaja Minna Wacker": the title is none of the names.
fn without_title(
    document: &Document<'_>,
    mut span: Range<usize>,
    words: &mut Words<'_>,
) -> Range<usize> {
    let lists = NameLists::bundled();
    while span.len() > 1 {
        let first = document.tokens[span.start].text;
        let lower = first.to_lowercase();
        let is_name = lists.first_name(&lower) > 0 || first.chars().count() <= SHORTEST_NAME;
        let begins = span.start == document.sentence_start(span.start)
            || !document.tokens[span.start].is_capitalised();
        let next = document.tokens[span.start + 1].text.to_lowercase();
        // A title in another language: what stands before is no name, what follows begins one.
        let before_name = span.len() > 2 && lists.first_name(&next) >= 3;
        let is_title = before_name || words.noun_in(&lower, &[Case::Nominative]).is_some();
        if is_name || !begins || !is_title {
            break;
        }
        span.start += 1;
    }
    span
}

fn is_name_shaped(document: &Document<'_>, span: &Range<usize>) -> bool {
    document.tokens[span.clone()]
        .iter()
        .all(|token| is_word_of_name(token.text) || PARTICLES.contains(&token.text))
}

fn is_word_of_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters
            .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '.' | '\'' | '’' | ':'))
        && !word.contains('@')
}

/// The name in its base form: its last word is inflected only.
fn canonical(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> String {
    written::joined(document, span, capitalised_once, |last| {
        base_forms.best(&capitalised_once(last), NamePart::Surname)
    })
}

/// A word of a name without the capitals of a headline: "HANNA" is Hanna, "J.P." stays.
fn capitalised_once(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 3 || word.chars().any(char::is_lowercase) || word.contains('.') {
        return word.to_owned();
    }
    let mut begins = true;
    let mut written = String::with_capacity(word.len());
    for letter in word.chars() {
        if begins {
            written.push(letter);
        } else {
            written.extend(letter.to_lowercase());
        }
        begins = letter == '-';
    }
    written
}

/// Where the same first names stand with several surnames of which one is a possible base form of the others,
/// they are one person.
fn unify(document: &Document<'_>, mentions: &mut [PersonMention], base_forms: &mut BaseForms<'_>) {
    let names: Vec<String> = mentions
        .iter()
        .map(|mention| mention.name.clone())
        .collect();
    for mention in mentions {
        let Some((first, _)) = mention.name.rsplit_once(' ') else {
            continue;
        };
        let last = document.tokens[mention.tokens.end - 1].text;
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

fn add_lone_surnames(
    document: &Document<'_>,
    is_taken: &dyn Fn(usize) -> bool,
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
    for at in 0..document.tokens.len() {
        let word = document.tokens[at].text;
        let taken = is_taken(at) || mentions.iter().any(|mention| mention.tokens.contains(&at));
        if taken || !is_word_of_name(word) || beside_capital(document, at) {
            continue;
        }
        let likely = base_forms.all(word, NamePart::Surname);
        let best = likely.first().map_or(0.0, |best| best.weight);
        let mut found = bearers.iter().filter(|(surname, _)| {
            likely
                .iter()
                .any(|form| form.text == *surname && form.weight * LIKELY >= best)
        });
        if let (Some((_, name)), None) = (found.next(), found.next()) {
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

/// A surname's base form may be so much less likely than the likeliest one.
const LIKELY: f32 = 40.0;

/// Whether a capitalised word stands right beside: then the word is a part of another name.
fn beside_capital(document: &Document<'_>, at: usize) -> bool {
    let is_capital = |offset: isize| is_word_of_name(document.near(at, offset));
    let begins = at.checked_sub(1) == Some(document.sentence_start(at));
    is_capital(1) || is_capital(-1) && !begins
}

/// The title before a name: a noun in the nominative and the genitives before it.
fn role(document: &Document<'_>, start: usize, words: &mut Words<'_>) -> Option<String> {
    let begin = document.sentence_start(start);
    let title_at = start.checked_sub(1).filter(|at| *at >= begin)?;
    let title = document.tokens[title_at].text;
    let small = title.starts_with(char::is_lowercase) || title_at == begin;
    if !small
        || title.chars().count() < 4
        || !title
            .chars()
            .all(|letter| letter.is_alphabetic() || letter == '-')
    {
        return None;
    }
    let base = words.noun_in(&title.to_lowercase(), &[Case::Nominative])?;
    if base.to_lowercase() != title.to_lowercase() {
        return None;
    }
    let mut role = title.to_lowercase();
    let mut at = title_at;
    for _ in 0..MOST_GENITIVES {
        let Some(before) = at.checked_sub(1).filter(|at| *at >= begin) else {
            break;
        };
        let word = document.tokens[before].text;
        let small = word.starts_with(char::is_lowercase);
        if !small || words.noun_in(word, &[Case::Genitive]).is_none() || !word.ends_with('n') {
            break;
        }
        role = format!("{word} {role}");
        at = before;
    }
    Some(role)
}
