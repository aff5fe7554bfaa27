//! Says what a part of a compound is short for.

use super::{Open, Token};
use crate::analysis::{Part, Scratch};
use crate::terms::Finnish;

/// Most base forms that one part of a compound is short for.
const MOST_LEMMAS: usize = 4;

/// The base forms of the compounds that a token stands for, in small letters; none for a whole word.
///
/// "sote-" in "sote- ja terveyspalvelut" stands for "sotepalvelu". They belong to the token's position as lemmas
/// beside its own, "sote". Where a compound can be cut in several places, or is written with a hyphen by some,
/// each way is given. They need a dictionary, which knows where compounds have their borders; without one
/// only "-hanke" after a word is completed.
///
/// ```
/// use aluehaku_finnish::Finnish;
/// use aluehaku_finnish::tokenizer::{completed_lemmas, tokenize};
///
/// let finnish = Finnish::new(None);
/// let token = tokenize("Järjestöjen sote-muutostuki -hanke").last().unwrap();
/// let lemmas = completed_lemmas(&finnish, &token);
/// assert_eq!(lemmas, ["sote-muutostuki-hanke", "sotemuutostukihanke"]);
/// ```
#[must_use]
pub fn completed_lemmas(finnish: &Finnish, token: &Token<'_>) -> Vec<String> {
    let part = token.text.trim_matches('-');
    let mut lemmas = match &token.open {
        None => Vec::new(),
        Some(Open::LastPartOf(whole)) => {
            let head = part.to_lowercase();
            tails(finnish, whole)
                .iter()
                .flat_map(|tail| joined(&head, tail))
                .collect()
        }
        Some(Open::FirstPartOf(whole)) => {
            let tails = lemmas(finnish, part);
            let heads = heads(finnish, whole);
            let pairs = heads
                .iter()
                .flat_map(|head| tails.iter().map(move |tail| (head, tail)));
            pairs.flat_map(|(head, tail)| joined(head, tail)).collect()
        }
        Some(Open::Joined(whole)) => {
            let head = whole.to_lowercase();
            lemmas(finnish, part)
                .iter()
                .flat_map(|tail| with_hyphen(&head, tail))
                .collect()
        }
    };
    lemmas.truncate(MOST_LEMMAS);
    lemmas
}

/// The last part of a word, the last two parts and so on, in their base forms; the longest first.
fn tails(finnish: &Finnish, word: &str) -> Vec<String> {
    let parts = parts(finnish, word);
    if let Some((_, last)) = word.rsplit_once('-').filter(|_| parts.is_empty()) {
        return lemmas(finnish, last);
    }
    let mut tails: Vec<String> = parts
        .iter()
        .flat_map(|parts| &parts[1..])
        .map(|part| part.tail.to_lowercase())
        .collect();
    tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
    tails.dedup();
    tails
}

/// What stands before the last part of a word.
fn heads(finnish: &Finnish, word: &str) -> Vec<String> {
    let parts = parts(finnish, word);
    if let Some((head, _)) = word.rsplit_once('-').filter(|_| parts.is_empty()) {
        return vec![format!("{}-", head.to_lowercase())];
    }
    let head = |parts: &Vec<Part>| -> String {
        parts[..parts.len() - 1]
            .iter()
            .map(|part| part.form.to_lowercase())
            .collect()
    };
    let mut heads: Vec<String> = parts.iter().map(head).collect();
    heads.dedup();
    heads
}

/// The parts of a compound by each of the simplest ways to divide it.
fn parts(finnish: &Finnish, word: &str) -> Vec<Vec<Part>> {
    let Some(analyzer) = finnish.analyzer() else {
        return Vec::new();
    };
    let mut scratch = Scratch::new();
    let analyses = analyzer.analyze(word, &mut scratch);
    let mut divided: Vec<Vec<Part>> = analyses.iter().map(|analysis| analysis.parts()).collect();
    divided.retain(|parts| parts.len() > 1);
    let fewest = divided.iter().map(Vec::len).min().unwrap_or(0);
    divided.retain(|parts| parts.len() == fewest);
    divided
}

fn lemmas(finnish: &Finnish, word: &str) -> Vec<String> {
    finnish.terms(word).lemmas().map(str::to_owned).collect()
}

/// Head and tail as one word; with a hyphen too where one is or may be written.
fn joined(head: &str, tail: &str) -> Vec<String> {
    let tail = tail.trim_start_matches('-');
    let (last, first) = (head.chars().last(), tail.chars().next());
    let meet = last == first && first.is_some_and(|letter| "aeiouyäö".contains(letter));
    let solid = format!("{}{tail}", head.trim_end_matches('-'));
    if meet || !last.is_some_and(char::is_alphabetic) {
        with_hyphen(head, tail)
    } else {
        vec![solid]
    }
}

/// Head and tail with a hyphen between, and the same with no hyphen at all.
fn with_hyphen(head: &str, tail: &str) -> Vec<String> {
    let hyphenated = format!("{}-{tail}", head.trim_end_matches('-'));
    let solid = hyphenated.replace('-', "");
    vec![hyphenated, solid]
}
