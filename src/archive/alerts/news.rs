//! What alerts have to tell. An article is found for an alert once, and told once, whatever becomes of it.

use rusqlite::params;

use super::outbox::Message;
use crate::archive::store::{self, Connection};

/// An article that an alert has to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Number of the alert.
    pub alert: i64,
    /// The article, or the first of its copies.
    pub story: String,
    /// The article.
    pub article: String,
    /// When what waits is told.
    pub due_at: i64,
}

/// What of a change matters to alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeFacts {
    /// Identifier of the article.
    pub article: String,
    /// The article, or the first of its copies.
    pub story: String,
    /// When its text last changed; other changes are no news.
    pub changed_at: i64,
}

/// The change up to which articles were matched with all alerts.
///
/// # Errors
/// When the database refuses.
pub fn matched(connection: &Connection) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT value FROM counters WHERE name = 'alerts'")?
        .query_row([], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// What of the changes between two revisions matters to alerts.
///
/// # Errors
/// When the database refuses.
pub fn facts_of_changes(
    connection: &Connection,
    after: u64,
    up_to: u64,
) -> store::Result<Vec<ChangeFacts>> {
    connection
        .prepare_cached(
            "SELECT id, coalesce(duplicate_group, id), changed_at FROM articles
             WHERE revision > ?1 AND revision <= ?2 AND live = 1",
        )?
        .query_map([after.cast_signed(), up_to.cast_signed()], |row| {
            Ok(ChangeFacts {
                article: row.get(0)?,
                story: row.get(1)?,
                changed_at: row.get(2)?,
            })
        })?
        .collect()
}

/// Notes what was found, and that everything up to a revision was matched. Returns how much was not found before.
///
/// # Errors
/// When the database refuses.
pub fn note(
    connection: &Connection,
    found: &[Finding],
    up_to: u64,
    now: i64,
) -> store::Result<usize> {
    let mut new = 0;
    for finding in found {
        // Somebody may have left meanwhile; copies may have got another first one.
        let added = connection
            .prepare_cached(
                "INSERT INTO alert_news (alert, story, article, found_at)
                 SELECT id, ?2, ?3, ?4 FROM alerts WHERE id = ?1 AND NOT EXISTS
                     (SELECT 1 FROM alert_news JOIN articles ON articles.id = alert_news.article
                      WHERE alert = ?1 AND (articles.id = ?3 OR duplicate_group = ?2))
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![finding.alert, finding.story, finding.article, now])?;
        if added > 0 {
            connection
                .prepare_cached(
                    "UPDATE alerts SET due_at = min(coalesce(due_at, ?2), ?2) WHERE id = ?1",
                )?
                .execute(params![finding.alert, finding.due_at])?;
        }
        new += added;
    }
    connection
        .prepare_cached("UPDATE counters SET value = max(value, ?1) WHERE name = 'alerts'")?
        .execute([up_to.cast_signed()])?;
    Ok(new)
}

/// Alerts whose news is to be told now, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub fn due(connection: &Connection, now: i64, limit: u32) -> store::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT id FROM alerts WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2")?
        .query_map(params![now, limit], |row| row.get(0))?
        .collect()
}

/// Gathers what waits of an alert into one message, which is due now. False when nothing waits any more.
///
/// # Errors
/// When the database refuses.
pub fn gather(connection: &Connection, alert: i64, now: i64) -> store::Result<bool> {
    let alerts = connection
        .prepare_cached("UPDATE alerts SET due_at = NULL, told_at = ?2 WHERE id = ?1")?
        .execute(params![alert, now])?;
    if alerts == 0 {
        // Its recipient has left meanwhile.
        return Ok(false);
    }
    let message = super::outbox::add(connection, "news", Some(alert), None, now)?;
    let gathered = connection
        .prepare_cached("UPDATE alert_news SET message = ?2 WHERE alert = ?1 AND message IS NULL")?
        .execute(params![alert, message])?;
    if gathered == 0 {
        super::outbox::remove(connection, message)?;
    }
    Ok(gathered > 0)
}

/// The articles that a message tells of.
///
/// # Errors
/// When the database refuses.
pub fn of_message(connection: &Connection, message: &Message) -> store::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT article FROM alert_news WHERE message = ?1 AND alert = ?2
             ORDER BY found_at, article",
        )?
        .query_map(params![message.id, message.alert], |row| row.get(0))?
        .collect()
}

/// Forgets what was told before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_told(connection: &Connection, before: i64) -> store::Result<usize> {
    connection
        .prepare_cached(
            "DELETE FROM alert_news WHERE found_at < ?1 AND message IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM alert_messages WHERE id = alert_news.message)",
        )?
        .execute([before])
}
