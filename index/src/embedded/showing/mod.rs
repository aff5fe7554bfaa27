//! What is shown of a hit.
//!
//! - [`hits`]: the hit; [`matched`]: which words of its text the query found; [`snippet`]: the passage that shows
//!   most of them.

pub(crate) mod hits;
pub(crate) mod matched;
mod snippet;
