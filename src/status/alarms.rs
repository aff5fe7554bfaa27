//! What asks for attention, told from the facts.

use super::facts::{Alarm, SourceStatus, Status};
use crate::config::source::SourceSettings;

/// Free bytes below which the disk is nearly full.
pub const LEAST_FREE_BYTES: u64 = 1_000_000_000;

/// Seconds after which an index that misses changes is behind; a busy crawl commits every ten.
const BEHIND_AFTER_S: i64 = 120;

/// What asks for attention, the service itself first; `oldest_missing` is when the oldest change was made that the index
/// lacks.
#[must_use]
pub fn alarms(
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
        let of_health = match source.robots.as_deref() {
            // Whatever else is out of the ordinary follows from it.
            Some("nothing") => Some(forbids(source)),
            _ => source
                .alarm
                .as_deref()
                .map(|word| alarm_of_source(word, source)),
        };
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

fn forbids(source: &SourceStatus) -> (&'static str, String) {
    let text = format!(
        "{}: robots.txt forbids visits; ask the publisher, or disable the source",
        source.id
    );
    ("source_forbids", text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::facts::{ArchiveStatus, DiskStatus, IndexStatus, QueueStatus};

    /// A service that lacks nothing but space.
    fn status(free_bytes: Option<u64>) -> Status {
        Status {
            version: "1.2.3",
            at: String::new(),
            archive: ArchiveStatus {
                bytes: 1,
                articles: 1,
                nameless: 0,
                revision: 1,
            },
            index: IndexStatus {
                bytes: 1,
                articles: Some(1),
                revision: Some(1),
                missing: 0,
            },
            disk: DiskStatus { free_bytes },
            queue: QueueStatus::default(),
            crawlers: Vec::new(),
            sources: Vec::new(),
            alarms: Vec::new(),
        }
    }

    #[test]
    fn a_disk_is_nearly_full_below_a_gigabyte() {
        let codes = |free_bytes| -> Vec<&str> {
            let alarms = alarms(&status(free_bytes), None, &[], 0);
            alarms.iter().map(|alarm| alarm.code).collect()
        };
        assert_eq!(codes(Some(999_999_999)), ["disk_nearly_full"]);
        assert!(codes(Some(1_000_000_000)).is_empty());
        assert!(codes(None).is_empty());
    }

    #[test]
    fn an_index_is_behind_after_two_minutes_and_not_while_it_follows() {
        let codes = |oldest_missing| -> Vec<&str> {
            let alarms = alarms(&status(None), oldest_missing, &[], 1_000);
            alarms.iter().map(|alarm| alarm.code).collect()
        };
        assert!(codes(Some(990)).is_empty());
        assert_eq!(codes(Some(800)), ["index_behind"]);
    }
}
