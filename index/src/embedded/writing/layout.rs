//! The files of the index: generations side by side, and which of them is live.
//!
//! ```text
//! index/
//!   CURRENT             name of the live generation; replaced in one step
//!   writer.lock         held by whoever writes to the live generation or switches it
//!   rebuild.lock        held by whoever builds a new generation
//!   000007/             one generation: tantivy's files and
//!     generation.json   format and analyser it was written with
//!     whole.json        files that a check found whole
//! ```

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::analysis::AnalyzerIdentity;
use crate::error::EngineError;
use crate::error::storage;

/// Format that this version writes and reads. It grows when the fields of the index change.
pub(crate) const FORMAT: u32 = 5;

const CURRENT: &str = "CURRENT";
const MANIFEST: &str = "generation.json";

/// The directory of an index.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    root: PathBuf,
}

/// What a generation says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Format of the fields.
    pub(crate) format: u32,
    /// Analyser that made the terms.
    pub(crate) analyzer: AnalyzerIdentity,
}

/// Tells one state of a file from the next without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// When the file last changed: seconds and nanoseconds. No program can set it back.
    changed: (i64, i64),
    length: u64,
    file: u64,
}

impl Layout {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn writer_lock(&self) -> PathBuf {
        self.root.join("writer.lock")
    }

    pub(crate) fn rebuild_lock(&self) -> PathBuf {
        self.root.join("rebuild.lock")
    }

    pub(crate) fn generation(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Name of the live generation; `None` in a directory that has none yet, an error where the pointer is damaged.
    pub(crate) fn current(&self) -> Result<Option<String>, EngineError> {
        let path = self.root.join(CURRENT);
        match fs::read_to_string(&path) {
            Ok(name) if is_generation(name.trim()) => Ok(Some(name.trim().to_owned())),
            Ok(_) => Err(storage("read", &path)("it names no generation")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(storage("read", &path)(error)),
        }
    }

    /// State of the pointer to the live generation.
    pub(crate) fn current_stamp(&self) -> io::Result<Stamp> {
        Stamp::of(&self.root.join(CURRENT))
    }

    /// State of the list of segments of a generation.
    pub(crate) fn commit_stamp(&self, generation: &str) -> io::Result<Stamp> {
        Stamp::of(&self.generation(generation).join("meta.json"))
    }

    /// Makes a generation the live one, durably and in one step.
    pub(crate) fn switch_to(&self, name: &str) -> Result<(), EngineError> {
        let path = self.root.join(CURRENT);
        replace_file(&path, format!("{name}\n").as_bytes()).map_err(storage("write", &path))
    }

    /// Makes the directory of a new generation, newer than all others, and returns its name.
    pub(crate) fn create_generation(&self, manifest: &Manifest) -> Result<String, EngineError> {
        let newest = self
            .generations()?
            .pop()
            .and_then(|name| name.parse::<u64>().ok());
        let name = format!("{:06}", newest.unwrap_or(0) + 1);
        let path = self.generation(&name);
        let text = serde_json::to_string_pretty(manifest).expect("a manifest is plain data");
        fs::create_dir(&path)
            .and_then(|()| replace_file(&path.join(MANIFEST), text.as_bytes()))
            .and_then(|()| sync_directory(&self.root))
            .map_err(storage("create", &path))?;
        Ok(name)
    }

    /// What a generation says about itself.
    pub(crate) fn manifest(&self, generation: &str) -> Result<Manifest, EngineError> {
        let path = self.generation(generation).join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(storage("read", &path))?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(storage("read", &path))?;
        if manifest.format != FORMAT {
            return Err(EngineError::Format {
                path,
                found: manifest.format,
                supported: FORMAT,
            });
        }
        Ok(manifest)
    }

    /// Names of all generations on disk, oldest first.
    pub(crate) fn generations(&self) -> Result<Vec<String>, EngineError> {
        let entries = fs::read_dir(&self.root).map_err(storage("read", &self.root))?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_generation(name))
            .collect();
        names.sort_by_key(|name| name.parse::<u64>().ok());
        Ok(names)
    }

    /// Removes a generation. Files that other processes have open stay readable for them.
    pub(crate) fn remove_generation(&self, name: &str) -> Result<(), EngineError> {
        let path = self.generation(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(storage("remove", &path)(error))
            }
            _ => Ok(()),
        }
    }
}

impl Stamp {
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        Ok(Self {
            changed: changed(&metadata)?,
            length: metadata.len(),
            file: file(&metadata),
        })
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> io::Result<(i64, i64)> {
    Ok((metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(unix)]
fn file(metadata: &Metadata) -> u64 {
    metadata.ino()
}

#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> io::Result<(i64, i64)> {
    let since = metadata.modified()?.duration_since(std::time::UNIX_EPOCH);
    let since = since.map_err(io::Error::other)?;
    Ok((since.as_secs() as i64, i64::from(since.subsec_nanos())))
}

#[cfg(not(unix))]
fn file(_metadata: &Metadata) -> u64 {
    0
}

/// Whether a name is one of those that generations have.
fn is_generation(name: &str) -> bool {
    name.len() >= 6 && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts a file in place of another so that either the old or the new one is there at any moment.
pub(super) fn replace_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    path.parent().map_or(Ok(()), sync_directory)
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}
