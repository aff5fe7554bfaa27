//! One visitor a source: takes what is due, visits it, and hands on what came.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use url::Url;

use super::fetch::Validators;
use super::outcome::Outcome;
use super::request::{Brought, Requester};
use super::robots::RobotsCache;
use super::{Event, Progress, Recorder};
use crate::address;
use crate::archive::ArchiveError;
use crate::archive::frontier::{Claim, Discovery, PageKind};

/// Failures in a row that may pass, after which a source is left alone until the next round.
const BREAK_AFTER: u32 = 5;

/// Longest pause that a server may ask for without ending the round at its source.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A visit that was made, to be read and recorded.
#[derive(Debug)]
pub struct Visit {
    /// The address as it was claimed.
    pub claim: Claim,
    pub(super) brought: Brought,
}

impl Visit {
    /// What came, taken out of the visit.
    #[must_use]
    pub fn take_arrival(&mut self) -> Arrival {
        std::mem::replace(&mut self.brought.arrival, Arrival::NotModified)
    }

    /// HTTP status of the last answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.brought.status
    }

    /// Bytes of bodies after decompression.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.brought.bytes
    }

    /// How long the requests took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.brought.duration
    }

    /// What the server asked for before the next visit.
    #[must_use]
    pub fn asked_pause(&self) -> Option<Duration> {
        self.brought.asked_pause
    }
}

/// What came of a visit's requests.
#[derive(Debug)]
pub enum Arrival {
    /// A body from an address of the source.
    Page(Box<ArrivedPage>),
    /// Nothing changed since the last visit.
    NotModified,
    /// No page, and why.
    None(Outcome),
}

/// A body and where it came from.
#[derive(Debug)]
pub struct ArrivedPage {
    /// Where redirects ended.
    pub final_url: Url,
    /// Bytes as they came, decompressed.
    pub content: Vec<u8>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `X-Robots-Tag` header.
    pub robots_tag: Option<String>,
    /// Validator for the next visit.
    pub etag: Option<String>,
    /// Validator for the next visit.
    pub last_modified: Option<String>,
}

/// Visits the addresses of one source for one round.
#[derive(Debug)]
pub(super) struct Visitor {
    pub(super) requester: Requester,
    pub(super) recorder: Arc<dyn Recorder>,
    pub(super) progress: Progress,
    pub(super) stop: CancellationToken,
}

impl Visitor {
    /// Visits everything that is due, until nothing is, the source fails too often, or the crawl
    /// is stopped.
    pub(super) async fn run(self) -> Result<(), ArchiveError> {
        let mut robots = RobotsCache::new(&self.requester.settings);
        self.seed(&mut robots).await?;
        let mut failures_in_a_row = 0;
        while !self.stop.is_cancelled() {
            let Some(claim) = self.claim().await? else {
                break;
            };
            let visit = tokio::select! {
                visit = self.visit(claim, &mut robots) => visit,
                // The lease of the claimed address is given back by whoever starts next.
                () = self.stop.cancelled() => break,
            };
            let url = visit.claim.discovery.url.clone();
            let asked_pause = visit.asked_pause();
            let outcome = self.record(visit).await?;
            (self.progress)(&Event {
                source: self.requester.source.id(),
                url: &url,
                outcome,
            });
            failures_in_a_row = if outcome.is_passing_failure() {
                failures_in_a_row + 1
            } else {
                0
            };
            let goes_on = match outcome {
                Outcome::RobotsUnreachable => false,
                Outcome::ToldToWait => self.waits(asked_pause).await,
                _ => true,
            };
            if !goes_on || failures_in_a_row >= BREAK_AFTER {
                break;
            }
        }
        Ok(())
    }

    /// Waits as the server asked; false when that is too long for this round.
    async fn waits(&self, asked: Option<Duration>) -> bool {
        let Some(pause) = asked.filter(|pause| *pause <= LONGEST_WAIT) else {
            return false;
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => true,
            () = self.stop.cancelled() => false,
        }
    }

    /// Makes the start addresses known, and the sitemaps that robots.txt names.
    async fn seed(&self, robots: &mut RobotsCache) -> Result<(), ArchiveError> {
        let mut discoveries = Vec::new();
        let source = &self.requester.source;
        for start in source.start() {
            discoveries.push(beginning(start, PageKind::Start));
            let rules = self.requester.rules(start, robots).await;
            let sitemaps = rules.sitemaps().filter(|sitemap| source.contains(sitemap));
            discoveries.extend(sitemaps.map(|sitemap| beginning(&sitemap, PageKind::Sitemap)));
        }
        let (recorder, source) = (
            Arc::clone(&self.recorder),
            Arc::clone(&self.requester.source),
        );
        blocking(move || recorder.discover(&source, &discoveries)).await
    }

    async fn claim(&self) -> Result<Option<Claim>, ArchiveError> {
        let (recorder, source) = (
            Arc::clone(&self.recorder),
            Arc::clone(&self.requester.source),
        );
        blocking(move || recorder.claim(&source)).await
    }

    async fn record(&self, visit: Visit) -> Result<Outcome, ArchiveError> {
        let (recorder, source) = (
            Arc::clone(&self.recorder),
            Arc::clone(&self.requester.source),
        );
        blocking(move || recorder.record(&source, visit)).await
    }

    async fn visit(&self, claim: Claim, robots: &mut RobotsCache) -> Visit {
        let brought = match self.requester.source.address(&claim.discovery.url) {
            Some(url) => {
                let validators = Validators {
                    etag: claim.etag.clone(),
                    last_modified: claim.last_modified.clone(),
                };
                self.requester.follow(url, validators, robots).await
            }
            None => Brought::nothing(Outcome::OutOfReach),
        };
        Visit { claim, brought }
    }
}

fn beginning(url: &Url, kind: PageKind) -> Discovery {
    Discovery {
        url: address::identity(url),
        kind,
        depth: 0,
        barren: 0,
    }
}

/// Runs blocking work off the async threads. A panic in it goes on in the caller.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
