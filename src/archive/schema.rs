//! The tables of the archive and how older files are brought up to date.

use super::{Archive, ArchiveError};

/// One step a format, oldest first: the format of a file is the number of steps it has taken.
/// A step that was released is never changed; a new one is added behind it.
const STEPS: [&str; 10] = [
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
];

/// The newest format this version knows.
const KNOWN_FORMAT: i64 = STEPS.len() as i64;

/// Takes the steps an older or new file has not taken yet.
pub(super) fn bring_up_to_date(archive: &mut Archive) -> Result<(), ArchiveError> {
    let format = |connection: &rusqlite::Connection| {
        connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
    };
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
