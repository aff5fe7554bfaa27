//! The file in which an administrator says what is to be merged, told apart, renamed or left out.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

/// The file of an administrator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edits {
    /// Projects with all that they go by.
    pub projects: Vec<Edit>,
    /// Organisations with all that they go by.
    pub organisations: Vec<Edit>,
    /// Names that are never merged into another, however alike.
    pub split: Vec<String>,
    /// Names that are neither.
    pub block: Vec<String>,
}

/// One entry of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edit {
    /// Canonical name: never merged into another.
    pub name: String,
    /// Other names of the same: an old name to rename, a long or a short form to merge.
    pub aliases: Vec<String>,
    /// "2021–2023".
    pub years: Option<String>,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditsError {
    /// It is not in the form of such a file.
    #[error(transparent)]
    Form(#[from] toml::de::Error),
    /// A name without a letter; write it, or take its entry out.
    #[error("a name or an alias of {0} has no letter; write it, or take it out")]
    Empty(&'static str),
    /// A name longer than any.
    #[error("{0:?} … is longer than {MOST_LETTERS} letters; shorten it")]
    Long(String),
    /// Two entries that both take a name.
    #[error("{alias:?} stands for both {first:?} and {second:?}; leave it to one of them")]
    Ambiguous {
        /// The name.
        alias: String,
        /// Canonical name of one entry.
        first: String,
        /// Canonical name of the other.
        second: String,
    },
    /// A name that is said to be none.
    #[error("{0:?} is blocked and named as well; take it out of `block` or out of its entry")]
    Blocked(String),
}

/// Letters of the longest name of an entry.
const MOST_LETTERS: usize = 200;

/// Letters of a long name that an error shows.
const SHOWN_LETTERS: usize = 30;

impl Edits {
    /// Reads an administrator's file.
    ///
    /// # Errors
    /// What is wrong with it, and where; also where it contradicts itself.
    pub fn from_toml(text: &str) -> Result<Self, EditsError> {
        let edits: Self = toml::from_str(text)?;
        edits.check("projects", &edits.projects)?;
        edits.check("organisations", &edits.organisations)?;
        Ok(edits)
    }

    /// Whether each name is one, of one entry, and not blocked.
    fn check(&self, list: &'static str, entries: &[Edit]) -> Result<(), EditsError> {
        let blocked: HashSet<String> = self.block.iter().map(|name| name.to_lowercase()).collect();
        let mut taken: HashMap<String, &str> = HashMap::new();
        for entry in entries {
            for name in entry.aliases.iter().chain([&entry.name]) {
                if !name.contains(char::is_alphanumeric) {
                    return Err(EditsError::Empty(list));
                }
                if name.chars().count() > MOST_LETTERS {
                    return Err(EditsError::Long(name.chars().take(SHOWN_LETTERS).collect()));
                }
                let lower = name.to_lowercase();
                if blocked.contains(&lower) {
                    return Err(EditsError::Blocked(name.clone()));
                }
                if let Some(first) = taken.insert(lower, &entry.name)
                    && first != entry.name
                {
                    return Err(EditsError::Ambiguous {
                        alias: name.clone(),
                        first: first.to_owned(),
                        second: entry.name.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}
