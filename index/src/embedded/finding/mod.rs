//! Which articles a query and its filters find, and in what order.
//!
//! - [`phrase`]: words in a row; [`unfold`]: words that letters typed otherwise may stand for.
//! - [`plan`]: a query as conditions on terms; [`lookup`]: what it asks of a state; [`execute`]: which articles fulfil them, and how well.
//! - [`filter`]: which of these pass the filters; [`order`]: in what order they come.

pub(crate) mod execute;
pub(crate) mod filter;
mod lookup;
pub(crate) mod order;
pub(crate) mod phrase;
pub(crate) mod plan;
mod unfold;
