//! What is counted and offered beside the hits, by rules that know of no engine.
//!
//! - [`values`]: which values of a facet are shown; [`recounting`]: hits with other filters.
//! - [`spelling`]: a better spelling where not all is found; [`suggesting`]: the names and words that are suggested.

pub(crate) mod recounting;
pub(crate) mod spelling;
pub(crate) mod suggesting;
pub(crate) mod values;
