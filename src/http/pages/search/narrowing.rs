//! Everything to narrow the hits with: active filters, facets, map, timeline and dates.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::super::Frame;
use super::super::filters::{self, Chip, Panel};
use super::super::hits::{NamedLink, search_path};
use super::super::region_map::{self, Tile};
use super::super::timeline::Timeline;
use crate::http::params::SearchParams;
use crate::http::params::fault::Fault;
use crate::http::params::names::NameBook;
use crate::http::params::read::Reading;
use crate::http::problem::Problem;
use crate::http::search::Found;
use crate::http::state::AppState;

/// The facets that most people narrow by, before the dates.
pub(super) const MAIN_FACETS: [Facet; 3] = [Facet::Region, Facet::Project, Facet::Source];

/// The other facets, after the dates.
pub(super) const MORE_FACETS: [Facet; 7] = [
    Facet::Municipality,
    Facet::Hyvinvointialue,
    Facet::Organisation,
    Facet::Person,
    Facet::Topic,
    Facet::Language,
    Facet::PublisherRegion,
];

/// Everything to narrow the hits with.
#[derive(Clone, Debug)]
pub(super) struct Narrowing {
    pub(super) chips: Vec<Chip>,
    pub(super) remove_all: String,
    pub(super) tiles: Vec<Tile>,
    pub(super) main: Vec<Panel>,
    pub(super) more: Vec<Panel>,
    pub(super) timeline: Timeline,
    pub(super) days: DateFields,
    pub(super) presets: Vec<NamedLink>,
    pub(super) kept: Vec<(&'static str, String)>,
}

/// The two fields of dates, with what is wrong with each.
#[derive(Clone, Debug, Default)]
pub(super) struct DateFields {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) from_error: Option<String>,
    pub(super) to_error: Option<String>,
    today: Date,
}

impl Narrowing {
    /// Reads what can be narrowed by from what was found.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn new(
        reader: &dyn Reader,
        found: &Found,
        start: &SearchParams,
        days: DateFields,
        state: &AppState,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let names = NameBook::of(state);
        let undated = start.without_dates();
        let counts = &found.response.facets;
        let panels = |facets: &[Facet]| {
            let of = counts
                .iter()
                .filter(|counts| facets.contains(&counts.facet));
            filters::panels(of, start, names, frame)
        };
        let regions = counts.iter().find(|counts| counts.facet == Facet::Region);
        let histogram = found.response.histogram.as_ref();
        Ok(Self {
            chips: filters::chips(reader, start, names, frame)?,
            remove_all: search_path(&filters::without_filters(start)),
            tiles: region_map::tiles(regions, start, state.regions(), frame),
            main: panels(&MAIN_FACETS),
            more: panels(&MORE_FACETS),
            timeline: histogram
                .map(|histogram| Timeline::new(histogram, start, frame))
                .unwrap_or_default(),
            presets: presets(&undated, days.today, frame),
            days,
            kept: undated.pairs(),
        })
    }
}

impl DateFields {
    /// The dates of an address: those that were read, and those whose order is wrong as they were given.
    pub(super) fn new(reading: &Reading, today: Date, frame: &Frame) -> Self {
        let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let filters = &reading.params.filters;
        let mut fields = Self {
            from: shown(filters.from),
            to: shown(filters.to),
            today,
            ..Self::default()
        };
        for fault in &reading.faults {
            let error = fault.detail(frame.language);
            match fault {
                Fault::DatesReversed { from, to } => {
                    (fields.from, fields.to) = (from.to_string(), to.to_string());
                    fields.to_error = Some(error);
                }
                fault if fault.parameter() == "from" => fields.from_error = Some(error),
                fault if fault.parameter() == "to" => fields.to_error = Some(error),
                _ => {}
            }
        }
        fields
    }
}

/// Stretches of time up to today that many ask for.
fn presets(undated: &SearchParams, today: Date, frame: &Frame) -> Vec<NamedLink> {
    let since = |name: &str, before: Span| {
        let mut params = undated.clone();
        params.filters.from = today.checked_sub(before).ok();
        NamedLink {
            name: name.to_owned(),
            href: search_path(&params),
        }
    };
    vec![
        since(frame.t.dates_days, 30.days()),
        since(frame.t.dates_months, 12.months()),
    ]
}
