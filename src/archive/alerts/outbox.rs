//! Messages on their way to their receivers.
//!
//! A message is noted as handed over before its last byte is sent, and goes once its receiver has taken it; one that
//! is refused is taken back. So whoever is killed between the two knows at the next start which one it was.

use rusqlite::params;

use super::Way;
use crate::archive::store::{self, Connection, Optional};

/// Kind of a message that tells the operator of alarms by mail.
pub const ALARM_BY_MAIL: &str = "alarm";

/// Kind of a message that tells the operator of alarms by webhook.
pub const ALARM_BY_WEBHOOK: &str = "alarm_webhook";

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number, which no other message ever has.
    pub id: i64,
    /// What it is: confirm, news, renew, or an alarm by one way or the other.
    pub kind: String,
    /// The alert it belongs to; none for an alarm.
    pub alert: Option<i64>,
    /// How it goes.
    pub way: Way,
    /// What an alarm says.
    pub content: Option<String>,
    /// When it was made.
    pub made_at: i64,
    /// How often it was tried.
    pub attempts: u32,
}

/// Puts a message into the outbox, due at once, and returns its number.
///
/// # Errors
/// When the database refuses.
pub fn add(
    connection: &Connection,
    kind: &str,
    alert: Option<i64>,
    content: Option<&str>,
    now: i64,
) -> store::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO alert_messages (kind, alert, content, made_at, due_at)
             VALUES (?1, ?2, ?3, ?4, ?4) RETURNING id",
        )?
        .query_row(params![kind, alert, content, now], |row| row.get(0))
}

/// The next message that is due and not handed over.
///
/// # Errors
/// When the database refuses.
pub fn next(connection: &Connection, now: i64, after: i64) -> store::Result<Option<Message>> {
    connection
        .prepare_cached(
            "SELECT alert_messages.id, kind, alert, coalesce(way = ?1, kind = ?2), content, made_at, attempts
             FROM alert_messages LEFT JOIN alerts ON alerts.id = alert
             WHERE alert_messages.due_at <= ?3 AND alert_messages.id > ?4 AND handed_over_at IS NULL
             ORDER BY alert_messages.id LIMIT 1",
        )?
        .query_row(params![Way::Webhook.as_str(), ALARM_BY_WEBHOOK, now, after], |row| {
            Ok(Message {
                id: row.get(0)?,
                kind: row.get(1)?,
                alert: row.get(2)?,
                way: match row.get(3)? {
                    true => Way::Webhook,
                    false => Way::Mail,
                },
                content: row.get(4)?,
                made_at: row.get(5)?,
                attempts: row.get(6)?,
            })
        })
        .optional()
}

/// Notes that the receiver may have a message from now on. False when another process has done so, or it is gone.
///
/// # Errors
/// When the database refuses.
pub fn hand_over(connection: &Connection, id: i64, now: i64) -> store::Result<bool> {
    let handed_over = connection
        .prepare_cached(
            "UPDATE alert_messages SET handed_over_at = ?2 WHERE id = ?1 AND handed_over_at IS NULL",
        )?
        .execute([id, now])?;
    Ok(handed_over > 0)
}

/// Takes a message back that its receiver did not take; it is tried again at `due_at`.
///
/// # Errors
/// When the database refuses.
pub fn take_back(connection: &Connection, id: i64, due_at: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE alert_messages SET handed_over_at = NULL, attempts = attempts + 1, due_at = ?2
             WHERE id = ?1",
        )?
        .execute([id, due_at])
        .map(|_| ())
}

/// Removes a message; what it told stays told.
///
/// # Errors
/// When the database refuses.
pub fn remove(connection: &Connection, id: i64) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM alert_messages WHERE id = ?1")?
        .execute([id])
        .map(|_| ())
}

/// Messages that were handed over when their sender was stopped, and whether to a webhook, which knows a message that
/// comes again.
///
/// # Errors
/// When the database refuses.
pub fn handed_over(connection: &Connection) -> store::Result<Vec<(i64, bool)>> {
    connection
        .prepare_cached(
            "SELECT alert_messages.id, coalesce(way = ?1, kind = ?2)
             FROM alert_messages LEFT JOIN alerts ON alerts.id = alert
             WHERE handed_over_at IS NOT NULL ORDER BY alert_messages.id",
        )?
        .query_map([Way::Webhook.as_str(), ALARM_BY_WEBHOOK], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect()
}

/// How many messages wait.
///
/// # Errors
/// When the database refuses.
pub fn waiting(connection: &Connection) -> store::Result<u32> {
    connection
        .prepare_cached("SELECT count(*) FROM alert_messages")?
        .query_row([], |row| row.get(0))
}

/// Counts a message by how it ended.
///
/// # Errors
/// When the database refuses.
pub fn count(connection: &Connection, outcome: &str) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO alert_counts (outcome, count) VALUES (?1, 1)
             ON CONFLICT (outcome) DO UPDATE SET count = alert_counts.count + 1",
        )?
        .execute([outcome])
        .map(|_| ())
}

/// Messages by how they ended.
///
/// # Errors
/// When the database refuses.
pub fn counts(connection: &Connection) -> store::Result<Vec<(String, u32)>> {
    connection
        .prepare_cached("SELECT outcome, count FROM alert_counts ORDER BY outcome")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
