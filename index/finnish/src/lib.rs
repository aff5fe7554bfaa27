//! Finnish text analysis for search.
//!
//! - [`vfst`] reads Voikko's dictionary from bytes that the caller brings: a word in, all its outputs
//!   as strings of letters and tags out.
//! - [`analysis`] says what the outputs mean: base form, class, inflection, parts.
//! - [`terms`] makes terms for an index of them; [`Finnish`] is what most users take.
//! - [`tokenizer`] cuts a text into words, numbers, dates and addresses.
//! - [`guess`] guesses the base forms of words that the dictionary does not know.
//! - [`stem()`] and [`fold()`] cut words down without any dictionary, in Finnish and other languages.

pub mod analysis;
pub mod guess;
mod stem;
pub mod terms;
pub mod tokenizer;
pub mod vfst;

pub use analysis::{Analyses, Analysis, Analyzer, Class, Classes, Scratch};
pub use guess::{Guess, Guesser};
pub use stem::{Language, fold, stem};
pub use terms::{Finnish, Method, Terms};
pub use tokenizer::{Token, tokenize};
pub use vfst::{Dictionary, DictionaryError, PreparedError, Symbols, Walk};
