//! Joins crawl, extract, enrich and archive: one visit at a time, read and recorded together.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use crate::app::App;
use crate::archive::articles::{self, Incoming, Stored};
use crate::archive::frontier::{self, Claim, Discovery, Finish, Lease};
use crate::archive::sources;
use crate::archive::{Archive, ArchiveError, fetches};
use crate::clock;
use crate::config::sections::CrawlerSettings;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::crawl::visit::{Arrival, Visit};
use crate::crawl::{Recorder, content, schedule};
use crate::indexer::Teller;
use crate::reading::{PageReader, Reading};
use crate::summary::CrawlSummary;

/// Lease of a claimed address beyond the longest a visit can take.
const LEASE_RESERVE: Duration = Duration::from_secs(120);

/// Reads what visits bring and records it in the archive.
#[derive(Debug)]
pub struct Pipeline {
    archive: Mutex<Archive>,
    reader: PageReader,
    settings: CrawlerSettings,
    round: AtomicI64,
    summary: Mutex<CrawlSummary>,
    indexer: Teller,
    /// Held as long as this process crawls, so that another can tell whether somebody does.
    crawling: std::fs::File,
}

impl Pipeline {
    /// A pipeline into the archive of a data directory that tells `indexer` of changes.
    ///
    /// # Errors
    /// When the archive cannot be opened.
    pub fn open(app: &App, indexer: Teller) -> anyhow::Result<Self> {
        Ok(Self {
            archive: Mutex::new(app.archive()?),
            reader: PageReader::default(),
            settings: app.settings().crawler.clone(),
            round: AtomicI64::new(0),
            summary: Mutex::default(),
            indexer,
            crawling: std::fs::File::create(app.data_dir().join("crawl.lock"))?,
        })
    }

    /// Makes the sources known to the archive and takes up what a killed crawler left.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn prepare(&self, sources: &[Arc<CrawlSource>]) -> anyhow::Result<()> {
        // Whoever gets the lock alone knows that leases still there belong to nobody.
        let alone = self.crawling.try_lock().is_ok();
        self.archive().write(|connection| {
            for source in sources {
                sources::save(connection, &source.stored())?;
                if alone {
                    frontier::release(connection, source.id())?;
                }
            }
            Ok(())
        })?;
        self.crawling.lock_shared()?;
        Ok(())
    }

    /// Begins a round: addresses visited in earlier ones may be visited again.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn begin_round(&self) -> Result<(), ArchiveError> {
        let round = self.archive().write(frontier::begin_round)?;
        self.round.store(round, Ordering::Relaxed);
        Ok(())
    }

    /// What was done so far.
    #[must_use]
    pub fn summary(&self) -> CrawlSummary {
        self.summary
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Reads from the archive.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ArchiveError> {
        self.archive().read(query)
    }

    fn archive(&self) -> MutexGuard<'_, Archive> {
        // A panic inside a transaction rolls it back, so the archive stays whole.
        self.archive.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a visit's arrival holds; the costly part, done before the archive is locked.
    fn reading(&self, source: &CrawlSource, visit: &mut Visit) -> Reading {
        let arrival = visit.take_arrival();
        let claim = &visit.claim;
        match arrival {
            Arrival::Page(page) => self.reader.read(source, claim, *page),
            Arrival::NotModified => Reading::unchanged(claim),
            Arrival::None(outcome) => Reading::failed(claim, outcome),
        }
    }
}

impl Recorder for Pipeline {
    fn discover(&self, source: &CrawlSource, found: &[Discovery]) -> Result<(), ArchiveError> {
        let now = clock::now();
        self.archive().write(|connection| {
            found.iter().try_for_each(|discovery| {
                frontier::discover(connection, source.id(), discovery, now).map(|_| ())
            })
        })
    }

    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError> {
        let now = clock::now();
        let redirects = u64::from(self.settings.max_redirects) + 1;
        let longest = Duration::from_secs(self.settings.timeout_s * redirects) + LEASE_RESERVE;
        let lease = Lease {
            round: self.round.load(Ordering::Relaxed),
            now,
            end: now.saturating_add_unsigned(longest.as_secs()),
        };
        self.archive()
            .write(|connection| frontier::claim(connection, source.id(), lease))
    }

    fn record(&self, source: &CrawlSource, mut visit: Visit) -> Result<Outcome, ArchiveError> {
        let reading = self.reading(source, &mut visit);
        let now = clock::now();
        let round = self.round.load(Ordering::Relaxed);
        let record = Record {
            source,
            visit: &visit,
            settings: &self.settings,
            round,
            now,
        };
        let (outcome, changed) = self
            .archive()
            .write(|connection| record.write(connection, reading))?;
        if changed {
            self.indexer.tell();
        }
        self.summary
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .add(outcome, visit.bytes());
        Ok(outcome)
    }
}

/// One visit on its way into the archive.
struct Record<'a> {
    source: &'a CrawlSource,
    visit: &'a Visit,
    settings: &'a CrawlerSettings,
    round: i64,
    now: i64,
}

impl Record<'_> {
    /// Writes article, discoveries, log and the end of the visit, all together. Returns how the
    /// visit ended and whether an article changed.
    fn write(
        &self,
        connection: &Connection,
        reading: Reading,
    ) -> rusqlite::Result<(Outcome, bool)> {
        let mut outcome = reading.outcome;
        let mut article_id = self.visit.claim.article.clone();
        let mut changed = false;
        if let Some(read) = &reading.article {
            let stored = articles::put(
                connection,
                &Incoming {
                    article: &read.article,
                    given: &[],
                    fingerprint: read.fingerprint.as_ref(),
                    now: self.now,
                },
            )?;
            outcome = outcome_of(stored);
            changed = stored != Stored::Unchanged;
            article_id = Some(read.article.article.id.to_string());
        }
        if let Some(page) = &reading.raw {
            fetches::keep_page(connection, page)?;
        }
        self.discover(connection, &reading)?;
        let failures = if outcome.is_failure() {
            self.visit.claim.failures + 1
        } else {
            0
        };
        let confirmed = schedule::confirms(outcome, self.visit.claim.last_outcome.as_deref());
        if schedule::removes_article(outcome, confirmed)
            && let Some(id) = &self.visit.claim.article
        {
            changed |= articles::remove(connection, id, self.now)?;
            article_id = None;
        }
        self.log(connection, outcome)?;
        self.finish(connection, reading, outcome, failures, article_id)?;
        Ok((outcome, changed))
    }

    fn discover(&self, connection: &Connection, reading: &Reading) -> rusqlite::Result<()> {
        if reading.links.is_empty() {
            return Ok(());
        }
        let mut known = frontier::known(connection, self.source.id())?;
        let page = &self.visit.claim.discovery;
        let mut news = reading.article.is_some();
        // Articles a list names are news when they were not known, and then its paging goes on.
        for named in [true, false] {
            let links = reading.links.iter().filter(|link| link.named == named);
            let links = links.filter(|link| self.source.contains(&link.url));
            let links = links.map(|link| (&link.url, link.kind));
            let leads_on = named || news;
            for discovery in content::discoveries(links, page, leads_on, self.settings.max_depth) {
                if known >= self.settings.max_pages {
                    return Ok(());
                }
                let new = frontier::discover(connection, self.source.id(), &discovery, self.now)?;
                known += u64::from(new);
                news |= new && named;
            }
        }
        Ok(())
    }

    fn log(&self, connection: &Connection, outcome: Outcome) -> rusqlite::Result<()> {
        fetches::log(
            connection,
            &fetches::Fetch {
                url: &self.visit.claim.discovery.url,
                source: self.source.id(),
                fetched_at: self.now,
                outcome: outcome.as_str(),
                status: self.visit.status(),
                bytes: self.visit.bytes(),
                duration_ms: u64::try_from(self.visit.duration().as_millis()).unwrap_or(u64::MAX),
            },
        )
    }

    fn finish(
        &self,
        connection: &Connection,
        reading: Reading,
        outcome: Outcome,
        failures: u32,
        article: Option<String>,
    ) -> rusqlite::Result<()> {
        let pause = schedule::next_visit(
            self.settings,
            outcome,
            reading.kind,
            failures,
            self.visit.asked_pause(),
            schedule::confirms(outcome, self.visit.claim.last_outcome.as_deref()),
        );
        let finish = Finish {
            visited_at: self.now,
            round: self.round,
            due_at: pause.map(|pause| self.now.saturating_add_unsigned(pause.as_secs())),
            outcome: outcome.as_str(),
            failures,
            etag: reading.etag,
            last_modified: reading.last_modified,
            kind: reading.kind,
            article,
        };
        frontier::finish(connection, &self.visit.claim.discovery.url, &finish)
    }
}

fn outcome_of(stored: Stored) -> Outcome {
    match stored {
        Stored::New => Outcome::NewArticle,
        Stored::Changed => Outcome::ChangedArticle,
        Stored::Unchanged => Outcome::UnchangedArticle,
    }
}
