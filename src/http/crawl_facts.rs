//! What the crawler left in the archive about its sources, for the API, the pages and the metrics.
//!
//! It is asked for at most every few seconds, off the async threads.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::archive::fetches::VisitCount;
use crate::archive::health::{Alarm, SourceHealth};
use crate::troubles::Cause;

/// How long an answer of the archive serves.
const VALID_FOR: Duration = Duration::from_secs(10);

/// What is known of the crawl.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CrawlFacts {
    /// State of each source, by identifier.
    pub health: Vec<SourceHealth>,
    /// Visits by source and result.
    pub counts: Vec<VisitCount>,
    /// Articles that are archived without names, because understanding them broke.
    pub nameless: u64,
    /// Sizes, queue and alerts.
    pub operation: OperationFacts,
}

/// What else matters to whoever runs the service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationFacts {
    /// Bytes of the archive and its log.
    pub archive_bytes: u64,
    /// Bytes of all generations of the index.
    pub index_bytes: u64,
    /// Bytes that are free on the disk, where the system tells.
    pub free_bytes: Option<u64>,
    /// Number of the archive's last change.
    pub revision: u64,
    /// Addresses that are due for a visit.
    pub due: u64,
    /// Messages of alerts that wait.
    pub messages_waiting: u64,
    /// Alerts by way: confirmed, and not yet.
    pub alerts: Vec<(String, u32, u32)>,
    /// Messages of alerts by how they ended.
    pub messages: Vec<(String, u32)>,
}

/// Reads the facts from the archive; it may block.
pub type ReadFacts = dyn Fn() -> Result<CrawlFacts, crate::archive::ArchiveError> + Send + Sync;

/// The way to the facts.
pub(crate) struct FactsAccess {
    read: Option<Arc<ReadFacts>>,
    latest: Mutex<Option<(Instant, Arc<CrawlFacts>)>>,
}

impl fmt::Debug for FactsAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FactsAccess")
    }
}

impl CrawlFacts {
    /// State of a source.
    #[must_use]
    pub fn health_of(&self, source: &str) -> Option<&SourceHealth> {
        self.health.iter().find(|health| health.source == source)
    }

    /// The same while nothing is visited.
    #[must_use]
    pub fn halted(&self, cause: Cause) -> Self {
        let mut facts = self.clone();
        let visited = facts
            .health
            .iter_mut()
            .filter(|health| health.opted_out_at.is_none());
        for health in visited {
            health.alarm = Some(Alarm::Halted);
            health.alarm_reason = Some(cause.as_str().to_owned());
        }
        facts
    }

    /// Changes when anything does, for validators of answers.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        // How much there is of everything changes no answer about sources.
        let Self {
            health,
            counts,
            nameless,
            operation: _,
        } = self;
        format!("{health:?}{counts:?}{nameless}").hash(&mut hasher);
        hasher.finish()
    }
}

impl FactsAccess {
    /// A way to the facts; without one there are none.
    pub(crate) fn new(read: Option<Arc<ReadFacts>>) -> Self {
        Self {
            read,
            latest: Mutex::default(),
        }
    }

    /// The facts of the last seconds. When the archive cannot be read, searching goes on without.
    pub(crate) async fn latest(&self) -> Arc<CrawlFacts> {
        let Some(read) = self.read.clone() else {
            return Arc::default();
        };
        let mut latest = self.latest.lock().await;
        if let Some((at, facts)) = latest.as_ref()
            && at.elapsed() < VALID_FOR
        {
            return Arc::clone(facts);
        }
        let facts = match tokio::task::spawn_blocking(move || read()).await {
            Ok(Ok(facts)) => Arc::new(facts),
            Ok(Err(error)) => {
                tracing::warn!(error.message = %error, "the state of the sources cannot be read");
                Arc::default()
            }
            Err(error) => {
                tracing::error!(error.message = %error, "reading the state of the sources broke off");
                Arc::default()
            }
        };
        *latest = Some((Instant::now(), Arc::clone(&facts)));
        facts
    }
}
