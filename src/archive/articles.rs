//! The articles, their earlier versions, and the order in which they changed.

use aluehaku_article::{Article, EnrichedArticle};
use rusqlite::params;

use super::json::to_json;
use super::revisions::next_revision;
use super::rows::read_article;
use super::store::{self, Connection, Optional};
use super::understood::{TOLD_BY, retell};
use super::{copies, observations, sums, tombstones};
use crate::article_record::ArticleRecord;
use aluehaku_enrich::fingerprint::Fingerprint;
use aluehaku_enrich::names::register::Lesson;

/// Bytes of the longest address by which an article is found: as long as the crawler visits any, and less than the
/// 2,704 bytes of the longest key that an index of PostgreSQL takes.
const LONGEST_IDENTITY: usize = 2_000;

/// An article on its way into the archive.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The article and what was understood of it.
    pub article: &'a EnrichedArticle,
    /// Names of entity fields that were given and must survive a new enrichment.
    pub given: &'a [String],
    /// Fingerprint of its text, when there is enough of it to compare.
    pub fingerprint: Option<&'a Fingerprint>,
    /// What it teaches about names, when that was asked.
    pub lesson: Option<&'a Lesson>,
    /// Now, in seconds.
    pub now: i64,
}

/// What putting an article in changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was not there, or had been removed.
    New,
    /// It was there with other content; the earlier version is kept.
    Changed,
    /// It was there just so.
    Unchanged,
    /// It was removed for good and is not taken again.
    Forgotten,
}

/// How an article was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What that changed.
    pub stored: Stored,
    /// Under which identifier it is stored; absent when it is not.
    pub id: Option<String>,
}

/// Puts an article in: by its identifier, or in place of the one with the same address.
///
/// The source must have been saved before.
///
/// # Errors
/// When the database refuses.
pub fn put(connection: &Connection, incoming: &Incoming<'_>) -> store::Result<Placed> {
    let article = &incoming.article.article;
    let identity = identity(article.url.as_deref());
    if is_forgotten(connection, article, identity.as_deref())? {
        return Ok(Placed {
            stored: Stored::Forgotten,
            id: None,
        });
    }
    let before = stored_as(connection, article.id.as_str(), identity.as_deref())?;
    let id = before
        .as_ref()
        .map_or(article.id.as_str(), |before| before.id.as_str());
    let placed = |stored| {
        Ok(Placed {
            stored,
            id: Some(id.to_owned()),
        })
    };
    let mut record = ArticleRecord::without_events(incoming.article);
    record.id = Some(id.to_owned());
    let record = to_json(&record)?;
    let given = to_json(&incoming.given)?;
    let events = to_json(&incoming.article.events)?;
    let quotes = to_json(&incoming.article.quotes)?;

    let stored = match &before {
        Some(before) if before.live && before.record == record && before.given == given => {
            // The same text tells the same; only an older version may have read it otherwise.
            if before.told_by < TOLD_BY {
                retell(connection, id, incoming.article)?;
            }
            return placed(Stored::Unchanged);
        }
        Some(before) if before.live => {
            keep_version(connection, before, incoming.now)?;
            Stored::Changed
        }
        _ => Stored::New,
    };
    let revision = next_revision(connection)?;
    connection.prepare_cached("INSERT INTO articles (id, identity, source, revision, live, record, given, fingerprint,
                               archived_at, changed_at, events, quotes, told_by, record_sum, told_sum)
         VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (id) DO UPDATE SET identity = ?2, source = ?3, revision = ?4, live = 1,
             record = ?5, given = ?6, fingerprint = ?7, changed_at = ?8, events = ?9, quotes = ?10,
             told_by = ?11, record_sum = ?12, told_sum = ?13")?.execute(params![
            id,
            identity,
            article.source.as_str(),
            revision,
            record,
            given,
            incoming.fingerprint.map(Fingerprint::to_bytes),
            incoming.now,
            events,
            quotes,
            TOLD_BY,
            sums::of_record(&record),
            sums::of_told(&events, &quotes)
        ])?;
    copies::regroup(connection, id, incoming.fingerprint)?;
    observations::keep_lesson(connection, id, incoming.lesson)?;
    placed(stored)
}

/// Removes an article; its earlier versions go with it. Says whether it was there.
///
/// # Errors
/// When the database refuses.
pub fn remove(connection: &Connection, id: &str, now: i64) -> store::Result<bool> {
    let live = connection
        .prepare_cached("SELECT live FROM articles WHERE id = ?1")?
        .query_row([id], |row| row.get::<bool>(0))
        .optional()?;
    if live != Some(true) {
        return Ok(false);
    }
    copies::leave_group(connection, id)?;
    forget_versions(connection, id)?;
    observations::forget(connection, id)?;
    let revision = next_revision(connection)?;
    connection
        .prepare_cached(
            "UPDATE articles SET live = 0, revision = ?2, record = '{}', fingerprint = NULL,
             events = '[]', quotes = '[]', record_sum = NULL, told_sum = NULL, changed_at = ?3 WHERE id = ?1",
        )?
        .execute(params![id, revision, now])?;
    Ok(true)
}

/// Removes an article without a trace: not even the index is told, which has to be built anew.
///
/// # Errors
/// When the database refuses.
pub fn erase(connection: &Connection, id: &str, now: i64) -> store::Result<()> {
    remove(connection, id, now)?;
    connection
        .prepare_cached("DELETE FROM articles WHERE id = ?1")?
        .execute([id])
        .map(|_| ())
}

/// Makes another address that of an article, which keeps its identifier. An article that is known
/// at that address stays, and the one that came there is removed. Says whether anything was there.
///
/// # Errors
/// When the database refuses.
pub fn readdress(
    connection: &Connection,
    id: &str,
    address: &url::Url,
    now: i64,
) -> store::Result<bool> {
    let moved = connection
        .prepare_cached(
            "UPDATE articles SET identity = ?2 WHERE id = ?1 AND live = 1
             AND NOT EXISTS (SELECT 1 FROM articles WHERE identity = ?2 AND id <> ?1)",
        )?
        .execute(params![id, crate::address::identity(address)])?;
    if moved > 0 {
        return Ok(true);
    }
    remove(connection, id, now)
}

/// Forgets earlier versions of an article.
///
/// # Errors
/// When the database refuses.
pub fn forget_versions(connection: &Connection, id: &str) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM article_versions WHERE article = ?1")?
        .execute([id])
        .map(|_| ())
}

/// The article with an identifier.
///
/// # Errors
/// When the database refuses or the stored record is damaged.
pub fn find(connection: &Connection, id: &str) -> store::Result<Option<EnrichedArticle>> {
    connection
        .prepare_cached(
            "SELECT record, duplicate_group, events, quotes, record_sum, told_sum FROM articles
             WHERE id = ?1 AND live = 1",
        )?
        .query_row([id], |row| read_article(row, 0))
        .optional()
}

/// Number of the last change.
///
/// # Errors
/// When the database refuses.
pub fn revision(connection: &Connection) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT value FROM counters WHERE name = 'revision'")?
        .query_row([], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// Number of articles that are not removed.
///
/// # Errors
/// When the database refuses.
pub fn count(connection: &Connection) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM articles WHERE live = 1")?
        .query_row([], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// Number of articles of each source that has some, by identifier of the source.
///
/// # Errors
/// When the database refuses.
pub fn count_by_source(connection: &Connection) -> store::Result<Vec<(String, u64)>> {
    connection
        .prepare_cached(
            "SELECT source, count(*) FROM articles WHERE live = 1 GROUP BY source ORDER BY source",
        )?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get::<i64>(1)?.cast_unsigned()))
        })?
        .collect()
}

fn is_forgotten(
    connection: &Connection,
    article: &Article,
    identity: Option<&str>,
) -> store::Result<bool> {
    let source = article.source.as_str();
    if tombstones::has(connection, tombstones::Kind::Source, source)? {
        return Ok(true);
    }
    if let Some(identity) = identity
        && tombstones::has(connection, tombstones::Kind::Url, identity)?
    {
        return Ok(true);
    }
    // A name in an address cannot be masked: readers could not be sent there.
    let removed = tombstones::persons(connection)?;
    let mut addresses = [Some(article.id.as_str()), article.url.as_deref()]
        .into_iter()
        .flatten();
    Ok(addresses.any(|address| removed.is_in(address)))
}

struct Before {
    id: String,
    live: bool,
    revision: i64,
    record: String,
    given: String,
    told_by: i64,
    changed_at: i64,
}

/// The same identifier is the same article, and so is the same address.
fn stored_as(
    connection: &Connection,
    id: &str,
    identity: Option<&str>,
) -> store::Result<Option<Before>> {
    connection
        .prepare_cached(
            "SELECT id, live, revision, record, given, told_by, changed_at FROM articles
             WHERE id = ?1 OR identity = ?2 ORDER BY identity = ?2 DESC NULLS LAST LIMIT 1",
        )?
        .query_row(params![id, identity], |row| {
            Ok(Before {
                id: row.get(0)?,
                live: row.get(1)?,
                revision: row.get(2)?,
                record: row.get(3)?,
                given: row.get(4)?,
                told_by: row.get(5)?,
                changed_at: row.get(6)?,
            })
        })
        .optional()
}

fn keep_version(connection: &Connection, before: &Before, now: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO article_versions (article, revision, record, seen_at, replaced_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            before.id,
            before.revision,
            before.record,
            before.changed_at,
            now
        ])
        .map(|_| ())
}

/// What tells the page of an address from others; nothing for one that is too long to be looked up.
fn identity(url: Option<&str>) -> Option<String> {
    url.and_then(|url| url::Url::parse(url).ok())
        .map(|url| crate::address::identity(&url))
        .filter(|identity| identity.len() <= LONGEST_IDENTITY)
}
