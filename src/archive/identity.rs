//! What tells an archive from all others: a number that is drawn when it is first asked for, and goes with the archive
//! into its backups.

use rusqlite::{Connection, OptionalExtension};

/// The row of the table of numbers that holds it.
const NAME: &str = "identity";

/// The identity of an archive; none before it was [made sure of](ensure).
///
/// # Errors
/// When SQLite refuses.
pub fn of(connection: &Connection) -> rusqlite::Result<Option<String>> {
    Ok(number(connection)?.map(|number| format!("{number:016x}")))
}

/// Draws the identity of an archive that has none.
///
/// # Errors
/// When SQLite refuses.
pub fn ensure(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO counters (name, value) VALUES (?1, random()) ON CONFLICT DO NOTHING",
        [NAME],
    )?;
    Ok(())
}

/// Gives a copy that takes the place of an archive the identity of that one, where it has one.
pub(super) fn take_over(copy: &Connection, before: &Connection) -> rusqlite::Result<()> {
    if let Some(number) = number(before)? {
        copy.execute(
            "INSERT INTO counters (name, value) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET value = excluded.value",
            (NAME, number),
        )?;
    }
    Ok(())
}

fn number(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT value FROM counters WHERE name = ?1")?
        .query_row([NAME], |row| row.get(0))
        .optional()
}
