//! How answers look outside: the only place where types of the index become JSON.
//!
//! - [`search`]: hits and the whole answer to a search.
//! - [`facet`]: counts of values.
//! - [`article`]: one article; [`article_ref`]: as others name it.
//! - [`version`]: what an article was, and what changed.
//! - [`query_words`]: a query in words.

pub(crate) mod article;
pub(crate) mod article_ref;
pub(crate) mod facet;
pub(crate) mod query_words;
pub(crate) mod search;
pub(crate) mod version;
