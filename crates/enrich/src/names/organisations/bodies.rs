//! Words and writings that name a body where the tagger sees none: the last parts of its name, its people, its branches.

use std::ops::Range;

use aluehaku_finnish::names::{BaseForms, NamePart};

use super::super::document::{Document, Words};
use super::super::short_names::{is_abbreviation, is_short};
use super::joined::joined_body_at;
use super::known::known_at;
use crate::within::part;

/// Last parts of compounds that name a body where the word has a capital in the middle of a sentence.
const BODIES: [&str; 22] = [
    "talo",
    "liitto",
    "keskus",
    "yhdistys",
    "säätiö",
    "seura",
    "järjestö",
    "piiri",
    "kamari",
    "paja",
    "yhtymä",
    "opisto",
    "virasto",
    "laitos",
    "verkosto",
    "verkko",
    "neuvosto",
    "akatemia",
    "instituutti",
    "yhtiö",
    "osuuskunta",
    "kerho",
];

/// The name of a body that ends at a token, or begins there: a word for one, an abbreviation of one, or one that all
/// know.
pub(super) fn body_at(
    document: &Document<'_>,
    at: usize,
    after_persons: &[usize],
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Option<Range<usize>> {
    if names_body(
        document,
        at,
        after_persons.binary_search(&at).is_ok(),
        base_forms,
    ) {
        if words.can_be_place(document.text(at)) {
            return None;
        }
        let start = with_genitives_before(document, at);
        return Some(without_adverb(document, start, at, words)..at + 1);
    }
    if has_people(document, at, base_forms) {
        return Some(at..at + 1);
    }
    known_at(document, at, base_forms, words)
        .or_else(|| joined_body_at(document, at, base_forms, words))
        .or_else(|| country_wide(document, at, words))
}

/// "Suomen Punainen Risti": capitals of common words behind the name of the country.
fn country_wide(document: &Document<'_>, at: usize, words: &mut Words<'_>) -> Option<Range<usize>> {
    if document.text(at) != "Suomen" {
        return None;
    }
    let end = (at + 1..document.sentence_end(at))
        .find(|next| !document.is_capitalised(*next))
        .unwrap_or(document.sentence_end(at));
    let mut names = document.of(at + 1..end).iter();
    let are_common = names.all(|token| words.is_common(&token.text.to_lowercase()));
    (end > at + 1 && are_common).then_some(at..end)
}

/// Words for a part of a body in a region, as they begin in small letters.
const BRANCHES: [&str; 8] = [
    "piiri",
    "yhdistys",
    "osasto",
    "aluetoimisto",
    "paikallisyhdistys",
    "paikallisosasto",
    "aluejärjestö",
    "piirijärjestö",
];

/// Where a name ends that a part of the body in a region goes on: "Suomen Punaisen Ristin Savo-Karjalan" "piiri".
pub(super) fn with_branch(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> usize {
    let next = document.near(span.end - 1, 1);
    let is_genitive = is_genitive_name(document.last(span));
    let goes_on = span.len() > 1
        && is_genitive
        && next.starts_with(char::is_lowercase)
        && BRANCHES.contains(&base_forms.best(next, NamePart::Other).as_str());
    span.end + usize::from(goes_on)
}

/// The name of a part of a body that ends at a token.
pub(super) fn branch_at(
    document: &Document<'_>,
    at: usize,
    base_forms: &mut BaseForms<'_>,
) -> Option<Range<usize>> {
    names_branch(document, at, base_forms).then(|| with_genitives_before(document, at)..at + 1)
}

/// "Suomen Punaisen Ristin Savo-Karjalan piiri", "MLL:n Kuopion yhdistys": a part of a body, behind the body and its
/// region. What has its region alone before it ("Savon piiri") can be anything.
fn names_branch(document: &Document<'_>, at: usize, base_forms: &mut BaseForms<'_>) -> bool {
    let word = document.text(at);
    if !word.starts_with(['p', 'y', 'o', 'a']) {
        return false;
    }
    let start = with_genitives_before(document, at);
    let first = document.text(start);
    let has_body = at - start >= 3
        || at - start == 2
            && (is_short(first.split(':').next().unwrap_or_default()) || owns_branches(first));
    // The base form takes longest to find.
    has_body && BRANCHES.contains(&base_forms.best(word, NamePart::Other).as_str())
}

/// "Eläkeliiton", "Kuuloliiton": the genitive of a body that has branches.
fn owns_branches(word: &str) -> bool {
    const BODIES: [&str; 5] = ["liiton", "järjestön", "seuran", "keskuksen", "säätiön"];
    BODIES
        .iter()
        .any(|body| word.len() > body.len() && word.ends_with(body))
}

/// "sekä Järjestötalon verkkosivuilta", "Hanna Lahti Invalidiliitosta".
fn names_body(
    document: &Document<'_>,
    at: usize,
    after_person: bool,
    base_forms: &mut BaseForms<'_>,
) -> bool {
    if !document.is_capitalised(at) {
        return false;
    }
    let word = document.text(at);
    let letters = word.chars().count();
    let is_word = |text: &str| text.starts_with(char::is_alphabetic);
    let before = document.near(at, -1);
    let inner = is_word(before)
        && (after_person || before.starts_with(char::is_lowercase) || is_genitive_name(before));
    let alone = !document.near(at, 1).starts_with(char::is_uppercase);
    if !inner || !alone || letters < 6 {
        return false;
    }
    // The base form takes longest to find.
    let lower = word.to_lowercase();
    if !BODIES.iter().any(|body| lower.contains(stem_of_body(body))) {
        return false;
    }
    let base_form = base_forms.best(word, NamePart::Other).to_lowercase();
    BODIES
        .iter()
        .any(|body| base_form.len() > body.len() + 2 && base_form.ends_with(body))
}

/// What a word for a body has in all its cases: "liitto", "liiton", "liittojen".
fn stem_of_body(body: &'static str) -> &'static str {
    const CHANGED_LETTERS: usize = 2;
    let last = body.char_indices().rev().nth(CHANGED_LETTERS - 1);
    last.map_or(body, |(at, _)| part(body, ..at))
}

/// Last parts of words for those who act for a body.
const PEOPLE: [&str; 14] = [
    "johtaja",
    "päällikkö",
    "asiantuntija",
    "edustaja",
    "suunnittelija",
    "sihteeri",
    "tutkija",
    "koordinaattori",
    "työntekijä",
    "neuvoja",
    "jäsen",
    "hallitus",
    "valtuusto",
    "toimisto",
];

/// "THL:n aluekoordinaattori": an abbreviation for which somebody acts names a body.
fn has_people(document: &Document<'_>, at: usize, base_forms: &mut BaseForms<'_>) -> bool {
    let Some((capitals, "n")) = document.text(at).split_once(':') else {
        return false;
    };
    let after = document.near(at, 1);
    if capitals.len() < 2 || !is_short(capitals) || !after.starts_with(char::is_lowercase) {
        return false;
    }
    let base_form = base_forms.best(after, NamePart::Other).to_lowercase();
    PEOPLE.iter().any(|people| base_form.ends_with(people))
}

/// "Säätiö päätti": the word for a body alone names none.
pub(super) fn is_bare_body(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> bool {
    let word = document.text(span.start);
    span.len() == 1
        && BODIES.contains(
            &base_forms
                .best(word, NamePart::Other)
                .to_lowercase()
                .as_str(),
        )
}

/// "Porvoon Naapurikamaria": where a name begins whose last word is a body.
fn with_genitives_before(document: &Document<'_>, at: usize) -> usize {
    let begin = document.sentence_start(at);
    let genitives = (begin..at)
        .rev()
        .take_while(|before| is_genitive_name(document.text(*before)));
    genitives.last().unwrap_or(at)
}

/// "Silloin Naapurikamari": where a name begins behind a word that has its capital from the sentence and is no genitive.
fn without_adverb(
    document: &Document<'_>,
    start: usize,
    at: usize,
    words: &mut Words<'_>,
) -> usize {
    let opens = start < at && start == document.sentence_start(start);
    start + usize::from(opens && words.is_no_genitive(&document.text(start).to_lowercase()))
}

fn is_genitive_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.ends_with('n') && word.chars().count() > 3
        || word.strip_suffix(":n").is_some_and(is_abbreviation)
}
