//! One committed state of the index, as all requests share it.
//!
//! - [`opened`]: the newest state and how a newer one is noticed; [`snapshot`]: one state.
//! - [`segment`]: what is open of one segment; [`set`]: sets of its articles; [`values`]: the values of its
//!   articles, [`texts`] theirs; [`peaks`]: the highest scores in stretches of its lists.
//! - [`dates`]: when articles were published.
//! - [`living`]: how many articles have a term that are not deleted.
//! - [`facet_table`]: the values of a facet in all segments; [`listing`]: which persons are put forward.
//! - [`scoring`]: how much an occurrence counts.

mod dates;
pub(crate) mod facet_table;
mod listing;
pub(crate) mod living;
pub(crate) mod opened;
pub(crate) mod peaks;
pub(crate) mod scoring;
pub(crate) mod segment;
pub(crate) mod set;
pub(crate) mod snapshot;
mod texts;
mod values;
