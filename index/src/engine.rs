//! The contract of a search engine: everything the service may ask of one.
//!
//! An engine keeps a *live generation*, a state of the index derived from the archive. A
//! [`Writer`] moves the live generation forward; a [`Rebuild`] makes a new generation beside it
//! and then takes its place; a [`Reader`] is a snapshot that never changes under a request.
//!
//! Each state of the index carries the *revision* of the archive it holds: the number of the last
//! change that went in. Whoever finds the index behind the archive replays the changes since.
//! All calls block; the service makes them off its async threads.

use std::fmt;
use std::sync::Arc;

use crate::analysis::AnalyzerIdentity;
use crate::error::EngineError;
use crate::search::request::{Filters, SearchRequest};
use crate::search::response::{Bucket, Hit, IndexedArticle, SearchResponse};
use crate::search::suggestion::Suggestion;
use aluehaku_article::EnrichedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;
use aluehaku_query::Query;

/// A search engine.
pub trait Engine: fmt::Debug + Send + Sync {
    /// The newest committed state.
    ///
    /// # Errors
    /// When the index cannot be opened.
    fn reader(&self) -> Result<Arc<dyn Reader>, EngineError>;

    /// Reads files of the live generation and compares them with what was written into them.
    ///
    /// # Errors
    /// When a file cannot be read or is damaged; the message names it.
    fn check(&self, extent: CheckExtent) -> Result<(), EngineError>;

    /// Takes the one writer of the live generation, waiting while another process holds it.
    ///
    /// # Errors
    /// [`EngineError::Locked`] when the wait took too long, [`EngineError::OtherArchive`] when machines share the index
    /// and it belongs to another archive, others when the index cannot be opened.
    fn writer(&self) -> Result<Box<dyn Writer>, EngineError>;

    /// Starts a new, empty generation beside the live one.
    ///
    /// # Errors
    /// [`EngineError::Locked`] when another rebuild is under way, others when the disk refuses. An index of another archive
    /// is replaced: who does not want that asks [`Reader::is_of_another_archive`] first.
    fn rebuild(&self) -> Result<Box<dyn Rebuild>, EngineError>;

    /// Removes every generation from the disk but the live one, with all that was in them. Readers taken before go on.
    ///
    /// # Errors
    /// [`EngineError::Locked`] when a rebuild is under way, others when the disk refuses.
    fn remove_earlier(&self) -> Result<(), EngineError>;

    /// Whether processes on other machines, with other archives, may read the same index: it is then built anew only
    /// when somebody orders it.
    fn is_shared(&self) -> bool {
        false
    }

    /// State of the cluster that holds the index; `None` where it is in files of this machine.
    ///
    /// # Errors
    /// [`EngineError::Cluster`] when no node answers.
    fn cluster_health(&self) -> Result<Option<ClusterHealth>, EngineError> {
        Ok(None)
    }
}

/// State of a cluster, and what it keeps of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterHealth {
    /// `green` where every part has its copies, `yellow` where some copy is missing, `red` where a part is on no node.
    pub status: String,
    /// Nodes that run.
    pub nodes: u64,
    /// Copies of parts of the live generation that are on no node yet.
    pub missing_copies: u64,
    /// Whether scores are made by our formula; otherwise by one close to it, since the cluster allows no scripts.
    pub has_own_formula: bool,
}

/// Which files of the live generation a check reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckExtent {
    /// Those that were written since an earlier check found them whole: fast, but what decays on the disk is not found.
    NewFiles,
    /// Every file.
    EveryFile,
}

/// What goes into the index: an article, and what the settings know about its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a EnrichedArticle,
    /// The maakunta its source publishes in.
    pub publisher_region: Option<&'a str>,
}

/// Moves the live generation forward. Dropping it without a commit forgets what was put in.
pub trait Writer: fmt::Debug + Send {
    /// Revision of the archive that the live generation holds; 0 when it is empty.
    fn revision(&self) -> u64;

    /// Puts an article in, in place of the one with the same identifier.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed before stays.
    fn put(&mut self, document: Document<'_>) -> Result<(), EngineError>;

    /// Takes an article out; nothing happens when it is not there.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed before stays.
    fn remove(&mut self, id: &ArticleId) -> Result<(), EngineError>;

    /// Makes everything put and removed durable and visible, as the state at `revision`.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed before stays.
    fn commit(&mut self, revision: u64) -> Result<(), EngineError>;
}

/// Builds a new generation from nothing.
pub trait Rebuild: fmt::Debug + Send {
    /// Adds an article; each identifier once.
    ///
    /// # Errors
    /// When the index cannot be written; the live generation stays as it is.
    fn add(&mut self, document: Document<'_>) -> Result<(), EngineError>;

    /// Checks that exactly `expected` articles went in and makes this the live generation, at
    /// `revision`. Readers taken before keep the old one; the previous generation is kept on disk.
    ///
    /// # Errors
    /// [`EngineError::CountMismatch`] when the count is wrong; the live generation stays.
    fn finish(self: Box<Self>, revision: u64, expected: u64) -> Result<(), EngineError>;
}

/// A snapshot of the index: everything asked of one reader comes from one state.
pub trait Reader: fmt::Debug + Send + Sync {
    /// Name of the generation this state belongs to.
    fn generation(&self) -> &str;

    /// Revision of the archive this state holds.
    fn revision(&self) -> u64;

    /// Number of articles.
    fn article_count(&self) -> u64;

    /// The analyser that wrote this state, when it is not the one in use: what can be found is found
    /// less well, and nothing can be written, until the index is rebuilt.
    fn foreign_analyzer(&self) -> Option<&AnalyzerIdentity>;

    /// Whether this state, which machines share, holds the changes of another archive than the engine's own: it can be
    /// read, but nothing can be written.
    fn is_of_another_archive(&self) -> bool {
        false
    }

    /// Answers a search.
    ///
    /// # Errors
    /// Only when the index cannot be read: a clumsy query is answered with warnings.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError>;

    /// The articles that surely have everything a query asks for and that pass the filters: those that the best
    /// matching search counts where it leaves nothing out. Each minus of the query is read as it stands
    /// ([`decided`](Self::decided)). Made for many queries against a state of a few articles.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn surely_found(&self, query: &Query, filters: &Filters)
    -> Result<Vec<ArticleId>, EngineError>;

    /// The query with each minus read as a search of this state reads it: as a hyphen where some article has such a
    /// compound, otherwise as an exclusion.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn decided(&self, query: &Query) -> Result<Query, EngineError>;

    /// The article with an identifier.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn article(&self, id: &ArticleId) -> Result<Option<IndexedArticle>, EngineError>;

    /// Values of a facet that are put forward and whose words begin with `prefix` (case and accents
    /// aside), most frequent first, among the articles that pass the filters.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn facet_values(
        &self,
        facet: Facet,
        prefix: &str,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<Bucket>, EngineError>;

    /// Whether a value of a facet occurs and is put forward: persons are from some articles and sources on
    /// ([`PersonThreshold`](aluehaku_article::listing::PersonThreshold)), other values whenever they occur.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn lists(&self, facet: Facet, value: &str) -> Result<bool, EngineError>;

    /// Titles, names and words that begin as typed (case and accents aside), the most likely first.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, EngineError>;

    /// The articles most like one, best first, its near-copies left out; `None` when there is no such
    /// article.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn similar(&self, id: &ArticleId, limit: usize) -> Result<Option<Vec<Hit>>, EngineError>;
}
