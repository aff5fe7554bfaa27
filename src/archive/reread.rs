//! Articles read anew from the pages that were kept: the page is the same, so no earlier version is kept.

use aluehaku_article::EnrichedArticle;
use rusqlite::params;

use super::articles::Incoming;
use super::json::to_json;
use super::revisions::renumber;
use super::rows::read_article;
use super::store::{self, Connection, Optional};
use super::{copies, observations, sums, understood};
use crate::article_record::ArticleRecord;
use aluehaku_enrich::fingerprint::Fingerprint;

/// The article that was read from an address.
///
/// # Errors
/// When the database refuses or the stored record is damaged.
pub fn article_of_page(
    connection: &Connection,
    url: &str,
) -> store::Result<Option<EnrichedArticle>> {
    connection
        .prepare_cached(
            "SELECT record, duplicate_group, events, quotes, record_sum, told_sum FROM articles
             WHERE live = 1 AND (id = (SELECT article FROM frontier WHERE url = ?1) OR identity = ?1)
             ORDER BY identity = ?1 NULLS FIRST LIMIT 1",
        )?
        .query_row([url], |row| read_article(row, 0))
        .optional()
}

/// Stores what was read anew in place of what an article was, under its identifier. Says whether that changed
/// anything.
///
/// # Errors
/// When the database refuses.
pub fn replace(connection: &Connection, incoming: &Incoming<'_>) -> store::Result<bool> {
    let id = incoming.article.article.id.as_str();
    let record = to_json(&ArticleRecord::without_events(incoming.article))?;
    let changed = connection
        .prepare_cached(
            "UPDATE articles SET record = ?2, fingerprint = ?3, record_sum = ?4
             WHERE id = ?1 AND live = 1 AND record <> ?2",
        )?
        .execute(params![
            id,
            record,
            incoming.fingerprint.map(Fingerprint::to_bytes),
            sums::of_record(&record)
        ])?;
    if changed == 0 {
        return Ok(false);
    }
    renumber(connection, id)?;
    understood::retell(connection, id, incoming.article)?;
    copies::regroup(connection, id, incoming.fingerprint)?;
    observations::keep_lesson(connection, id, incoming.lesson)?;
    Ok(true)
}
