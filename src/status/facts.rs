//! State of the service, as facts: what the command, the page and the alarms tell of.

use std::collections::BTreeMap;

use serde::Serialize;

/// State of the service at one moment.
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
    /// The crawlers that visit sources now, the one that began first before the others.
    pub crawlers: Vec<CrawlerStatus>,
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

/// A crawler that visits sources now.
#[derive(Clone, Debug, Serialize)]
pub struct CrawlerStatus {
    /// The machine that it is on.
    pub machine: String,
    /// Number of its process.
    pub process: u32,
    /// When its round began, RFC 3339.
    pub begun_at: String,
    /// Sources that it visits at this moment.
    pub sources: u64,
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
    /// What its robots.txt allows, as a word.
    pub robots: Option<String>,
    /// Articles a week.
    pub articles_a_week: Option<f64>,
    /// Visits that failed in the last thirty days, by how.
    pub failures: BTreeMap<String, u64>,
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
