//! What plans of queries ask of a state of the embedded index.

use std::collections::BTreeSet;

use tantivy::TantivyError;

use super::phrase::PhraseCursor;
use super::plan::{Lists, Word};
use super::unfold::unfolded;
use crate::analysis::{Language, TermKind, TextAnalyzer};
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::tokens::typed_term;
use crate::plan::lookup::{Lookup, SearchedField};
use crate::vocabulary::Vocabulary;
use aluehaku_article::facet::Facet;

impl Lookup for Snapshot {
    type List = Lists;
    type Error = TantivyError;

    fn analyzer(&self) -> &dyn TextAnalyzer {
        self.analyzer.as_ref()
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn languages(&self) -> &[Language] {
        Self::languages(self)
    }

    fn article_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    fn rarity(&self, articles: u64) -> f32 {
        self.scoring().rarity(articles)
    }

    fn list(
        &self,
        field: SearchedField,
        kind: TermKind,
        text: &str,
    ) -> tantivy::Result<Option<(Lists, u64)>> {
        let term = typed_term(self.fields.searched(field), kind, text);
        let lists = self.lists_of(&term)?;
        let having = lists.iter().flatten().map(|info| u64::from(info.doc_freq));
        let articles: u64 = having.sum();
        Ok((articles > 0).then_some((lists, articles)))
    }

    fn unfolded(
        &self,
        field: SearchedField,
        kind: TermKind,
        text: &str,
    ) -> tantivy::Result<BTreeSet<String>> {
        unfolded(&self.searcher, self.fields.searched(field), kind, text)
    }

    fn values(
        &self,
        facet: Facet,
        is_meant: &dyn Fn(&str) -> bool,
    ) -> tantivy::Result<Vec<String>> {
        let values = self.facet_table(facet)?.values();
        let meant = values.filter(|value| is_meant(value));
        Ok(meant.map(ToOwned::to_owned).collect())
    }

    fn has_in_a_row(&self, words: &[Word]) -> tantivy::Result<bool> {
        for segment in &self.segments {
            let cursor = PhraseCursor::open(&segment.text, segment.number, words)?;
            if cursor.is_some_and(|mut cursor| cursor.occurs()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
