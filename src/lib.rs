//! Full-text search over the news that Finland's regional networks publish.
//!
//! In reading order (ARCHITECTURE.md tells the whole story):
//!
//! - [`config`]: the settings; [`address`]: web addresses as the service compares them.
//! - [`crawl`]: source to page. The package `aluehaku-extract` reads the page, `aluehaku-enrich`
//!   what its article tells of.
//! - [`archive`]: the truth; [`article_record`]: the article as JSON.
//! - [`understanding`]: what the archive teaches enrichment, applied to the archive anew.
//! - [`reading`], [`pipeline`]: one visit, read and recorded; [`crawling`], [`importing`]: the two
//!   ways in, put together; [`source_check`]: what a crawl of a source would bring, tried on a few pages.
//! - [`rereading`]: kept pages read anew.
//! - [`indexing`], [`indexer`]: the index follows the archive. [`warc`]: kept pages for web archives.
//! - [`http`], [`i18n`]: the API and the pages. [`alerts`]: news of a search sent to readers.
//! - [`backup`]: everything that cannot be had again, in one file and back.
//! - [`evaluation`]: how well the search finds, by judged queries.
//! - [`fixture_sites`]: pretend sites for the demo and the tests.
//! - [`analyser`], [`app`]: the parts put together; [`serving`]: put to work; [`administration`]: what administrators see; [`cli`]: the command line; [`clock`], [`disk`], [`status`],
//!   [`stop`], [`summary`]: what commands share.

pub mod address;
pub mod administration;
pub mod alerts;
pub mod analyser;
pub mod app;
pub mod archive;
mod archive_reader;
pub mod article_record;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod config;
pub mod crawl;
pub mod crawling;
pub mod disk;
pub mod evaluation;
pub mod event_record;
pub mod fixture_sites;
pub mod http;
pub mod i18n;
pub mod importing;
pub mod indexer;
pub mod indexing;
mod one_address;
pub mod pipeline;
pub mod reading;
pub mod removing;
pub mod rereading;
pub mod rhythm;
pub mod serving;
pub mod source_check;
mod spreadsheet;
pub mod status;
pub mod stop;
pub mod summary;
#[cfg(feature = "otel")]
pub mod telemetry;
pub mod troubles;
pub mod understanding;
pub mod warc;
