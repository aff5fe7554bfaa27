//! Questions and answers of the index, free of any engine.
//!
//! - [`request`]: what is asked.
//! - [`narrowing`]: its filters with some left out; [`response`]: what is answered.
//! - [`fields`]: the fields that a query can name.
//! - [`suggestion`]: what a reader may be about to type.
//! - [`cursor`]: where a page of hits ended, as an opaque word.

pub mod cursor;
pub mod fields;
pub(crate) mod narrowing;
pub mod request;
pub mod response;
pub mod suggestion;
