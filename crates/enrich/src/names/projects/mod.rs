//! Projects: names that stand before "-hanke" or "-projekti", or carry it inside.
//!
//! Where such a name begins is the hard part: "KYTin hallinnoiman KS vaikuttavat järjestöt -hankkeen". It begins at
//! the nearest capital to the left, and goes on over capitalised genitives and abbreviations right before.

mod borders;

use std::ops::Range;

use aluehaku_article::region::forms::{FormKind, FormLanguage};
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_finnish::names::Label;

use super::document::{Document, Words};
use super::written;
use borders::{MOST_WORDS, capitals_start, name_start};

/// A mention of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProjectMention {
    pub(super) tokens: Range<usize>,
    /// Without the word "hanke", abbreviated regions written out.
    pub(super) name: String,
    /// "2021–2023", where it stands in brackets behind.
    pub(super) years: Option<String>,
}

/// Words that make a name before them a project's: the letters they begin with in all their cases.
const HEADS: [&str; 8] = [
    "hanke",
    "hankke",
    "projekti",
    "ohjelma",
    "toimintamalli",
    "kehittämisohjelma",
    "kokeilu",
    "pilotti",
];

/// The same as the last part of a compound: "hallihankkeen".
const LAST_PARTS: [&str; 4] = ["hanke", "hankkee", "projekti", "ohjelma"];

/// Programmes that are listened to and watched, not carried out, and those of computers.
const OTHER_PROGRAMMES: [&str; 12] = [
    "yle",
    "mtv",
    "nelonen",
    "tv",
    "tv1",
    "tv2",
    "radio",
    "televisio",
    "kanava",
    "jakso",
    "windows",
    "suoratoisto",
];

/// Who pays for a project or what kind it is: "ESR-hanke" has no name.
const KINDS: [&str; 36] = [
    "AVI", "EAKR", "EK", "ELY", "ERASMUS", "ESF", "ESR", "EU", "EVO", "HVA", "ICT", "INTERREG",
    "IT", "JTF", "KV", "LEADER", "LIFE", "OKM", "OPH", "PK", "RAY", "RRF", "SM", "SOTE", "STEA",
    "STM", "TEM", "TKI", "TKIO", "TV", "USA", "VM", "VR", "VTR", "YK", "YM",
];

/// Words of Swedish and English that stand before a project's name.
const PREFIXED: [&str; 3] = ["projektet", "projekt", "project"];

/// Small words of Swedish and English inside a name.
const INNER: [&str; 9] = ["i", "för", "och", "med", "på", "in", "of", "for", "and"];

/// Finds the projects of an article that are called so.
pub(super) fn find(
    document: &Document<'_>,
    regions: &RegionRegister,
    words: &mut Words<'_>,
) -> Vec<ProjectMention> {
    let mut found = Vec::new();
    for at in 0..document.len() {
        let text = document.text(at);
        // What is quick to ask is asked first: nearly no word is the head of a project's name.
        let span_and_name = if follows_dash(document, at) && is_head(text) {
            name_before(document, at - 1, at, regions)
        } else if let Some(open) = quote_after(document, at).filter(|_| is_word_for_one(text)) {
            name_in_quotes(document, open)
        } else if matches!(text, "hanke" | "projekti") {
            name_at_beginning(document, at)
        } else if text.strip_prefix('-').is_some_and(is_head)
            || is_shouted_head(text) && is_quote(document.near(at, -1))
        {
            name_before(document, at, at, regions)
        } else if PREFIXED.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            name_after(document, at, words)
        } else {
            name_inside(document, at)
        };
        if let Some((tokens, name)) = span_and_name {
            let name = with_region_written_out(&name, regions);
            let years = years_after(document, at);
            found.push(ProjectMention {
                tokens,
                name,
                years,
            });
        }
    }
    found
}

/// The quotation mark behind a word, or behind what says that a name follows: "hanke nimeltä ”Kylät elävät”".
fn quote_after(document: &Document<'_>, at: usize) -> Option<usize> {
    let names = matches!(document.near(at, 1), "nimeltä" | "nimeltään" | "nimellä");
    let open = at + 1 + usize::from(names);
    is_quote(document.near(at, 1 + isize::from(names))).then_some(open)
}

/// Whether a word means a project by itself, in Finnish, Swedish or English.
fn is_word_for_one(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_head(&lower) || PREFIXED.contains(&lower.as_str())
}

/// "hanke", "hankkeen", "projektipäällikkö", "kehittämishankkeessa".
fn is_head(word: &str) -> bool {
    HEADS.iter().any(|head| word.starts_with(head))
        || LAST_PARTS
            .iter()
            .any(|part| word.find(part).is_some_and(|at| at >= SHORTEST_PART))
}

/// Bytes of the shortest first part of a compound.
const SHORTEST_PART: usize = 3;

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "‑" | "−")
}

fn is_quote(text: &str) -> bool {
    matches!(text, "”" | "\"" | "“" | "’" | "'" | "»" | "«" | "„")
}

/// "Kylät elävät - hanke", "Ysipykälä- hanke", "Kylät elävät –hanke": whether a dash stands before a word, however
/// far.
fn follows_dash(document: &Document<'_>, at: usize) -> bool {
    at > 0 && is_dash(document.text(at - 1)) && document.share_text(at - 1, at)
}

/// "Järjestöjen sote-muutostuki -hankkeen": the words before `end`, where the hyphen or the dash of the head at `at`
/// stands.
fn name_before(
    document: &Document<'_>,
    mut end: usize,
    at: usize,
    regions: &RegionRegister,
) -> Option<(Range<usize>, String)> {
    let last = end.checked_sub(1)?;
    if !document.share_text(last, at) {
        return None;
    }
    // A mark of the name that seems to end the sentence is a part of it: "Perheet keskiöön! – hankkeen".
    let begin = document.sentence_start(last);
    if is_other_programme(document, begin, at) {
        return None;
    }
    if is_quote(document.text(last)) {
        let open = (begin..last)
            .rev()
            .take(MOST_WORDS + 2)
            .find(|open| is_quote(document.text(*open)))?;
        return joined(document, open + 1..last).map(|name| (open..at + 1, name));
    }
    if matches!(document.text(last), "!" | "?") {
        end = last;
    }
    let start = name_start(document, begin, end, regions)?;
    joined(document, start..end).map(|name| (start..at + 1, name))
}

/// Whether the words of a sentence up to a place tell of a programme of another kind.
fn is_other_programme(document: &Document<'_>, begin: usize, at: usize) -> bool {
    let head = document.text(at).trim_start_matches('-');
    head.starts_with("ohjelma")
        && document.of(begin..at).iter().any(|token| {
            let lower = token.text.to_lowercase();
            let bare = lower.split([':', '-']).next().unwrap_or_default();
            OTHER_PROGRAMMES
                .iter()
                .any(|other| bare == *other || bare.len() > 4 && bare.starts_with(other))
        })
}

/// "Hankkeessa ”Kylät elävät” (2022–2024)": the words behind the quotation mark at `open`.
fn name_in_quotes(document: &Document<'_>, open: usize) -> Option<(Range<usize>, String)> {
    let limit = document.sentence_end(open).min(open + 1 + MOST_QUOTED);
    let close = (open + 1..limit).find(|close| is_quote(document.text(*close)))?;
    let first = document.tokens().get(open + 1)?;
    // A whole sentence in quotation marks is said, not a name.
    let ends = document
        .of(open + 1..close)
        .iter()
        .any(|token| matches!(token.text, "." | ","));
    if !first.is_capitalised() || ends {
        return None;
    }
    let name = written::as_it_stands(document, open + 1..close);
    (name.chars().count() >= 3).then_some((open..close + 1, name))
}

/// Most tokens of a name in quotation marks.
const MOST_QUOTED: usize = 10;

/// "Keski-Suomen juurevat yhdistykset on kolmivuotinen hanke": what the sentence is about.
fn name_at_beginning(document: &Document<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let begin = document.sentence_start(at);
    let is_verb = |word: &str| matches!(word, "on" | "oli" | "olisi");
    let verb = (begin..at.min(begin + MOST_WORDS)).find(|at| is_verb(document.text(*at)))?;
    let near = at - verb <= MOST_WORDS;
    let words = document.of(begin..verb);
    let plain = words.iter().all(|token| {
        token
            .text
            .starts_with(|letter: char| letter.is_alphanumeric())
    });
    let named = words.len() >= 2 && words[0].is_capitalised();
    // The capital of a sentence makes no name: the tagger must have seen one there.
    let opens = document.label(begin) != Label::Outside;
    (near && plain && named && opens)
        .then(|| joined(document, begin..verb))
        .flatten()
        .map(|name| (begin..verb, name))
}

/// "projektet Grannhjälp i Nyland": the words behind, from a capital to the last one; a Finnish genitive goes on
/// to its noun ("the project Pielisen kulttuurilähete").
fn name_after(
    document: &Document<'_>,
    at: usize,
    words: &mut Words<'_>,
) -> Option<(Range<usize>, String)> {
    let limit = document.sentence_end(at).min(at + 1 + MOST_WORDS);
    let mut end = at + 1;
    for next in at + 1..limit {
        if document.is_capitalised(next) {
            end = next + 1;
        } else if next == at + 1 || !INNER.contains(&document.text(next)) {
            break;
        }
    }
    let is_genitive = end > at + 1 && document.text(end - 1).ends_with('n');
    if is_genitive && end < limit && words.is_common(document.text(end)) {
        end += 1;
    }
    joined(document, at + 1..end).map(|name| (at + 1..end, name))
}

/// "Silta-hankkeessa": the part before the hyphen, and the words before that which have capitals as it has ("Oikeus
/// Kasvaa Suomessa-hanke").
fn name_inside(document: &Document<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let text = document.text(at);
    let (name, head) = text.rsplit_once(['-', '–', '—', '‑', '−'])?;
    if !is_head_of_compound(head) {
        return None;
    }
    let begin = document.sentence_start(at);
    let is_name = name.starts_with(char::is_uppercase) && name.chars().count() > 2;
    if !is_name || KINDS.contains(&name) || is_other_programme(document, begin, at) {
        return None;
    }
    let start = capitals_start(document, at, begin, name);
    let before = document.of(start..at).iter().map(|token| token.text);
    let words: Vec<&str> = before.chain([name]).collect();
    Some((start..at + 1, words.join(" ")))
}

/// "”LADULLE LÄHTÖ” -HANKE ALKAA".
fn is_shouted_head(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|head| head.starts_with(char::is_uppercase) && is_head_of_compound(head))
}

/// The head behind a hyphen, in a headline of capitals, too: "VALO-HANKE ALKAA".
fn is_head_of_compound(head: &str) -> bool {
    is_head(head) || is_head(&head.to_lowercase()) && !head.contains(char::is_lowercase)
}

fn joined(document: &Document<'_>, span: Range<usize>) -> Option<String> {
    let words = span.len();
    let name = written::as_it_stands(document, span);
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    (letters >= 3 && words <= MOST_WORDS).then_some(name)
}

/// "E-P:n sote-rakenneuudistus" is Etelä-Pohjanmaan sote-rakenneuudistus, "KS vaikuttavat järjestöt"
/// Keski-Suomen vaikuttavat järjestöt.
pub(super) fn with_region_written_out(name: &str, regions: &RegionRegister) -> String {
    let Some((first, rest)) = name.split_once(' ') else {
        return name.to_owned();
    };
    let short = first.split_once(':').map_or(first, |(short, _)| short);
    let genitive = regions.of_kind(RegionKind::Maakunta).find_map(|region| {
        let of_kind = |kind| {
            region
                .forms
                .iter()
                .filter(move |form| form.kind == kind && form.language == FormLanguage::Finnish)
        };
        let is_it = of_kind(FormKind::Abbreviation).any(|form| {
            let bare = form.text.chars().filter(|letter| *letter != '-');
            short == form.text || bare.eq(short.chars())
        });
        let genitive = of_kind(FormKind::Genitive).next()?;
        is_it.then(|| genitive.text.clone())
    });
    match genitive {
        Some(genitive) => format!("{genitive} {rest}"),
        None => name.to_owned(),
    }
}

/// "(2021–2023)" right behind.
fn years_after(document: &Document<'_>, at: usize) -> Option<String> {
    let years = document.near(at, 2);
    let bracketed = document.near(at, 1) == "(" && document.near(at, 3) == ")";
    let is_years =
        years.chars().count() == 9 && years.chars().filter(char::is_ascii_digit).count() == 8;
    (bracketed && is_years).then(|| years.to_owned())
}
