//! What each visit brought: a log line for every request, and the raw page of the last good one.

use rusqlite::params;

use aluehaku_enrich::removal::Removed;

use super::store::{self, Connection, Optional, Row};

/// How hard raw pages are compressed: zstd's default, which reads and writes far faster than
/// pages arrive.
const COMPRESSION_LEVEL: i32 = 3;

/// One line of the fetch log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch<'a> {
    /// Identity of the address.
    pub url: &'a str,
    /// The source it belongs to.
    pub source: &'a str,
    /// When the request was made.
    pub fetched_at: i64,
    /// Word for the result.
    pub outcome: &'a str,
    /// HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// Bytes of the body as it came.
    pub bytes: u64,
    /// How long it took.
    pub duration_ms: u64,
}

/// Adds a line to the fetch log, and counts it.
///
/// # Errors
/// When the database refuses.
pub fn log(connection: &Connection, fetch: &Fetch<'_>) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fetches (url, source, fetched_at, outcome, status, bytes, duration_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            fetch.url,
            fetch.source,
            fetch.fetched_at,
            fetch.outcome,
            fetch.status,
            fetch.bytes.cast_signed(),
            fetch.duration_ms.cast_signed()
        ])?;
    connection
        .prepare_cached(
            "INSERT INTO visit_counts (source, outcome, visits, bytes) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (source, outcome) DO UPDATE SET visits = visit_counts.visits + 1,
                 bytes = visit_counts.bytes + ?3",
        )?
        .execute(params![
            fetch.source,
            fetch.outcome,
            fetch.bytes.cast_signed()
        ])?;
    Ok(())
}

/// Visits of a source that ended in one way, since the archive was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitCount {
    /// The source.
    pub source: String,
    /// Word for the result.
    pub outcome: String,
    /// Visits.
    pub visits: u64,
    /// Bytes of bodies as they came.
    pub bytes: u64,
}

/// Counts of all visits, by source and result.
///
/// # Errors
/// When the database refuses.
pub fn counts(connection: &Connection) -> store::Result<Vec<VisitCount>> {
    connection
        .prepare_cached(
            "SELECT source, outcome, visits, bytes FROM visit_counts ORDER BY source, outcome",
        )?
        .query_map([], |row| {
            Ok(VisitCount {
                source: row.get(0)?,
                outcome: row.get(1)?,
                visits: row.get::<i64>(2)?.cast_unsigned(),
                bytes: row.get::<i64>(3)?.cast_unsigned(),
            })
        })?
        .collect()
}

/// A page as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPage {
    /// Identity of the address asked for.
    pub url: String,
    /// The source it belongs to.
    pub source: String,
    /// Where redirects ended.
    pub final_url: String,
    /// When it came.
    pub fetched_at: i64,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// Status and headers of the answer, a line each, without those that tell how it travelled;
    /// absent for pages that an older version kept.
    pub head: Option<String>,
    /// The bytes, unpacked.
    pub content: Vec<u8>,
}

impl RawPage {
    /// Whether somebody who was removed is named in it.
    #[must_use]
    pub fn names(&self, removed: &Removed) -> bool {
        let head = self.head.as_deref().unwrap_or_default();
        removed.is_in_bytes(&self.content)
            || [head, &self.url, &self.final_url]
                .iter()
                .any(|text| removed.is_in(text))
    }
}

/// Keeps the page in place of the one kept before.
///
/// # Errors
/// When the database refuses.
pub fn keep_page(connection: &Connection, page: &RawPage) -> store::Result<()> {
    let compressed = zstd::bulk::compress(&page.content, COMPRESSION_LEVEL)
        .map_err(|error| store::Error::Value(Box::new(error)))?;
    connection
        .prepare_cached(
            "INSERT INTO pages (url, source, final_url, fetched_at, content_type, content, head)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (url) DO UPDATE SET source = ?2, final_url = ?3, fetched_at = ?4,
                 content_type = ?5, content = ?6, head = ?7",
        )?
        .execute(params![
            page.url,
            page.source,
            page.final_url,
            page.fetched_at,
            page.content_type,
            compressed,
            page.head
        ])?;
    Ok(())
}

/// The page kept for an address.
///
/// # Errors
/// When the database refuses or the stored bytes are damaged.
pub fn page(connection: &Connection, url: &str) -> store::Result<Option<RawPage>> {
    connection
        .query_row(
            &format!("SELECT {PAGE_COLUMNS} FROM pages WHERE url = ?1"),
            [url],
            read_page,
        )
        .optional()
}

/// Kept pages behind an address in the order of addresses, at most `limit`.
///
/// # Errors
/// When the database refuses or the stored bytes are damaged.
pub fn pages_after(connection: &Connection, url: &str, limit: u32) -> store::Result<Vec<RawPage>> {
    connection
        .prepare_cached(&format!(
            "SELECT {PAGE_COLUMNS} FROM pages WHERE url > ?1 ORDER BY url LIMIT ?2"
        ))?
        .query_map(params![url, limit], read_page)?
        .collect()
}

const PAGE_COLUMNS: &str = "url, source, final_url, fetched_at, content_type, content, head";

fn read_page(row: &Row<'_>) -> store::Result<RawPage> {
    let compressed: Vec<u8> = row.get(5)?;
    let content =
        zstd::decode_all(compressed.as_slice()).map_err(|error| store::Error::column(5, error))?;
    Ok(RawPage {
        url: row.get(0)?,
        source: row.get(1)?,
        final_url: row.get(2)?,
        fetched_at: row.get(3)?,
        content_type: row.get(4)?,
        content,
        head: row.get(6)?,
    })
}

/// Visits to a source since a time, by the word for their result.
///
/// # Errors
/// When the database refuses.
pub fn outcomes_since(
    connection: &Connection,
    source: &str,
    since: i64,
) -> store::Result<Vec<(String, u64)>> {
    connection
        .prepare_cached(
            "SELECT outcome, count(*) FROM fetches
             WHERE source = ?1 AND fetched_at >= ?2 GROUP BY outcome ORDER BY outcome",
        )?
        .query_map(params![source, since], |row| {
            Ok((row.get(0)?, row.get::<i64>(1)?.cast_unsigned()))
        })?
        .collect()
}
