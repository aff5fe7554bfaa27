//! From a request to its answer.
//!
//! - [`reader`]: the contract's face of one state.
//! - [`search`]: the way from request to answer; [`settle`]: what of the query counts; [`first`]: the
//!   first places; [`copies`]: near-copies as one hit; [`hits`]: what is shown of them; [`close`]: what comes close; [`spelling`]: the way on where words are nowhere.
//! - [`counts`]: what is counted beside the hits, with [`facets`].
//! - [`sure`]: many stored searches against a few new articles.
//! - [`suggest`]: what may be about to be typed; [`similar`]: articles like one.

mod close;
mod copies;
mod counts;
mod facets;
mod first;
mod hits;
pub(crate) mod reader;
mod search;
mod settle;
mod similar;
mod spelling;
pub(super) mod suggest;
mod sure;
