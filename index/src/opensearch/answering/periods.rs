//! Hits by time of publication, counted by the cluster in periods.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::counts::without_group;
use super::facets::hits;
use super::search::{Found, Search};
use crate::document::listed::day_number;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::{DAY, GROUP};
use crate::opensearch::finding::fields::DAY_LENGTH;
use crate::opensearch::finding::filter::{Without, passing};
use crate::opensearch::finding::snapshot::today;
use crate::search::response::{Histogram, Step};
use crate::showing::histogram::{counted_days, divided, period};

/// Up to so many groups of one period are counted exactly.
const MOST_GROUPS: u32 = 3_000;

/// Counts between which days the hits lie, and those that no period shows.
pub(crate) fn range(passing: &Value, folds: bool) -> Value {
    let inside = inside();
    let undated = json!({"bool": {"must_not": {"exists": {"field": DAY}}}});
    let outside = json!({"bool": {"filter": {"exists": {"field": DAY}}, "must_not": inside}});
    json!({"filter": passing, "aggs": {
        "inside": {"filter": inside, "aggs": {
            "first": {"min": {"field": DAY}}, "last": {"max": {"field": DAY}}
        }},
        "missing": parts(&undated, &json!({}), folds),
        "outside": parts(&outside, &json!({}), folds)
    }})
}

impl Search<'_> {
    /// Hits by time of publication, given between which days they lie.
    pub(crate) fn histogram(
        &self,
        found: &Found,
        days: &Value,
    ) -> Result<Option<Histogram>, EngineError> {
        let Some(wanted) = self.request.histogram else {
            return Ok(None);
        };
        let filters = &self.request.filters;
        let place = |end: &str| days["inside"][end]["value"].as_f64().map(day);
        let range = place("first").zip(place("last"));
        let (step, starts) = divided(wanted, range);
        let mut counts: HashMap<i64, u64> = HashMap::new();
        if !starts.is_empty() {
            let periods = json!({"date_histogram": {
                "field": DAY, "calendar_interval": name(step), "min_doc_count": 1
            }});
            let within =
                json!({"bool": {"filter": [passing(filters, Without::Nothing), inside()]}});
            let counted = self.counted(
                found,
                &json!({"periods": parts(&within, &periods, self.folds())}),
            )?;
            for part in counted["periods"]
                .as_object()
                .into_iter()
                .flat_map(serde_json::Map::values)
            {
                for bucket in part["periods"]["buckets"].as_array().into_iter().flatten() {
                    let start = bucket["key"].as_i64().unwrap_or(0).div_euclid(DAY_LENGTH);
                    *counts.entry(start).or_default() += hits(bucket);
                }
            }
        }
        let periods = starts.into_iter().map(|start| {
            let count = counts.get(&day_number(start)).copied().unwrap_or(0);
            period(step, start, filters, count)
        });
        Ok(Some(Histogram {
            step,
            periods: periods.collect(),
            missing: sum(&days["missing"]),
            outside: sum(&days["outside"]),
        }))
    }
}

/// Counts hits of a condition: articles alone, and groups once.
fn parts(condition: &Value, periods: &Value, folds: bool) -> Value {
    let groups =
        json!({"groups": {"cardinality": {"field": GROUP, "precision_threshold": MOST_GROUPS}}});
    let of = |filter: Value, aggs: Value| {
        let aggs = match periods.as_object().is_some_and(serde_json::Map::is_empty) {
            true => aggs,
            false => {
                let mut periods = periods.clone();
                periods["aggs"] = aggs;
                json!({"periods": periods})
            }
        };
        json!({"filter": filter, "aggs": aggs})
    };
    let parts = match folds {
        true => json!({
            "alone": of(without_group(), json!({})),
            "grouped": of(json!({"exists": {"field": GROUP}}), groups)
        }),
        false => json!({"all": of(json!({"match_all": {}}), json!({}))}),
    };
    json!({"filter": condition, "aggs": parts})
}

/// The hits of all parts.
fn sum(counted: &Value) -> u64 {
    let parts = ["alone", "grouped", "all"].iter();
    let parts = parts.filter_map(|part| counted.get(part));
    parts.map(hits).sum()
}

/// The articles whose day a period may show.
fn inside() -> Value {
    let (first, last) = counted_days(today());
    let millis = |day| day_number(day) * DAY_LENGTH;
    json!({"range": {DAY: {"gte": millis(first), "lte": millis(last)}}})
}

fn day(millis: f64) -> Date {
    const EPOCH: Date = date(1970, 1, 1);
    EPOCH.saturating_add((millis as i64).div_euclid(DAY_LENGTH).days())
}

fn name(step: Step) -> &'static str {
    match step {
        Step::Day => "day",
        Step::Week => "week",
        Step::Month => "month",
        Step::Year => "year",
    }
}
