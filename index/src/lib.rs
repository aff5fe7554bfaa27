//! Articles in, answers out: the search index of Aluehaku.
//!
//! In reading order:
//!
//! - [`ids`], [`time`], [`article`]: what an article is.
//! - [`region`]: the parts of Finland and the forms of their names.
//! - [`facet`]: what hits can be filtered and counted by; [`listing`]: which persons are put forward.
//! - [`search`]: questions and answers, free of any engine.
//! - [`engine`]: the contract of a search engine; [`error`]: what can go wrong.
//! - [`masking`]: what no reader of the index may see; [`analysis`]: what a text is searched by.
//! - [`embedded`]: the engine that needs no set-up.

pub mod analysis;
pub mod article;
mod document;
pub mod embedded;
pub mod engine;
pub mod error;
pub mod facet;
pub mod ids;
pub mod listing;
pub mod masking;
pub mod region;
pub mod search;
pub mod time;
