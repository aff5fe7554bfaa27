//! What to do when nothing was found, or little.

use aluehaku_index::search::request::Matching;
use aluehaku_index::search::response::{FilterKind, Relaxation};

use super::super::Frame;
use super::super::hits::{NamedLink, search_path};
use crate::http::params::SearchParams;
use crate::http::search::Found;
use crate::i18n::format::{count, fill};

/// What to do when nothing was found.
#[derive(Clone, Debug, Default)]
pub(super) struct ZeroHelp {
    pub(super) did_you_mean: Option<NamedLink>,
    pub(super) some_words: Option<String>,
    pub(super) relaxations: Vec<NamedLink>,
    pub(super) first_page: Option<String>,
}

impl ZeroHelp {
    pub(super) fn new(found: &Found, start: &SearchParams, frame: &Frame) -> Self {
        let did_you_mean = found
            .response
            .did_you_mean
            .as_ref()
            .map(|spelling| NamedLink {
                name: spelling.clone(),
                href: search_path(&SearchParams {
                    q: spelling.clone(),
                    ..start.clone()
                }),
            });
        let some_words = (start.matching == Matching::All).then(|| {
            search_path(&SearchParams {
                matching: Matching::Best,
                ..start.clone()
            })
        });
        let is_beyond = found.response.hits.is_empty() && found.response.total.value > 0;
        let first_page = is_beyond.then(|| search_path(start));
        let relaxations = found.response.relaxations.iter();
        Self {
            did_you_mean,
            some_words,
            relaxations: relaxations
                .map(|relaxation| relaxed(relaxation, start, frame))
                .collect(),
            first_page,
        }
    }
}

/// The search without one of its filters, and what it would find.
fn relaxed(relaxation: &Relaxation, start: &SearchParams, frame: &Frame) -> NamedLink {
    let t = frame.t;
    let (filter, params) = match relaxation.without {
        FilterKind::Facet(facet) => (t.facet(facet), start.without_facet(facet)),
        FilterKind::Dates => (t.dates_heading, start.without_dates()),
        FilterKind::EventDays => (t.nav_events, start.without_event_days()),
    };
    let hits = count(
        t.results_one,
        t.results_many,
        relaxation.total,
        frame.language,
    );
    NamedLink {
        name: fill(t.zero_relaxed, &[("filter", filter), ("hits", &hits)]),
        href: search_path(&params),
    }
}
