#![doc = include_str!("../README.md")]

mod affix;
mod compound;
mod derived;
mod dictionary;
mod error;
mod guess;
mod irregular;
mod listed_form;
mod terms;

pub use dictionary::Dictionary;
pub use error::DictionaryError;
pub use terms::{Swedish, Terms, stem};
