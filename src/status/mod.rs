//! State of the service, in one value: sources, queue, archive, index, disk, and what asks for somebody's attention.
//!
//! The command `status`, the page for administrators and the alarms all tell of it; it says nothing of readers.
//!
//! - [`facts`]: what is known.
//! - [`alarms`](mod@alarms): what of it asks for attention.

pub mod alarms;
pub mod facts;

use std::collections::BTreeSet;

use crate::app::{App, INDEX_FOLDER};
use crate::archive::crawlers::{self as archived, AtWork};
use crate::archive::health::{self, SourceHealth};
use crate::archive::queue::{self, Waiting};
use crate::archive::store::{self, Connection};
use crate::archive::{
    Archive, ArchiveError, Location, articles, changes, observations, reading_quality,
};
use crate::config::source::SourceSettings;
use crate::crawl::outcome::Outcome;
use crate::disk;

pub use alarms::LEAST_FREE_BYTES;
use alarms::alarms;
pub use facts::{
    Alarm, ArchiveStatus, CrawlerStatus, DiskStatus, IndexStatus, QueueStatus, SourceStatus, Status,
};

/// What the index says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexState {
    /// Articles.
    pub articles: u64,
    /// The change up to which it is.
    pub revision: u64,
}

/// State of the service, for a data directory with an archive; `index` is what the index says of itself, where it can
/// be read.
///
/// # Errors
/// When the archive cannot be read.
pub fn gather(
    location: &Location,
    index_folder: &str,
    configured: &[SourceSettings],
    index: Option<IndexState>,
    now: i64,
) -> Result<Status, ArchiveError> {
    let archive = Archive::open_existing(location)?;
    let is_failure = |word: &str| Outcome::from_word(word).is_some_and(Outcome::is_failure);
    archive.snapshot(|archive| {
        archive.read(|reading| {
            let revision = articles::revision(reading)?;
            let counts = articles::count_by_source(reading)?;
            let health = health::all(reading, now, is_failure)?;
            let mut badly = reading_quality::read_badly(reading, now)?;
            let sources = health.into_iter().map(|health| {
                let badly = badly.remove(&health.source).unwrap_or_default();
                source_status(health, badly, &counts, configured)
            });
            let sources: Vec<SourceStatus> = sources.collect();
            let data_dir = location.data_dir();
            let mut status = Status {
                version: env!("CARGO_PKG_VERSION"),
                at: moment(now),
                archive: ArchiveStatus {
                    bytes: location.bytes(),
                    articles: articles::count(reading)?,
                    nameless: observations::count_nameless(reading)?,
                    revision,
                },
                index: IndexStatus {
                    bytes: disk::bytes_of(&data_dir.join(index_folder)),
                    articles: index.map(|index| index.articles),
                    revision: index.map(|index| index.revision),
                    missing: match index {
                        Some(index) => changes::count_since(reading, index.revision)?,
                        None => 0,
                    },
                },
                disk: DiskStatus {
                    free_bytes: disk::free_bytes(data_dir).ok(),
                },
                queue: queue_status(queue::waiting(reading, now)?),
                crawlers: crawlers(reading, now)?,
                sources,
                alarms: Vec::new(),
            };
            let oldest =
                changes::oldest_since(reading, index.map_or(revision, |index| index.revision))?;
            status.alarms = alarms(&status, oldest, configured, now);
            Ok(status)
        })
    })
}

/// The crawlers that visit sources now, the one that began first before the others.
///
/// # Errors
/// When the database refuses.
pub fn crawlers(reading: &Connection, now: i64) -> store::Result<Vec<CrawlerStatus>> {
    let at_work = archived::at_work(reading, now.saturating_mul(1000))?;
    Ok(at_work.iter().map(crawler_status).collect())
}

/// Which crawlers are at work and how many sources each visits, on one line.
#[must_use]
pub fn crawlers_in_words(crawlers: &[CrawlerStatus]) -> String {
    let machines: BTreeSet<&str> = crawlers
        .iter()
        .map(|crawler| crawler.machine.as_str())
        .collect();
    let process = |crawler: &CrawlerStatus| match machines.len() {
        1 => format!("process {}", crawler.process),
        _ => format!("process {} on {}", crawler.process, crawler.machine),
    };
    let each: Vec<String> = crawlers
        .iter()
        .map(|crawler| match crawler.sources {
            1 => format!("{} at 1 source", process(crawler)),
            sources => format!("{} at {sources} sources", process(crawler)),
        })
        .collect();
    match each.is_empty() {
        true => "none at work".to_owned(),
        false => format!("{} at work: {}", each.len(), each.join(", ")),
    }
}

/// A moment as it is shown.
#[must_use]
pub fn moment(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_string()
}

fn queue_status(waiting: Waiting) -> QueueStatus {
    QueueStatus {
        due: waiting.due,
        later: waiting.later,
        ended: waiting.ended,
    }
}

fn crawler_status(at_work: &AtWork) -> CrawlerStatus {
    CrawlerStatus {
        machine: at_work.machine().to_owned(),
        process: at_work.process,
        begun_at: moment(at_work.begun_at),
        sources: at_work.sources,
    }
}

fn source_status(
    health: SourceHealth,
    reads_badly: Vec<&'static str>,
    counts: &[(String, u64)],
    configured: &[SourceSettings],
) -> SourceStatus {
    let settings = configured.iter().find(|source| source.id == health.source);
    let own = counts.iter().find(|(source, _)| *source == health.source);
    SourceStatus {
        enabled: settings.map(|source| source.enabled),
        articles: own.map_or(0, |(_, count)| *count),
        visited_at: health.visited_at.map(moment),
        next_visit_at: health.next_visit_at.map(moment),
        last_new_at: health.last_new_at.map(moment),
        rests_until: health.rests_until.map(moment),
        robots: health.robots,
        articles_a_week: health.articles_a_week,
        failures: health.failures,
        alarm: health.alarm.map(|alarm| alarm.as_str().to_owned()),
        alarm_reason: health.alarm_reason,
        reads_badly,
        id: health.source,
    }
}

/// What reads the status at a moment, with an engine of its own.
///
/// # Errors
/// When the index cannot be opened.
pub fn reader(
    app: &App,
) -> anyhow::Result<impl Fn(i64) -> Result<Status, ArchiveError> + Send + 'static> {
    let engine = app.engine()?;
    let sources = app.settings().sources.clone();
    let location = app.location().clone();
    Ok(move |now| {
        let index = engine.reader().ok().map(|reader| IndexState {
            articles: reader.article_count(),
            revision: reader.revision(),
        });
        gather(&location, INDEX_FOLDER, &sources, index, now)
    })
}
