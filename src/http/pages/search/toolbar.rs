//! Above the results: which of them are shown, and the ways to take them along, follow them and cite them.

use jiff::civil::Date;

use super::super::Frame;
use super::super::filters::Chip;
use super::super::hits::search_path;
use super::super::twins::Twins;
use crate::http::params::{Place, SearchParams};
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
    /// Where news of the search is asked for, where that is offered.
    pub(super) alerts: Option<String>,
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
            alerts: None,
        }
    }
}

/// The page on which news of a search is asked for; there is none for all articles.
pub(super) fn alerts_path(start: &SearchParams) -> Option<String> {
    let search = search_path(start);
    search
        .contains('?')
        .then(|| search.replacen("/search", "/alerts", 1))
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
