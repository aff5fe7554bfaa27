//! The executable as people and scripts use it.
//!
//! - [`program`]: runs it in a data directory of the test's own; [`served`]: a service that runs.
//! - [`import`], [`export`], [`search`]: articles in and out.
//! - [`analyze`], [`extract`]: a text or pages, one JSON object a line.
//! - [`eval`], [`relevance`]: how well the search finds.
//! - [`demo`]: the whole flow over the pretend sites.
//! - [`sources`]: what is shipped, and owners who want no visits.
//! - [`names`]: names read, learnt and removed; [`forget`]: what was removed is nowhere.
//! - [`settings`]: what is said about wrong settings; [`cluster`]: the index in a cluster.
//! - [`encryption`]: certificates, and connections that are cut.
//! - [`doctor`]: what is wrong and what to do.
//! - [`faults`]: what is said and kept when the machine does not play along; [`disk`]: when the disk is full or can
//!   only be read; [`damage`]: when files are damaged.
//! - [`upgrade`]: archives of earlier versions.
//! - [`operating`]: running the service from day to day; [`backup`]: what was lost comes back.
//! - [`alerts`]: news of a search, sent to whoever asked for it.
//! - `telemetry`: traces, with the feature `otel`.
//! - [`crash`]: killed at any moment, nothing acknowledged is lost.
//! - [`crawlers`]: several crawlers of one archive; [`shared_archive`]: an archive on a server.

mod alerts;
mod analyze;
mod backup;
mod cluster;
mod crash;
mod crawlers;
mod damage;
mod demo;
mod disk;
mod doctor;
mod encryption;
mod eval;
mod extract;
mod faults;
mod forget;
mod import;
mod names;
mod names_learnt;
mod operating;
mod program;
mod relevance;
mod served;
mod settings;
mod shared_archive;
mod sources;
#[cfg(feature = "otel")]
mod telemetry;
mod upgrade;
