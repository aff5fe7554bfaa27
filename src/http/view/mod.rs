//! How answers look outside: the only place where types of the index become JSON.
//!
//! - [`text`]: escaping, marking, cutting and checking what others wrote.
//! - [`search`]: hits and the whole answer to a search.
//! - [`facet`]: counts of values.
//! - [`article`]: one article.
//! - [`query_words`]: a query in words.
//! - [`warning`]: how a clumsy search was read.

pub(crate) mod article;
pub(crate) mod facet;
pub(crate) mod query_words;
pub(crate) mod search;
pub(crate) mod text;
pub(crate) mod warning;
