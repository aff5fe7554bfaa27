//! Finnish text analysis for search.
//!
//! - [`vfst`] reads Voikko's dictionary from bytes that the caller brings: a word in, all its outputs
//!   as strings of letters and tags out.

pub mod vfst;

pub use vfst::{Dictionary, DictionaryError, Symbols, Walk};
