//! What is shown of an article that was found, whatever engine found it.
//!
//! - [`hit`]: the hit; [`matched`]: which words of its text the query found; [`snippet`]: the passage that shows
//!   most of them.
//! - [`histogram`]: hits by time of publication; [`beginnings`]: names and words as they begin.

pub(crate) mod beginnings;
pub(crate) mod histogram;
pub(crate) mod hit;
pub(crate) mod matched;
mod snippet;
