//! The addresses to visit, as people see them: how many wait, and what is visited out of turn because somebody says so.

use rusqlite::params;

use super::frontier::MAX_BARREN;
use super::store::{self, Connection, Optional};

/// How many addresses wait for a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// They are due.
    pub due: u64,
    /// They are due later.
    pub later: u64,
    /// They are visited no more.
    pub ended: u64,
}

/// How many addresses are due, asked source by source: an index tells, and no other address is looked at.
///
/// # Errors
/// When the database refuses.
pub fn due(connection: &Connection, now: i64) -> store::Result<u64> {
    connection
        .prepare_cached(
            "SELECT count(*) FROM sources CROSS JOIN frontier
             WHERE frontier.source = sources.id AND due_at <= ?1 AND barren <= ?2",
        )?
        .query_row(params![now, MAX_BARREN], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// How many addresses wait at a moment.
///
/// # Errors
/// When the database refuses.
pub fn waiting(connection: &Connection, now: i64) -> store::Result<Waiting> {
    connection
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE due_at <= ?1 AND barren <= ?2),
                    count(*) FILTER (WHERE due_at > ?1 AND barren <= ?2),
                    count(*) FILTER (WHERE due_at IS NULL OR barren > ?2)
             FROM frontier",
        )?
        .query_row(params![now, MAX_BARREN], |row| {
            let count = |at| row.get::<i64>(at).map(i64::cast_unsigned);
            Ok(Waiting {
                due: count(0)?,
                later: count(1)?,
                ended: count(2)?,
            })
        })
}

/// Makes one address of a source due.
///
/// # Errors
/// When the database refuses.
pub fn make_due(connection: &Connection, source: &str, url: &str, now: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET due_at = min(coalesce(due_at, ?3), ?3), barren = 0
             WHERE source = ?1 AND url = ?2",
        )?
        .execute(params![source, url, now])
        .map(|_| ())
}

/// Makes every address of a source due at which news is found: where it begins, lists, feeds and sitemaps. Returns how
/// many there are.
///
/// # Errors
/// When the database refuses.
pub fn make_lists_due(connection: &Connection, source: &str, now: i64) -> store::Result<usize> {
    connection
        .prepare_cached(
            "UPDATE frontier SET due_at = min(due_at, ?2)
             WHERE source = ?1 AND kind <> 'article' AND due_at IS NOT NULL",
        )?
        .execute(params![source, now])
}

/// Ends the rest of a source that failed again and again; one that its site asked for (`asked` is the word for such a
/// visit) goes on. Returns until when it rests.
///
/// # Errors
/// When the database refuses.
pub fn end_rest(
    connection: &Connection,
    source: &str,
    asked: &str,
    now: i64,
) -> store::Result<Option<i64>> {
    connection
        .prepare_cached(
            "UPDATE source_states SET rests_until = 0 WHERE source = ?1 AND ?2 IS DISTINCT FROM
                 (SELECT outcome FROM fetches WHERE source = ?1 ORDER BY fetched_at DESC, id DESC LIMIT 1)",
        )?
        .execute([source, asked])?;
    connection
        .prepare_cached(
            "SELECT rests_until FROM source_states WHERE source = ?1 AND rests_until > ?2",
        )?
        .query_row(params![source, now], |row| row.get(0))
        .optional()
}
