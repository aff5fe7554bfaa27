//! Finds names in Finnish text and puts them into their base forms.
//!
//! - [`Tagger`] labels the tokens of a document by two learnt [`Models`]. Read in this order: `label` for
//!   what it says, `word` for what is known of a word by itself, `document` for what the rest of the
//!   document says of it, `features` for how both become numbers, `votes` for what a first reading says to
//!   the second, `decode` for the decision. `lesson` has the same numbers as one [`Model`] is learnt from
//!   them; `model`, `models` and `table` keep what was learnt.
//! - [`BaseForms`] puts names into their base forms.
//! - [`NameLists`] knows the names of people.

mod base_form;
mod decode;
mod document;
mod features;
mod kinds;
mod label;
mod lesson;
mod model;
mod models;
mod table;
mod tagger;
mod votes;
mod word;

pub use crate::name_lists::{Commonness, NameLists};
pub use base_form::{BaseForm, BaseForms, NamePart};
pub use label::{LABELS, Label, NameKind, Weights};
pub use lesson::{Features, add_votes, features};
pub use model::{Model, ModelError};
pub use models::Models;
pub use tagger::Tagger;
