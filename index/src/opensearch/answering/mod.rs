//! From a request to its answer.
//!
//! - [`reader`]: the contract's face of one state.
//! - [`asking`]: questions for the first of the articles found; [`pages`]: near-copies as one hit, page by page;
//!   [`hits`]: what is shown of them.
//! - [`search`]: the way from request to answer; [`settle`]: what of the query counts; [`close`]: what comes close.
//! - [`counts`]: what is counted beside the hits, with [`facets`] and [`periods`]; [`spelling`]: the way on where words
//!   are nowhere.
//! - [`values`]: all values of a facet, and which persons are put forward; [`suggest`]: what may be about to be typed;
//!   [`similar`]: articles like one.

mod asking;
mod close;
mod counts;
mod facets;
mod hits;
mod pages;
mod periods;
pub(crate) mod reader;
mod search;
mod settle;
mod similar;
mod spelling;
pub(crate) mod suggest;
mod values;
