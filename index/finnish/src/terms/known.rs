//! The terms of a word that the dictionary knows.
//!
//! Every analysis gives its base form as a lemma, since nothing tells which one is meant. Two things are
//! left out: analyses that ask for capitals which the word lacks, if others are left ("määriä" is no
//! case of the village Määri), and parts by any but the simplest way to divide a compound.

use super::draft::Draft;
use crate::analysis::{Analyzer, Build, Capitals, Class, Number, Reading, Scratch, Writer};
use crate::guess::{Guesser, plural_only};

/// Adds the lemmas, parts and classes of a word whose analyses were found with `scratch`.
pub(super) fn add(
    word: &str,
    analyzer: &Analyzer,
    scratch: &Scratch,
    guesser: &Guesser,
    draft: &mut Draft,
) {
    let analyses = analyzer.found(scratch);
    draft.known();
    if analyses.is_cut() {
        draft.cut();
    }
    let stated = guesser.function_word(draft.raw()).unwrap_or(&[]);
    for lemma in stated {
        draft.lemma(|text| text.push_str(lemma));
    }
    let readings = analyses.readings();
    let any_fits = readings.iter().any(|reading| reading.fits_capitals(word));
    let kept = |reading: &&Reading| !any_fits || reading.fits_capitals(word);
    let mut fewest = usize::MAX;
    for reading in readings.iter().filter(kept) {
        fewest = fewest.min(reading.piece_count());
        if let Some(class) = reading.class() {
            draft.class(class);
        }
        if stated.is_empty() {
            let writer = analyses.writer(reading, Capitals::None);
            add_lemmas(reading, writer, analyzer.build(), draft);
        }
    }
    if fewest > 1 {
        let kept = readings.iter().filter(kept);
        for reading in kept.filter(|reading| reading.piece_count() == fewest) {
            add_parts(reading, analyses.writer(reading, Capitals::None), draft);
        }
    }
}

fn add_lemmas(reading: &Reading, writer: Writer<'_>, build: Build, draft: &mut Draft) {
    if draft.lemma(|text| writer.lemma(text)) {
        add_variants(reading, writer, draft);
    }
    if build == Build::Standard {
        if let Some(verb) = reading.verb() {
            draft.lemma(|text| writer.verb(verb, text));
        }
        if let Some(letters) = reading.minen() {
            draft.lemma(|text| writer.minen(letters, text));
        }
    }
}

/// Other ways to write the lemma just added: with no hyphen between common words ("raaka-aine",
/// "raakaaine"), and in the plural if people look the word up there ("vaalit").
fn add_variants(reading: &Reading, writer: Writer<'_>, draft: &mut Draft) {
    let Some(lemma) = draft.last_lemma() else {
        return;
    };
    let is_name = reading.class().is_some_and(Class::is_name);
    let joined = (!is_name && lemma.contains('-')).then(|| lemma.replace('-', ""));
    let plural = (reading.features().number == Some(Number::Plural)).then(|| {
        let mut last = String::new();
        if let Some(piece) = reading.pieces().last() {
            writer.tail(piece.start(), &mut last);
        }
        plural_only(lemma, lemma.len().saturating_sub(last.len()))
    });
    for variant in [joined, plural.flatten()].into_iter().flatten() {
        draft.lemma(|text| text.push_str(&variant));
    }
}

/// The base form of each part, of parts that are compounds themselves, and the tails.
fn add_parts(reading: &Reading, writer: Writer<'_>, draft: &mut Draft) {
    for (number, piece) in reading.pieces().enumerate() {
        if number > 0 {
            draft.part(|text| writer.tail(piece.start(), text));
        }
        if !piece.is_last() {
            draft.part(|text| writer.piece(piece, text));
        }
    }
    for part in reading.inner_compounds() {
        draft.part(|text| writer.part(part, text));
    }
}
