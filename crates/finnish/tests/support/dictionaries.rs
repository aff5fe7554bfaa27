//! Finds the dictionaries of this machine, and the rule for a machine that lacks them.
//!
//! A dictionary is looked for where `ALUEHAKU__FINNISH__DICTIONARY` says (a folder or its `mor.vfst`),
//! then where `scripts/dictionary.sh` puts it, then where distributions install it. What it is called
//! stands in the `index.txt` beside it.
//!
//! When something that a test needs is missing, the test fails if `ALUEHAKU_REQUIRE_DICTIONARY` is 1.
//! Otherwise it says loudly that it did not run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The dictionaries that tests are run with.
pub const NAMES: [&str; 2] = ["standard", "sukija"];

/// A dictionary on disk.
#[derive(Debug, Clone)]
pub struct Found {
    /// `standard`, `sukija` or another build.
    pub name: String,
    /// The folder with `mor.vfst` and `index.txt`.
    pub folder: PathBuf,
}

impl Found {
    /// The dictionary in `folder`, if there is one.
    fn in_folder(folder: &Path) -> Option<Self> {
        let index = fs::read_to_string(folder.join("index.txt")).ok()?;
        let language = index
            .lines()
            .find_map(|line| line.strip_prefix("Language: fi-x-"))?;
        folder.join("mor.vfst").is_file().then(|| Self {
            name: language.trim().to_owned(),
            folder: folder.to_owned(),
        })
    }

    /// The bytes of `mor.vfst`.
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.folder.join("mor.vfst")).expect("a dictionary that was found can be read")
    }
}

/// The dictionary called `name`; nothing, after a loud word, on a machine without it.
pub fn find(name: &str) -> Option<Found> {
    let found = folders()
        .iter()
        .filter_map(|folder| Found::in_folder(folder))
        .find(|found| found.name == name);
    if found.is_none() {
        missing(&format!(
            "the {name} dictionary (scripts/dictionary.sh makes it)"
        ));
    }
    found
}

/// All dictionaries that tests are run with, as far as this machine has them.
pub fn find_all() -> Vec<Found> {
    NAMES.iter().filter_map(|name| find(name)).collect()
}

/// Says that a test did not run because `what` is missing, or fails it where nothing may be missing.
pub fn missing(what: &str) {
    let required = env::var_os("ALUEHAKU_REQUIRE_DICTIONARY").is_some_and(|value| value == "1");
    assert!(!required, "missing: {what}");
    eprintln!("\n*** NOT TESTED *** missing: {what}\n");
}

fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(named) = env::var_os("ALUEHAKU__FINNISH__DICTIONARY").map(PathBuf::from) {
        let parent = named.parent().map(Path::to_path_buf);
        folders.extend(if named.is_file() { parent } else { Some(named) });
    }
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    for name in NAMES {
        folders.extend(
            cache
                .iter()
                .map(|cache| cache.join("aluehaku/dictionary").join(name)),
        );
        for root in [
            "/usr/lib",
            "/usr/lib64",
            "/usr/share",
            "/usr/local/lib",
            "/usr/local/share",
        ] {
            folders.push(Path::new(root).join("voikko/5").join(format!("mor-{name}")));
        }
    }
    folders
}
