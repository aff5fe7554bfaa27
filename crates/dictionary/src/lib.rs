#![doc = include_str!("../README.md")]
//!
//! # Map of the code
//!
//! Finds the dictionaries on this machine and reads them: here the Finnish one, in `swedish` the Swedish one.
//!
//! Looked for where the settings say, then where `make setup` puts it, where packages of ours put it, and where
//! distributions install it. The prepared form, which is ready at once, is kept beside the dictionary, or in the
//! data directory where the dictionary's folder cannot be written.

mod swedish;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use aluehaku_finnish::{Dictionary, Finnish};

pub use swedish::{FoundSwedish, load_swedish};

/// The file of a dictionary's folder that holds the words.
const MORPHOLOGY: &str = "mor.vfst";

/// The prepared form beside it.
const PREPARED: &str = "mor.prepared";

/// Largest file read as a dictionary; the largest known one has 5 MB.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Folders in which distributions keep dictionaries, each in a folder `5/mor-…`.
const PACKAGED: [&str; 5] = [
    "/usr/lib/voikko",
    "/usr/share/voikko",
    "/usr/local/lib/voikko",
    "/usr/local/share/voikko",
    "/etc/voikko",
];

/// Why the dictionary that the settings name cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// The file is not there or cannot be read: correct `finnish.dictionary`, or leave it out to
    /// have one found.
    #[error("cannot read the Finnish dictionary {}: {reason}; correct finnish.dictionary, or leave it out to have one found", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file is no dictionary of the known format: build it anew by `make setup`.
    #[error("the Finnish dictionary {} cannot be used: {reason}; `make setup` builds one", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
    /// A file of the Swedish dictionary is not there or cannot be read: correct `swedish.dictionary`, or leave it out
    /// to have one found.
    #[error("cannot read the Swedish dictionary {}: {reason}; correct swedish.dictionary, or leave it out to have one found", .path.display())]
    SwedishFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The files are no Hunspell dictionary that can be read: install the package hunspell-sv anew.
    #[error("the Swedish dictionary {} cannot be used: {reason}; install the package hunspell-sv anew", .path.display())]
    SwedishFormat {
        /// The list of words.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
}

impl DictionaryError {
    fn finnish_file(path: &Path, reason: String) -> Self {
        let path = path.to_owned();
        Self::File { path, reason }
    }

    fn swedish_file(path: &Path, reason: String) -> Self {
        let path = path.to_owned();
        Self::SwedishFile { path, reason }
    }
}

/// Finnish analysis and the dictionary it reads.
#[derive(Debug)]
pub struct FoundFinnish {
    /// The analysis.
    pub finnish: Finnish,
    /// The dictionary's file; absent when there is none, and Snowball serves.
    pub dictionary: Option<PathBuf>,
    /// Changes with the dictionary.
    pub hash: u64,
}

/// Finds a dictionary and reads it; `named` is what the settings say, `spare` a folder for the
/// prepared form where the dictionary's own cannot be written.
///
/// # Errors
/// [`DictionaryError`] when the named dictionary cannot be used. One that was found by itself and
/// cannot be used is said in the log and passed over.
pub fn load(named: Option<&Path>, spare: Option<&Path>) -> Result<FoundFinnish, DictionaryError> {
    if let Some(named) = named {
        let file = if named.is_dir() {
            named.join(MORPHOLOGY)
        } else {
            named.to_owned()
        };
        return read(&file, spare);
    }
    for file in candidates() {
        match read(&file, spare) {
            Ok(found) => return Ok(found),
            Err(error) => tracing::warn!("{error}"),
        }
    }
    Ok(FoundFinnish {
        finnish: Finnish::new(None),
        dictionary: None,
        hash: 0,
    })
}

/// Folders into which packages of ours put dictionaries, each under its name; that of the program itself comes first.
fn shipped_folders() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok();
    let prefix = program
        .as_deref()
        .and_then(|program| program.parent()?.parent());
    let beside = prefix.map(|prefix| prefix.join("share/aluehaku"));
    let fixed = ["/usr/local/share/aluehaku", "/usr/share/aluehaku"].map(PathBuf::from);
    beside.into_iter().chain(fixed).collect()
}

/// Dictionaries that are there, the best first.
fn candidates() -> Vec<PathBuf> {
    let shipped = shipped_folders().into_iter();
    let shipped = shipped.map(|folder| folder.join("dictionary"));
    let built = cache_folder()
        .into_iter()
        .chain(shipped)
        .flat_map(|cache| ["sukija", "standard"].map(|name| cache.join(name)));
    let own = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".voikko"));
    let roots = own.into_iter().chain(PACKAGED.map(PathBuf::from));
    let packaged = roots.flat_map(|root| packaged_in(&root.join("5")));
    built
        .chain(packaged)
        .map(|folder| folder.join(MORPHOLOGY))
        .filter(|file| file.is_file())
        .collect()
}

/// The folder into which `make setup` puts dictionaries.
fn cache_folder() -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    Some(cache?.join("aluehaku/dictionary"))
}

/// The content of a file that is not too large.
fn read_limited(
    file: &Path,
    refuse: fn(&Path, String) -> DictionaryError,
) -> Result<Vec<u8>, DictionaryError> {
    let refuse = |reason: String| refuse(file, reason);
    let size = std::fs::metadata(file)
        .map_err(|error| refuse(error.to_string()))?
        .len();
    if size > MAX_BYTES {
        return Err(refuse(format!(
            "it has {size} bytes, at most {MAX_BYTES} are read"
        )));
    }
    std::fs::read(file).map_err(|error| refuse(error.to_string()))
}

/// Folders `mor-…` in a folder, the standard one first.
fn packaged_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("mor-")
        })
        .collect();
    folders.sort_by_key(|path| (!path.ends_with("mor-standard"), path.clone()));
    folders
}

fn read(file: &Path, spare: Option<&Path>) -> Result<FoundFinnish, DictionaryError> {
    let bytes = read_limited(file, DictionaryError::finnish_file)?;
    let hash = Dictionary::source_hash(&bytes);
    let places = prepared_places(file, spare, hash);
    let prepared = places.iter().find_map(|place| {
        let prepared = std::fs::read(place).ok()?;
        Dictionary::from_prepared(&prepared, hash).ok()
    });
    let dictionary = match prepared {
        Some(dictionary) => dictionary,
        None => {
            let built =
                Dictionary::from_bytes(&bytes).map_err(|error| DictionaryError::Format {
                    path: file.to_owned(),
                    reason: error.to_string(),
                })?;
            keep_prepared(&built, &places);
            built
        }
    };
    Ok(FoundFinnish {
        finnish: Finnish::new(Some(dictionary)),
        dictionary: Some(file.to_owned()),
        hash,
    })
}

fn prepared_places(file: &Path, spare: Option<&Path>, hash: u64) -> Vec<PathBuf> {
    let beside = file.with_file_name(PREPARED);
    let in_spare = spare.map(|folder| folder.join(format!("dictionary-{hash:016x}.prepared")));
    std::iter::once(beside).chain(in_spare).collect()
}

/// Writes the prepared form to the first place that takes it. Without one, the dictionary is
/// prepared at every start, which takes some tenths of a second.
fn keep_prepared(dictionary: &Dictionary, places: &[PathBuf]) {
    let Some(prepared) = dictionary.to_prepared() else {
        return;
    };
    for place in places {
        match write_whole(place, &prepared) {
            Ok(()) => return,
            Err(error) => {
                tracing::debug!(
                    "cannot keep the prepared dictionary at {}: {error}",
                    place.display()
                );
            }
        }
    }
}

/// Writes a file that others see only when it is whole.
fn write_whole(place: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .permissions(readable())
        .tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(place)?;
    Ok(())
}

/// Everybody may read the prepared form, as they may the dictionary.
fn readable() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}
