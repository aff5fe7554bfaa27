//! The filters of a request with some of them left out or chosen otherwise, as what is counted beside the hits wants
//! them.

use std::collections::BTreeSet;

use super::request::{FacetFilter, Filters};
use super::response::FilterKind;
use aluehaku_article::facet::Facet;

/// What of the filters is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Without {
    /// Nothing: these are the hits.
    Nothing,
    /// One filter.
    Filter(FilterKind),
    /// All filters by days.
    Days,
    /// The values chosen in a facet. Those excluded in it stay so: who chooses another value then
    /// gets the number of articles that was counted for it.
    ChoiceIn(Facet),
}

impl Without {
    /// Whether articles still need what a filter asks for.
    pub(crate) fn keeps_choice(self, filter: FilterKind) -> bool {
        match self {
            Self::ChoiceIn(facet) => filter != FilterKind::Facet(facet),
            without => without.keeps_exclusion(filter),
        }
    }

    /// Whether articles still may not have what a filter excludes.
    pub(crate) fn keeps_exclusion(self, filter: FilterKind) -> bool {
        match self {
            Self::Nothing | Self::ChoiceIn(_) => true,
            Self::Filter(left_out) => filter != left_out,
            Self::Days => matches!(filter, FilterKind::Facet(_)),
        }
    }
}

impl Filters {
    /// The filters in use.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = FilterKind> + '_ {
        let has_dates = self.from.is_some() || self.to.is_some();
        let facets = self.facets.iter();
        facets
            .map(|filter| FilterKind::Facet(filter.facet))
            .chain(has_dates.then_some(FilterKind::Dates))
            .chain(self.event_days.map(|_| FilterKind::EventDays))
    }

    /// Whether values of a facet are chosen or excluded.
    pub(crate) fn narrow(&self, facet: Facet) -> bool {
        self.facets.iter().any(|filter| filter.facet == facet)
    }

    /// The values chosen in a facet.
    pub(crate) fn chosen_in(&self, facet: Facet) -> BTreeSet<&str> {
        let own = self.facets.iter().filter(|filter| filter.facet == facet);
        own.flat_map(|filter| filter.any_of.iter().map(String::as_str))
            .collect()
    }

    /// The filters with other values chosen in a facet; what is excluded in it stays so.
    pub(crate) fn choosing(&self, facet: Facet, any_of: &[String]) -> Self {
        let facets = self
            .facets
            .iter()
            .map(|filter| match filter.facet == facet {
                true => FacetFilter {
                    any_of: any_of.to_vec(),
                    ..filter.clone()
                },
                false => filter.clone(),
            });
        Self {
            facets: facets.collect(),
            ..self.clone()
        }
    }

    /// The filters but for one.
    pub(crate) fn without(&self, filter: FilterKind) -> Self {
        let mut rest = self.clone();
        match filter {
            FilterKind::Facet(facet) => rest.facets.retain(|filter| filter.facet != facet),
            FilterKind::Dates => (rest.from, rest.to) = (None, None),
            FilterKind::EventDays => rest.event_days = None,
        }
        rest
    }
}
