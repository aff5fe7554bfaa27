//! How the embedded engine uses memory and time, and whom it puts forward.

use std::sync::Arc;
use std::time::Duration;

use aluehaku_article::listing::PersonThreshold;

use crate::vocabulary::Vocabulary;

/// How the embedded engine uses memory and time, and whom it puts forward.
#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes for articles that are not yet on disk; at least 15 MB.
    pub writer_memory: usize,
    /// The same while a new generation is built: with more there is less to merge at the end.
    pub rebuild_memory: usize,
    /// How long to wait for a lock that another process holds.
    pub lock_patience: Duration,
    /// From how many articles and sources on a person is put forward.
    pub person_threshold: PersonThreshold,
    /// Words that mean the same; none unless said.
    pub vocabulary: Arc<Vocabulary>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            writer_memory: 60_000_000,
            rebuild_memory: 240_000_000,
            lock_patience: Duration::from_secs(30),
            person_threshold: PersonThreshold::default(),
            vocabulary: Arc::default(),
        }
    }
}
