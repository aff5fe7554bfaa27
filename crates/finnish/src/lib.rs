#![doc = include_str!("../README.md")]

pub mod analysis;
mod cache;
pub mod guess;
mod name_lists;
pub mod names;
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
