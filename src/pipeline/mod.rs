//! Joins crawl, extract, enrich and archive: one visit at a time, read and recorded together.
//! [`record`] writes what one visit brought, [`lead_on`] where it leads, [`fit`] whether the profile fits; [`visited`]
//! remembers what the next one needs, [`ordered`] is for visits that somebody orders, [`pruning`] removes what is kept
//! too long, [`names`] says when names are learnt from what came and [`learning`] does it. [`turns`] are those at
//! sources, [`leases`] what other crawlers are told.

mod fit;
mod lead_on;
mod learning;
mod leases;
mod names;
pub mod ordered;
mod pruning;
mod record;
mod turns;
mod visited;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use aluehaku_finnish::Finnish;

use crate::address;
use crate::archive::discoveries::{self, Found};
use crate::archive::frontier::{self, Claim, Discovery, PageKind};
use crate::archive::source_states::{self, Fit, Turn};
use crate::archive::store::{self, Connection};
use crate::archive::{Archive, ArchiveError, Location, crawlers, sources, tombstones};
use crate::archive::{observations, remarks};
use crate::clock::Clock;
use crate::config::retention::RetentionSettings;
use crate::config::sections::CrawlerSettings;
use crate::crawl::arrival::{Arrival, Visit};
use crate::crawl::schedule;
use crate::crawl::source::CrawlSource;
use crate::crawl::{Learned, Leases, Recorded, Recorder};
use crate::reading::{PageReader, ReadArticle, Reading};
use crate::summary::CrawlSummary;
use crate::understanding;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Edits;
use leases::SharedArchive;
use names::NamesTurn;
use pruning::Pruning;
use record::Record;
use visited::VisitedSources;

/// Called when articles changed.
type Tell = dyn Fn() + Send + Sync;

/// Reads what visits bring and records it in the archive.
pub struct Pipeline {
    archive: Mutex<Archive>,
    reader: RwLock<Arc<PageReader>>,
    /// What an administrator says of names.
    edits: Edits,
    /// Number of the register of names that articles are read with.
    register: AtomicI64,
    names_turn: NamesTurn,
    pruning: Pruning,
    settings: CrawlerSettings,
    clock: Clock,
    leases: Arc<SharedArchive>,
    round: AtomicI64,
    visited: VisitedSources,
    /// Sources that another crawler was at when they were to be visited.
    left_to_others: Mutex<BTreeSet<String>>,
    summary: Mutex<CrawlSummary>,
    tell: Box<Tell>,
    /// Held as long as this process crawls, so that another can tell whether somebody does.
    crawling: std::fs::File,
    /// Where the archive lies.
    location: Location,
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Pipeline")
            .field("archive", &self.archive)
            .field("leases", &self.leases)
            .finish_non_exhaustive()
    }
}

impl Pipeline {
    /// A pipeline into the archive of a data directory that calls `tell` when articles changed.
    ///
    /// # Errors
    /// When the archive cannot be opened.
    pub fn open(
        location: impl Into<Location>,
        settings: CrawlerSettings,
        clock: Clock,
        tell: impl Fn() + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let location = location.into();
        let archive = Archive::open(&location)?;
        let register = archive.read(observations::kept_register)?;
        let mut knowledge = Knowledge::new(Arc::new(Finnish::new(None)));
        understanding::load(&archive, &Edits::default(), &mut knowledge)?;
        Ok(Self {
            archive: Mutex::new(archive),
            reader: RwLock::new(Arc::new(PageReader::new(knowledge))),
            edits: Edits::default(),
            register: AtomicI64::new(register),
            names_turn: NamesTurn::default(),
            pruning: Pruning::default(),
            leases: Arc::new(SharedArchive::open(&location, settings.lease(), clock)?),
            settings,
            clock,
            round: AtomicI64::new(0),
            visited: VisitedSources::default(),
            left_to_others: Mutex::default(),
            summary: Mutex::default(),
            tell: Box::new(tell),
            crawling: std::fs::File::create(location.data_dir().join("crawl.lock"))?,
            location,
        })
    }

    /// The same with Finnish analysis by a dictionary, and an administrator's file of names.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn reading_names(mut self, finnish: Arc<Finnish>, edits: Edits) -> anyhow::Result<Self> {
        let mut knowledge = Knowledge::new(finnish);
        understanding::load(&self.archive(), &edits, &mut knowledge)?;
        self.take(knowledge);
        self.edits = edits;
        Ok(self)
    }

    /// The same with how long things are kept.
    #[must_use]
    pub fn keeping(mut self, retention: RetentionSettings) -> Self {
        self.pruning = Pruning::new(retention);
        self
    }

    fn take(&self, knowledge: Knowledge) {
        let reader = Arc::new(PageReader::new(knowledge));
        *self.reader.write().unwrap_or_else(PoisonError::into_inner) = reader;
    }

    fn reader(&self) -> Arc<PageReader> {
        Arc::clone(&self.reader.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes the sources known to the archive and takes up what a killed crawler left.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn prepare(&self, sources: &[Arc<CrawlSource>]) -> anyhow::Result<()> {
        // Whoever gets the lock alone knows that leases still there belong to nobody; those of other machines end by
        // themselves.
        let alone = self.crawling.try_lock().is_ok() && !self.location.is_shared();
        let (now, now_ms) = (self.clock.now(), self.clock.now_ms());
        sources
            .iter()
            .for_each(|source| self.visited.forget(source.id()));
        self.archive().write(|connection| {
            if alone {
                crawlers::bury_all(connection, now_ms)?;
            }
            for source in sources {
                sources::save(connection, &source.stored())?;
                if alone {
                    frontier::release(connection, source.id())?;
                    source_states::end_turn(connection, source.id(), None)?;
                }
                let profile = source.profile.fingerprint().cast_signed();
                if source_states::note_profile(connection, source.id(), profile)? {
                    frontier::read_anew(connection, source.id())?;
                }
                let max_depth = self.settings.max_depth;
                remarks::reach_deeper(connection, source.id(), max_depth, now)?;
            }
            Ok(())
        })?;
        self.crawling.lock_shared()?;
        Ok(())
    }

    /// Begins a round: addresses visited in earlier ones may be visited again. Once a day, what is older than it is
    /// kept goes.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn begin_round(&self) -> Result<(), ArchiveError> {
        self.take_newer_register()?;
        let now = self.clock.now();
        self.pruning.see_to_it(&mut self.archive(), now)?;
        let latest =
            now + i64::try_from(schedule::latest(&self.settings).as_secs()).unwrap_or(i64::MAX / 2);
        let (round, late) = self.archive().write(|connection| {
            let late = frontier::take_back_later_than(connection, latest, now)?;
            Ok((frontier::begin_round(connection)?, late))
        })?;
        if late > 0 {
            tracing::warn!(
                addresses = late,
                "visits that stood later than the longest interval are due now: a clock was ahead, or the interval was shortened"
            );
        }
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
    /// When the database refuses.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> store::Result<T>,
    ) -> Result<T, ArchiveError> {
        self.archive().read(query)
    }

    fn archive(&self) -> MutexGuard<'_, Archive> {
        // A panic inside a transaction rolls it back, so the archive stays whole.
        self.archive.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the persons out of what was read who were removed while the visit was under way, and out of what is
    /// read from now on.
    fn without_removed(
        &self,
        connection: &Connection,
        reader: &PageReader,
        reading: &mut Reading,
    ) -> store::Result<()> {
        if tombstones::stamp_of_persons(connection)? == reader.knowledge().removed().stamp() {
            return Ok(());
        }
        let mut knowledge = reader.knowledge().clone();
        knowledge.set_removed(tombstones::persons(connection)?);
        if let Some(read) = reading.article.take() {
            let read = ReadArticle::of(read.article.article, &knowledge.context());
            let removed = knowledge.removed();
            reading.raw = reading
                .raw
                .take()
                .filter(|page| !read.is_masked() && !page.names(removed));
            reading.article = Some(read);
        }
        self.take(knowledge);
        Ok(())
    }
}

impl Recorder for Pipeline {
    fn begin(&self, source: &CrawlSource) -> Result<bool, ArchiveError> {
        let now = self.clock.now();
        self.archive().write(|connection| {
            let turn = self.take_turn(connection, source)?;
            if turn == Turn::OptedOut {
                tracing::warn!(
                    source = source.id(),
                    "its owner asked for no visits: disable it in the settings, or take the wish back with `aluehaku forget --source {} --undo`",
                    source.id()
                );
            }
            if turn != Turn::Granted {
                return Ok(false);
            }
            for start in source.start() {
                seed(connection, source, start, PageKind::Start, now)?;
                let posts = source.profile.posts().and_then(|posts| start.join(posts).ok());
                if let Some(posts) = posts.filter(|posts| source.contains(posts)) {
                    seed(connection, source, &posts, PageKind::Feed, now)?;
                }
            }
            Ok(true)
        })
    }

    fn end(&self, source: &CrawlSource) -> Result<(), ArchiveError> {
        self.visited.forget(source.id());
        self.archive().write(|connection| {
            source_states::end_turn(connection, source.id(), Some(self.leases.name()))
        })
    }

    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError> {
        let (now, lease) = (self.clock.now(), self.lease());
        // A claim that a power cut takes back is made anew.
        self.archive().note(|connection| {
            if self.take_turn(connection, source)? != Turn::Granted {
                return Ok(None);
            }
            loop {
                while let Some(url) = self.visited.next_turn(connection, source.id(), lease)? {
                    if let Some(claim) = frontier::claim(connection, &url, lease)? {
                        return Ok(Some(claim));
                    }
                }
                if !fit::falls_back(connection, source, now)? {
                    return Ok(None);
                }
            }
        })
    }

    fn learn(&self, source: &CrawlSource, learned: &[Learned]) -> Result<(), ArchiveError> {
        let now = self.clock.now();
        self.visited.note_added(source.id(), None);
        self.archive().write(|connection| {
            for learned in learned {
                source_states::note_robots(connection, source.id(), learned.allows, now)?;
                for sitemap in &learned.sitemaps {
                    seed(connection, source, sitemap, PageKind::Sitemap, now)?;
                }
            }
            Ok(())
        })
    }

    fn record(&self, source: &CrawlSource, mut visit: Visit) -> Result<Recorded, ArchiveError> {
        let (reader, register) = (self.reader(), self.register.load(Ordering::Relaxed));
        // The costly part, done before the archive is locked.
        let fit = self.read(|connection| source_states::fit(connection, source.id()))?;
        let mut reading = reading(&reader, source, fit, &mut visit);
        let record = Record {
            source,
            visit: &visit,
            settings: &self.settings,
            round: self.round.load(Ordering::Relaxed),
            now: self.clock.now(),
            register,
        };
        let nameless = reading.article.as_ref().is_some_and(note_nameless);
        // A visit that a power cut takes back is made again.
        let written = self.archive().note(|connection| {
            self.without_removed(connection, &reader, &mut reading)?;
            let known = self.visited.known(connection, source.id())?;
            record.write(connection, reading, known)
        })?;
        self.visited.note_added(source.id(), Some(written.added));
        if written.changed {
            self.names_turn.note_articles();
            (self.tell)();
        }
        let mut summary = self.summary.lock().unwrap_or_else(PoisonError::into_inner);
        summary.add(written.outcome, visit.bytes());
        summary.nameless += u64::from(nameless);
        drop(summary);
        Ok(Recorded {
            outcome: written.outcome,
            rests: written.rests,
        })
    }

    fn leases(&self) -> Arc<dyn Leases> {
        let leases: Arc<SharedArchive> = Arc::clone(&self.leases);
        leases
    }
}

/// Whether an article could not be understood; the log says so.
fn note_nameless(read: &ReadArticle) -> bool {
    if let Err(broken) = &read.lesson {
        understanding::log_nameless(&read.article.article, broken);
    }
    read.lesson.is_err()
}

/// What a visit's arrival holds.
fn reading(reader: &PageReader, source: &CrawlSource, fit: Fit, visit: &mut Visit) -> Reading {
    let arrival = visit.take_arrival();
    let claim = &visit.claim;
    match arrival {
        Arrival::Page(page) => reader.read(source, fit, claim, *page),
        Arrival::NotModified => Reading::unchanged(claim),
        Arrival::None(outcome) => Reading::failed(claim, outcome),
    }
}

/// Makes an address known from which a source is entered.
fn seed(
    connection: &Connection,
    source: &CrawlSource,
    url: &url::Url,
    kind: PageKind,
    now: i64,
) -> store::Result<()> {
    let discovery = Discovery {
        url: address::identity(url),
        kind,
        depth: 0,
        barren: 0,
    };
    let found = Found {
        discovery: &discovery,
        on: None,
        named: true,
        modified: None,
        published: None,
        too_deep: false,
        now,
    };
    discoveries::discover(connection, source.id(), &found).map(|_| ())
}
