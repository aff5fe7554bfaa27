//! The search engine on a cluster of OpenSearch: the same answers from many machines.
//!
//! Each folder takes from those above it only:
//!
//! - [`options`]: where the cluster is and how it is used.
//! - [`cluster`]: what is kept in the cluster, and the way there.
//! - [`finding`]: from articles to fields, and from queries to questions.
//! - [`answering`]: from a request to its answer; the contract's reader.
//! - [`writer`], [`rebuild`]: one article after another, or all of them anew; [`contents`]: all that is kept.
//!
//! Where its answers differ from those of the embedded engine: a phrase of the title counts three times in its score,
//! words of a named text score by all texts, facets of more than some thousand values or of groups beyond a few hundred
//! copies in one value are counted with a deviation of some thousandths, and suggestions are as old as the options let
//! them be.

mod answering;
mod cluster;
mod contents;
mod finding;
mod options;
mod rebuild;
mod writer;

use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::TextAnalyzer;
use crate::engine::{CheckExtent, ClusterHealth, Engine, Reader, Rebuild, Writer};
use crate::error::EngineError;

use answering::reader::ClusterReader;
use answering::suggest::Suggesting;
use cluster::generations::{Generations, REBUILDING};
use cluster::health::health;
use finding::snapshot::Snapshot;
use rebuild::ClusterRebuild;
use writer::ClusterWriter;

pub use options::Options;

/// A search engine in a cluster. Several processes may use the same cluster.
#[derive(Debug)]
pub struct OpenSearch {
    generations: Arc<Generations>,
    newest: Mutex<Option<Arc<ClusterReader>>>,
    suggesting: Arc<Suggesting>,
}

impl OpenSearch {
    /// Enters the cluster, and makes an empty index of the name of the options where there is none.
    ///
    /// # Errors
    /// [`EngineError::Cluster`] when no node answers, refuses the one who enters, or is of a version too old.
    pub fn open(analyzer: Arc<dyn TextAnalyzer>, options: Options) -> Result<Self, EngineError> {
        Ok(Self {
            generations: Arc::new(Generations::open(analyzer, options)?),
            newest: Mutex::default(),
            suggesting: Arc::default(),
        })
    }
}

impl Engine for OpenSearch {
    fn reader(&self) -> Result<Arc<dyn Reader>, EngineError> {
        let live = self.generations.live()?.value;
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fresh) = newest.as_ref().filter(|reader| reader.shows(&live)) {
            return Ok(Arc::clone(fresh) as Arc<dyn Reader>);
        }
        let snapshot = Snapshot::newest(&self.generations)?;
        let reader = Arc::new(ClusterReader::new(snapshot, Arc::clone(&self.suggesting)));
        *newest = Some(Arc::clone(&reader));
        Ok(reader)
    }

    /// The nodes check their files themselves; whether all articles are there is asked of them.
    fn check(&self, _extent: CheckExtent) -> Result<(), EngineError> {
        let live = self.generations.live()?.value;
        self.generations.check(&live.generation)
    }

    fn writer(&self) -> Result<Box<dyn Writer>, EngineError> {
        Ok(Box::new(ClusterWriter::open(&self.generations)?))
    }

    fn rebuild(&self) -> Result<Box<dyn Rebuild>, EngineError> {
        Ok(Box::new(ClusterRebuild::start(&self.generations)?))
    }

    fn remove_earlier(&self) -> Result<(), EngineError> {
        let _rebuilding = self.generations.lease(REBUILDING)?;
        self.generations.remove_all_but_live()
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn cluster_health(&self) -> Result<Option<ClusterHealth>, EngineError> {
        health(&self.generations).map(Some)
    }
}
