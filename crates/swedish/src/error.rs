//! Why a dictionary cannot be used.

/// Why a dictionary cannot be used: install the package hunspell-sv anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DictionaryError {
    /// A file is no text in UTF-8.
    #[error("the {0} is not text in UTF-8")]
    Encoding(&'static str),
    /// A file is above 64 MB.
    #[error("the {0} has more than 64 MB")]
    TooLarge(&'static str),
    /// A line of the affix rules cannot be read.
    #[error("line {line} of the affix rules: {reason}")]
    Affixes {
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The word list has no words.
    #[error("the word list has no words")]
    Empty,
}
