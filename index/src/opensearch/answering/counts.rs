//! What is counted and offered beside the hits: near-copies count once, and each filter has a price.

use serde_json::{Value, json};

use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::GROUP;
use crate::opensearch::finding::filter::{Without, kinds};
use crate::search::response::Relaxation;

/// Up to so many hits are few: the answer says what each filter costs.
const FEW_HITS: u64 = 10;

/// Up to so many groups are counted exactly where they are counted once.
const MOST_GROUPS: u32 = 40_000;

/// Counts the hits among the articles of a condition.
pub(crate) fn folds(passing: &Value, folds: bool) -> Value {
    match folds {
        true => json!({"filter": passing, "aggs": {
            "alone": {"filter": without_group()},
            "groups": {"cardinality": {"field": GROUP, "precision_threshold": MOST_GROUPS}}
        }}),
        false => json!({"filter": passing}),
    }
}

/// How many hits were counted.
pub(crate) fn folds_of(counted: &Value, folds: bool) -> u64 {
    match folds {
        true => number(&counted["alone"]["doc_count"]) + number(&counted["groups"]["value"]),
        false => number(&counted["doc_count"]),
    }
}

/// The articles that belong to no group.
pub(crate) fn without_group() -> Value {
    json!({"bool": {"must_not": {"exists": {"field": GROUP}}}})
}

pub(crate) fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

impl Search<'_> {
    /// What each filter costs, when there are few hits.
    pub(crate) fn relaxations(
        &self,
        found: &Found,
        total: u64,
    ) -> Result<Vec<Relaxation>, EngineError> {
        let filters = &self.request.filters;
        let mut relaxations = Vec::new();
        if total > FEW_HITS {
            return Ok(relaxations);
        }
        for without in kinds(filters) {
            let (relaxed, is_better) = if found.depends_on_filters {
                let others = filters.without(without);
                let relaxed = self.found_with(&others)?;
                let total = self.total_with(&relaxed, &others, Without::Nothing)?;
                (total, !relaxed.depends_on_filters)
            } else {
                let without = Without::Filter(without);
                (self.total_with(found, filters, without)?, false)
            };
            if relaxed > total || is_better {
                relaxations.push(Relaxation {
                    without,
                    total: relaxed,
                });
            }
        }
        Ok(relaxations)
    }
}
