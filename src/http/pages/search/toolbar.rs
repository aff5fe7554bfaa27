//! Above the results: which of them are shown, and the ways to take them along, follow them and cite them.

use aluehaku_index::search::request::Sort;
use jiff::civil::Date;

use super::super::Frame;
use super::super::events::{calendar_path, events_path};
use super::super::filters::Chip;
use super::super::hits::search_path;
use crate::http::params::{DEFAULT_FACET_LIMIT, DEFAULT_PER_PAGE, Place, SearchParams};
use crate::http::search::Found;
use crate::i18n::format::{day, fill, number};

/// What can be done with the results as a whole.
#[derive(Clone, Debug)]
pub(super) struct Toolbar {
    /// Numbers of the first and last hit shown, and of all: `1–10 / 34`; unknown where a cursor led here.
    pub(super) range: Option<String>,
    /// A sentence that names the search, its filters and the day.
    pub(super) citation: String,
    /// Files and feeds; there are none about a person who is not put forward.
    pub(super) twins: Option<Twins>,
}

/// Addresses of the same search for programs.
#[derive(Clone, Debug)]
pub(super) struct Twins {
    pub(super) csv: String,
    pub(super) spreadsheet: String,
    pub(super) json_lines: String,
    pub(super) atom: String,
    pub(super) json_feed: String,
    pub(super) calendar: String,
    pub(super) events: String,
}

impl Toolbar {
    /// The toolbar of a page of results; `is_public` says whether all who are filtered by are put forward.
    pub(super) fn new(
        found: &Found,
        start: &SearchParams,
        is_public: bool,
        heading: &str,
        chips: &[Chip],
        today: Date,
        frame: &Frame,
    ) -> Self {
        Self {
            range: range(found, frame),
            citation: citation(start, heading, chips, today, frame),
            twins: is_public.then(|| Twins::new(start)),
        }
    }
}

impl Twins {
    /// Files keep the order of the hits; feeds are always newest first.
    fn new(start: &SearchParams) -> Self {
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
            atom: address("/feeds/search.atom", &feeds),
            json_feed: address("/feeds/search.json", &feeds),
            calendar: calendar_path(start),
            events: events_path(start, None),
        }
    }
}

fn range(found: &Found, frame: &Frame) -> Option<String> {
    let first = match found.params.place {
        Place::Start => 1,
        Place::Number(page) => (page - 1) * found.params.per_page + 1,
        Place::After(_) => return None,
    };
    let shown = found.response.hits.len();
    let last = first + shown.checked_sub(1)?;
    let written = |value: usize| number(value as u64, frame.language);
    let total = number(found.response.total.value, frame.language);
    Some(format!("{}–{} / {total}", written(first), written(last)))
}

/// Names the search so that another can repeat it: the service, what was found, the filters, the day, the address.
fn citation(
    start: &SearchParams,
    heading: &str,
    chips: &[Chip],
    today: Date,
    frame: &Frame,
) -> String {
    let filters: Vec<String> = chips
        .iter()
        .map(|chip| match chip.kind {
            "" => chip.name.clone(),
            kind => format!("{kind}: {}", chip.name),
        })
        .collect();
    let searched = match filters.is_empty() {
        true => heading.to_owned(),
        false => format!("{heading} ({})", filters.join(", ")),
    };
    let path = search_path(start);
    let address = frame.absolute(&path).unwrap_or(path);
    let values = [
        ("search", searched.as_str()),
        ("date", &day(today, frame.language)),
        ("address", &address),
    ];
    fill(frame.t.cite_search_text, &values)
}
