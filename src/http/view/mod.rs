//! How answers look outside: the only place where types of the index become JSON.
//!
//! - [`search`]: hits and the whole answer to a search.
//! - [`facet`]: counts of values.
//! - [`article`]: one article.

pub(crate) mod article;
pub(crate) mod facet;
pub(crate) mod search;
