//! Where in an article the words of a query were met.
//!
//! The index keeps the position of each term, so a hit's matches are read from where they were
//! found: nothing is analysed again, and what is marked is what matched.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, TERMINATED};

use super::execute::PhraseCursor;
use super::plan::{Leaf, Look, Plan, Source, Word};
use super::snapshot::Snapshot;
use crate::analysis::{TermKind, Token};
use crate::engine::Reader as _;
use crate::search::response::MatchRelation;

/// Words of a text, in a row, that met a leaf of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    /// Number of the first word in the text.
    pub(super) first: usize,
    /// Number of words.
    pub(super) count: usize,
    /// Number of the leaf in the plan.
    pub(super) leaf: usize,
    /// How they met.
    pub(super) relation: MatchRelation,
}

/// The matches of all wanted leaves in one text of an article, in order, the closest first.
pub(super) fn matches(
    snapshot: &Snapshot,
    plan: &Plan,
    article: DocAddress,
    field: Field,
    tokens: &[Token<'_>],
) -> tantivy::Result<Vec<Match>> {
    let text = Text {
        snapshot,
        article,
        field,
        tokens,
    };
    let mut matches = Vec::new();
    for (number, leaf) in plan
        .leaves
        .iter()
        .enumerate()
        .filter(|(_, leaf)| leaf.is_wanted)
    {
        for (first, count, relation) in text.matches_of(leaf)? {
            matches.push(Match {
                first,
                count,
                leaf: number,
                relation,
            });
        }
    }
    matches.retain(|found| found.first + found.count <= tokens.len());
    matches.sort_unstable();
    matches.dedup_by_key(|found| (found.first, found.count, found.leaf));
    Ok(matches)
}

/// A text of an article.
struct Text<'a> {
    snapshot: &'a Snapshot,
    article: DocAddress,
    field: Field,
    tokens: &'a [Token<'a>],
}

impl Text<'_> {
    /// First word, number of words and relation of each match.
    fn matches_of(&self, leaf: &Leaf) -> tantivy::Result<Vec<(usize, usize, MatchRelation)>> {
        match &leaf.look {
            Look::Word(word) if self.snapshot.foreign_analyzer().is_none() => self.word(word),
            Look::Phrase { words, .. } if self.snapshot.foreign_analyzer().is_none() => {
                self.phrase(words)
            }
            Look::Prefix { start, .. } => {
                Ok(self.surface(MatchRelation::Part, |surface| surface.starts_with(start)))
            }
            // Positions of another analyser may count words otherwise: only what stands there letter
            // for letter is sure.
            Look::Word(_) | Look::Phrase { .. } => {
                let typed: Vec<String> = self
                    .snapshot
                    .analyzer
                    .tokens(&leaf.typed)
                    .iter()
                    .map(Token::surface)
                    .collect();
                Ok(self.surface(MatchRelation::Same, |surface| {
                    typed.iter().any(|word| word == surface)
                }))
            }
            Look::Values(_) => Ok(Vec::new()),
        }
    }

    fn word(&self, word: &Word) -> tantivy::Result<Vec<(usize, usize, MatchRelation)>> {
        let mut found = Vec::new();
        for source in word.sources.iter().chain(word.parts.iter().flatten()) {
            for position in self.positions(source)? {
                found.push((position as usize, 1, relation(source)));
            }
        }
        Ok(found)
    }

    fn phrase(&self, words: &[Word]) -> tantivy::Result<Vec<(usize, usize, MatchRelation)>> {
        let segment = self
            .snapshot
            .searcher
            .segment_reader(self.article.segment_ord);
        let Some(mut cursor) = PhraseCursor::open(segment, self.field, words)? else {
            return Ok(Vec::new());
        };
        if cursor.seek(self.article.doc_id) != self.article.doc_id {
            return Ok(Vec::new());
        }
        let starts = cursor.starts(self.article.doc_id);
        Ok(starts
            .into_iter()
            .map(|start| (start as usize, words.len(), MatchRelation::Form))
            .collect())
    }

    /// Words whose surface form passes a test.
    fn surface(
        &self,
        relation: MatchRelation,
        passes: impl Fn(&str) -> bool,
    ) -> Vec<(usize, usize, MatchRelation)> {
        let numbered = self.tokens.iter().enumerate();
        let passing = numbered.filter(|(_, token)| passes(&token.surface()));
        passing.map(|(number, _)| (number, 1, relation)).collect()
    }

    /// Positions of a term in the text.
    fn positions(&self, source: &Source) -> tantivy::Result<Vec<u32>> {
        let mut positions = Vec::new();
        if source.term.field() == self.field {
            let segment = self
                .snapshot
                .searcher
                .segment_reader(self.article.segment_ord);
            let index = segment.inverted_index(self.field)?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            if let Some(mut postings) = index.read_postings(&source.term, option)? {
                let document = self.article.doc_id;
                let at = if postings.doc() < document {
                    postings.seek(document)
                } else {
                    postings.doc()
                };
                if at == document && at != TERMINATED {
                    postings.positions(&mut positions);
                }
            }
        }
        Ok(positions)
    }
}

fn relation(source: &Source) -> MatchRelation {
    match source.kind {
        _ if source.is_unfolded => MatchRelation::Folded,
        TermKind::Surface => MatchRelation::Same,
        TermKind::Lemma => MatchRelation::Form,
        TermKind::Part => MatchRelation::Part,
        TermKind::Stem(_) => MatchRelation::Stem,
    }
}
