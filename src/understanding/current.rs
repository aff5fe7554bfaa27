//! Keeps who is removed out of what is written meanwhile: what was read with older knowledge is not written, but made
//! again.

use super::understood::Understood;
use crate::archive::store::{self, Connection};
use crate::archive::{Archive, ArchiveError, observations, tombstones};
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Edits, Observations};

/// Why nothing was written.
pub(super) enum Halt {
    Archive(ArchiveError),
    /// A person was removed after the knowledge was taken: what was read with it may have the name.
    Outdated,
}

impl From<ArchiveError> for Halt {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

/// Does something with knowledge of who was removed, again when somebody is removed meanwhile.
pub(super) fn until_current(
    archive: &mut Archive,
    knowledge: &mut Knowledge,
    mut work: impl FnMut(&mut Archive, &mut Knowledge, &mut Understood) -> Result<(), Halt>,
) -> Result<Understood, ArchiveError> {
    let mut understood = Understood::default();
    loop {
        knowledge.set_removed(archive.read(tombstones::persons)?);
        match work(archive, knowledge, &mut understood) {
            Ok(()) => return Ok(understood),
            Err(Halt::Archive(error)) => return Err(error),
            Err(Halt::Outdated) => {}
        }
    }
}

/// Writes what was made with knowledge of who was removed, unless that is outdated.
pub(super) fn write<T>(
    archive: &mut Archive,
    knowledge: &Knowledge,
    change: impl FnOnce(&Connection) -> store::Result<T>,
) -> Result<T, Halt> {
    let written = archive.write(|connection| {
        if tombstones::stamp_of_persons(connection)? == knowledge.removed().stamp() {
            change(connection).map(Some)
        } else {
            Ok(None)
        }
    })?;
    written.ok_or(Halt::Outdated)
}

/// Keeps what the articles are read with, unless a removal that is under way has yet to take a name out of it.
pub(super) fn save(
    archive: &mut Archive,
    knowledge: &Knowledge,
    observed: &Observations,
    edits: &Edits,
    number: Option<i64>,
) -> Result<(), Halt> {
    let text = serde_json::to_string(observed).unwrap_or_default();
    if knowledge.removed().is_in(&text) {
        return Ok(());
    }
    let register = knowledge.register();
    write(archive, knowledge, |connection| {
        observations::save(connection, observed, edits, (number, &register))
    })
}
