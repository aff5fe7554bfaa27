//! How well a search finds: judged queries in, measures out.
//!
//! - [`judged`]: queries with the articles that answer them, from TREC files or from TOML.
//! - [`measures`]: what a ranking is worth, by the judgements on it.

pub mod judged;
pub mod measures;
