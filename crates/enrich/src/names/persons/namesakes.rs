//! What is called after a person: "Hilma Kallion säätiö", "Eemil Koskisen tie 5", "Juho Kalliomäki -palkinto".

use std::ops::Range;

use aluehaku_finnish::names::{BaseForms, NamePart};

use super::super::document::Document;
use super::shape::{as_first_name, as_surname, joins_names};

/// Words for bodies that are called after persons, also behind "muisto". A "perherahasto" is rather somebody's own.
const FUNDS: [&str; 4] = ["säätiö", "rahasto", "stiftelse", "minnesfond"];

/// Last parts of words for other bodies that are.
const BODIES: [&str; 4] = ["koulu", "lukio", "museo", "instituutti"];

/// Last parts of words for other things that are.
const THINGS: [&str; 13] = [
    "katu",
    "kuja",
    "raitti",
    "aukio",
    "puisto",
    "silta",
    "väitöskirjapalkinto",
    "muistopalkinto",
    "muistokilpailu",
    "muistoajo",
    "muistoturnaus",
    "gata",
    "stipendirahasto",
];

/// Last parts of words for what has a number where it is called after somebody: a "tie" is somebody's way, too.
const NUMBERED: [&str; 4] = ["tie", "polku", "väg", "väylä"];

/// What stands beside a road rather than in somebody's way.
const ON_ROAD: [&str; 2] = ["tiellä", "tieltä"];

/// Last parts of words for houses, which have a capital where one is called after somebody.
const HOUSES: [&str; 5] = ["talo", "koti", "tupa", "sali", "tie"];

/// The same, behind a hyphen.
const HYPHENATED: [&str; 17] = [
    "säätiö",
    "rahasto",
    "seura",
    "koulu",
    "museo",
    "instituutti",
    "palkinto",
    "mitali",
    "stipendi",
    "kilpailu",
    "turnaus",
    "päivä",
    "viikko",
    "katu",
    "puisto",
    "sali",
    "apuraha",
];

/// Endings of words for streets that are one word with the surname: "Otto Rautamaankatu 4".
const STREETS: [&str; 5] = ["katu", "kuja", "aukio", "polku", "raitti"];

/// What has the name of a person and is none.
pub(super) struct Namesake {
    /// The tokens of the whole name, where it names a body.
    pub(super) body: Option<Range<usize>>,
}

/// What the name of a person at some tokens is the name of, if not of the person.
pub(super) fn of(
    document: &Document<'_>,
    name: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> Option<Namesake> {
    let last = document.last(name);
    let next = document.near(name.end - 1, 1);
    let nothing = Namesake { body: None };
    let own = base_form(last, base_forms);
    let is_street = ends_with(&own, &STREETS) && (as_surname(last) == 0 || is_number(next))
        || ends_with(&own, &NUMBERED) && is_number(next);
    // "Kalle Mäkisen Perhesäätiö".
    if is_fund(&own) {
        let body = Some(start_of_couple(document, name.start)..name.end);
        return Some(Namesake { body });
    }
    if is_street || is_head(&own) && as_surname(last) == 0 {
        return Some(nothing);
    }
    if let Some(head_at) = behind_hyphen(document, name.end) {
        let head = document.text(head_at).trim_start_matches('-');
        let head = base_form(head, base_forms);
        let is_named = ends_with(&head, &HYPHENATED);
        return is_named.then_some(nothing);
    }
    if !last.ends_with(['n', 's']) {
        return None;
    }
    let head = base_form(next, base_forms);
    let is_house = next.starts_with(char::is_uppercase) && ends_with(&head, &HOUSES);
    // "Pertti Laine Järjestötalossa" is there himself.
    let mut is_genitive = || base_forms.best(last, NamePart::Surname) != last;
    if (is_house || ON_ROAD.contains(&next)) && is_genitive() {
        return Some(nothing);
    }
    let with_number = || ends_with(&head, &NUMBERED) && is_number(document.near(name.end - 1, 2));
    if ends_with(&head, &BODIES) || FUNDS.contains(&of_somebody(&head)) {
        let body = Some(start_of_couple(document, name.start)..name.end + 1);
        return Some(Namesake { body });
    }
    (ends_with(&head, &THINGS) || with_number()).then_some(nothing)
}

/// "muistorahasto", "nimikkorahasto": a word without the part that says that the thing is called after somebody.
fn of_somebody(head: &str) -> &str {
    let bare = ["muisto", "nimikko"]
        .iter()
        .find_map(|of| head.strip_prefix(of));
    bare.unwrap_or(head)
}

/// "Aino ja Eino Mäkelän säätiö" is called after both.
fn start_of_couple(document: &Document<'_>, start: usize) -> usize {
    let is_couple =
        joins_names(document.near(start, -1)) && as_first_name(document.near(start, -2)) >= 3;
    start - 2 * usize::from(is_couple)
}

/// "Takalan rahasto": whether a lone surname is that of a foundation.
pub(super) fn is_of_foundation(document: &Document<'_>, at: usize) -> bool {
    let next = document.near(at, 1);
    let word = document.text(at);
    word.ends_with('n')
        && ["rahasto", "säätiö"]
            .iter()
            .any(|body| next.starts_with(body))
}

/// The token of the word behind a name and a hyphen: "-palkinto", "–palkinto".
fn behind_hyphen(document: &Document<'_>, at: usize) -> Option<usize> {
    let next = document.near(at - 1, 1);
    if next.starts_with('-') && next.len() > 1 {
        return Some(at);
    }
    let after = document.near(at - 1, 2);
    let is_joined = matches!(next, "-" | "–")
        && after.starts_with(char::is_lowercase)
        && document.touch(at, at + 1);
    is_joined.then_some(at + 1)
}

fn is_fund(word: &str) -> bool {
    ends_with(word, &["säätiö", "rahasto"])
}

/// Whether a word is by itself one for a thing called after somebody: "Viljo Sohkasen Katu".
fn is_head(base_form: &str) -> bool {
    BODIES.contains(&base_form) || THINGS.contains(&base_form)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
}

fn ends_with(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

fn base_form(word: &str, base_forms: &mut BaseForms<'_>) -> String {
    base_forms.best(word, NamePart::Other).to_lowercase()
}
