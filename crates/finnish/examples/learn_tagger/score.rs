//! How many names were found exactly: precision, recall and their harmonic mean, with a bootstrap interval.

use std::fmt::Write as _;

use aluehaku_finnish::names::{Label, NameKind};

use crate::corpus::Document;

/// Samples of the bootstrap.
const SAMPLES: usize = 1000;

/// Right, found and stated spans of a document.
type Counts = [usize; 3];

/// Prints the measures of each kind.
pub(crate) fn print(documents: &[&Document], found: &[Vec<Vec<Label>>]) {
    for kind in [
        NameKind::Person,
        NameKind::Place,
        NameKind::Organisation,
        NameKind::Other,
    ] {
        let counts: Vec<Counts> = documents
            .iter()
            .zip(found)
            .map(|(document, found)| count(document, found, kind))
            .collect();
        let total = sum(counts.iter());
        let mut random = 0x2545_f491_4f6c_dd1du64;
        let mut samples: Vec<f64> = (0..SAMPLES)
            .map(|_| {
                let picked = (0..counts.len()).map(|_| {
                    random ^= random << 13;
                    random ^= random >> 7;
                    random ^= random << 17;
                    &counts[(random % counts.len() as u64) as usize]
                });
                harmonic(sum(picked))
            })
            .collect();
        samples.sort_by(f64::total_cmp);
        println!(
            "{kind:?}: F1 {:.1} ({:.1}-{:.1}), precision {:.1}, recall {:.1}, {} spans",
            100.0 * harmonic(total),
            100.0 * samples[SAMPLES / 40],
            100.0 * samples[SAMPLES - SAMPLES / 40],
            100.0 * total[0] as f64 / total[1].max(1) as f64,
            100.0 * total[0] as f64 / total[2].max(1) as f64,
            total[2],
        );
    }
}

/// Each span that was missed or wrongly found, with its sentence.
pub(crate) fn mistakes(documents: &[&Document], found: &[Vec<Vec<Label>>]) -> String {
    let mut text = String::new();
    for (document, found) in documents.iter().zip(found) {
        for ((tokens, stated), found) in document.sentences.iter().zip(&document.labels).zip(found)
        {
            let (stated, found) = (spans(stated), spans(found));
            let shown = |spans: &[Span], others: &[Span]| -> Vec<String> {
                let only = spans
                    .iter()
                    .filter(|span| !others.contains(span) && span.0 != NameKind::Other);
                only.map(|(kind, start, end)| {
                    format!("{kind:?} {}", tokens[*start..*end].join(" "))
                })
                .collect()
            };
            let (missed, wrong) = (shown(&stated, &found), shown(&found, &stated));
            if !missed.is_empty() || !wrong.is_empty() {
                let _ = writeln!(text, "- {missed:?}  + {wrong:?}  | {}", tokens.join(" "));
            }
        }
    }
    text
}

type Span = (NameKind, usize, usize);

fn count(document: &Document, found: &[Vec<Label>], kind: NameKind) -> Counts {
    let mut counts = [0; 3];
    for (stated, found) in document.labels.iter().zip(found) {
        let of_kind = |labels| -> Vec<Span> {
            spans(labels)
                .into_iter()
                .filter(|span| span.0 == kind)
                .collect()
        };
        let (stated, found) = (of_kind(stated), of_kind(found));
        counts[0] += found.iter().filter(|span| stated.contains(span)).count();
        counts[1] += found.len();
        counts[2] += stated.len();
    }
    counts
}

fn sum<'c>(counts: impl Iterator<Item = &'c Counts>) -> Counts {
    counts.fold([0; 3], |sum, counts| {
        std::array::from_fn(|at| sum[at] + counts[at])
    })
}

fn harmonic([right, found, stated]: Counts) -> f64 {
    2.0 * right as f64 / (found + stated).max(1) as f64
}

/// The names of a sentence: kind, first token, token after the last.
fn spans(labels: &[Label]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match label {
            Label::Outside => {}
            Label::Inside(kind)
                if spans
                    .last()
                    .is_some_and(|(last, _, end)| last == kind && *end == at) =>
            {
                if let Some(last) = spans.last_mut() {
                    last.2 = at + 1;
                }
            }
            Label::Begin(kind) | Label::Inside(kind) => spans.push((*kind, at, at + 1)),
        }
    }
    spans
}
