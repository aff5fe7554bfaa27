//! What a person typed into the search box, read as a tree of conditions, with a list of warnings.
//!
//! Read in this order: `tree` (what a query is), `fields` (the table of field names), `warnings`
//! (what may be said about a reading), `lexer` with `characters` (text to pieces), `parser`
//! with `group` (pieces to tree), `render` (tree to text), `span` (places in the text).
//!
#![doc = include_str!("../README.md")]
// Anything may be typed, so no place in a text is taken for granted.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod characters;
mod fields;
mod group;
mod lexer;
mod parser;
mod render;
mod span;
mod tree;
mod warnings;

pub use fields::{Field, FieldTable};
pub use parser::{MAX_CLAUSES, MAX_DEPTH, MAX_TEXT_BYTES, Parsed, parse};
pub use span::Span;
pub use tree::{Leaf, LeafKind, Query};
pub use warnings::{MAX_WARNINGS_OF_A_KIND, Warning, WarningKind};
