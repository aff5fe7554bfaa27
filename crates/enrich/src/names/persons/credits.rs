//! Names that are no part of what an article tells: who took its pictures ("Kuva: Hanna Kallioniemi / Lehtikuva"), and
//! dishes behind the days of a menu ("Ma Kanakeitto"), which look like names.

use std::ops::Range;

use super::super::document::{Document, Words};
use super::shape::{as_surname, is_particle, is_word_of_name, joins_names};

/// Words before a colon, or alone at the beginning, that say who took a picture.
const LABELS: [&str; 18] = [
    "kuva",
    "kuvat",
    "valokuva",
    "valokuvat",
    "kuvituskuva",
    "kuvituskuvat",
    "arkistokuva",
    "kansikuva",
    "pääkuva",
    "kuvaaja",
    "valokuvaaja",
    "kuvitus",
    "foto",
    "photo",
    "photos",
    "bild",
    "bilder",
    "©",
];

/// Beginnings of the names of those who pass pictures on.
const AGENCIES: [&str; 14] = [
    "lehtikuva",
    "kuvatoimisto",
    "shutterstock",
    "istock",
    "getty",
    "unsplash",
    "pixabay",
    "pexels",
    "adobe",
    "vastavalo",
    "mostphotos",
    "rodeo",
    "alamy",
    "freepik",
];

/// Days as menus and timetables have them.
const DAYS: [&str; 7] = ["Ma", "Ti", "Ke", "To", "Pe", "La", "Su"];

/// Other words for days, in small letters: they begin names, too, so that only several of them make a menu.
const OTHER_DAYS: [&str; 28] = [
    "ma",
    "ti",
    "ke",
    "to",
    "pe",
    "la",
    "su",
    "maanantai",
    "tiistai",
    "keskiviikko",
    "torstai",
    "perjantai",
    "lauantai",
    "sunnuntai",
    "mån",
    "tis",
    "ons",
    "tors",
    "fre",
    "lör",
    "sön",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
];

/// The tokens to pass over.
pub(super) fn find(document: &Document<'_>, words: &mut Words<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let days = (0..document.len()).filter(|at| is_before_dish(document, *at));
    let days: Vec<usize> = days.collect();
    let first_day = days.first().map_or("", |at| document.text(*at));
    let is_menu = days.iter().any(|at| document.text(*at) != first_day);
    found.extend(days.into_iter().filter_map(|at| {
        let dish = document.text(at + 1);
        let is_sure_day = DAYS.contains(&document.text(at));
        let is_dish =
            as_surname(dish) == 0 && (is_menu || is_sure_day && words.knows(&dish.to_lowercase()));
        is_dish.then_some(at..at + 2)
    }));
    for at in 0..document.len() {
        found.extend(credited(document, at));
        found.extend(before_agency(document, at));
    }
    found
}

/// Whether a token is a day before a word with a capital, and no word stands before it.
fn is_before_dish(document: &Document<'_>, at: usize) -> bool {
    is_word_of_name(document.text(at))
        && is_word_of_name(document.near(at, 1))
        && !is_inner_word(document.near(at, -1))
        && is_day(document.text(at))
}

fn is_day(word: &str) -> bool {
    let lower = word.to_lowercase();
    // "Maanantaina".
    let bare = lower.strip_suffix("na").unwrap_or(&lower);
    DAYS.contains(&word) || OTHER_DAYS.contains(&bare)
}

fn is_inner_word(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !word.ends_with('.')
}

/// The names behind a label that has a line or brackets of its own. Where they go on as a sentence, the label begins the
/// text below a picture: "Kuva: Hanna Lahti esittelee taloa".
fn credited(document: &Document<'_>, at: usize) -> Option<Range<usize>> {
    let token = document.tokens().get(at)?;
    let is_apart =
        token.begins_line || matches!(document.near(at, -1), "(" | "[" | "|" | "•" | "/");
    if !is_apart && token.text != "©" {
        return None;
    }
    let label = token.text.to_lowercase();
    if !LABELS.contains(&label.as_str()) {
        return None;
    }
    let start = at + 1 + usize::from(document.near(at, 1) == ":");
    let end = document.sentence_end(at);
    let is_name = |at: &usize| {
        let word = document.text(*at);
        let goes_on = is_particle(word) || joins_names(word) || matches!(word, "," | "©");
        is_word_of_name(word) || goes_on
    };
    let names = (start..end).take_while(is_name).count();
    let stop = document.near(at, (start + names - at) as isize);
    let is_credit = names > 0 && matches!(stop, "" | "." | "/" | ")" | "]" | "|" | "-" | "–" | ";");
    is_credit.then_some(start..start + names)
}

/// "Hanna Kallioniemi / Lehtikuva".
fn before_agency(document: &Document<'_>, at: usize) -> Option<Range<usize>> {
    if document.text(at) != "/" {
        return None;
    }
    let agency = document.near(at, 1).to_lowercase();
    if !AGENCIES.iter().any(|name| agency.starts_with(name)) {
        return None;
    }
    let begin = document.sentence_start(at);
    let names = (begin..at).rev();
    let names = names.take_while(|at| is_word_of_name(document.text(*at)));
    names.last().map(|start| start..at)
}
