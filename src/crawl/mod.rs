//! Visits the sources politely: Source in, pages out.
//!
//! In reading order:
//!
//! - [`source`]: a source, where it begins and which addresses belong to it.
//! - [`visit`]: one visitor a source; `request`: the requests of one visit, with robots.txt
//!   (`robots`), pace (`pace`), one request (`fetch`) and the guard against private addresses
//!   ([`guard`]).
//! - [`outcome`]: how a visit can end; `schedule`: when the next one is.
//! - [`content`]: what a page leads on to: `sitemap`, `feed`, links.
//!
//! What is due, and what a visit brought, is kept by a [`Recorder`]: the pipeline, which reads
//! each page and stores it together with the end of the visit.

pub mod content;
mod feed;
mod fetch;
pub mod guard;
pub mod outcome;
mod pace;
mod request;
mod robots;
pub mod schedule;
mod sitemap;
pub mod source;
pub mod visit;

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::archive::ArchiveError;
use crate::archive::frontier::{Claim, Discovery};
use crate::config::sections::CrawlerSettings;
use fetch::{Fetcher, Validators};
use guard::Reach;
use outcome::Outcome;
use pace::Gates;
use request::Requester;
use robots::RobotsCache;
use source::CrawlSource;
use visit::{Visit, Visitor};

/// Keeps what is due and what visits brought. Its calls block; they are made off the async threads.
pub trait Recorder: std::fmt::Debug + Send + Sync {
    /// Makes addresses known.
    ///
    /// # Errors
    /// When the archive refuses.
    fn discover(&self, source: &CrawlSource, found: &[Discovery]) -> Result<(), ArchiveError>;

    /// Claims the next address of a source that is due in this round.
    ///
    /// # Errors
    /// When the archive refuses.
    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError>;

    /// Reads and records what a visit brought.
    ///
    /// # Errors
    /// When the archive refuses; the address then stays due.
    fn record(&self, source: &CrawlSource, visit: Visit) -> Result<Outcome, ArchiveError>;
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

/// Why a round of crawling ended early.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// The archive refused: its message says what to do.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The HTTP client cannot be set up: the system's certificates may be missing
    /// (package `ca-certificates`).
    #[error("cannot set up the HTTP client: {0}; is the package ca-certificates installed?")]
    Client(#[from] reqwest::Error),
}

/// Crawls sources together.
#[derive(Debug)]
pub struct Crawler {
    settings: Arc<CrawlerSettings>,
    public: Fetcher,
    loopback: Fetcher,
    gates: Gates,
}

impl Crawler {
    /// A crawler with the limits and manners of the settings.
    ///
    /// # Errors
    /// [`CrawlError::Client`] when the system refuses an HTTP client.
    pub fn new(settings: CrawlerSettings) -> Result<Self, CrawlError> {
        Ok(Self {
            public: Fetcher::new(&settings, Reach::Public)?,
            loopback: Fetcher::new(&settings, Reach::PublicAndLoopback)?,
            settings: Arc::new(settings),
            gates: Gates::default(),
        })
    }

    /// Fetches one page of a source as a crawl would, within robots.txt and the source's reach.
    ///
    /// # Errors
    /// How the visit ended when it brought no page.
    pub async fn fetch_one(
        &self,
        source: &Arc<CrawlSource>,
        url: &url::Url,
    ) -> Result<visit::ArrivedPage, Outcome> {
        let mut robots = RobotsCache::new(&self.settings);
        let requester = self.requester(source);
        let brought = requester
            .follow(url.clone(), Validators::default(), &mut robots)
            .await;
        match brought.arrival {
            visit::Arrival::Page(page) => Ok(*page),
            visit::Arrival::None(outcome) => Err(outcome),
            visit::Arrival::NotModified => Err(Outcome::NotModified),
        }
    }

    fn requester(&self, source: &Arc<CrawlSource>) -> Requester {
        let fetcher = match source.reach() {
            Reach::Public => &self.public,
            Reach::PublicAndLoopback => &self.loopback,
        };
        Requester {
            source: Arc::clone(source),
            settings: Arc::clone(&self.settings),
            fetcher: fetcher.clone(),
            gates: self.gates.clone(),
        }
    }

    /// Visits everything that is due in the sources, several at a time, and returns when nothing
    /// is, or soon after `stop`.
    ///
    /// # Errors
    /// [`CrawlError::Archive`] when what was read cannot be kept; failures of sites are outcomes.
    pub async fn round(
        &self,
        sources: &[Arc<CrawlSource>],
        recorder: &Arc<dyn Recorder>,
        progress: &Progress,
        stop: &CancellationToken,
    ) -> Result<(), CrawlError> {
        let places = Arc::new(Semaphore::new(self.settings.parallel_sources.max(1)));
        let mut visitors = JoinSet::new();
        for source in sources {
            let visitor = Visitor {
                requester: self.requester(source),
                recorder: Arc::clone(recorder),
                progress: progress.clone(),
                stop: stop.clone(),
            };
            let places = Arc::clone(&places);
            visitors.spawn(async move {
                let _place = places.acquire_owned().await;
                visitor.run().await
            });
        }
        while let Some(ended) = visitors.join_next().await {
            match ended {
                Ok(result) => result?,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        }
        Ok(())
    }
}
