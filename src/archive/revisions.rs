//! The numbers that changes of articles get, one after another.

use rusqlite::params;

use super::store::{self, Connection};

/// Gives every article of a source a new revision, so that the index takes it up anew.
pub(super) fn renumber_source(connection: &Connection, source: &str) -> store::Result<()> {
    let ids: Vec<String> = connection
        .prepare_cached("SELECT id FROM articles WHERE source = ?1 AND live = 1")?
        .query_map([source], |row| row.get(0))?
        .collect::<store::Result<_>>()?;
    ids.iter().try_for_each(|id| renumber(connection, id))
}

/// Gives an article a new revision, so that the index takes it up anew.
pub(super) fn renumber(connection: &Connection, id: &str) -> store::Result<()> {
    let revision = next_revision(connection)?;
    connection
        .prepare_cached("UPDATE articles SET revision = ?2 WHERE id = ?1")?
        .execute(params![id, revision])
        .map(|_| ())
}

/// The number of the next change.
pub(super) fn next_revision(connection: &Connection) -> store::Result<i64> {
    connection
        .prepare_cached(
            "UPDATE counters SET value = value + 1 WHERE name = 'revision' RETURNING value",
        )?
        .query_row([], |row| row.get(0))
}
