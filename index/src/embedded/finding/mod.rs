//! Which articles a query and its filters find, and in what order.
//!
//! - [`word`]: a query word and its terms; [`phrase`]: words in a row.
//! - [`plan`]: a query as conditions on terms; [`execute`]: which articles fulfil them, and how well.
//! - [`filter`]: which of these pass the filters; [`order`]: in what order they come.

pub(crate) mod execute;
pub(crate) mod filter;
pub(crate) mod order;
pub(crate) mod phrase;
pub(crate) mod plan;
pub(crate) mod word;
