//! Counts of facet values over hits, where near-copies are one article with the values of all of them.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::counting::{Values, facet_question, facet_values, is_filtered, name_of};
use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::finding::filter::{Without, passing};
use crate::search::response::{Bucket, FacetCounts};
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
            let mut counts = self.finish(*facet, counted)?;
            self.count_chosen_alone(found, &mut counts)?;
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
        if !found.depends_on_filters || !is_filtered(filters, facet) {
            return Ok(facet_values(&counts[name_of(facet)], self.folds()));
        }
        // With another choice in the facet, other words of the query may count.
        let filters = filters.choosing(facet, &[]);
        let found = self.found_with(&filters)?;
        let passing = passing(&filters, Without::Nothing);
        let question = json!({"values": facet_question(facet, &passing, self.folds())});
        let counts = self.counted(&found, &question)?;
        Ok(facet_values(&counts["values"], self.folds()))
    }

    /// The most frequent values that are put forward, and the selected ones.
    fn finish(&self, facet: Facet, counted: Values) -> Result<FacetCounts, EngineError> {
        let filters = self.request.filters.facets.iter();
        let own = filters.filter(|filter| filter.facet == facet);
        let selected: Vec<&String> = own.flat_map(|filter| &filter.any_of).collect();
        let persons = match facet {
            Facet::Person => self.snapshot.listed()?,
            _ => None,
        };
        let is_shown = |value: &String| {
            let is_listed = persons.is_none_or(|listed| listed.contains(value));
            is_listed || selected.contains(&value)
        };
        let mut values: Vec<(String, u64)> = counted
            .values
            .into_iter()
            .filter(|(value, count)| *count > 0 && is_shown(value))
            .collect();
        values.sort_by_key(|(_, count)| Reverse(*count));
        let rest = values.split_off(self.request.facet_limit.min(values.len()));
        let (kept, others): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|(value, _)| selected.contains(&value));
        values.extend(kept);
        let mut absent: Vec<&&String> = selected
            .iter()
            .filter(|value| !values.iter().any(|(known, _)| known == **value))
            .collect();
        absent.sort_unstable();
        absent.dedup();
        let absent: Vec<(String, u64)> = absent
            .into_iter()
            .map(|value| ((*value).clone(), 0))
            .collect();
        values.extend(absent);
        let buckets = values.into_iter().map(|(value, count)| Bucket {
            selected: selected.contains(&&value),
            value,
            count,
        });
        let beyond = if persons.is_some() { 0 } else { counted.rest };
        Ok(FacetCounts {
            facet,
            buckets: buckets.collect(),
            missing: counted.missing,
            other: others.iter().map(|(_, count)| count).sum::<u64>() + beyond,
        })
    }

    /// Counts chosen values that no article has with all that counts without them: each by what counts
    /// with it alone.
    fn count_chosen_alone(
        &self,
        found: &Found,
        counts: &mut FacetCounts,
    ) -> Result<(), EngineError> {
        if !found.plan.may_leave_out() || !self.deadline.goes_on() {
            return Ok(());
        }
        let facet = counts.facet;
        for bucket in &mut counts.buckets {
            if bucket.selected && bucket.count == 0 {
                let alone = [bucket.value.clone()];
                let filters = self.request.filters.choosing(facet, &alone);
                let found = self.found_with(&filters)?;
                bucket.count = self.total_with(&found, &filters, Without::Nothing)?;
            }
        }
        let order = |bucket: &Bucket| (Reverse(bucket.count), bucket.value.clone());
        counts.buckets.sort_by_cached_key(order);
        Ok(())
    }
}
