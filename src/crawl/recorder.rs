//! Who keeps what visits bring and which crawler asks which host, and who is told of visits.

use std::sync::Arc;
use std::time::Duration;

use super::arrival::{Learned, Visit};
use super::outcome::Outcome;
use super::source::CrawlSource;
use crate::archive::ArchiveError;
use crate::archive::crawlers::HostTurn;
use crate::archive::frontier::Claim;

/// Keeps what is due and what visits brought. Its calls block; they are made off the async threads.
pub trait Recorder: std::fmt::Debug + Send + Sync {
    /// Takes the turn at a source and makes its start addresses known; false when it is not to be
    /// visited now.
    ///
    /// # Errors
    /// When the archive refuses.
    fn begin(&self, source: &CrawlSource) -> Result<bool, ArchiveError>;

    /// Gives the turn back.
    ///
    /// # Errors
    /// When the archive refuses.
    fn end(&self, source: &CrawlSource) -> Result<(), ArchiveError>;

    /// Claims the next address of a source that is due in this round.
    ///
    /// # Errors
    /// When the archive refuses.
    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError>;

    /// Remembers what robots.txt says.
    ///
    /// # Errors
    /// When the archive refuses.
    fn learn(&self, source: &CrawlSource, learned: &[Learned]) -> Result<(), ArchiveError>;

    /// Reads and records what a visit brought.
    ///
    /// # Errors
    /// When the archive refuses; the address then stays due.
    fn record(&self, source: &CrawlSource, visit: Visit) -> Result<Recorded, ArchiveError>;

    /// The leases by which this crawler shares the sources with others.
    fn leases(&self) -> Arc<dyn Leases>;
}

/// What a crawler holds while others share its sources, kept where all of them see it: that it is at work, and which
/// hosts it asks. What one holds that has died is free after a while. The calls block; they are made off the async
/// threads.
pub trait Leases: std::fmt::Debug + Send + Sync {
    /// Longest time between two renewals.
    fn renewal(&self) -> Duration;

    /// Says that this crawler is at work. Returns the sources that are free again because whoever visited them has
    /// died.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn renew(&self) -> Result<Vec<String>, ArchiveError>;

    /// Says that this crawler is at work no more, and gives back what it holds.
    ///
    /// # Errors
    /// When it cannot be kept; then it is free after a while.
    fn leave(&self) -> Result<(), ArchiveError>;

    /// Takes a host for one request, when no other crawler asks it and its pause is over; the pause after the request
    /// is at most as long as stated.
    ///
    /// # Errors
    /// When it cannot be kept; then the host is not taken.
    fn take_host(&self, host: &str, pause: Duration) -> Result<HostTurn, ArchiveError>;

    /// Gives a host back after a request: nobody asks it before a pause is over.
    ///
    /// # Errors
    /// When it cannot be kept; then it is free after a while.
    fn give_back_host(&self, host: &str, pause: Duration) -> Result<(), ArchiveError>;
}

/// What recording a visit told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// How the visit ended.
    pub outcome: Outcome,
    /// Whether the source is to be left alone now.
    pub rests: bool,
}

/// A visit that was recorded.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The source.
    pub source: &'a str,
    /// Identity of the address.
    pub url: &'a str,
    /// How the visit ended.
    pub outcome: Outcome,
}

/// Told of every recorded visit.
pub type ProgressFunction = dyn Fn(&Event<'_>) + Send + Sync;

/// A shared [`ProgressFunction`].
#[derive(Clone)]
pub struct Progress(Arc<ProgressFunction>);

impl Progress {
    /// Wraps a function.
    pub fn new(function: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(function))
    }
}

impl std::ops::Deref for Progress {
    type Target = ProgressFunction;

    fn deref(&self) -> &ProgressFunction {
        &*self.0
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Progress")
    }
}
