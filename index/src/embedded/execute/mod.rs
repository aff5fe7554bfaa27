//! Runs a plan on one segment: which articles match, and how well.
//!
//! - [`set`]: articles with scores, and what sets are joined by.
//! - [`scoring`]: how much an occurrence counts.
//! - [`phrase`]: words in a row.
//!
//! Each leaf is run to its end before leaves are joined, so every count is exact.

mod phrase;
mod scoring;
mod set;

pub(super) use phrase::PhraseCursor;
pub(super) use scoring::Scoring;
pub(super) use set::Found;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentReader, TERMINATED, Term};

use self::scoring::occurrence_share;
use self::set::Accumulator;
use super::encoding::kind_byte;
use super::plan::{Leaf, Look, Node, Plan, Source, Word};
use super::snapshot::Snapshot;
use crate::analysis::TermKind;

/// Score of a word that begins with a prefix.
const PREFIX_WEIGHT: f32 = 2.0;

/// Runs one plan on one segment.
pub(super) struct Executor<'a> {
    snapshot: &'a Snapshot,
    segment: &'a SegmentReader,
    plan: &'a Plan,
    accumulator: Accumulator,
    lengths: Vec<(Field, FieldNormReader)>,
}

impl<'a> Executor<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, segment: &'a SegmentReader, plan: &'a Plan) -> Self {
        let accumulator = Accumulator::new(segment.max_doc());
        Self {
            snapshot,
            segment,
            plan,
            accumulator,
            lengths: Vec::new(),
        }
    }

    /// The articles that fulfil the plan, in the order of the segment, without deleted ones.
    pub(super) fn run(&mut self) -> tantivy::Result<Found> {
        let mut found = self.node(&self.plan.root)?;
        if let Some(alive) = self.segment.alive_bitset() {
            found.retain(|document| alive.is_alive(document));
        }
        Ok(found)
    }

    fn node(&mut self, node: &'a Node) -> tantivy::Result<Found> {
        match node {
            Node::Everything => Ok(Found::everything(self.segment.max_doc())),
            Node::Leaf(number) => self.leaf(&self.plan.leaves[*number]),
            Node::Any(parts) => self.any(parts),
            Node::All {
                required,
                optional,
                excluded,
            } => {
                let mut found = self.all(required)?;
                for part in excluded {
                    found = found.without(&self.node(part)?);
                }
                for part in optional {
                    found = found.raised_by(&self.node(part)?);
                }
                Ok(found)
            }
        }
    }

    fn any(&mut self, parts: &'a [Node]) -> tantivy::Result<Found> {
        let mut sets = Vec::with_capacity(parts.len());
        for part in parts {
            sets.push(self.node(part)?);
        }
        Ok(self.accumulator.sum(sets))
    }

    fn all(&mut self, parts: &'a [Node]) -> tantivy::Result<Found> {
        let mut found: Option<Found> = None;
        for part in parts {
            let next = self.node(part)?;
            found = Some(found.map_or_else(|| next.clone(), |found| found.intersected(&next)));
        }
        Ok(found.unwrap_or_else(|| Found::everything(self.segment.max_doc())))
    }

    fn leaf(&mut self, leaf: &'a Leaf) -> tantivy::Result<Found> {
        let found = match &leaf.look {
            Look::Word(word) => self.word(word)?,
            Look::Phrase { words, places } => self.phrase(words, places)?,
            Look::Prefix { start, places } => self.prefix(start, places)?,
            Look::Values(terms) => self.values(terms)?,
        };
        Ok(if leaf.is_ranked {
            found
        } else {
            found.without_scores()
        })
    }

    fn word(&mut self, word: &Word) -> tantivy::Result<Found> {
        let mut parts = Vec::with_capacity(word.parts.len());
        for part in &word.parts {
            self.raise_by_sources(part)?;
            parts.push(self.accumulator.drain());
        }
        let parts = self.accumulator.sum(parts);
        self.raise_by_sources(&word.sources)?;
        for (document, score) in parts.iter() {
            self.accumulator.raise(document, score);
        }
        Ok(self.accumulator.drain())
    }

    /// Raises each article to its best score by the terms of a word.
    fn raise_by_sources(&mut self, sources: &[Source]) -> tantivy::Result<()> {
        for source in sources {
            let field = source.term.field();
            let index = self.segment.inverted_index(field)?;
            let Some(mut postings) =
                index.read_block_postings(&source.term, IndexRecordOption::WithFreqs)?
            else {
                continue;
            };
            let norms = self.norms(field)?;
            let lengths = self.snapshot.scoring().lengths(field);
            while !postings.docs().is_empty() {
                for (document, occurrences) in postings.docs().iter().zip(postings.freqs()) {
                    let length = lengths[usize::from(norms.fieldnorm_id(*document))];
                    let score = source.weight * occurrence_share(*occurrences, length);
                    self.accumulator.raise(*document, score);
                }
                postings.advance();
            }
        }
        Ok(())
    }

    fn phrase(&mut self, words: &[Word], places: &[(Field, f32)]) -> tantivy::Result<Found> {
        for (field, _) in places {
            let Some(mut cursor) = PhraseCursor::open(self.segment, *field, words)? else {
                continue;
            };
            let weight = words
                .iter()
                .map(|word| best_weight(word, *field))
                .sum::<f32>();
            let norms = self.norms(*field)?;
            let lengths = self.snapshot.scoring().lengths(*field);
            let mut document = cursor.seek(0);
            while document != TERMINATED {
                let occurrences = cursor.starts(document).len() as u32;
                if occurrences > 0 {
                    let length = lengths[usize::from(norms.fieldnorm_id(document))];
                    self.accumulator
                        .raise(document, weight * occurrence_share(occurrences, length));
                }
                document = cursor.seek(document + 1);
            }
        }
        Ok(self.accumulator.drain())
    }

    fn prefix(&mut self, start: &str, places: &[(Field, f32)]) -> tantivy::Result<Found> {
        let mut first = vec![kind_byte(TermKind::Surface)];
        first.extend_from_slice(start.as_bytes());
        for (field, weight) in places {
            let index = self.segment.inverted_index(*field)?;
            let mut terms = index.terms().range().ge(&first).into_stream()?;
            while terms.advance() && terms.key().starts_with(&first) {
                let mut postings = index
                    .read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                while !postings.docs().is_empty() {
                    for document in postings.docs() {
                        self.accumulator.raise(*document, PREFIX_WEIGHT * weight);
                    }
                    postings.advance();
                }
            }
        }
        Ok(self.accumulator.drain())
    }

    /// The articles that have any of some whole values.
    pub(super) fn values(&mut self, terms: &[Term]) -> tantivy::Result<Found> {
        for term in terms {
            let index = self.segment.inverted_index(term.field())?;
            let Some(mut postings) = index.read_block_postings(term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            while !postings.docs().is_empty() {
                for document in postings.docs() {
                    self.accumulator.raise(*document, 0.0);
                }
                postings.advance();
            }
        }
        Ok(self.accumulator.drain())
    }

    fn norms(&mut self, field: Field) -> tantivy::Result<FieldNormReader> {
        if let Some((_, norms)) = self.lengths.iter().find(|(known, _)| *known == field) {
            return Ok(norms.clone());
        }
        let norms = self.segment.get_fieldnorms_reader(field)?;
        self.lengths.push((field, norms.clone()));
        Ok(norms)
    }
}

/// The weight of a word in a phrase: that of its most telling form in the field.
fn best_weight(word: &Word, field: Field) -> f32 {
    let sources = word
        .sources
        .iter()
        .filter(|source| source.term.field() == field);
    sources.map(|source| source.weight).fold(0.0, f32::max)
}
