//! A recorder that lets a crawl visit one address and no other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use crate::address;
use crate::archive::ArchiveError;
use crate::archive::frontier::Claim;
use crate::crawl::arrival::{Learned, Visit};
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::crawl::{Leases, Recorded, Recorder};
use crate::pipeline::Pipeline;

/// Hands out one address, and remembers how its visit ended.
#[derive(Debug)]
pub(crate) struct OneAddress {
    pipeline: Arc<Pipeline>,
    identity: String,
    is_handed_out: AtomicBool,
    ended: Mutex<Option<Outcome>>,
}

impl OneAddress {
    pub(crate) fn new(pipeline: Arc<Pipeline>, url: &Url) -> Self {
        Self {
            pipeline,
            identity: address::identity(url),
            is_handed_out: AtomicBool::new(false),
            ended: Mutex::default(),
        }
    }

    /// How the visit ended, when there was one.
    pub(crate) fn ended(&self) -> Option<Outcome> {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recorder for OneAddress {
    fn begin(&self, source: &CrawlSource) -> Result<bool, ArchiveError> {
        self.pipeline.begin(source)
    }

    fn end(&self, source: &CrawlSource) -> Result<(), ArchiveError> {
        self.pipeline.end(source)
    }

    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError> {
        if self.is_handed_out.swap(true, Ordering::Relaxed) {
            return Ok(None);
        }
        self.pipeline.claim_address(source, &self.identity)
    }

    fn learn(&self, source: &CrawlSource, learned: &[Learned]) -> Result<(), ArchiveError> {
        self.pipeline.learn(source, learned)
    }

    fn record(&self, source: &CrawlSource, visit: Visit) -> Result<Recorded, ArchiveError> {
        let recorded = self.pipeline.record(source, visit)?;
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(recorded.outcome);
        Ok(recorded)
    }

    fn leases(&self) -> Arc<dyn Leases> {
        self.pipeline.leases()
    }
}
