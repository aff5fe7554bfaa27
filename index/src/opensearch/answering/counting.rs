//! How hits are counted: questions to the cluster, and what their answers say. Near-copies count once.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::document::listed::day_number;
use crate::opensearch::cluster::mapping::{DAY, GROUP};
use crate::opensearch::finding::fields::DAY_LENGTH;
use crate::opensearch::finding::snapshot::today;
use crate::showing::histogram::counted_days;
use aluehaku_article::facet::Facet;

/// Up to so many groups are counted exactly where they are counted once.
const MOST_GROUPS: u32 = 40_000;

/// Most values of one facet that are counted; those beyond are the rarest.
const MOST_VALUES: u32 = 5_000;

/// Up to so many groups of one value are counted exactly: of facets with few values, and of others.
const GROUPS_OF_CLOSED: u32 = 3_000;
const GROUPS_OF_OPEN: u32 = 100;

/// Up to so many groups of one period are counted exactly.
const GROUPS_OF_PERIOD: u32 = 3_000;

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

/// The name of a facet's counts in questions.
pub(crate) fn name_of(facet: Facet) -> String {
    format!("facet_{}", facet.name())
}

/// The name of the counts of all facets in which nothing is chosen: what they are counted among is looked through once.
pub(crate) const FACETS: &str = "facets";

/// Counts the values of facets among articles.
pub(crate) fn facet_question(facets: &[Facet], passing: &Value, folds: bool) -> Value {
    if !folds {
        return json!({"filter": passing, "aggs": values_of(facets, None)});
    }
    json!({"filter": passing, "aggs": {
        "alone": {"filter": without_group(), "aggs": values_of(facets, None)},
        "grouped": {
            "filter": {"exists": {"field": GROUP}},
            "aggs": values_of(facets, Some((GROUPS_OF_OPEN, GROUPS_OF_CLOSED)))
        }
    }})
}

/// The values of facets, and the articles without any; with the groups of each, exact up to so many of open facets and
/// of closed ones.
fn values_of(facets: &[Facet], groups: Option<(u32, u32)>) -> Value {
    let mut counted = Map::new();
    for facet in facets {
        let aggs = groups.map_or(json!({}), |(of_open, of_closed)| {
            let exact = if is_open(*facet) { of_open } else { of_closed };
            json!({"groups": {"cardinality": {"field": GROUP, "precision_threshold": exact}}})
        });
        let field = facet.name();
        let values = json!({"terms": {"field": field, "size": MOST_VALUES}, "aggs": aggs});
        let missing = json!({"missing": {"field": field}, "aggs": aggs});
        counted.insert(field.to_owned(), values);
        counted.insert(missing_in(*facet), missing);
    }
    Value::Object(counted)
}

fn missing_in(facet: Facet) -> String {
    format!("without_{}", facet.name())
}

/// The values of a facet with their counts, how many hits state none, and how many stand in values that are too rare.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub(crate) values: BTreeMap<String, u64>,
    pub(crate) missing: u64,
    pub(crate) rest: u64,
}

/// Reads the counts of a facet.
pub(crate) fn facet_values(answer: &Value, facet: Facet, folds: bool) -> Values {
    let mut counted = Values::default();
    let parts: &[&Value] = match folds {
        true => &[&answer["alone"], &answer["grouped"]],
        false => &[answer],
    };
    for part in parts {
        let values = &part[facet.name()];
        for bucket in values["buckets"].as_array().into_iter().flatten() {
            let value = bucket["key"].as_str().unwrap_or_default();
            *counted.values.entry(value.to_owned()).or_default() += hits(bucket);
        }
        counted.rest += number(&values["sum_other_doc_count"]);
        counted.missing += hits(&part[missing_in(facet)]);
    }
    counted
}

/// The hits of a bucket: its groups where it has some, else its articles.
pub(crate) fn hits(bucket: &Value) -> u64 {
    let groups = bucket["groups"]["value"].as_u64();
    groups.unwrap_or_else(|| number(&bucket["doc_count"]))
}

/// Counts between which days the hits lie, and those that no period shows.
pub(crate) fn day_range(passing: &Value, folds: bool) -> Value {
    let inside = days_inside();
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

/// Counts hits of a condition: articles alone, and groups once.
pub(crate) fn parts(condition: &Value, periods: &Value, folds: bool) -> Value {
    let groups = json!({"groups": {"cardinality": {"field": GROUP, "precision_threshold": GROUPS_OF_PERIOD}}});
    let of = |filter: Value, aggs: Value| {
        let aggs = match periods.as_object().is_some_and(Map::is_empty) {
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
pub(crate) fn hits_of(counted: &Value) -> u64 {
    let parts = ["alone", "grouped", "all"].iter();
    let parts = parts.filter_map(|part| counted.get(part));
    parts.map(hits).sum()
}

/// The articles whose day a period may show.
pub(crate) fn days_inside() -> Value {
    let (first, last) = counted_days(today());
    let millis = |day| day_number(day) * DAY_LENGTH;
    json!({"range": {DAY: {"gte": millis(first), "lte": millis(last)}}})
}

/// Whether a facet has as many values as articles bring.
fn is_open(facet: Facet) -> bool {
    matches!(
        facet,
        Facet::Person | Facet::Project | Facet::Organisation | Facet::Topic
    )
}
