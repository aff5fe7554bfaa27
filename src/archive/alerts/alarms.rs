//! What the operator was told of, as long as it lasts.

use rusqlite::params;

use crate::archive::store::{self, Connection};

/// An alarm by its kind and the source it is about; empty for the service itself.
pub type Key = (String, String);

/// Takes note of the alarms that are on now. Returns those that begin and those that ended since the last time.
///
/// # Errors
/// When the database refuses.
pub fn follow(
    connection: &Connection,
    on: &[Key],
    now: i64,
) -> store::Result<(Vec<Key>, Vec<Key>)> {
    let known: Vec<Key> = connection
        .prepare_cached("SELECT code, source FROM alarms ORDER BY code, source")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<store::Result<_>>()?;
    let begun: Vec<Key> = on
        .iter()
        .filter(|key| !known.contains(key))
        .cloned()
        .collect();
    let ended: Vec<Key> = known
        .iter()
        .filter(|key| !on.contains(key))
        .cloned()
        .collect();
    for (code, source) in &begun {
        connection
            .prepare_cached(
                "INSERT INTO alarms (code, source, since, told_at) VALUES (?1, ?2, ?3, ?3)",
            )?
            .execute(params![code, source, now])?;
    }
    for (code, source) in &ended {
        connection
            .prepare_cached("DELETE FROM alarms WHERE code = ?1 AND source = ?2")?
            .execute(params![code, source])?;
    }
    Ok((begun, ended))
}
