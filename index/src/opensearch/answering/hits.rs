//! Makes hits of found articles. Where the words of a query stand is read from the articles themselves, analysed once
//! more as they were when they were written.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use super::asking::records;
use super::pages::Folded;
use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::document::encoding::TERM;
use crate::document::encoding::{Encoder, Starts};
use crate::document::{TextLanguages, record};
use crate::error::{EngineError, cluster};
use crate::opensearch::finding::query::{Plan, Source, Word};
use crate::opensearch::finding::snapshot::Snapshot;
use crate::opensearch::finding::terms::words;
use crate::plan::Look;
use crate::search::response::{Hit, IndexedArticle};
use crate::showing::hit;
use crate::showing::matched::{Asked, Positions};
use aluehaku_article::{Article, TextPart};

/// Makes the hits of a page.
pub(crate) fn hits(
    snapshot: &Snapshot,
    plan: &Plan,
    (has_scores, explains): (bool, bool),
    found: Vec<Folded>,
) -> Result<Vec<Hit>, EngineError> {
    let missing = found.iter().filter(|hit| hit.place.record.is_none());
    let missing: Vec<&str> = missing.map(|hit| hit.place.id.as_str()).collect();
    let mut read: HashMap<String, String> = match missing.is_empty() {
        true => HashMap::new(),
        false => records(snapshot, &missing)?.into_iter().collect(),
    };
    let asked = Asked {
        plan,
        analyzer: snapshot.generations.analyzer.as_ref(),
        is_foreign: snapshot.foreign_analyzer.is_some(),
    };
    let mut reading = Reading {
        encoder: Encoder::new(Arc::clone(&snapshot.generations.analyzer)),
        wanted: wanted(plan),
    };
    let mut hits = Vec::with_capacity(found.len());
    for Folded { place, copies } in found {
        let record = place.record.or_else(|| read.remove(&place.id));
        let record = record.ok_or_else(|| cluster("read")("an article of a page is gone"))?;
        let indexed = indexed(&record)?;
        let positions = reading.positions(&indexed.article);
        let known = (copies, place.score.filter(|_| has_scores));
        match hit::hit(&asked, indexed, &positions, known, explains) {
            Ok(hit) => hits.push(hit),
            Err(never) => match never {},
        }
    }
    Ok(hits)
}

/// The article of a record.
pub(crate) fn indexed(text: &str) -> Result<IndexedArticle, EngineError> {
    record::from_text(text).map_err(cluster("read"))
}

/// Reads where terms stand.
struct Reading {
    encoder: Encoder,
    wanted: HashSet<String>,
}

/// Where the terms of a query stand in one article.
struct ReadPositions {
    starts: Starts,
    by_term: HashMap<String, Vec<u32>>,
}

impl Reading {
    fn positions(&mut self, article: &Article) -> ReadPositions {
        let mut encoded = String::with_capacity(article.body.len() * 4);
        let languages = TextLanguages::of(article);
        let starts = self.encoder.article(article, &languages, &mut encoded);
        let mut by_term: HashMap<String, Vec<u32>> = HashMap::new();
        for ((_, terms), position) in words(&encoded).zip(0u32..) {
            for term in terms.split(TERM).filter(|term| self.wanted.contains(*term)) {
                let positions = by_term.entry(term.to_owned()).or_default();
                if positions.last() != Some(&position) {
                    positions.push(position);
                }
            }
        }
        ReadPositions { starts, by_term }
    }
}

impl ReadPositions {
    fn of(&self, kind: TermKind, text: &str) -> &[u32] {
        let positions = self.by_term.get(&term(kind, text));
        positions.map_or(&[], Vec::as_slice)
    }
}

impl Positions<()> for ReadPositions {
    type Error = Infallible;

    fn of_term(&self, source: &Source) -> Result<Vec<u32>, Infallible> {
        Ok(self.of(source.kind, &source.text).to_vec())
    }

    fn of_phrase(&self, words: &[Word]) -> Result<Vec<u32>, Infallible> {
        let of_word = |word: &Word| -> HashSet<u32> {
            let sources = word.sources.iter();
            sources
                .flat_map(|source| self.of(source.kind, &source.text))
                .copied()
                .collect()
        };
        let words: Vec<HashSet<u32>> = words.iter().map(of_word).collect();
        let Some((first, rest)) = words.split_first() else {
            return Ok(Vec::new());
        };
        let follows = |start: &&u32| {
            let mut numbered = rest.iter().zip(1..);
            numbered.all(|(word, place)| word.contains(&(**start + place)))
        };
        let mut starts: Vec<u32> = first.iter().filter(follows).copied().collect();
        starts.sort_unstable();
        Ok(starts)
    }

    fn of_part(&self, part: TextPart) -> Range<u32> {
        let start = |part| self.starts.of_part(part) as u32;
        let end = match part {
            TextPart::Title => start(TextPart::Lead),
            TextPart::Lead => start(TextPart::Body),
            TextPart::Body => self.starts.authors as u32,
        };
        // One position between two texts is empty.
        start(part)..end.saturating_sub(1)
    }
}

/// The terms of a plan.
fn wanted(plan: &Plan) -> HashSet<String> {
    let mut wanted = HashSet::new();
    for leaf in &plan.leaves {
        let words = match &leaf.look {
            Look::Word(word) => std::slice::from_ref(word),
            Look::Phrase(words) => words.as_slice(),
            Look::Prefix(_) | Look::Values(_) => &[],
        };
        for word in words {
            let sources = word.sources.iter().chain(word.parts.iter().flatten());
            wanted.extend(sources.map(|source| term(source.kind, &source.text)));
        }
    }
    wanted
}

fn term(kind: TermKind, text: &str) -> String {
    format!("{}{text}", char::from(kind_byte(kind)))
}
