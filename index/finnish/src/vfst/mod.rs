//! Reads Voikko's dictionary, a finite-state transducer in the format VFST, without its C library.
//!
//! A dictionary turns a word into zero or more outputs, strings of letters and tags that say how the
//! word can be understood: "koiria" becomes `[Ln][Xp]koira[X]koir[Sp][Nm]ia`. What the tags
//! mean is not this module's business.
//!
//! Read in this order: `format` makes a checked transducer of the file's bytes, with `symbols` its
//! alphabet and `flags` its memory; `plain` walks it as it is written; [`Walk`] holds the result.

mod error;
mod flags;
mod format;
pub mod plain;
mod symbols;
mod walk;

pub use error::DictionaryError;
pub use symbols::Symbols;
pub use walk::{MOST_CODE_POINTS, MOST_OUTPUTS, Walk};

/// A dictionary, ready to analyse words. It is never changed: share it between threads by reference.
#[derive(Debug)]
pub struct Dictionary {
    plain: plain::PlainDictionary,
}

impl Dictionary {
    /// Reads the file `mor.vfst` of a Voikko dictionary, of either byte order.
    ///
    /// # Errors
    /// [`DictionaryError`] when the bytes are not an unweighted VFST file, or a damaged one. It says
    /// where.
    pub fn from_bytes(file: &[u8]) -> Result<Self, DictionaryError> {
        plain::PlainDictionary::from_bytes(file).map(|plain| Self { plain })
    }

    /// The characters and tags that outputs consist of.
    #[must_use]
    pub fn symbols(&self) -> &Symbols {
        self.plain.symbols()
    }

    /// Finds all outputs of a word and leaves them in `walk`.
    ///
    /// Capitals are read as small letters, code point by code point. A word with a code point that the
    /// dictionary does not know has no outputs, nor has one of more than [`MOST_CODE_POINTS`].
    pub fn walk(&self, word: &str, walk: &mut Walk) {
        self.plain.walk(word, walk);
    }
}
