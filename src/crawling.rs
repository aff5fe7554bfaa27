//! Joins crawler, pipeline, archive and indexer into a crawl that runs once or for ever.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use url::Url;

use crate::app::App;
use crate::archive::{Archive, ArchiveError, Location, frontier, schema};
use crate::clock::Clock;
use crate::crawl::network::{Internet, Network};
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::crawl::{Crawler, Progress, Recorder};
use crate::indexer::Indexer;
use crate::indexing::IndexingError;
use crate::one_address::OneAddress;
use crate::pipeline::Pipeline;
use crate::pipeline::ordered::MadeDue;
use crate::summary::CrawlSummary;
use crate::troubles::{Cause, Part, Troubles};

/// Longest time between two looks at what is due, and between two tries after a fault.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Time between two looks at sources that other crawlers visit, of whoever waits for what they leave.
const LOOK_AT_OTHERS: Duration = Duration::from_millis(500);

/// Time after a fault until crawling is tried again; twice as long after each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// A crawl over some sources of an opened data directory.
#[derive(Debug)]
pub struct Crawling {
    crawler: Crawler,
    sources: Vec<Arc<CrawlSource>>,
    pipeline: Arc<Pipeline>,
    indexer: Indexer,
    clock: Clock,
    /// How long another crawler is taken for alive that was not heard of.
    lease: Duration,
    troubles: Troubles,
}

impl Crawling {
    /// Opens archive and index and makes the sources known to the archive.
    ///
    /// # Errors
    /// When the archive, the index or the HTTP client cannot be set up.
    pub fn open(app: &App, sources: Vec<Arc<CrawlSource>>) -> anyhow::Result<Self> {
        let network = Arc::new(Internet::new()?);
        Self::over(
            app,
            sources,
            network,
            Clock::default(),
            &Troubles::default(),
        )
    }

    /// The same, noting what stands in the way.
    ///
    /// # Errors
    /// When the archive, the index or the HTTP client cannot be set up.
    pub fn watched(
        app: &App,
        sources: Vec<Arc<CrawlSource>>,
        troubles: &Troubles,
    ) -> anyhow::Result<Self> {
        let network = Arc::new(Internet::new()?);
        Self::over(app, sources, network, Clock::default(), troubles)
    }

    /// The same over a network and by a clock of the caller's choice.
    ///
    /// # Errors
    /// When the archive, the index or the connections cannot be set up.
    pub fn over(
        app: &App,
        sources: Vec<Arc<CrawlSource>>,
        network: Arc<dyn Network>,
        clock: Clock,
        troubles: &Troubles,
    ) -> anyhow::Result<Self> {
        let settings = app.crawler_settings();
        let indexer = Indexer::start(app.location(), app.repaired_engine()?, troubles)?;
        let teller = indexer.teller();
        let tell = move || teller.tell();
        app.apply_name_edits()?;
        refuse_another_time(app.location(), settings.lease())?;
        let pipeline = Pipeline::open(app.location(), settings.clone(), clock, tell)?
            .keeping(app.settings().retention)
            .reading_names(app.finnish()?, app.name_edits()?)?;
        pipeline.prepare(&sources)?;
        Ok(Self {
            lease: settings.lease(),
            crawler: Crawler::new(settings, network)?,
            sources,
            pipeline: Arc::new(pipeline),
            indexer,
            clock,
            troubles: troubles.clone(),
        })
    }

    /// Visits what is due now, until nothing is, or until `stop`.
    ///
    /// # Errors
    /// When what was read cannot be kept.
    pub async fn round(
        &self,
        progress: &Progress,
        stop: &CancellationToken,
    ) -> anyhow::Result<CrawlSummary> {
        self.round_of(&self.sources, progress, stop).await
    }

    async fn round_of(
        &self,
        sources: &[Arc<CrawlSource>],
        progress: &Progress,
        stop: &CancellationToken,
    ) -> anyhow::Result<CrawlSummary> {
        let pipeline = Arc::clone(&self.pipeline);
        tokio::task::spawn_blocking(move || pipeline.begin_round()).await??;
        let recorder: Arc<dyn Recorder> = self.pipeline.clone();
        self.crawler
            .round(sources, &recorder, progress, stop)
            .await?;
        // Whoever stops need not wait: what came is kept, and the next round learns from it.
        if !stop.is_cancelled() {
            let pipeline = Arc::clone(&self.pipeline);
            tokio::task::spawn_blocking(move || pipeline.follow_names()).await??;
        }
        Ok(self.pipeline.summary())
    }

    /// Visits what is due until nothing is, or until `stop`; where other crawlers visit sources, waits for what they
    /// leave.
    ///
    /// # Errors
    /// When what was read cannot be kept.
    pub async fn until_nothing_is_due(
        &self,
        progress: &Progress,
        stop: &CancellationToken,
    ) -> anyhow::Result<CrawlSummary> {
        let mut summary = self.round(progress, stop).await?;
        let mut left = self.left_to_others().await?;
        if !left.is_empty() {
            tracing::info!(
                sources = left.len(),
                "other crawlers are at sources: what they leave is waited for"
            );
        }
        while !left.is_empty() && !stop.is_cancelled() {
            let free = left
                .into_iter()
                .filter_map(|(source, is_free)| is_free.then_some(source));
            let free: Vec<_> = free.collect();
            if free.is_empty() {
                tokio::select! {
                    () = tokio::time::sleep(LOOK_AT_OTHERS) => {}
                    () = stop.cancelled() => {}
                }
            } else {
                summary = self.round_of(&free, progress, stop).await?;
            }
            left = self.left_to_others().await?;
        }
        Ok(summary)
    }

    /// Visits one address of a source now, whenever it is due. How the visit ended; none when another crawler is at
    /// the source, which then visits it.
    ///
    /// # Errors
    /// When what was read cannot be kept.
    pub async fn visit(
        &self,
        source: &Arc<CrawlSource>,
        url: &Url,
        stop: &CancellationToken,
    ) -> anyhow::Result<Option<Outcome>> {
        let (pipeline, ordered, address) =
            (Arc::clone(&self.pipeline), source.clone(), url.clone());
        tokio::task::spawn_blocking(move || {
            pipeline.make_due(&ordered, &address)?;
            pipeline.begin_round()
        })
        .await??;
        let recorder = Arc::new(OneAddress::new(Arc::clone(&self.pipeline), url));
        let progress = Progress::new(|_| {});
        let sources = std::slice::from_ref(source);
        let shared: Arc<dyn Recorder> = recorder.clone();
        self.crawler
            .round(sources, &shared, &progress, stop)
            .await?;
        Ok(recorder.ended())
    }

    /// Makes those addresses of the sources due at which news is found.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn make_lists_due(&self) -> Result<Vec<(String, MadeDue)>, ArchiveError> {
        let made = self.sources.iter().map(|source| {
            let made = self.pipeline.make_lists_due(source)?;
            Ok((source.id().to_owned(), made))
        });
        made.collect()
    }

    /// Visits what is due, again and again, until `stop`. A fault of the archive, as a disk that is full for a
    /// moment, is noted among the troubles and waited for: crawling goes on when it is over.
    pub async fn run(&self, progress: &Progress, stop: &CancellationToken) -> CrawlSummary {
        let mut faults = 0;
        loop {
            let pause = match self.round_after(faults, progress, stop).await {
                Ok(pause) => {
                    if faults > 0 {
                        tracing::info!("sources are visited again");
                    }
                    faults = 0;
                    self.troubles.end(Part::Crawling);
                    pause
                }
                Err(error) => {
                    faults += 1;
                    note_halt(&self.troubles, &error, pause_after(faults));
                    pause_after(faults)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => return self.pipeline.summary(),
            }
        }
    }

    /// One round, after so many faults in a row, and the time until something is due.
    async fn round_after(
        &self,
        faults: u32,
        progress: &Progress,
        stop: &CancellationToken,
    ) -> anyhow::Result<Duration> {
        if faults > 0 {
            // What the round before had begun is given back.
            let (pipeline, sources) = (Arc::clone(&self.pipeline), self.sources.clone());
            tokio::task::spawn_blocking(move || pipeline.prepare(&sources)).await??;
        }
        self.round(progress, stop).await?;
        self.pause().await
    }

    /// Ends the crawl: what was archived is searchable when this returns.
    ///
    /// # Errors
    /// When the index refuses; the archive keeps everything.
    pub fn finish(self) -> Result<(), IndexingError> {
        self.indexer.finish()
    }

    /// Time until something is due.
    async fn pause(&self) -> anyhow::Result<Duration> {
        let pipeline = Arc::clone(&self.pipeline);
        let sources = self.sources.clone();
        let next = tokio::task::spawn_blocking(move || next_due(&pipeline, &sources)).await??;
        let seconds = next.map_or(i64::MAX, |due| due.saturating_sub(self.clock.now()));
        let seconds = u64::try_from(seconds).unwrap_or(0);
        let mut longest = LONGEST_PAUSE;
        if !self.left_to_others().await?.is_empty() {
            // What one of them has that dies meanwhile does not wait longer than its lease.
            longest = longest.min(self.lease);
        }
        Ok(Duration::from_secs(seconds).clamp(Duration::from_secs(1), longest))
    }

    /// The sources that were left to other crawlers, and whether each is free now.
    async fn left_to_others(&self) -> anyhow::Result<Vec<(Arc<CrawlSource>, bool)>> {
        let (pipeline, sources) = (Arc::clone(&self.pipeline), self.sources.clone());
        let look = move || pipeline.left_to_others(&sources);
        Ok(tokio::task::spawn_blocking(look).await??)
    }
}

/// Refuses to crawl by a clock with which other machines would take this one for dead, or ask its hosts too early.
fn refuse_another_time(location: &Location, lease: Duration) -> anyhow::Result<()> {
    if !location.is_shared() {
        return Ok(());
    }
    let (_, server_ms) = Archive::open(location)?.read(schema::server_facts)?;
    let apart = (Clock::default().now_ms() - server_ms).unsigned_abs();
    anyhow::ensure!(
        Duration::from_millis(apart) < lease / 4,
        "the clocks of this machine and of the archive's server are {apart} ms apart: set both by the same time server"
    );
    Ok(())
}

/// Notes that nothing is visited for a while, and why.
pub(crate) fn note_halt(troubles: &Troubles, error: &anyhow::Error, pause: Duration) {
    let message = format!("{error:#}");
    troubles.begin(Part::Crawling, Cause::told_by(&message));
    tracing::error!(
        again_in_s = pause.as_secs(),
        "nothing is visited meanwhile: {message}"
    );
}

/// How long nothing is tried after so many faults in a row.
pub(crate) fn pause_after(faults: u32) -> Duration {
    let doubled = 1u32
        .checked_shl(faults.saturating_sub(1))
        .unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE)
}

/// When the next address of any source is due.
fn next_due(
    pipeline: &Pipeline,
    sources: &[Arc<CrawlSource>],
) -> Result<Option<i64>, ArchiveError> {
    let mut next: Option<i64> = None;
    for source in sources {
        let due = pipeline.read(|reading| frontier::next_due(reading, source.id()))?;
        next = next.into_iter().chain(due).min();
    }
    Ok(next)
}
