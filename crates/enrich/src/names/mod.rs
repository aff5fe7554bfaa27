//! Whom and what an article names: persons, organisations and projects, each with its canonical name.
//!
//! `tokens` cuts the texts, `document` reads them with the tagger; `finder` lets `projects`, `persons` and
//! `organisations` find names, which `found` describes; `short_names` tells abbreviations and legal forms;
//! `translations` finds one name in two languages; `others` marks the names of persons and places for other articles;
//! `written` writes a name in its base form; [`register`] knows names across articles.

mod definitions;
mod document;
mod finder;
mod found;
mod organisations;
mod others;
mod persons;
mod projects;
pub mod register;
mod short_names;
mod taken;
pub mod tokens;
mod translations;
mod written;

pub use definitions::Definition;
pub(super) use document::Words;
pub use finder::{NameFinder, ReadTexts};
pub use found::{FoundName, Names, TaggedSpan};
pub(crate) use persons::is_title;
pub use translations::Translation;
