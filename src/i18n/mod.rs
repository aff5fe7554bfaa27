//! Every word people see, once, in Finnish, Swedish and English.
//!
//! - [`language`]: the three languages and how one is chosen for a request.
//! - [`texts`](mod@texts): the table of texts.
//! - [`collation`]: the order of the Finnish alphabet.
//! - [`format`](mod@format): dates, numbers and texts with values in them.

pub mod collation;
pub mod format;
pub mod language;
mod messages;
pub mod texts;

pub use language::{Language, Languages};
pub use texts::{Texts, texts};
