//! The tests of the service through its front doors, in one program that links once.
//!
//! - [`api`]: HTTP, mirroring the addresses.
//! - [`crawl`]: the crawler over a pretend web in memory.
//! - [`browser`]: the pages and the embedded search in Chromium.
//! - [`cli`]: the executable as people and scripts use it.
//! - [`fuzzed`]: bytes from outside, changed at random.
//! - [`packaging`]: the plugin for WordPress and the npm package.
//! - [`tidy`]: what the house asks of every file.
//! - [`nodes`]: a real cluster of search engines; [`server`]: a real PostgreSQL server.

// Helpers are test code too: clippy lets them unwrap.
#![cfg(test)]

mod api;
mod browser;
mod cli;
mod crawl;
mod fuzzed;
#[path = "../index/tests/support/cluster.rs"]
mod nodes;
mod packaging;
mod server;
mod tidy;
