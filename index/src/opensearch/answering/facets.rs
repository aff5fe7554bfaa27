//! Counts of facet values over hits, where near-copies are one article with the values of all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::counts::{number, without_group};
use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::GROUP;
use crate::opensearch::finding::filter::{Without, passing};
use crate::search::request::Filters;
use crate::search::response::{Bucket, FacetCounts};
use aluehaku_article::facet::Facet;

/// Most values of one facet that are counted; those beyond are the rarest.
const MOST_VALUES: u32 = 5_000;

/// Up to so many groups of one value are counted exactly: of facets with few values, and of others.
const GROUPS_OF_CLOSED: u32 = 3_000;
const GROUPS_OF_OPEN: u32 = 100;

/// The name of a facet's counts in questions.
pub(crate) fn name(facet: Facet) -> String {
    format!("facet_{}", facet.name())
}

/// Whether a filter chooses or excludes values of a facet.
pub(crate) fn is_filtered(filters: &Filters, facet: Facet) -> bool {
    filters.facets.iter().any(|filter| filter.facet == facet)
}

/// Counts the values of a facet among articles.
pub(crate) fn question(facet: Facet, passing: &Value, folds: bool) -> Value {
    let field = facet.name();
    let values =
        |aggs: Value| json!({"terms": {"field": field, "size": MOST_VALUES}, "aggs": aggs});
    let missing = |aggs: Value| json!({"missing": {"field": field}, "aggs": aggs});
    if !folds {
        let aggs = json!({"values": values(json!({})), "missing": missing(json!({}))});
        return json!({"filter": passing, "aggs": aggs});
    }
    let exact = if is_open(facet) {
        GROUPS_OF_OPEN
    } else {
        GROUPS_OF_CLOSED
    };
    let groups = json!({"groups": {"cardinality": {"field": GROUP, "precision_threshold": exact}}});
    let alone = json!({"values": values(json!({})), "missing": missing(json!({}))});
    let grouped = json!({"values": values(groups.clone()), "missing": missing(groups)});
    json!({"filter": passing, "aggs": {
        "alone": {"filter": without_group(), "aggs": alone},
        "grouped": {"filter": {"exists": {"field": GROUP}}, "aggs": grouped}
    }})
}

/// The values of a facet with their counts, how many hits state none, and how many stand in values that are too rare.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) values: BTreeMap<String, u64>,
    missing: u64,
    rest: u64,
}

/// Reads the counts of a facet.
pub(crate) fn counted(answer: &Value, folds: bool) -> Counted {
    let mut counted = Counted::default();
    let parts: &[&Value] = match folds {
        true => &[&answer["alone"], &answer["grouped"]],
        false => &[answer],
    };
    for part in parts {
        let values = &part["values"];
        for bucket in values["buckets"].as_array().into_iter().flatten() {
            let value = bucket["key"].as_str().unwrap_or_default();
            *counted.values.entry(value.to_owned()).or_default() += hits(bucket);
        }
        counted.rest += number(&values["sum_other_doc_count"]);
        counted.missing += hits(&part["missing"]);
    }
    counted
}

/// The hits of a bucket: its groups where it has some, else its articles.
pub(crate) fn hits(bucket: &Value) -> u64 {
    let groups = bucket["groups"]["value"].as_u64();
    groups.unwrap_or_else(|| number(&bucket["doc_count"]))
}

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
    ) -> Result<Counted, EngineError> {
        let filters = &self.request.filters;
        if !found.depends_on_filters || !is_filtered(filters, facet) {
            return Ok(counted(&counts[name(facet)], self.folds()));
        }
        // With another choice in the facet, other words of the query may count.
        let filters = filters.choosing(facet, &[]);
        let found = self.found_with(&filters)?;
        let passing = passing(&filters, Without::Nothing);
        let question = json!({"values": question(facet, &passing, self.folds())});
        let counts = self.counted(&found, &question)?;
        Ok(counted(&counts["values"], self.folds()))
    }

    /// The most frequent values that are put forward, and the selected ones.
    fn finish(&self, facet: Facet, counted: Counted) -> Result<FacetCounts, EngineError> {
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

/// Whether a facet has as many values as articles bring.
fn is_open(facet: Facet) -> bool {
    matches!(
        facet,
        Facet::Person | Facet::Project | Facet::Organisation | Facet::Topic
    )
}
