//! The pretend sites: five invented Finnish news sites, served on loopback for the demo and the tests.
//!
//! The pages are plain files in `fixtures/sites/<source>/`, embedded in the executable. Each site
//! has its own host name, `<source>.localhost`, and all of them share one port: the `Host` header
//! chooses. Whatever a file cannot say (a redirect, a withdrawn page, a wrong charset label, a page
//! without end) stands in the site's `site.toml`. What each page must be read as stands in
//! `fixtures/articles/`, the traps in `fixtures/README.md`.
//!
//! Read in this order:
//!
//! - [`router`] and [`serve`] answer requests; `respond.rs` is the whole of the answering.
//! - `site.rs` reads the embedded files and `site.toml`.
//! - `validators.rs` decides between a full answer and 304.
//! - `generated.rs` makes the pages that are too large or too many for files, `coming.rs` those with events to
//!   come, which only a demo has.
//! - [`FixtureServer`] in `server.rs` runs the sites on a free port for a test, and [`RequestLog`]
//!   in `log.rs` tells what was asked of them.

mod coming;
mod generated;
mod log;
mod respond;
mod server;
mod site;
#[cfg(test)]
mod tests;
mod validators;

pub use log::{RecordedRequest, RequestLog};
pub use respond::router;
pub use server::{FixtureServer, serve};
pub use site::source_ids;

/// The settings that make the pretend sites sources: `[[sources]]` tables and their
/// `[profiles.NAME]`, as in a settings file.
pub const SOURCES_TOML: &str = include_str!("../../fixtures/sources.toml");

/// What their administrator knows of names, in the form of `names.register`.
pub const REGISTER_TOML: &str = include_str!("../../fixtures/register.toml");
