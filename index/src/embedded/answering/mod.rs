//! From a request to its answer.
//!
//! - [`reader`]: the contract's face of one state.
//! - [`search`]: the way from request to answer; [`copies`]: near-copies as one hit; [`spelling`]: the way on where
//!   nothing was found.
//! - [`facets`], [`histogram`]: counts over all hits.
//! - [`suggest`]: what may be about to be typed; [`similar`]: articles like one.

mod copies;
mod facets;
mod histogram;
pub(crate) mod reader;
mod search;
mod similar;
mod spelling;
mod suggest;
