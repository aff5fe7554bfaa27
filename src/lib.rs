//! Full-text search over the news that Finland's regional networks publish.

pub mod fixture_sites;
