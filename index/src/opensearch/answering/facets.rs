//! Counts of facet values over hits, where near-copies are one article with the values of all of them.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::counting::{FACETS, Values, facet_question, facet_values, name_of};
use super::search::{Found, Search};
use crate::beside::recounting::count_chosen_alone;
use crate::beside::values::shown;
use crate::error::EngineError;
use crate::opensearch::finding::filter::passing;
use crate::search::narrowing::Without;
use crate::search::response::FacetCounts;
use aluehaku_article::facet::Facet;

impl Search<'_> {
    /// The counts of the facets asked for.
    pub(crate) fn facet_counts(
        &self,
        found: &Found,
        counts: &Value,
    ) -> Result<Vec<FacetCounts>, EngineError> {
        let facets = self.request.facets.iter();
        let counts = facets.map(|facet| {
            let counted = self.values_of(*facet, found, counts)?;
            let mut counts = self.finish(*facet, &counted)?;
            if found.plan.may_leave_out() && self.deadline.goes_on() {
                count_chosen_alone(self, &self.request.filters, &mut counts)?;
            }
            Ok(counts)
        });
        counts.collect()
    }

    /// The counts of all values of a facet, were none of them chosen.
    fn values_of(
        &self,
        facet: Facet,
        found: &Found,
        counts: &Value,
    ) -> Result<Values, EngineError> {
        let filters = &self.request.filters;
        if !filters.narrow(facet) {
            return Ok(facet_values(&counts[FACETS], facet, self.folds()));
        }
        if !found.depends_on_filters {
            return Ok(facet_values(&counts[name_of(facet)], facet, self.folds()));
        }
        // With another choice in the facet, other words of the query may count.
        let filters = filters.choosing(facet, &[]);
        let found = self.found_with(&filters)?;
        let passing = passing(&filters, Without::Nothing);
        let question = json!({"values": facet_question(&[facet], &passing, self.folds())});
        let counts = self.counted(&found, &question)?;
        Ok(facet_values(&counts["values"], facet, self.folds()))
    }

    /// The most frequent values that are put forward, and the chosen ones.
    fn finish(&self, facet: Facet, counted: &Values) -> Result<FacetCounts, EngineError> {
        let chosen = self.request.filters.chosen_in(facet);
        let persons = self.snapshot.listed_of(facet)?;
        let is_shown = |value: &str| {
            persons.is_none_or(|listed| listed.contains(value)) || chosen.contains(value)
        };
        let values = counted.values.iter();
        let mut values: Vec<(&str, u64)> = values
            .map(|(value, count)| (value.as_str(), *count))
            .filter(|(value, count)| *count > 0 && is_shown(value))
            .collect();
        values.sort_by_key(|(_, count)| Reverse(*count));
        let limit = self.request.facet_limit;
        let mut counts = shown(facet, values, limit, &chosen, |value| value);
        counts.missing = counted.missing;
        if persons.is_none() {
            counts.other += counted.rest;
        }
        Ok(counts)
    }
}
