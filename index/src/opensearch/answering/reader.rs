//! One committed state as the contract of engines shows it.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use super::asking::places;
use super::suggest::{self, Suggesting};
use super::{search, similar, values};
use crate::analysis::AnalyzerIdentity;
use crate::engine::Reader;
use crate::error::EngineError;
use crate::opensearch::cluster::live::Live;
use crate::opensearch::cluster::mapping::ID;
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::lookup::made;
use crate::opensearch::finding::query::{Plan, condition};
use crate::opensearch::finding::snapshot::Snapshot;
use crate::plan;
use crate::search::narrowing::Without;
use crate::search::request::{Filters, Matching, SearchRequest};
use crate::search::response::{Bucket, Hit, IndexedArticle, SearchResponse};
use crate::search::suggestion::Suggestion;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;
use aluehaku_query::Query;

/// Articles that are listed at once.
const AT_ONCE: usize = 5_000;

/// A state of the index. Where the cluster no longer keeps it, as when a node ended, a request is answered once more,
/// whole, from the newest state.
#[derive(Debug)]
pub(crate) struct ClusterReader {
    generation: String,
    revision: u64,
    article_count: u64,
    foreign_analyzer: Option<AnalyzerIdentity>,
    is_of_another_archive: bool,
    snapshot: Mutex<Arc<Snapshot>>,
    suggesting: Arc<Suggesting>,
}

impl ClusterReader {
    pub(crate) fn new(snapshot: Snapshot, suggesting: Arc<Suggesting>) -> Self {
        Self {
            generation: snapshot.live.generation.clone(),
            revision: snapshot.live.revision,
            article_count: snapshot.article_count,
            foreign_analyzer: snapshot.foreign_analyzer.clone(),
            is_of_another_archive: {
                let archive = &snapshot.generations.options.archive;
                snapshot.live.is_of_another(archive.as_deref())
            },
            snapshot: Mutex::new(Arc::new(snapshot)),
            suggesting,
        }
    }

    /// Whether a live state is the one that is read.
    pub(crate) fn shows(&self, live: &Live) -> bool {
        let snapshot = self.snapshot();
        // A reader that went on to a newer state still says which one it began with.
        let began = (self.generation.as_str(), self.revision);
        live.shows_the_same(&snapshot.live) && began == (live.generation.as_str(), live.revision)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        let snapshot = self.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&snapshot)
    }

    /// Answers from the state, or from the newest one where it is gone.
    fn answer<T>(
        &self,
        answer: impl Fn(&Arc<Snapshot>) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        const TRIES: usize = 6;
        let mut snapshot = self.snapshot();
        for _ in 1..TRIES {
            match answer(&snapshot) {
                Err(EngineError::StateGone) => {}
                answered => return answered,
            }
            let newest = Arc::new(Snapshot::newest(&snapshot.generations)?);
            *self.snapshot.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&newest);
            snapshot = newest;
        }
        answer(&snapshot)
    }
}

impl Reader for ClusterReader {
    fn generation(&self) -> &str {
        &self.generation
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn article_count(&self) -> u64 {
        self.article_count
    }

    fn foreign_analyzer(&self) -> Option<&AnalyzerIdentity> {
        self.foreign_analyzer.as_ref()
    }

    fn is_of_another_archive(&self) -> bool {
        self.is_of_another_archive
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        self.answer(|snapshot| search::answer(snapshot, request))
    }

    fn surely_found(
        &self,
        query: &Query,
        filters: &Filters,
    ) -> Result<Vec<ArticleId>, EngineError> {
        self.answer(|snapshot| surely_found(snapshot, query, filters))
    }

    fn decided(&self, query: &Query) -> Result<Query, EngineError> {
        self.answer(|snapshot| {
            let decided = made(snapshot, |remote| plan::decided(remote, query))?;
            Ok(decided.0)
        })
    }

    fn article(&self, id: &ArticleId) -> Result<Option<IndexedArticle>, EngineError> {
        self.answer(|snapshot| similar::article(snapshot, id))
    }

    fn facet_values(
        &self,
        facet: Facet,
        prefix: &str,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<Bucket>, EngineError> {
        self.answer(|snapshot| values::facet_values(snapshot, facet, prefix, filters, limit))
    }

    fn lists(&self, facet: Facet, value: &str) -> Result<bool, EngineError> {
        self.answer(|snapshot| snapshot.lists(facet, value))
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, EngineError> {
        self.answer(|snapshot| suggest::suggest(snapshot, &self.suggesting, typed, limit))
    }

    fn similar(&self, id: &ArticleId, limit: usize) -> Result<Option<Vec<Hit>>, EngineError> {
        self.answer(|snapshot| similar::similar(snapshot, id, limit))
    }
}

/// The articles that surely have everything a query asks for and pass the filters.
fn surely_found(
    snapshot: &Snapshot,
    query: &Query,
    filters: &Filters,
) -> Result<Vec<ArticleId>, EngineError> {
    let plan = made(snapshot, |remote| Plan::new(remote, query, Matching::Best))?;
    let all = condition(&plan, &plan.root, plan.reach);
    let wanted = json!({"bool": {"filter": [all, passing(filters, Without::Nothing)]}});
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let mut question = json!({
            "size": AT_ONCE, "_source": false, "track_total_hits": false,
            "sort": [{ID: "asc"}], "query": wanted
        });
        if let Some(after) = after {
            question["search_after"] = after;
        }
        let places = places(&snapshot.search(question)?);
        let is_last = places.len() < AT_ONCE;
        after = places.last().map(|place| json!(place.order));
        found.extend(
            places
                .iter()
                .filter_map(|place| ArticleId::new(&place.id).ok()),
        );
        if is_last {
            return Ok(found);
        }
    }
}
