//! Articles understood anew: those that are due, and what a new understanding changes of them.

use aluehaku_article::EnrichedArticle;
use aluehaku_enrich::names::register::Lesson;
use jiff::civil::Date;
use rusqlite::params;
use rusqlite::types::ValueRef;

use super::json::{from_json, to_json};
use super::revisions::renumber;
use super::rows::{read_article, read_record};
use super::store::{self, Connection, Row};
use super::sums;
use crate::article_record::ArticleRecord;
use crate::clock;

/// Number of the version by which events and quotes are read; a new one reads those of all articles anew.
pub(super) const TOLD_BY: i64 = 1;

/// An article with the entity fields that were given with it, as a new enrichment wants it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The article as it is stored.
    pub record: ArticleRecord,
    /// Names of fields that were given, not derived.
    pub given: Vec<String>,
    /// Language most articles of its source are in.
    pub source_language: Option<String>,
    /// What it teaches about names; absent when it was not asked yet.
    pub lesson: Option<Lesson>,
    /// The day on which it was first read.
    pub read_on: Date,
}

/// Articles, so many at a time.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Those that can be read.
    pub articles: Vec<Kept>,
    /// Identifier of the last one, readable or not; absent when there are no more.
    pub last: Option<String>,
}

/// Articles by identifier, those after `after`, at most `limit`. Damaged ones are left out.
///
/// # Errors
/// When the database refuses.
pub fn kept_after(connection: &Connection, after: &str, limit: u32) -> store::Result<Batch> {
    batch(
        connection,
        "SELECT articles.id, record, given, language, lessons.content, archived_at, record_sum
             FROM articles JOIN sources ON sources.id = articles.source
                 LEFT JOIN lessons ON lessons.article = articles.id
             WHERE articles.id > ?1 AND live = 1 ORDER BY articles.id LIMIT ?2",
        (after, limit),
    )
}

/// The same of those that were not asked yet what they teach about names.
///
/// # Errors
/// When the database refuses.
pub fn unasked_after(connection: &Connection, after: &str, limit: u32) -> store::Result<Batch> {
    batch(
        connection,
        "SELECT articles.id, record, given, language, NULL, archived_at, record_sum
             FROM articles JOIN sources ON sources.id = articles.source
             WHERE articles.id > ?1 AND live = 1
                 AND NOT EXISTS (SELECT 1 FROM lessons WHERE article = articles.id)
             ORDER BY articles.id LIMIT ?2",
        (after, limit),
    )
}

fn batch(
    connection: &Connection,
    select: &str,
    (after, limit): (&str, u32),
) -> store::Result<Batch> {
    let mut batch = Batch::default();
    let rows = connection
        .prepare_cached(select)?
        .query_map(params![after, limit], |row| Ok((row.get(0)?, kept(row))))?;
    for row in rows {
        let (id, kept) = row?;
        batch.last = Some(id);
        batch.articles.extend(kept);
    }
    Ok(batch)
}

fn kept(row: &Row<'_>) -> store::Result<Kept> {
    let was_asked = !matches!(row.get_ref(4)?, ValueRef::Null);
    Ok(Kept {
        record: read_record(row, 1, 6)?,
        given: from_json(row, 2)?,
        source_language: row.get(3)?,
        lesson: was_asked.then(|| from_json(row, 4)).transpose()?,
        read_on: clock::day_of(row.get(5)?),
    })
}

/// Stores what a new enrichment understood of an article; says whether that changed anything. No version is
/// kept: what was published is the same.
///
/// # Errors
/// When the database refuses.
pub fn understand(connection: &Connection, article: &EnrichedArticle) -> store::Result<bool> {
    let id = article.article.id.as_str();
    let record = to_json(&ArticleRecord::without_events(article))?;
    let changed = connection
        .prepare_cached(
            "UPDATE articles SET record = ?2, record_sum = ?3
             WHERE id = ?1 AND live = 1 AND record <> ?2",
        )?
        .execute(params![id, record, sums::of_record(&record)])?;
    let is_retold = retell(connection, id, article)?;
    if changed > 0 && !is_retold {
        renumber(connection, id)?;
    }
    Ok(changed > 0 || is_retold)
}

/// Stores the events and quotes of an article as this version reads them; says whether they are others than before.
///
/// # Errors
/// When the database refuses.
pub fn retell(connection: &Connection, id: &str, article: &EnrichedArticle) -> store::Result<bool> {
    let (events, quotes) = (to_json(&article.events)?, to_json(&article.quotes)?);
    let changed = connection
        .prepare_cached(
            "UPDATE articles SET events = ?2, quotes = ?3, told_sum = ?4
             WHERE id = ?1 AND live = 1 AND (events <> ?2 OR quotes <> ?3)",
        )?
        .execute(params![id, events, quotes, sums::of_told(&events, &quotes)])?;
    connection
        .prepare_cached("UPDATE articles SET told_by = ?2 WHERE id = ?1 AND told_by <> ?2")?
        .execute(params![id, TOLD_BY])?;
    if changed > 0 {
        renumber(connection, id)?;
    }
    Ok(changed > 0)
}

/// Articles whose events and quotes an older version read, each with the day on which it was archived; at most
/// `limit`. Damaged ones are left out.
///
/// # Errors
/// When the database refuses.
pub fn told_by_older(
    connection: &Connection,
    limit: u32,
) -> store::Result<Vec<(EnrichedArticle, Date)>> {
    connection
        .prepare_cached(
            "SELECT record, duplicate_group, events, quotes, record_sum, told_sum, archived_at
             FROM articles
             WHERE live = 1 AND told_by < ?1 LIMIT ?2",
        )?
        .query_map(params![TOLD_BY, limit], |row| {
            let archived_at = row.get(6)?;
            Ok(read_article(row, 0)
                .ok()
                .map(|article| (article, clock::day_of(archived_at))))
        })?
        .filter_map(Result::transpose)
        .collect()
}
