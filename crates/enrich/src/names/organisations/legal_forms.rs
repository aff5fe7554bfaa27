//! Legal forms, and where the names begin that end in one.

use std::ops::Range;

use aluehaku_finnish::names::NameLists;

use super::super::document::{Document, Words};
use super::super::short_names::{WITH_CAPITAL, is_legal_form};
use super::super::tokens::begins_sentence;

/// Most words of a name before its legal form.
const MOST_WORDS: usize = 7;

/// "Oy Esimerkki Ab": whether the form stands before a name that ends in another.
fn opens_name(document: &Document<'_>, at: usize) -> bool {
    let is_bare = WITH_CAPITAL.contains(&document.text(at));
    let goes_on = (1..).take(MOST_WORDS).find_map(|offset| {
        let word = document.near(at, offset);
        let ends = !word.starts_with(char::is_uppercase);
        (ends || is_legal_form(word)).then_some(is_legal_form(word) && offset > 1)
    });
    is_bare && goes_on == Some(true)
}

/// Where the name begins that ends in the legal form at a place.
pub(super) fn start_before(
    document: &Document<'_>,
    at: usize,
    organisations: &[Range<usize>],
    words: &mut Words<'_>,
) -> Option<usize> {
    if opens_name(document, at) {
        return None;
    }
    let begin = document.sentence_start(at);
    let mut start = None;
    for before in (begin..at).rev().take(MOST_WORDS) {
        let text = document.text(before);
        if text == "(" {
            return (before + 1 < at).then_some(before + 1);
        }
        if joins_parts(document, before) {
            continue;
        }
        if !text.starts_with(char::is_alphabetic)
            || is_legal_form(text) && !opens_name(document, before)
        {
            break;
        }
        if document.is_capitalised(before) && !(start.is_some() && is_local(text)) {
            start = Some(before);
        } else if start.is_some() {
            break;
        }
    }
    let start = start?;
    // The tagger may know of a beginning further left: "Suomen sosiaali ja terveys ry".
    let later = organisations.partition_point(|span| span.end < start);
    let wider = organisations[later..].iter().take(1).find(|span| {
        span.start < start
            && span.start >= begin
            && !(span.start..start).any(|at| is_legal_form(document.text(at)))
    });
    let start = wider.map_or(start, |span| {
        let name_start = after_other_name(document, span.start..at);
        without_place_before(document, name_start..span.end)
    });
    Some(without_opening_words(document, start, at, words))
}

/// "ensi- ja turvakoti": the hyphen of a part that shares its ending with the next one.
fn joins_parts(document: &Document<'_>, at: usize) -> bool {
    document.text(at) == "-"
        && is_joining(document.near(at, 1))
        && at > 0
        && document.touch(at - 1, at)
}

pub(super) fn is_joining(word: &str) -> bool {
    matches!(word, "ja" | "sekä" | "och" | "and")
}

/// Where a name begins that has such a part before the place where it seemed to begin: "Työ- ja elinkeinoministeriö".
pub(super) fn with_joined_part(document: &Document<'_>, start: usize) -> usize {
    let begin = document.sentence_start(start);
    let Some(hyphen) = start.checked_sub(2).filter(|hyphen| *hyphen > begin) else {
        return start;
    };
    if !joins_parts(document, hyphen) {
        return start;
    }
    let part = hyphen - 1;
    let genitives = (begin..part).rev().take_while(|before| {
        document.is_capitalised(*before) && document.text(*before).ends_with('n')
    });
    let is_small = !document.is_capitalised(part);
    genitives.last().filter(|_| is_small).unwrap_or(part)
}

/// Words that begin a sentence before a name and are none of it, in small letters.
const OPENING: [&str; 56] = [
    "myös",
    "mukana",
    "lisäksi",
    "esimerkiksi",
    "kun",
    "kuten",
    "järjestäjänä",
    "tervetuloa",
    "lisätietoja",
    "lisätiedot",
    "lisätietoa",
    "tiedustelut",
    "ilmoittautumiset",
    "yhteydenotot",
    "yhteystiedot",
    "yhteyshenkilö",
    "ilmoittaudu",
    "osallistu",
    "tutustu",
    "liity",
    "kiitos",
    "kiitokset",
    "terveiset",
    "onnea",
    "onnittelut",
    "hakija",
    "toteuttaja",
    "toteuttajat",
    "rahoittaja",
    "kirjoittaja",
    "yhteistyössä",
    "järjestäjä",
    "järjestäjät",
    "järjestää",
    "paikalla",
    "tilaisuuden",
    "tapahtuman",
    "hankkeen",
    "sekä",
    "ja",
    "että",
    "jos",
    "mutta",
    "nyt",
    "tänään",
    "kuva",
    "teksti",
    "lähde",
    "även",
    "också",
    "föreningen",
    "organisationen",
    "medlemsföreningen",
    "arrangör",
    "kontakta",
    "stiftelsen",
];

/// Where a name begins without the words before it that have their capital from the sentence: "Jäsenjärjestömme
/// Miesten Tuki ry". The last word before `end` is always a part of it.
pub(super) fn without_opening_words(
    document: &Document<'_>,
    mut start: usize,
    end: usize,
    words: &mut Words<'_>,
) -> usize {
    while start + 1 < end
        && document.is_capitalised(start + 1)
        && opens_clause(document.text(start), words)
        && begins_sentence(document.tokens(), start)
    {
        start += 1;
    }
    start
}

/// Whether a word is none of a name that it stands before: "Yhdistyksemme", "Järjestää", "Lisätietoja", "Olen".
fn opens_clause(word: &str, words: &mut Words<'_>) -> bool {
    let lower = word.to_lowercase();
    let owned = ["mme", "nne"].iter().any(|ending| lower.ends_with(ending));
    OPENING.contains(&lower.as_str())
        || owned && words.has_owner(&lower)
        || words.is_verb_of_first(&lower)
}

/// "Kotoisa Häme ja Hämeen Kohtaamispaikat ry": where the last of several names begins. "Suomen sosiaali ja terveys"
/// is one.
fn after_other_name(document: &Document<'_>, span: Range<usize>) -> usize {
    let joins = |at: &usize| {
        is_joining(document.text(*at))
            && document.is_capitalised(at + 1)
            && !at
                .checked_sub(1)
                .is_some_and(|hyphen| joins_parts(document, hyphen))
    };
    let inner = span.start..span.end.saturating_sub(1);
    inner.rev().find(joins).map_or(span.start, |at| at + 1)
}

/// "Etelä-Pohjanmaalla Lakeuden Vertaistuvat": where the name begins behind the place.
pub(super) fn without_place_before(document: &Document<'_>, span: Range<usize>) -> usize {
    let mut start = span.start;
    while start + 1 < span.end
        && is_local(document.text(start))
        && document.is_capitalised(start + 1)
    {
        start += 1;
    }
    start
}

/// From which step on a word is a first name rather than a place in a local case.
const KNOWN_FIRST_NAME: u8 = 3;

/// "Etelä-Pohjanmaalla Lakeuden Vertaistuvat ry": a place in a local case stands before a name, not in it.
pub(super) fn is_local(word: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle",
    ];
    // "Ulla", "Stella".
    ENDINGS.iter().any(|ending| word.ends_with(ending))
        && NameLists::bundled().first_name(&word.to_lowercase()) < KNOWN_FIRST_NAME
}
