//! Projects: names that stand before "-hanke" or "-projekti", or carry it inside.
//!
//! Where such a name begins is the hard part: "KYTin hallinnoiman KS vaikuttavat järjestöt -hankkeen". It begins at
//! the nearest capital to the left, and goes on over capitalised genitives and abbreviations right before.

use std::ops::Range;

use aluehaku_article::region::forms::{FormKind, FormLanguage};
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_finnish::names::Label;

use super::document::{Document, Words};

/// A mention of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProjectMention {
    pub(super) tokens: Range<usize>,
    /// Without the word "hanke", abbreviated regions written out.
    pub(super) name: String,
    /// "2021–2023", where it stands in brackets behind.
    pub(super) years: Option<String>,
}

/// Beginnings of the words that make a name before them a project's, in all their cases.
const HEADS: [&str; 3] = ["hanke", "hankke", "projekti"];

/// Words of Swedish and English that stand before a project's name.
const PREFIXED: [&str; 3] = ["projektet", "projekt", "project"];

/// Small words of Swedish and English inside a name.
const INNER: [&str; 9] = ["i", "för", "och", "med", "på", "in", "of", "for", "and"];

/// Most words of a name.
const MOST_WORDS: usize = 8;

/// Finds the projects of an article that are called so.
pub(super) fn find(
    document: &Document<'_>,
    regions: &RegionRegister,
    words: &mut Words<'_>,
) -> Vec<ProjectMention> {
    let mut found = Vec::new();
    for at in 0..document.tokens.len() {
        let text = document.tokens[at].text;
        let span_and_name = if matches!(text, "hanke" | "projekti") {
            name_at_beginning(document, at)
        } else if text.strip_prefix(['-', '–']).is_some_and(is_head) {
            name_before(document, at)
        } else if PREFIXED.contains(&text.to_lowercase().as_str()) {
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

fn is_head(word: &str) -> bool {
    HEADS.iter().any(|head| word.starts_with(head))
}

/// "Järjestöjen sote-muutostuki -hankkeen": the words before.
fn name_before(document: &Document<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let begin = document.sentence_start(at);
    let last = at.checked_sub(1).filter(|last| *last >= begin)?;
    let is_quote = |text: &str| matches!(text, "”" | "\"" | "“" | "’" | "'" | "»" | "«");
    if is_quote(document.tokens[last].text) {
        let open = (begin..last)
            .rev()
            .take(MOST_WORDS + 2)
            .find(|open| is_quote(document.tokens[*open].text))?;
        return joined(document, open + 1..last).map(|name| (open..at + 1, name));
    }
    let lowest = at.saturating_sub(MOST_WORDS).max(begin);
    let mut start = None;
    for before in (lowest..at).rev() {
        let text = document.tokens[before].text;
        if !text.starts_with(|letter: char| letter.is_alphanumeric()) {
            break;
        }
        let capital = document.tokens[before].is_capitalised();
        match start {
            None if capital => start = Some(before),
            Some(_) if capital && may_open(text) => start = Some(before),
            None => {}
            Some(_) => break,
        }
    }
    let start = start?;
    joined(document, start..at).map(|name| (start..at + 1, name))
}

/// Genitives and abbreviations may stand before the capital of a name and belong to it.
fn may_open(text: &str) -> bool {
    text.ends_with('n') && !text.ends_with("nen")
        || text.contains(':')
        || text
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '-')
}

/// "Keski-Suomen juurevat yhdistykset on kolmivuotinen hanke": what the sentence is about.
fn name_at_beginning(document: &Document<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let begin = document.sentence_start(at);
    let is_verb = |word: &str| matches!(word, "on" | "oli" | "olisi");
    let verb = (begin..at.min(begin + MOST_WORDS)).find(|at| is_verb(document.tokens[*at].text))?;
    let near = at - verb <= MOST_WORDS;
    let words = &document.tokens[begin..verb];
    let plain = words.iter().all(|token| {
        token
            .text
            .starts_with(|letter: char| letter.is_alphanumeric())
    });
    let named = words.len() >= 2 && words[0].is_capitalised();
    // The capital of a sentence makes no name: the tagger must have seen one there.
    let opens = document.labels[begin] != Label::Outside;
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
        if document.tokens[next].is_capitalised() {
            end = next + 1;
        } else if next == at + 1 || !INNER.contains(&document.tokens[next].text) {
            break;
        }
    }
    let is_genitive = end > at + 1 && document.tokens[end - 1].text.ends_with('n');
    if is_genitive && end < limit && words.is_common(document.tokens[end].text) {
        end += 1;
    }
    joined(document, at + 1..end).map(|name| (at + 1..end, name))
}

/// "Silta-hankkeessa": the part before the hyphen.
fn name_inside(document: &Document<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let text = document.tokens[at].text;
    let (name, head) = text.rsplit_once('-')?;
    let is_name = name.starts_with(char::is_uppercase) && name.chars().count() > 2;
    let is_kind = name.chars().all(char::is_uppercase) && name.chars().count() <= 5;
    if !is_head(head) || !is_name || is_kind {
        return None;
    }
    Some((at..at + 1, name.to_owned()))
}

fn joined(document: &Document<'_>, span: Range<usize>) -> Option<String> {
    let words: Vec<&str> = document.tokens[span]
        .iter()
        .map(|token| token.text)
        .collect();
    let name = words.join(" ");
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    (letters >= 3 && words.len() <= MOST_WORDS).then_some(name)
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
        let is_it = of_kind(FormKind::Abbreviation)
            .any(|form| short == form.text || short == form.text.replace('-', ""));
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
