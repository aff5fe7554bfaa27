//! One visitor a source: takes what is due, visits it, and hands on what came.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument as _, Span, field};

use super::arrival::{Brought, Learned, Visit};
use super::fetch::Validators;
use super::outcome::Outcome;
use super::recorder::{Event, Progress, Recorded, Recorder};
use super::request::Requester;
use super::schedule::LONGEST_WAIT;
use super::source::CrawlSource;
use crate::archive::ArchiveError;
use crate::archive::frontier::Claim;

/// Visits to one address that may break off before it is taken for unreadable: more than a crawler that
/// is stopped from outside breaks off at the same address by chance.
const MAX_BEGUN: u32 = 10;

/// Visits the addresses of one source for one round.
#[derive(Debug)]
pub(super) struct Visitor {
    pub(super) requester: Requester,
    pub(super) recorder: Arc<dyn Recorder>,
    pub(super) progress: Progress,
    pub(super) stop: CancellationToken,
}

impl Visitor {
    /// Visits everything that is due, until nothing is, the source is to rest, or the crawl is
    /// stopped.
    pub(super) async fn run(mut self) -> Result<(), ArchiveError> {
        if !self
            .with_recorder(|recorder, source| recorder.begin(source))
            .await?
        {
            return Ok(());
        }
        let result = self.visit_all().await;
        self.with_recorder(|recorder, source| recorder.end(source))
            .await?;
        result
    }

    async fn visit_all(&mut self) -> Result<(), ArchiveError> {
        while !self.stop.is_cancelled() {
            let claimed = self.with_recorder(|recorder, source| recorder.claim(source));
            let Some(claim) = claimed.await? else {
                return Ok(());
            };
            let span = tracing::info_span!(
                "visit",
                source = self.requester.source.id(),
                outcome = field::Empty
            );
            let Some((recorded, asked_pause)) = self.visit_one(claim).instrument(span).await?
            else {
                return Ok(());
            };
            let goes_on = match recorded.outcome {
                _ if recorded.rests => false,
                Outcome::ToldToWait => self.waits(asked_pause).await,
                _ => true,
            };
            if !goes_on {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Visits an address and has the visit recorded. Returns what was recorded, with the pause that the server asked
    /// for; nothing when the crawl is stopped.
    async fn visit_one(
        &mut self,
        claim: Claim,
    ) -> Result<Option<(Recorded, Option<Duration>)>, ArchiveError> {
        let stop = self.stop.clone();
        let visit = tokio::select! {
            visit = self.visit(claim) => visit,
            // The lease of the claimed address is given back by whoever starts next.
            () = stop.cancelled() => return Ok(None),
        };
        self.tell_learned().await?;
        let asked_pause = visit.asked_pause();
        let url = visit.claim.discovery.url.clone();
        let recorded = self.record(visit).await?;
        Span::current().record("outcome", recorded.outcome.as_str());
        (self.progress)(&Event {
            source: self.requester.source.id(),
            url: &url,
            outcome: recorded.outcome,
        });
        Ok(Some((recorded, asked_pause)))
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

    async fn visit(&mut self, claim: Claim) -> Visit {
        let brought = match self.requester.source.address(&claim.discovery.url) {
            _ if claim.begun > MAX_BEGUN => Brought::nothing(Outcome::Unreadable),
            Some(url) => {
                let validators = Validators {
                    etag: claim.etag.clone(),
                    last_modified: claim.last_modified.clone(),
                };
                let kind = claim.discovery.kind;
                self.requester.follow(url, kind, validators).await
            }
            None => Brought::nothing(Outcome::OutOfReach),
        };
        Visit { claim, brought }
    }

    /// Hands on what robots.txt files say that were read on the way.
    async fn tell_learned(&mut self) -> Result<(), ArchiveError> {
        let learned: Vec<Learned> = std::mem::take(&mut self.requester.learned);
        if learned.is_empty() {
            return Ok(());
        }
        self.with_recorder(move |recorder, source| recorder.learn(source, &learned))
            .await
    }

    /// Has a visit read and recorded. A page that makes reading break off is recorded as such, so
    /// that it stops nothing.
    async fn record(&self, visit: Visit) -> Result<Recorded, ArchiveError> {
        let claim = visit.claim.clone();
        let work = self.off_thread(|recorder, source| recorder.record(source, visit));
        match work.await {
            Ok(recorded) => recorded,
            Err(error) if error.is_panic() => {
                tracing::error!(url = claim.discovery.url, "reading a page broke off");
                let brought = Brought::nothing(Outcome::Unreadable);
                let visit = Visit { claim, brought };
                self.with_recorder(|recorder, source| recorder.record(source, visit))
                    .await
            }
            Err(error) => std::panic::resume_unwind(Box::new(error)),
        }
    }

    /// Runs work with the recorder off the async threads. A panic in it goes on in the caller.
    async fn with_recorder<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Recorder, &CrawlSource) -> T + Send + 'static,
    ) -> T {
        match self.off_thread(work).await {
            Ok(value) => value,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Recorder, &CrawlSource) -> T + Send + 'static,
    ) -> JoinHandle<T> {
        let recorder = Arc::clone(&self.recorder);
        let source = Arc::clone(&self.requester.source);
        tokio::task::spawn_blocking(move || work(recorder.as_ref(), &source))
    }
}
