//! Finds names in Finnish text and puts them into their base forms.
//!
//! - [`Tagger`] labels the tokens of a document by a learnt [`Model`]. Read in this order: `label` for
//!   what it says, `word` for what is known of a word by itself, `document` for what the rest of the
//!   document says of it, `features` for how both become numbers, `model` for the decision.
//! - [`NameLists`] knows the names of people.

mod base_form;
mod document;
mod features;
mod label;
mod lists;
mod model;
mod tagger;
mod word;

pub use base_form::{BaseForm, BaseForms, NamePart};
pub use features::{Features, add_votes};
pub use label::{LABELS, Label, NameKind};
pub use lists::{Commonness, NameLists};
pub use model::{Model, ModelError, Weights};
pub use tagger::{Tagger, features};
