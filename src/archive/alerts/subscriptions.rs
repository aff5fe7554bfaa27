//! Who asked to be told of which search.

use rusqlite::params;

use super::{Rhythm, Way};
use crate::archive::store::{self, Connection, Optional, Row};

/// A search that somebody is told news of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its number.
    pub id: i64,
    /// How its recipient is reached.
    pub way: Way,
    /// How often.
    pub rhythm: Rhythm,
    /// Names and values of the search, as JSON.
    pub search: String,
    /// Code of the recipient's language.
    pub language: String,
    /// Sealed.
    pub recipient: Vec<u8>,
    /// Tells the recipient from others.
    pub recipient_hash: Vec<u8>,
    /// When it was asked for.
    pub asked_at: i64,
    /// When the recipient confirmed it.
    pub confirmed_at: Option<i64>,
    /// When it goes.
    pub expires_at: i64,
}

/// A search to be matched, and since when its news is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Number of the alert.
    pub id: i64,
    /// How often it tells.
    pub rhythm: Rhythm,
    /// Names and values of the search, as JSON.
    pub search: String,
    /// What changed before is no news to it.
    pub since: i64,
    /// When it told something last.
    pub told_at: Option<i64>,
}

/// How many alerts a recipient has, and what of this search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Confirmed alerts.
    pub confirmed: u32,
    /// Alerts that wait for a confirmation.
    pub waiting: u32,
    /// Whether one of them is of the same search.
    pub has_same: bool,
}

const COLUMNS: &str = "id, way, rhythm, search, language, recipient, recipient_hash, asked_at, \
     confirmed_at, expires_at";

/// What a recipient has already.
///
/// # Errors
/// When the database refuses.
pub fn standing(
    connection: &Connection,
    recipient_hash: &[u8],
    search: &str,
) -> store::Result<Standing> {
    connection
        .prepare_cached(
            "SELECT count(confirmed_at), count(*) - count(confirmed_at), count(*) FILTER (WHERE search = ?2) > 0
             FROM alerts WHERE recipient_hash = ?1",
        )?
        .query_row(params![recipient_hash, search], |row| {
            Ok(Standing {
                confirmed: row.get(0)?,
                waiting: row.get(1)?,
                has_same: row.get(2)?,
            })
        })
}

/// How many alerts that nobody confirmed were asked for since a moment.
///
/// # Errors
/// When the database refuses.
pub fn waiting_since(connection: &Connection, since: i64) -> store::Result<u32> {
    connection
        .prepare_cached(
            "SELECT count(*) FROM alerts WHERE confirmed_at IS NULL AND asked_at >= ?1",
        )?
        .query_row([since], |row| row.get(0))
}

/// Notes that somebody asks for an alert.
///
/// # Errors
/// When the database refuses.
pub fn add(connection: &Connection, alert: &Alert) -> store::Result<()> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO alerts ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ))?
        .execute(params![
            alert.id,
            alert.way.as_str(),
            alert.rhythm.as_str(),
            alert.search,
            alert.language,
            alert.recipient,
            alert.recipient_hash,
            alert.asked_at,
            alert.confirmed_at,
            alert.expires_at
        ])
        .map(|_| ())
}

/// Notes that the recipient wants an alert, now or still. False when there is no such alert.
///
/// # Errors
/// When the database refuses.
pub fn confirm(connection: &Connection, id: i64, now: i64, expires_at: i64) -> store::Result<bool> {
    let confirmed = connection
        .prepare_cached(
            "UPDATE alerts SET confirmed_at = coalesce(confirmed_at, ?2), expires_at = ?3
             WHERE id = ?1",
        )?
        .execute(params![id, now, expires_at])?;
    Ok(confirmed > 0)
}

/// Removes an alert with everything that is known of its recipient. False when there is no such alert.
///
/// # Errors
/// When the database refuses.
pub fn remove(connection: &Connection, id: i64) -> store::Result<bool> {
    let removed = connection
        .prepare_cached("DELETE FROM alerts WHERE id = ?1")?
        .execute([id])?;
    Ok(removed > 0)
}

/// Removes all alerts of a recipient; returns how many there were.
///
/// # Errors
/// When the database refuses.
pub fn remove_recipient(connection: &Connection, hash: &[u8]) -> store::Result<usize> {
    connection
        .prepare_cached("DELETE FROM alerts WHERE recipient_hash = ?1")?
        .execute([hash])
}

/// Removes alerts that nobody confirmed, or that nobody said should stay. Returns how many there were.
///
/// # Errors
/// When the database refuses.
pub fn remove_expired(connection: &Connection, now: i64) -> store::Result<usize> {
    connection
        .prepare_cached("DELETE FROM alerts WHERE expires_at <= ?1")?
        .execute([now])
}

/// Confirmed alerts that go soon and whose recipients were not asked yet.
///
/// # Errors
/// When the database refuses.
pub fn to_renew(connection: &Connection, before: i64) -> store::Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT id FROM alerts WHERE confirmed_at IS NOT NULL AND expires_at < ?1
                 AND NOT EXISTS (SELECT 1 FROM alert_renewals WHERE alert = alerts.id
                                 AND expires_at = alerts.expires_at)",
        )?
        .query_map([before], |row| row.get(0))?
        .collect()
}

/// Notes that the recipient of an alert was asked whether it should stay.
///
/// # Errors
/// When the database refuses.
pub fn note_asked_again(connection: &Connection, id: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO alert_renewals (alert, expires_at)
             SELECT id, expires_at FROM alerts WHERE id = ?1
             ON CONFLICT (alert) DO UPDATE SET expires_at = excluded.expires_at",
        )?
        .execute([id])
        .map(|_| ())
}

/// The alert with a number.
///
/// # Errors
/// When the database refuses.
pub fn find(connection: &Connection, id: i64) -> store::Result<Option<Alert>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM alerts WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Every alert, by number.
///
/// # Errors
/// When the database refuses.
pub fn all(connection: &Connection) -> store::Result<Vec<Alert>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM alerts ORDER BY id"))?
        .query_map([], read)?
        .collect()
}

/// Confirmed alerts, those of one search beside each other.
///
/// # Errors
/// When the database refuses.
pub fn watched(connection: &Connection) -> store::Result<Vec<Watched>> {
    connection
        .prepare_cached(
            "SELECT id, rhythm, search, confirmed_at, told_at FROM alerts
             WHERE confirmed_at IS NOT NULL ORDER BY search",
        )?
        .query_map([], |row| {
            Ok(Watched {
                id: row.get(0)?,
                rhythm: rhythm(&row.get::<String>(1)?),
                search: row.get(2)?,
                since: row.get(3)?,
                told_at: row.get(4)?,
            })
        })?
        .collect()
}

/// Confirmed alerts and those that wait, by way.
///
/// # Errors
/// When the database refuses.
pub fn counts(connection: &Connection) -> store::Result<Vec<(String, u32, u32)>> {
    connection
        .prepare_cached(
            "SELECT way, count(confirmed_at), count(*) - count(confirmed_at)
             FROM alerts GROUP BY way ORDER BY way",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

fn read(row: &Row<'_>) -> store::Result<Alert> {
    let way: String = row.get(1)?;
    Ok(Alert {
        id: row.get(0)?,
        way: Way::from_word(&way).unwrap_or(Way::Mail),
        rhythm: rhythm(&row.get::<String>(2)?),
        search: row.get(3)?,
        language: row.get(4)?,
        recipient: row.get(5)?,
        recipient_hash: row.get(6)?,
        asked_at: row.get(7)?,
        confirmed_at: row.get(8)?,
        expires_at: row.get(9)?,
    })
}

fn rhythm(word: &str) -> Rhythm {
    Rhythm::from_word(word).unwrap_or(Rhythm::Weekly)
}
