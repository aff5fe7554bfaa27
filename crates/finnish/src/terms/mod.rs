//! From a word to the terms under which it is indexed and searched.
//!
//! [`Finnish`] is what users take: it analyses words, guesses what it does not know and remembers
//! what it has found. Read in this order: `packed` for the result, `draft` for how it is put together,
//! `builder` for how it comes about, with `known` for words of the dictionary and `unknown` for
//! others; `adverb` and `hidden_name` know what the dictionary takes for something else.

mod adverb;
mod builder;
mod draft;
mod finnish;
mod hidden_name;
mod known;
mod packed;
mod unknown;

pub use finnish::{Finnish, Method};
pub use packed::Terms;
