//! Addresses of a search for programs and for other programs' users: files, feeds, a calendar.

use aluehaku_index::search::request::Sort;

use super::events::{calendar_path, events_path};
use super::hits::search_path;
use crate::http::params::{DEFAULT_FACET_LIMIT, DEFAULT_PER_PAGE, SearchParams};

/// Addresses of the same search for programs.
#[derive(Clone, Debug)]
pub(super) struct Twins {
    pub(super) csv: String,
    pub(super) spreadsheet: String,
    pub(super) json_lines: String,
    pub(super) ris: String,
    pub(super) bibtex: String,
    pub(super) atom: String,
    pub(super) json_feed: String,
    pub(super) calendar: String,
    pub(super) events: String,
}

impl Twins {
    /// The twins of a search from its first page. Files keep the order of the hits; feeds are always newest first.
    pub(super) fn new(start: &SearchParams) -> Self {
        let whole = SearchParams {
            per_page: DEFAULT_PER_PAGE,
            facet_limit: DEFAULT_FACET_LIMIT,
            explain: false,
            ..start.clone()
        };
        let files = SearchParams {
            facets: Vec::new(),
            histogram: SearchParams::default().histogram,
            facet_order: SearchParams::default().facet_order,
            ..whole.clone()
        };
        let feeds = SearchParams {
            sort: Sort::default(),
            ..whole
        };
        let address =
            |path: &str, params: &SearchParams| search_path(params).replacen("/search", path, 1);
        let csv = address("/api/v1/export.csv", &files);
        let sign = if csv.contains('?') { '&' } else { '?' };
        Self {
            spreadsheet: format!("{csv}{sign}delimiter=semicolon&bom=1"),
            csv,
            json_lines: address("/api/v1/export.jsonl", &files),
            ris: address("/api/v1/export.ris", &files),
            bibtex: address("/api/v1/export.bib", &files),
            atom: address("/feeds/search.atom", &feeds),
            json_feed: address("/feeds/search.json", &feeds),
            calendar: calendar_path(start),
            events: events_path(start, None),
        }
    }
}
