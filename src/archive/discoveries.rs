//! How addresses become known, and how a way that led to an article is followed on.

use rusqlite::params;

use super::frontier::{Discovery, MAX_BARREN};
use super::remarks::Remark;
use super::store::{self, Connection, Optional};

/// How an address was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The address.
    pub discovery: &'a Discovery,
    /// Identity of the page that leads there.
    pub on: Option<&'a str>,
    /// Whether a list, feed or sitemap names it, rather than some link of a page.
    pub named: bool,
    /// When it last changed, as the list states and as far as its statements are believed.
    pub modified: Option<i64>,
    /// When it was published, as the list states.
    pub published: Option<i64>,
    /// Whether it lies deeper than what is visited; it is then only remembered.
    pub too_deep: bool,
    /// Now, in seconds.
    pub now: i64,
}

/// Adds an address unless it is known; says whether it was new.
///
/// A known address that is found on a shorter way takes that way's depth. One that was given up
/// because nothing was there is looked for again when a list names it anew, the more patiently the
/// more often that was in vain; one that a list says has changed is due now.
///
/// # Errors
/// When the database refuses.
pub fn discover(connection: &Connection, source: &str, found: &Found<'_>) -> store::Result<bool> {
    let discovery = found.discovery;
    let added = connection
        .prepare_cached(
            "INSERT INTO frontier (url, source, kind, depth, barren, discovered_at, due_at,
                                   found_on, stated_at, remark, published_at, published_in)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?11, ?7, ?8, ?9, ?10, ?12)
             ON CONFLICT (url) DO NOTHING",
        )?
        .execute(params![
            discovery.url,
            source,
            discovery.kind.as_str(),
            discovery.depth,
            discovery.barren,
            found.now,
            found.on,
            found.modified,
            found.too_deep.then_some(Remark::TooDeep.as_str()),
            found.published,
            (!found.too_deep).then_some(found.now),
            found.published.map(|_| found.on)
        ])?;
    if added > 0 {
        return Ok(true);
    }
    see_again(connection, found)?;
    Ok(false)
}

/// Takes in what another way to a known address tells.
fn see_again(connection: &Connection, found: &Found<'_>) -> store::Result<()> {
    let discovery = found.discovery;
    connection
        .prepare_cached(
            "UPDATE frontier SET depth = min(depth, ?2), barren = min(barren, ?3)
             WHERE url = ?1 AND (depth > ?2 OR barren > ?3)",
        )?
        .execute(params![discovery.url, discovery.depth, discovery.barren])?;
    if !found.too_deep {
        connection
            .prepare_cached(
                "UPDATE frontier SET remark = NULL, due_at = ?3 WHERE url = ?1 AND remark = ?2",
            )?
            .execute(params![discovery.url, Remark::TooDeep.as_str(), found.now])?;
    }
    if let Some(published) = found.published {
        note_published(connection, found, published)?;
    }
    if found.named {
        connection
            .prepare_cached(
                "UPDATE frontier SET due_at = ?2
                 WHERE url = ?1 AND due_at IS NULL AND outcome IN ('not_found', 'gone')
                     AND visited_at < ?2 - (CAST(86400 AS BIGINT) << CAST(min(failures, 6) AS INTEGER))",
            )?
            .execute(params![discovery.url, found.now])?;
    }
    if let Some(modified) = found.modified.filter(|modified| *modified <= found.now) {
        connection
            .prepare_cached(
                "UPDATE frontier SET due_at = min(due_at, ?3), stated_at = ?2
                 WHERE url = ?1 AND due_at IS NOT NULL AND failures = 0 AND visited_at < ?2
                     AND coalesce(stated_at, 0) < ?2",
            )?
            .execute(params![discovery.url, modified, found.now])?;
    }
    Ok(())
}

/// Remembers when a page was published as the first list that knows states, and has it read again
/// where it was read without a day.
fn note_published(connection: &Connection, found: &Found<'_>, published: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET published_at = ?2, published_in = ?3,
                 etag = NULL, last_modified = NULL, digest = NULL, due_at = min(due_at, ?4)
             WHERE url = ?1 AND published_at IS NULL AND NOT EXISTS (
                 SELECT 1 FROM articles WHERE articles.id = frontier.article
                     AND json_extract(record, '$.published') IS NOT NULL)",
        )?
        .execute(params![found.discovery.url, published, found.on, found.now])
        .map(|_| ())
}

/// A page led to an article, so the ways that go on from it are worth following again, also those
/// that were found further on meanwhile, and count as near: a list is read to its end. Returns the
/// page.
///
/// # Errors
/// When the database refuses.
pub fn led_to_news(connection: &Connection, url: &str, now: i64) -> store::Result<Option<String>> {
    let page: Option<String> = connection
        .prepare_cached("SELECT found_on FROM frontier WHERE url = ?1")?
        .query_row([url], |row| row.get(0))
        .optional()?
        .flatten();
    if let Some(page) = &page {
        let below: Vec<(String, u32)> = connection
            .prepare_cached(
                "WITH RECURSIVE below (url, barren) AS (
                     SELECT url, CAST(0 AS BIGINT) FROM frontier WHERE found_on = ?1 AND barren > 0
                     UNION ALL
                     SELECT frontier.url, below.barren + 1
                     FROM frontier JOIN below ON frontier.found_on = below.url
                     WHERE frontier.barren > below.barren + 1 AND below.barren < ?2)
                 SELECT url, barren FROM below",
            )?
            .query_map(params![page, MAX_BARREN], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<store::Result<_>>()?;
        for (url, barren) in below {
            connection
                .prepare_cached("UPDATE frontier SET barren = ?2 WHERE url = ?1")?
                .execute(params![url, barren])?;
        }
        bring_near(connection, page, now)?;
    }
    Ok(page)
}

/// What a list that led to an article names lies no deeper than if the list were a start address.
fn bring_near(connection: &Connection, list: &str, now: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET depth = 1,
                 due_at = CASE WHEN remark = ?2 THEN ?3 ELSE due_at END,
                 remark = CASE WHEN remark = ?2 THEN NULL ELSE remark END
             WHERE found_on = ?1 AND depth > 1
                 AND (SELECT kind FROM frontier WHERE url = ?1) <> 'article'",
        )?
        .execute(params![list, Remark::TooDeep.as_str(), now])
        .map(|_| ())
}

/// Addresses that a list still names and where nothing was are looked at again, the more patiently
/// the more often that was in vain.
///
/// # Errors
/// When the database refuses.
pub fn look_again(connection: &Connection, list: &str, now: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET due_at = ?2
             WHERE found_on = ?1 AND due_at IS NULL AND outcome IN ('not_found', 'gone')
                 AND visited_at < ?2 - (CAST(86400 AS BIGINT) << CAST(min(failures, 6) AS INTEGER))",
        )?
        .execute(params![list, now])
        .map(|_| ())
}
