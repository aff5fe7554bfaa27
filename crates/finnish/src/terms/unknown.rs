//! The terms of a word that the dictionary does not know.
//!
//! Its lemmas are guesses: half of all names are such words. A word of spoken Finnish has the base form of the
//! standard spelling that the dictionary knows. The stem stands beside them for the forms that were guessed
//! wrong, in a space of its own.

use super::draft::Draft;
use crate::analysis::{Analyzer, Capitals, Scratch, Spelling};
use crate::guess::{Guesser, standard_spellings};
use crate::stem::{Language, stem};

/// Most guesses that become lemmas, beside a dictionary and without one. Where every word is guessed,
/// a second guess costs more than it finds.
const MOST_GUESSES: [usize; 2] = [3, 1];

/// Adds guesses at the lemmas, the parts that hyphens show, and the stem.
pub(super) fn add(
    word: &str,
    guesser: &Guesser,
    analyzer: Option<&Analyzer>,
    scratch: &mut Scratch,
    draft: &mut Draft,
) {
    let mut base_forms = |part: &str, found: &mut Vec<String>| {
        if let Some(analyzer) = analyzer {
            add_base_forms(part, analyzer, scratch, found);
        }
    };
    let grammar = guesser.function_word(draft.raw());
    for lemma in grammar.unwrap_or_default() {
        draft.lemma(|text| text.push_str(lemma));
    }
    // A particle may be none: "Heikin" is no "hei" (hello) with one.
    let may_be_name = draft.has_capital() && !guesser.is_plain_function_word(draft.raw());
    if grammar.is_none() || may_be_name {
        let spoken = spoken(draft, guesser, &mut base_forms);
        let guesses = guesser.guess(word, &mut base_forms);
        let guesses = guesses.iter().map(|guess| &guess.lemma);
        let lemmas: Vec<&String> = if spoken.is_empty() {
            let most = MOST_GUESSES[usize::from(analyzer.is_none())];
            guesses.take(most).collect()
        } else if draft.has_capital() {
            // A name is seldom spoken language, but the first word of a sentence may be.
            guesses.take(2).chain(spoken.iter().take(1)).collect()
        } else {
            spoken.iter().take(2).chain(guesses.take(1)).collect()
        };
        for lemma in lemmas {
            draft.lemma(|text| text.push_str(lemma));
        }
    }
    for part in hyphenated_parts(word, &mut base_forms) {
        draft.part(|text| text.push_str(&part));
    }
    let stem = stem(Language::Finnish, draft.raw()).into_owned();
    draft.stem(&stem);
}

/// The base forms of a word of spoken Finnish, by the first of its standard spellings that is a word.
fn spoken(
    draft: &Draft,
    guesser: &Guesser,
    base_forms: &mut dyn FnMut(&str, &mut Vec<String>),
) -> Vec<String> {
    let mut found = Vec::new();
    for spelling in standard_spellings(draft.raw(), draft.has_capital()) {
        match guesser.function_word(&spelling) {
            Some(lemmas) => found.extend(lemmas.iter().map(ToString::to_string)),
            None => base_forms(&spelling, &mut found),
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// The base forms of what stands between the hyphens of a word; what has none stands for itself.
fn hyphenated_parts(word: &str, base_forms: &mut dyn FnMut(&str, &mut Vec<String>)) -> Vec<String> {
    let mut parts = Vec::new();
    let word = word.trim_matches('-');
    if word.contains('-') {
        for part in word.split('-').filter(|part| !part.is_empty()) {
            let known = parts.len();
            base_forms(part, &mut parts);
            if parts.len() == known {
                parts.push(part.to_lowercase());
            }
        }
    }
    parts
}

fn add_base_forms(word: &str, analyzer: &Analyzer, scratch: &mut Scratch, found: &mut Vec<String>) {
    analyzer.find(word, Spelling::Lenient, scratch);
    let analyses = analyzer.found(scratch);
    let readings = analyses.readings();
    let any_fits = readings.iter().any(|reading| reading.fits_capitals(word));
    for reading in readings {
        if !any_fits || reading.fits_capitals(word) {
            let mut lemma = String::new();
            analyses
                .writer(reading, Capitals::Dropped)
                .lemma(&mut lemma);
            found.push(lemma);
        }
    }
}
