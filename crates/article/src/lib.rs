#![doc = include_str!("../README.md")]
//!
//! # Map of the code
//!
//! What an article is: the types that every other package speaks of.
//!
//! In reading order:
//!
//! - [`ids`]: how articles and sources are named; [`time`]: when something was, in Finnish time.
//! - [`Article`], [`EnrichedArticle`] and what they hold: the article and what it tells of, with its
//!   [`Entities`], each [`Event`] and each [`Quote`].
//! - [`dates`]: the days and hours that a text states in words.
//! - [`facet`]: what articles can be filtered and counted by; [`listing`]: which persons are put
//!   forward.
//! - [`region`]: the parts of Finland and the forms of their names.
//! - [`masking`]: what readers may not see of an article.

mod article;
pub mod dates;
mod entities;
mod event;
pub mod facet;
pub mod ids;
pub mod listing;
pub mod masking;
mod quote;
pub mod region;
pub mod time;

pub use article::*;
pub use entities::{Entities, EntityList, EntityLists};
pub use event::Event;
pub use quote::Quote;
