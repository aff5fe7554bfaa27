//! How the service fares, in one value: sources, queue, archive, index, disk, and what asks for somebody's attention.
//!
//! The command `status`, the page for administrators and the alarms all tell of it; it says nothing of readers.

use std::path::Path;

use serde::Serialize;

use crate::app::{App, INDEX_FOLDER};
use crate::archive::health::{self, SourceHealth};
use crate::archive::queue::{self, Waiting};
use crate::archive::{Archive, ArchiveError, FILE_NAME, articles, changes, reading_quality};
use crate::config::source::SourceSettings;
use crate::crawl::outcome::Outcome;
use crate::disk;

/// Free bytes below which the disk is nearly full.
pub const LEAST_FREE_BYTES: u64 = 1_000_000_000;

/// Seconds after which an index that misses changes is behind; a busy crawl commits every ten.
const BEHIND_AFTER_S: i64 = 120;

/// How the service fares at one moment.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// Version of the program.
    pub version: &'static str,
    /// When it was asked, RFC 3339 in UTC.
    pub at: String,
    /// The archive.
    pub archive: ArchiveStatus,
    /// The index.
    pub index: IndexStatus,
    /// The disk of the data directory.
    pub disk: DiskStatus,
    /// What is visited next.
    pub queue: QueueStatus,
    /// The sources, in the order of their identifiers.
    pub sources: Vec<SourceStatus>,
    /// What asks for attention.
    pub alarms: Vec<Alarm>,
}

/// The archive.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveStatus {
    /// Bytes of its file and its log.
    pub bytes: u64,
    /// Articles that are not removed.
    pub articles: u64,
    /// Those whose names could not be read.
    pub nameless: u64,
    /// Number of the last change.
    pub revision: u64,
}

/// The index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexStatus {
    /// Bytes of all its generations.
    pub bytes: u64,
    /// Articles; absent when it cannot be read.
    pub articles: Option<u64>,
    /// The change up to which it is.
    pub revision: Option<u64>,
    /// Changes that it lacks.
    pub missing: u64,
}

/// The disk of the data directory.
#[derive(Clone, Debug, Serialize)]
pub struct DiskStatus {
    /// Bytes that are free; absent when the system does not tell.
    pub free_bytes: Option<u64>,
}

/// What is visited next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QueueStatus {
    /// Addresses that are due now.
    pub due: u64,
    /// Addresses that are due later.
    pub later: u64,
    /// Addresses that are visited no more.
    pub ended: u64,
}

/// One source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceStatus {
    /// Its identifier.
    pub id: String,
    /// Whether the settings let it be visited; absent for one that they do not name.
    pub enabled: Option<bool>,
    /// Articles of it.
    pub articles: u64,
    /// When it was last visited, RFC 3339.
    pub visited_at: Option<String>,
    /// When it is visited next.
    pub next_visit_at: Option<String>,
    /// When its newest article was found.
    pub last_new_at: Option<String>,
    /// Until when it is left alone.
    pub rests_until: Option<String>,
    /// Articles a week.
    pub articles_a_week: Option<f64>,
    /// Visits that failed in the last thirty days, by how.
    pub failures: std::collections::BTreeMap<String, u64>,
    /// What is out of the ordinary, as a word.
    pub alarm: Option<String>,
    /// Why, as a word.
    pub alarm_reason: Option<String>,
    /// What more of its new articles lack than of those before: date, title, text.
    pub reads_badly: Vec<&'static str>,
}

/// Something that asks for attention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Alarm {
    /// What kind, as a word that stays the same.
    pub code: &'static str,
    /// What it is about: a source, or nothing for the service itself.
    pub source: Option<String>,
    /// What it is and what to do.
    pub text: String,
}

/// What the index says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexState {
    /// Articles.
    pub articles: u64,
    /// The change up to which it is.
    pub revision: u64,
}

/// How the service fares, for a data directory with an archive; `index` is what the index says of itself, where it can
/// be read.
///
/// # Errors
/// When the archive cannot be read.
pub fn gather(
    data_dir: &Path,
    index_folder: &str,
    configured: &[SourceSettings],
    index: Option<IndexState>,
    now: i64,
) -> Result<Status, ArchiveError> {
    let archive = Archive::open_existing(data_dir)?;
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
            let log = data_dir.join(format!("{FILE_NAME}-wal"));
            let mut status = Status {
                version: env!("CARGO_PKG_VERSION"),
                at: moment(now),
                archive: ArchiveStatus {
                    bytes: disk::bytes_of(&data_dir.join(FILE_NAME)) + disk::bytes_of(&log),
                    articles: articles::count(reading)?,
                    nameless: articles::count_nameless(reading)?,
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
        articles_a_week: health.articles_a_week,
        failures: health.failures,
        alarm: health.alarm.map(|alarm| alarm.as_str().to_owned()),
        alarm_reason: health.alarm_reason,
        reads_badly,
        id: health.source,
    }
}

/// What asks for attention, the service itself first.
fn alarms(
    status: &Status,
    oldest_missing: Option<i64>,
    configured: &[SourceSettings],
    now: i64,
) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    let mut of_service = |code, text: String| {
        alarms.push(Alarm {
            code,
            source: None,
            text,
        });
    };
    if let Some(free) = status
        .disk
        .free_bytes
        .filter(|free| *free < LEAST_FREE_BYTES)
    {
        of_service(
            "disk_nearly_full",
            format!(
                "{} MB are free on the disk of the data directory: make room, or shorten what [retention] keeps",
                free / 1_000_000
            ),
        );
    }
    if status.index.articles.is_none() {
        of_service(
            "index_unreadable",
            "the index cannot be read: `aluehaku reindex` builds it anew".to_owned(),
        );
    }
    if oldest_missing.is_some_and(|moment| moment < now - BEHIND_AFTER_S) {
        of_service(
            "index_behind",
            format!(
                "the index lacks {} changes of the archive: `aluehaku reindex` builds it anew",
                status.index.missing
            ),
        );
    }
    let enabled = |id: &str| {
        configured
            .iter()
            .any(|source| source.id == id && source.enabled)
    };
    for source in status.sources.iter().filter(|source| enabled(&source.id)) {
        let of_health = source
            .alarm
            .as_deref()
            .map(|word| alarm_of_source(word, source));
        let of_reading = (!source.reads_badly.is_empty()).then(|| reads_badly(source));
        alarms.extend(
            of_health
                .into_iter()
                .chain(of_reading)
                .map(|(code, text)| Alarm {
                    code,
                    source: Some(source.id.clone()),
                    text,
                }),
        );
    }
    alarms
}

fn reads_badly(source: &SourceStatus) -> (&'static str, String) {
    let (id, lacking) = (&source.id, source.reads_badly.join(", "));
    let text = format!(
        "{id}: many new articles are read without {lacking}, unlike those before; the site may have been rebuilt, `aluehaku sources check {id}` tells more"
    );
    ("source_reads_badly", text)
}

fn alarm_of_source(word: &str, source: &SourceStatus) -> (&'static str, String) {
    let id = &source.id;
    let last = source.last_new_at.as_deref().unwrap_or("never");
    let reason = source.alarm_reason.as_deref().unwrap_or("unknown");
    let check = format!("`aluehaku sources check {id}` tells more");
    match word {
        "failing" => (
            "source_failing",
            format!("{id}: every visit fails ({}); {check}", failures(source)),
        ),
        "silence" => (
            "source_silent",
            format!(
                "{id} has published nothing for longer than it usually does (last {last}); {check}"
            ),
        ),
        "surge" => (
            "source_surge",
            format!(
                "{id} publishes far more than usual: see whether pages are taken for articles that are none; {check}"
            ),
        ),
        "no_articles" if reason == "robots_forbid" => (
            "source_forbids",
            format!("{id}: robots.txt forbids visits; ask the publisher, or disable the source"),
        ),
        _ => (
            "source_without_articles",
            format!("{id} was visited and gives no article ({reason}); {check}"),
        ),
    }
}

fn failures(source: &SourceStatus) -> String {
    let words = source
        .failures
        .iter()
        .map(|(word, n)| format!("{word} {n}"));
    words.collect::<Vec<_>>().join(", ")
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
    let data_dir = app.data_dir().to_owned();
    Ok(move |now| {
        let index = engine.reader().ok().map(|reader| IndexState {
            articles: reader.article_count(),
            revision: reader.revision(),
        });
        gather(&data_dir, INDEX_FOLDER, &sources, index, now)
    })
}
