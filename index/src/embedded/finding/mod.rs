//! Which articles a query and its filters find, and in what order.
//!
//! - [`phrase`]: words in a row; [`unfold`]: words that letters typed otherwise may stand for.
//! - [`plan`]: what plans of queries ask of a state; [`execute`]: which articles fulfil them, and how well.
//! - [`filter`]: which of these pass the filters; [`order`]: in what order they come.

pub(crate) mod execute;
pub(crate) mod filter;
pub(crate) mod order;
pub(crate) mod phrase;
pub(crate) mod plan;
mod unfold;
