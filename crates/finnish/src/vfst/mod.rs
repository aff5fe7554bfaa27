//! Reads Voikko's dictionary, a finite-state transducer in the format VFST, without its C library.
//!
//! A dictionary turns a word into zero or more outputs, strings of letters and tags that say how the
//! word can be understood: "koiria" becomes `[Ln][Xp]koira[X]koir[Sp][Nm]ia`. What the tags
//! mean is not this module's business.
//!
//! Read in this order: `format` makes a checked transducer of the file's bytes, with `symbols` its
//! alphabet and `flags` its memory; [`plain`] walks it as it is written; `graph` is the form in which
//! it is walked many times faster; `prepared` keeps that form in a file; [`Walk`] holds the result.

mod dictionary;
mod error;
mod flags;
mod format;
mod graph;
pub mod plain;
mod prepared;
mod symbols;
mod walk;

pub use dictionary::Dictionary;
pub use error::DictionaryError;
pub use prepared::PreparedError;
pub use symbols::Symbols;
pub use walk::{MOST_CODE_POINTS, MOST_OUTPUTS, Walk};
