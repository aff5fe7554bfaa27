//! One committed state as the contract of engines shows it.

use std::sync::Arc;

use super::suggest::{self, Suggesting};
use super::sure::{self, Learnt};
use super::{hits, search, similar};
use crate::analysis::AnalyzerIdentity;
use crate::embedded::state::snapshot::Snapshot;
use crate::engine::Reader;
use crate::error::{EngineError, storage};
use crate::plan;
use crate::search::request::{Filters, SearchRequest};
use crate::search::response::{Bucket, Hit, IndexedArticle, SearchResponse};
use crate::search::suggestion::Suggestion;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;
use aluehaku_query::Query;

/// A state of the index, and what all states suggest.
#[derive(Debug)]
pub(crate) struct EmbeddedReader {
    pub(crate) snapshot: Arc<Snapshot>,
    suggesting: Arc<Suggesting>,
    learnt: Learnt,
}

impl EmbeddedReader {
    pub(crate) fn new(snapshot: Arc<Snapshot>, suggesting: Arc<Suggesting>) -> Self {
        Self {
            snapshot,
            suggesting,
            learnt: Learnt::default(),
        }
    }
}

impl Reader for EmbeddedReader {
    fn generation(&self) -> &str {
        &self.snapshot.generation
    }

    fn revision(&self) -> u64 {
        self.snapshot.revision
    }

    fn article_count(&self) -> u64 {
        self.snapshot.searcher.num_docs()
    }

    fn foreign_analyzer(&self) -> Option<&AnalyzerIdentity> {
        self.snapshot.foreign_analyzer.as_ref()
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        search::answer(&self.snapshot, request).map_err(storage("read", &self.snapshot.path))
    }

    fn surely_found(
        &self,
        query: &Query,
        filters: &Filters,
    ) -> Result<Vec<ArticleId>, EngineError> {
        sure::articles(&self.snapshot, &self.learnt, query, filters)
            .map_err(storage("read", &self.snapshot.path))
    }

    fn decided(&self, query: &Query) -> Result<Query, EngineError> {
        let decided = plan::decided(self.snapshot.as_ref(), query);
        let decided = decided.map_err(storage("read", &self.snapshot.path))?;
        Ok(decided.0)
    }

    fn article(&self, id: &ArticleId) -> Result<Option<IndexedArticle>, EngineError> {
        hits::article(&self.snapshot, id).map_err(storage("read", &self.snapshot.path))
    }

    fn facet_values(
        &self,
        facet: Facet,
        prefix: &str,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<Bucket>, EngineError> {
        search::facet_values(&self.snapshot, facet, prefix, filters, limit)
            .map_err(storage("read", &self.snapshot.path))
    }

    fn lists(&self, facet: Facet, value: &str) -> Result<bool, EngineError> {
        let table = self.snapshot.facet_table(facet);
        let table = table.map_err(storage("read", &self.snapshot.path))?;
        Ok(table.lists(value))
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, EngineError> {
        suggest::suggest(&self.snapshot, &self.suggesting, typed, limit)
            .map_err(storage("read", &self.snapshot.path))
    }

    fn similar(&self, id: &ArticleId, limit: usize) -> Result<Option<Vec<Hit>>, EngineError> {
        similar::similar(&self.snapshot, id, limit).map_err(storage("read", &self.snapshot.path))
    }
}
