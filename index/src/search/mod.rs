//! Questions and answers of the index, free of any engine.
//!
//! - [`request`]: what is asked.
//! - [`response`]: what is answered.
//! - [`cursor`]: where a page of hits ended, as an opaque word.

pub mod cursor;
pub mod request;
pub mod response;
