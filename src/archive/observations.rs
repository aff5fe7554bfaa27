//! What articles taught about names of projects and organisations.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension};

use crate::enrich::names::register::Observations;

/// What was learnt so far.
///
/// # Errors
/// When SQLite refuses or what is stored is damaged.
pub fn load(connection: &Connection) -> rusqlite::Result<Observations> {
    let stored: Option<String> = connection
        .prepare_cached("SELECT content FROM observations")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let damaged = |error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error));
    stored.map_or(Ok(Observations::default()), |stored| {
        serde_json::from_str(&stored).map_err(damaged)
    })
}

/// Keeps what was learnt in place of what was known.
///
/// # Errors
/// When SQLite refuses.
pub fn save(connection: &Connection, observations: &Observations) -> rusqlite::Result<()> {
    let content = serde_json::to_string(observations)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    connection
        .prepare_cached(
            "INSERT INTO observations (id, content) VALUES (1, ?1)
             ON CONFLICT (id) DO UPDATE SET content = ?1",
        )?
        .execute([content])
        .map(|_| ())
}
