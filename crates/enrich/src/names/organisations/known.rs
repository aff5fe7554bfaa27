//! Bodies that all in Finland know, as they are named at the beginning of a sentence, too: by their abbreviations, by
//! one word and by several.

use std::ops::Range;

use aluehaku_finnish::names::{BaseForms, NamePart};

use super::super::document::{Document, Words};

/// The name of a known body that begins at a token.
pub(super) fn known_at(
    document: &Document<'_>,
    at: usize,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Option<Range<usize>> {
    if !document.is_capitalised(at) {
        return None;
    }
    let is_one = is_known_abbreviation(document.text(at))
        || is_well_known(document, at, base_forms)
        || is_party(document.text(at), words);
    match is_one {
        true => Some(at..at + 1),
        false => phrase_at(document, at),
    }
}

/// Abbreviations of bodies that are written everywhere in Finland.
const ABBREVIATIONS: [&str; 34] = [
    "AVI", "DVV", "EHYT", "EK", "HUS", "KELA", "LVM", "MLL", "MMM", "MTK", "OAJ", "OKM", "OPH",
    "PLM", "PRH", "RAY", "SAK", "SDP", "SOSTE", "SPEK", "SPR", "STEA", "STM", "STTK", "SYKE",
    "TEM", "THL", "TUKES", "UM", "VM", "VTT", "YLE", "YM", "YTHS",
];

/// Letters of a case ending behind an abbreviation.
const CASE_ENDINGS: [&str; 22] = [
    "n", "in", "en", "a", "ä", "ta", "tä", "lle", "lla", "llä", "lta", "ltä", "ssa", "ssä", "sta",
    "stä", "ille", "iin", "een", "aan", "ään", "ksi",
];

/// "STEAn rahoitus", "THL:n ohje": a known abbreviation in any case, with a colon or without.
fn is_known_abbreviation(word: &str) -> bool {
    let capitals = word
        .find(|letter: char| !letter.is_uppercase())
        .unwrap_or(word.len());
    let (bare, ending) = word.split_at(capitals);
    let ending = ending.strip_prefix(':').unwrap_or(ending);
    ABBREVIATIONS.contains(&bare) && (ending.is_empty() || CASE_ENDINGS.contains(&ending))
}

/// Bodies of one word that all know, as they are named at the beginning of a sentence, too.
const WELL_KNOWN: [&str; 54] = [
    "Aivoliitto",
    "Allergialiitto",
    "Diabetesliitto",
    "Eläkeliitto",
    "Fimea",
    "Finnvera",
    "Hengitysliitto",
    "Ilmatieteenlaitos",
    "Invalidiliitto",
    "Kehitysvammaliitto",
    "Kela",
    "Kirkkohallitus",
    "Kuntaliitto",
    "Kuuloliitto",
    "Lihastautiliitto",
    "Luonnonvarakeskus",
    "Luustoliitto",
    "Maahanmuuttovirasto",
    "Maanmittauslaitos",
    "Marttaliitto",
    "Metsähallitus",
    "Metsäkeskus",
    "Migri",
    "Muistiliitto",
    "Museovirasto",
    "Nivelliitto",
    "Näkövammaisliitto",
    "Oikeusministeriö",
    "Omaishoitajaliitto",
    "Opetushallitus",
    "Opetusministeriö",
    "Partiolaiset",
    "Poliisihallitus",
    "Puolustusministeriö",
    "Puolustusvoimat",
    "Rajavartiolaitos",
    "Ruokavirasto",
    "Setlementtiliitto",
    "Sisäministeriö",
    "Sitra",
    "Säteilyturvakeskus",
    "Tilastokeskus",
    "Traficom",
    "Tukes",
    "Ulkoministeriö",
    "Valtiokonttori",
    "Valtiovarainministeriö",
    "Valvira",
    "Vanhempainliitto",
    "Verohallinto",
    "Väestöliitto",
    "Väylävirasto",
    "Yle",
    "Ympäristöministeriö",
];

/// Bodies of several words that all know, with what their last word begins with in all its cases.
const PHRASES: [(&[&str], &str); 2] = [
    (&["Ilmatieteen"], "laito"),
    (&["Terveyden", "ja", "hyvinvoinnin"], "laito"),
];

/// Parties, whose names are plurals and no other words.
const PARTIES: [&str; 4] = [
    "Keskustanuoret",
    "Kristillisdemokraatit",
    "Perussuomalaiset",
    "Vasemmistonuoret",
];

/// Letters of a short name with a case ending.
const LONGEST_SHORT: usize = 8;

/// Case endings behind which a short name is taken for no other word.
const SAFE_ENDINGS: [&str; 8] = ["n", "lla", "llä", "lle", "lta", "ltä", "sta", "stä"];

/// "Opetushallitus jakaa tukea": a body that all know.
pub(super) fn is_well_known(
    document: &Document<'_>,
    at: usize,
    base_forms: &mut BaseForms<'_>,
) -> bool {
    let word = document.text(at);
    if !document.is_capitalised(at) || document.near(at, 1).starts_with(char::is_uppercase) {
        return false;
    }
    if WELL_KNOWN.contains(&word) {
        return true;
    }
    if word.chars().count() > LONGEST_SHORT {
        // The base form takes longest to find.
        return WELL_KNOWN.iter().any(|name| begins_like(word, name))
            && WELL_KNOWN.contains(&base_forms.best(word, NamePart::Other).as_str());
    }
    // "Kelaa lankaa", "Yleensä": short names sound like other words in some of their cases.
    let mut bare = SAFE_ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending));
    bare.any(|bare| WELL_KNOWN.contains(&bare))
}

/// Whether a word begins with the letters that a name has in all its cases.
fn begins_like(word: &str, name: &str) -> bool {
    const SAME_IN_ALL_CASES: usize = 4;
    let mut letters = name.chars().zip(word.chars()).take(SAME_IN_ALL_CASES);
    letters.all(|(of_name, of_word)| of_name == of_word)
}

/// "Perussuomalaisten ryhmä".
fn is_party(word: &str, words: &mut Words<'_>) -> bool {
    PARTIES.iter().any(|party| begins_like(word, party))
        && words
            .plural_base_form(word)
            .is_some_and(|plural| PARTIES.contains(&plural.as_str()))
}

/// "Ilmatieteen laitos varoittaa".
fn phrase_at(document: &Document<'_>, at: usize) -> Option<Range<usize>> {
    PHRASES.iter().find_map(|(words, last)| {
        let end = at + words.len();
        let stands = words
            .iter()
            .zip(at..)
            .all(|(word, at)| document.text(at) == *word);
        let is_whole = stands
            && document.text(end).starts_with(last)
            && document.sentence_start(end) == document.sentence_start(at);
        is_whole.then_some(at..end + 1)
    })
}
