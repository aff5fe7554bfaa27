//! What tells an archive from all others: a number that is drawn when it is first asked for, and goes with the archive
//! into its backups.

use super::store::{self, Connection, Optional};

/// The row of the table of numbers that holds it.
const NAME: &str = "identity";

/// The identity of an archive; none before it was [made sure of](ensure).
///
/// # Errors
/// When the database refuses.
pub fn of(connection: &Connection) -> store::Result<Option<String>> {
    Ok(number(connection)?.map(|number| format!("{number:016x}")))
}

/// Draws the identity of an archive that has none.
///
/// # Errors
/// When the database refuses.
pub fn ensure(connection: &Connection) -> store::Result<()> {
    connection.execute(
        "INSERT INTO counters (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        (NAME, fastrand::i64(..)),
    )?;
    Ok(())
}

/// Gives a copy that takes the place of an archive the identity of that one, where it has one.
pub(super) fn take_over(copy: &Connection, before: &Connection) -> store::Result<()> {
    if let Some(number) = number(before)? {
        copy.execute(
            "INSERT INTO counters (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (NAME, number),
        )?;
    }
    Ok(())
}

fn number(connection: &Connection) -> store::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT value FROM counters WHERE name = ?1")?
        .query_row([NAME], |row| row.get(0))
        .optional()
}
