//! The tables of the archive and how older files are brought up to date.

use rusqlite::Connection;

use super::{Archive, ArchiveError};

/// One step a format, oldest first: the format of a file is the number of steps it has taken.
/// A step that was released is never changed; a new one is added behind it.
const STEPS: [&str; 14] = [
    include_str!("schema/001_first.sql"),
    include_str!("schema/002_crawler.sql"),
    include_str!("schema/003_names.sql"),
    include_str!("schema/004_bands.sql"),
    include_str!("schema/005_lessons.sql"),
    include_str!("schema/006_removals.sql"),
    include_str!("schema/007_events.sql"),
    include_str!("schema/008_known_names.sql"),
    include_str!("schema/009_findings.sql"),
    include_str!("schema/010_sums.sql"),
    include_str!("schema/011_alerts.sql"),
    include_str!("schema/012_versions.sql"),
    include_str!("schema/013_crawlers.sql"),
    include_str!("schema/014_register.sql"),
];

/// The newest format this version knows.
pub(crate) const KNOWN_FORMAT: i64 = STEPS.len() as i64;

/// Takes the steps an older or new file has not taken yet.
pub(super) fn bring_up_to_date(archive: &mut Archive) -> Result<(), ArchiveError> {
    let found = archive.read(format)?;
    if found > KNOWN_FORMAT {
        return Err(ArchiveError::Newer {
            path: archive.path.clone(),
            found,
            known: KNOWN_FORMAT,
        });
    }
    if found == KNOWN_FORMAT {
        return Ok(());
    }
    archive.write(|connection| {
        // Another process may have taken the steps while this one waited for its turn.
        let found = usize::try_from(format(connection)?).unwrap_or(0);
        for step in STEPS.iter().skip(found) {
            connection.execute_batch(step)?;
        }
        connection.pragma_update(None, "user_version", KNOWN_FORMAT)
    })
}

/// The format of a file: 0 when it is no archive.
pub(crate) fn format(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}
