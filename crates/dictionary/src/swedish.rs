//! Finds Hunspell's Swedish dictionary and reads it.
//!
//! The dictionary of Finland's Swedish comes before that of Sweden; they differ in few words.

use std::path::{Path, PathBuf};

use aluehaku_swedish::{Dictionary, Swedish};

use super::{DictionaryError, cache_folder, read_limited, shipped_folders};

/// Names of dictionaries, the best first.
const NAMES: [&str; 2] = ["sv_FI", "sv_SE"];

/// Folders in which distributions keep dictionaries.
const PACKAGED: [&str; 5] = [
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
];

/// Swedish analysis and the dictionary it reads.
#[derive(Debug)]
pub struct FoundSwedish {
    /// The analysis.
    pub swedish: Swedish,
    /// The dictionary's list of words.
    pub dictionary: PathBuf,
    /// Changes with the dictionary.
    pub hash: u64,
}

/// Finds a Swedish dictionary and reads it; nothing where there is none. `named` is what the settings say: a folder
/// or a file `.dic`, with the file `.aff` beside it.
///
/// # Errors
/// [`DictionaryError`] when the named dictionary cannot be used. One that was found by itself and cannot be used is
/// said in the log and passed over.
pub fn load_swedish(named: Option<&Path>) -> Result<Option<FoundSwedish>, DictionaryError> {
    if let Some(named) = named {
        let file = if named.is_dir() {
            word_lists(named)
                .next()
                .unwrap_or_else(|| named.join("sv_FI.dic"))
        } else {
            named.with_extension("dic")
        };
        return read(&file).map(Some);
    }
    let built = cache_folder().map(|cache| cache.join("swedish"));
    let shipped = shipped_folders().into_iter();
    let shipped = shipped.map(|folder| folder.join("dictionary/swedish"));
    let folders = built.into_iter().chain(shipped);
    let folders = folders.chain(PACKAGED.map(PathBuf::from));
    for file in folders.flat_map(|folder| word_lists(&folder).collect::<Vec<_>>()) {
        match read(&file) {
            Ok(found) => return Ok(Some(found)),
            Err(error) => tracing::warn!("{error}"),
        }
    }
    Ok(None)
}

/// The lists of words in a folder that are there, the best first.
fn word_lists(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let files = NAMES.map(|name| folder.join(name).with_extension("dic"));
    files.into_iter().filter(|file| file.is_file())
}

fn read(words: &Path) -> Result<FoundSwedish, DictionaryError> {
    let affixes = read_limited(&words.with_extension("aff"), DictionaryError::swedish_file)?;
    let list = read_limited(words, DictionaryError::swedish_file)?;
    let dictionary = Dictionary::from_bytes(&affixes, &list).map_err(|error| {
        DictionaryError::SwedishFormat {
            path: words.to_owned(),
            reason: error.to_string(),
        }
    })?;
    Ok(FoundSwedish {
        swedish: Swedish::new(dictionary),
        dictionary: words.to_owned(),
        hash: aluehaku_finnish::Dictionary::source_hash(&[affixes, list].concat()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFFIXES: &str = "SET UTF-8\nSFX G Y 1\nSFX G 0 ar .\n";

    #[test]
    fn a_named_folder_or_file_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("sv_SE.aff"), AFFIXES).expect("a file");
        std::fs::write(folder.path().join("sv_SE.dic"), "1\nskog/G\n").expect("a file");
        let list = folder.path().join("sv_SE.dic");
        for named in [folder.path(), &list] {
            let found = load_swedish(Some(named))
                .expect("a dictionary")
                .expect("it is named");
            assert_eq!(found.dictionary, list);
            assert_eq!(found.swedish.terms("skogar").lemmas, ["skog"]);
        }
    }

    #[test]
    fn a_named_dictionary_that_is_none_is_refused_with_a_way_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = load_swedish(Some(folder.path()))
            .expect_err("nothing is there")
            .to_string();
        assert!(
            error.contains("swedish.dictionary") && error.contains("sv_FI"),
            "{error}"
        );
    }
}
