//! The file in which an administrator says what is to be merged, told apart, renamed or left out.

use serde::Deserialize;

/// The file of an administrator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edit {
    /// Canonical name: never merged into another.
    pub name: String,
    /// Other names of the same: an old name to rename, a long or a short form to merge.
    pub aliases: Vec<String>,
    /// "2021–2023".
    pub years: Option<String>,
}

impl Edits {
    /// Reads an administrator's file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}
