//! Visits the sources politely: Source in, pages out.
//!
//! In reading order:
//!
//! - [`source`]: a source, where it begins and which addresses belong to it.
//! - `visit`: one visitor a source; [`arrival`]: what a visit brought; [`looker`]: pages one by one; `request`: the requests of one visit, with robots.txt
//!   ([`robots`]) and pace (`pace`).
//! - `fetch`: one request and its limits, on the [`network`], past the [`guard`] against private
//!   addresses; `body` unpacks what came.
//! - [`outcome`]: how a visit can end; [`schedule`]: when the next one is, by the
//!   [`rhythm`](crate::rhythm) of the source; [`trap`]: addresses without end.
//! - [`content`]: what a page leads on to: [`sitemap`], [`feed`] (both a [`listing`]), links.
//!   `markup` reads XML that need not be well formed, `stated_time` the times in it. [`signs`]: what a page
//!   says of other pages; [`placeholder`]: pages that stand in for what is not there.
//!
//! What is due, and what a visit brought, is kept by a [`Recorder`]: the pipeline, which reads
//! each page and stores it together with the end of the visit.

pub mod arrival;
mod body;
pub mod content;
pub mod feed;
mod fetch;
pub mod guard;
mod json_feed;
pub mod listing;
pub mod looker;
mod markup;
pub mod network;
pub mod outcome;
mod pace;
pub mod placeholder;
mod recorder;
mod request;
pub mod robots;
pub mod schedule;
pub mod signs;
pub mod sitemap;
pub mod source;
mod stated_time;
pub mod trap;
mod visit;

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::archive::ArchiveError;
use crate::config::sections::CrawlerSettings;
pub use arrival::Learned;
use fetch::Fetcher;
use guard::Reach;
use looker::Looker;
use network::Network;
use pace::Gates;
pub use recorder::{Event, Leases, Progress, ProgressFunction, Recorded, Recorder};
use request::Requester;
use robots::RobotsCache;
use source::CrawlSource;
use visit::Visitor;

/// Why a round of crawling ended early.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// The archive refused: its message says what to do.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The crawler cannot name itself as the settings say.
    #[error("crawler.user_agent or crawler.contact holds a character that HTTP cannot carry: {0}")]
    UserAgent(#[from] reqwest::header::InvalidHeaderValue),
}

/// Crawls sources together.
#[derive(Debug)]
pub struct Crawler {
    settings: Arc<CrawlerSettings>,
    public: Fetcher,
    loopback: Fetcher,
    gates: Gates,
    robots: RobotsCache,
}

impl Crawler {
    /// A crawler with the limits and manners of the settings.
    ///
    /// # Errors
    /// [`CrawlError::UserAgent`] when HTTP cannot carry the name of the crawler.
    pub fn new(settings: CrawlerSettings, network: Arc<dyn Network>) -> Result<Self, CrawlError> {
        Ok(Self {
            public: Fetcher::new(&settings, Arc::clone(&network), Reach::Public)?,
            loopback: Fetcher::new(&settings, network, Reach::PublicAndLoopback)?,
            gates: Gates::default(),
            robots: RobotsCache::new(&settings),
            settings: Arc::new(settings),
        })
    }

    /// Looks at single pages of a source as a crawl would.
    #[must_use]
    pub fn looker(&self, source: &Arc<CrawlSource>) -> Looker {
        Looker {
            requester: self.requester(source),
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
            robots: self.robots.clone(),
            learned: Vec::new(),
        }
    }

    /// Visits everything that is due in the sources, several at a time, and returns when nothing
    /// is, or soon after `stop`. Sources that another crawler visits are left to it; those of one that died meanwhile
    /// are visited.
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
        let leases = recorder.leases();
        let places = Arc::new(Semaphore::new(self.settings.parallel_sources.max(1)));
        let start = |source: &Arc<CrawlSource>| {
            let mut requester = self.requester(source);
            requester.gates = self.gates.shared_by(Arc::clone(&leases));
            let visitor = Visitor {
                requester,
                recorder: Arc::clone(recorder),
                progress: progress.clone(),
                stop: stop.clone(),
            };
            let places = Arc::clone(&places);
            async move {
                let _place = places.acquire_owned().await;
                visitor.run().await
            }
        };
        let visited = visit_all(sources, start, &leases).await;
        let left = off_thread(&leases, |leases| leases.leave()).await;
        visited?;
        Ok(left?)
    }
}

/// Runs a visitor for each source, and for those that become free meanwhile, until all have ended.
async fn visit_all<V>(
    sources: &[Arc<CrawlSource>],
    start: impl Fn(&Arc<CrawlSource>) -> V,
    leases: &Arc<dyn Leases>,
) -> Result<(), ArchiveError>
where
    V: Future<Output = Result<(), ArchiveError>> + Send + 'static,
{
    off_thread(leases, |leases| leases.renew()).await?;
    let mut visitors = JoinSet::new();
    for source in sources {
        visitors.spawn(start(source));
    }
    let period = leases.renewal();
    let mut renewals = tokio::time::interval_at(Instant::now() + period, period);
    renewals.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            ended = visitors.join_next() => match ended {
                Some(Ok(result)) => result?,
                Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
                None => return Ok(()),
            },
            _ = renewals.tick() => {
                let freed = off_thread(leases, |leases| leases.renew()).await?;
                let freed = |source: &&Arc<CrawlSource>| freed.iter().any(|id| id == source.id());
                for source in sources.iter().filter(freed) {
                    tracing::info!(source = source.id(), "taken over from a crawler that died");
                    visitors.spawn(start(source));
                }
            }
        }
    }
}

/// Does something with the leases off the async threads. A panic in it goes on in the caller.
async fn off_thread<T: Send + 'static>(
    leases: &Arc<dyn Leases>,
    work: impl FnOnce(&dyn Leases) -> T + Send + 'static,
) -> T {
    let leases = Arc::clone(leases);
    match tokio::task::spawn_blocking(move || work(leases.as_ref())).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
