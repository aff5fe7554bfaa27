//! Articles on their way to the disk, and the files they end in.
//!
//! - [`layout`]: the files; [`lock`]: who may change them; [`contents`]: all that is written in them.
//! - [`generation`]: one state of the index on the disk, read also where nothing can be written (`readable`); [`generations`]: which of them is live;
//!   [`checking`]: whether its files are whole.
//! - [`schema`]: the fields; [`tokens`] and [`document`]: an article as terms, columns and record;
//!   [`segment`]: many of them as a part of the index; [`removals`]: what goes out of it.
//! - [`writer`], [`rebuild`]: one article after another, or all of them anew.

pub(crate) mod checking;
pub(crate) mod contents;
pub(crate) mod document;
pub(crate) mod generation;
pub(crate) mod generations;
pub(crate) mod layout;
mod lock;
mod readable;
pub(crate) mod rebuild;
mod removals;
pub(crate) mod schema;
mod segment;
pub(crate) mod tokens;
pub(crate) mod writer;
