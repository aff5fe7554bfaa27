//! Articles in, answers out: the search index of Aluehaku.
//!
//! In reading order:
//!
//! - [`search`]: questions and answers, free of any engine.
//! - [`engine`]: the contract of a search engine; [`error`]: what can go wrong.
//! - [`analysis`]: what a text is searched by.
//! - [`vocabulary`]: words of the field that mean the same.
//! - `document`: what the index holds of an article; `plan`: a query as conditions on terms; `showing`: what is shown
//!   of a hit; `beside`: what is counted and offered beside the hits. Engines share them.
//! - [`embedded`]: the engine that needs no set-up; [`opensearch`]: the same on a cluster of machines.

pub mod analysis;
mod beside;
mod deadline;
mod document;
pub mod embedded;
pub mod engine;
pub mod error;
pub mod opensearch;

mod plan;
pub mod search;
mod showing;
pub mod vocabulary;
