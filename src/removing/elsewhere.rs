//! Removals that another machine carried out: they took everything out of the archive that both share, but not out of the
//! index that this machine has of its own.

use std::path::PathBuf;

use aluehaku_index::engine::Engine;

use crate::archive::{Archive, ArchiveError, removal};
use crate::indexing::{self, IndexingError};

/// The file of the data directory that says up to which removal the index of this machine is.
const SEEN: &str = "removals.seen";

/// Builds the index of this machine anew where something was removed elsewhere since it was made.
///
/// # Errors
/// When archive or index refuse; it is tried again the next time.
pub(crate) fn follow(archive: &Archive, engine: &dyn Engine) -> Result<(), IndexingError> {
    if !archive.location().is_shared() || engine.is_shared() {
        return Ok(());
    }
    let carried_out = archive.read(removal::carried_out)?;
    if seen(archive) == carried_out {
        return Ok(());
    }
    tracing::info!("removal: another machine carried one out, so the index is built anew");
    indexing::rebuild(archive, engine)?;
    engine.remove_earlier()?;
    note_seen(archive, carried_out)?;
    Ok(())
}

/// Notes that the index of this machine holds nothing that was removed up to now.
///
/// # Errors
/// When the data directory cannot be written.
pub(super) fn note_seen(archive: &Archive, carried_out: i64) -> Result<(), ArchiveError> {
    let path = file(archive);
    std::fs::write(&path, carried_out.to_string()).map_err(|error| ArchiveError::Directory {
        path,
        reason: error.to_string(),
    })
}

/// Nothing is as good as an index that was made before anything was removed.
fn seen(archive: &Archive) -> i64 {
    let seen = std::fs::read_to_string(file(archive));
    seen.ok().and_then(|seen| seen.parse().ok()).unwrap_or(0)
}

fn file(archive: &Archive) -> PathBuf {
    archive.location().data_dir().join(SEEN)
}
