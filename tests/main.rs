//! The tests of the service through its front doors, in one program that links once.
//!
//! - [`api`]: HTTP, mirroring the addresses.

mod api;
