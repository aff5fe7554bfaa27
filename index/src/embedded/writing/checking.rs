//! Whether the files of a generation are whole: each is compared with the checksum at its end.
//!
//! Reading a large index takes a while, and a service that starts cannot wait for it. So a check notes which files it
//! found whole and how they looked from outside; a later one may pass over those that still look the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tantivy::Index;

use super::generation;
use super::layout::{Stamp, replace_file};
use crate::engine::CheckExtent;
use crate::error::{EngineError, storage};

/// Where the files that were found whole are noted, in the directory of the generation.
const NOTES: &str = "whole.json";

/// Files that were found whole, as they looked then.
type Whole = BTreeMap<PathBuf, Stamp>;

/// Compares files of the index in a directory with their checksums: those that the segments have, whatever the
/// engine's own list of files says.
pub(crate) fn check(path: &Path, extent: CheckExtent) -> Result<(), EngineError> {
    let index = generation::open(path)?;
    let metas = index.load_metas().map_err(storage("read", path))?;
    let noted = noted(path);
    let mut whole = Whole::new();
    let mut damaged = Vec::new();
    for file in metas.list_segment_files() {
        // Who writes to it while it is read changes its stamp: it is read again the next time.
        let Ok(stamp) = Stamp::of(&path.join(&file)) else {
            continue;
        };
        let is_noted = extent == CheckExtent::NewFiles && noted.get(&file) == Some(&stamp);
        if is_noted || is_whole(&index, &file, path)? {
            whole.insert(file, stamp);
        } else {
            damaged.push(file.display().to_string());
        }
    }
    if !damaged.is_empty() {
        let files = damaged.join(", ");
        return Err(storage("read", path)(format!("damaged: {files}")));
    }
    if whole != noted {
        note(path, &whole);
    }
    Ok(())
}

fn is_whole(index: &Index, file: &Path, path: &Path) -> Result<bool, EngineError> {
    let compared = index.directory().validate_checksum(file);
    compared.map_err(|error| storage("read", path)(error))
}

/// What was noted; nothing where that cannot be read.
fn noted(path: &Path) -> Whole {
    let notes = std::fs::read(path.join(NOTES)).unwrap_or_default();
    serde_json::from_slice(&notes).unwrap_or_default()
}

/// Where nothing can be written the next check reads all files again.
fn note(path: &Path, whole: &Whole) {
    let text = serde_json::to_vec(whole).expect("names and numbers are plain data");
    let _ = replace_file(&path.join(NOTES), &text);
}
