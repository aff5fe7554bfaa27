//! What tests and benchmarks share: where dictionaries are found, and libvoikko to compare with.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(unreachable_pub, reason = "included as a module by every test file")]

pub mod dictionaries;
pub mod libvoikko;
