//! What the dictionary's outputs say about a word: base form, class, inflection, parts.
//!
//! Read in this order: `features` names what is said; `grammar` turns each symbol of an output into
//! its meaning; `reading` is an output taken apart, which
//! `reader` does, with `structure` for its spelling; `base_form`
//! writes the results; `validity` drops outputs whose hyphens stand wrong. [`Analyzer`] joins them.

mod analyses;
mod analyzer;
mod base_form;
mod features;
mod grammar;
mod reader;
mod reading;
mod structure;
mod validity;

pub use analyses::{Analyses, Analysis, Part};
pub(crate) use analyzer::Spelling;
pub use analyzer::{Analyzer, Build, Scratch};
pub(crate) use base_form::{Capitals, Writer};
pub use features::{
    Case, Class, Classes, Degree, Features, Mood, Number, Participle, Person, Possessive, Tense,
};
pub(crate) use reading::Reading;
