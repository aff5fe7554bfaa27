//! From articles to fields of the cluster, and from queries to its questions.
//!
//! - [`terms`]: typed terms as the cluster reads them; [`fields`]: an article as its fields.
//! - [`snapshot`]: one state of the index; [`lookup`]: what a plan asks of it.
//! - [`query`]: a plan as a question; [`filter`]: what articles are narrowed to; [`heavy`]: which terms decide the first
//!   places.

pub(crate) mod fields;
pub(crate) mod filter;
pub(crate) mod heavy;
pub(crate) mod lookup;
pub(crate) mod query;
pub(crate) mod snapshot;
pub(crate) mod terms;
