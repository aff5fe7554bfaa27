//! One visitor a source: takes what is due, asks robots.txt, keeps the pace, follows redirects
//! within the source, and hands on what came.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use url::Url;

use super::fetch::{Answer, Body, Fetcher, Reply, Validators};
use super::outcome::Outcome;
use super::pace::Gates;
use super::robots::RobotsCache;
use super::source::CrawlSource;
use super::{Event, Progress, Recorder};
use crate::address;
use crate::archive::ArchiveError;
use crate::archive::frontier::{Claim, Discovery, PageKind};
use crate::config::sections::CrawlerSettings;

/// Failures in a row that may pass, after which a source is left alone until the next round.
const BREAK_AFTER: u32 = 5;

/// What a visit brought, to be read and recorded.
#[derive(Debug)]
pub struct Visit {
    /// The address as it was claimed.
    pub claim: Claim,
    /// What came.
    pub arrival: Arrival,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Bytes of the body after decompression.
    pub bytes: u64,
    /// How long the requests took.
    pub duration: Duration,
    /// What the server asked for before the next visit.
    pub asked_pause: Option<Duration>,
}

/// What came of a visit's requests.
#[derive(Debug)]
pub enum Arrival {
    /// A body from an address of the source.
    Page(ArrivedPage),
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
    pub(super) source: Arc<CrawlSource>,
    pub(super) settings: Arc<CrawlerSettings>,
    pub(super) fetcher: Fetcher,
    pub(super) gates: Gates,
    pub(super) recorder: Arc<dyn Recorder>,
    pub(super) progress: Progress,
    pub(super) stop: CancellationToken,
}

impl Visitor {
    /// Visits everything that is due, until nothing is, the source fails too often, or the crawl
    /// is stopped.
    pub(super) async fn run(self) -> Result<(), ArchiveError> {
        let mut robots = RobotsCache::new(&self.settings);
        self.seed(&mut robots).await?;
        let mut failures_in_a_row = 0;
        while !self.stop.is_cancelled() {
            let Some(claim) = self.claim().await? else { break };
            let visit = tokio::select! {
                visit = self.visit(claim, &mut robots) => visit,
                // The lease of the claimed address is given back by whoever starts next.
                () = self.stop.cancelled() => break,
            };
            let url = visit.claim.discovery.url.clone();
            let outcome = self.record(visit).await?;
            (self.progress)(&Event { source: self.source.id(), url: &url, outcome });
            failures_in_a_row =
                if outcome.is_passing_failure() { failures_in_a_row + 1 } else { 0 };
            let left_alone =
                matches!(outcome, Outcome::RobotsUnreachable | Outcome::ToldToWait);
            if left_alone || failures_in_a_row >= BREAK_AFTER {
                break;
            }
        }
        Ok(())
    }

    /// Makes the start addresses known, and the sitemaps that robots.txt names.
    async fn seed(&self, robots: &mut RobotsCache) -> Result<(), ArchiveError> {
        let mut discoveries = Vec::new();
        for start in self.source.start() {
            discoveries.push(beginning(start, PageKind::Start));
            let rules = robots.rules(start, &self.fetcher, &self.gates).await;
            let sitemaps = rules.sitemaps().filter(|sitemap| self.source.contains(sitemap));
            discoveries.extend(sitemaps.map(|sitemap| beginning(&sitemap, PageKind::Sitemap)));
        }
        let (recorder, source) = (Arc::clone(&self.recorder), Arc::clone(&self.source));
        blocking(move || recorder.discover(&source, &discoveries)).await
    }

    async fn claim(&self) -> Result<Option<Claim>, ArchiveError> {
        let (recorder, source) = (Arc::clone(&self.recorder), Arc::clone(&self.source));
        blocking(move || recorder.claim(&source)).await
    }

    async fn record(&self, visit: Visit) -> Result<Outcome, ArchiveError> {
        let (recorder, source) = (Arc::clone(&self.recorder), Arc::clone(&self.source));
        blocking(move || recorder.record(&source, visit)).await
    }

    /// Requests the claimed address and follows redirects, each asked about like an address of
    /// its own.
    async fn visit(&self, claim: Claim, robots: &mut RobotsCache) -> Visit {
        let mut visit = Visit {
            arrival: Arrival::None(Outcome::RedirectLoop),
            claim,
            status: None,
            bytes: 0,
            duration: Duration::ZERO,
            asked_pause: None,
        };
        let Some(mut url) = self.source.address(&visit.claim.discovery.url) else {
            visit.arrival = Arrival::None(Outcome::OutOfReach);
            return visit;
        };
        let mut validators = Validators {
            etag: visit.claim.etag.clone(),
            last_modified: visit.claim.last_modified.clone(),
        };
        for _ in 0..=self.settings.max_redirects {
            if let Some(refusal) = self.refusal(&url, robots).await {
                visit.arrival = Arrival::None(refusal);
                return visit;
            }
            let answer = self.request(&url, &validators, robots).await;
            visit.status = answer.status.or(visit.status);
            visit.bytes += answer.bytes;
            visit.duration += answer.duration;
            visit.arrival = match answer.reply {
                Reply::Redirect(target) => {
                    // Validators belong to the address they came from.
                    validators = Validators::default();
                    url = target;
                    continue;
                }
                Reply::Body(body) => Arrival::Page(arrived(url, body)),
                Reply::NotModified => Arrival::NotModified,
                Reply::Failure(outcome, pause) => {
                    visit.asked_pause = pause;
                    Arrival::None(outcome)
                }
            };
            return visit;
        }
        visit
    }

    /// Why an address may not be requested, when it may not.
    async fn refusal(&self, url: &Url, robots: &mut RobotsCache) -> Option<Outcome> {
        if !self.source.contains(url) {
            return Some(Outcome::RedirectOutside);
        }
        let rules = robots.rules(url, &self.fetcher, &self.gates).await;
        match rules {
            super::robots::Rules::Unreachable => Some(Outcome::RobotsUnreachable),
            rules if rules.allow(url) => None,
            _ => Some(Outcome::ForbiddenByRobots),
        }
    }

    async fn request(
        &self,
        url: &Url,
        validators: &Validators,
        robots: &mut RobotsCache,
    ) -> Answer {
        let least = Duration::from_millis(self.settings.delay_ms);
        let longest = Duration::from_millis(self.settings.max_delay_ms).max(least);
        let asked = robots.rules(url, &self.fetcher, &self.gates).await.delay();
        let pause = asked.map_or(least, |asked| asked.clamp(least, longest));
        let _turn = self.gates.turn(&address::origin(url), pause).await;
        self.fetcher.get(url, validators).await
    }
}

fn beginning(url: &Url, kind: PageKind) -> Discovery {
    Discovery { url: address::identity(url), kind, depth: 0, barren: 0 }
}

fn arrived(final_url: Url, body: Body) -> ArrivedPage {
    ArrivedPage {
        final_url,
        content: body.content,
        content_type: body.content_type,
        robots_tag: body.robots_tag,
        etag: body.validators.etag,
        last_modified: body.validators.last_modified,
    }
}

/// Runs blocking work off the async threads. A panic in it goes on in the caller.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
