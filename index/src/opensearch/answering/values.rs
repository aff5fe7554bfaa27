//! All values of a facet, and which persons are put forward.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde_json::{Value, json};

use super::counting::{number, without_group};
use crate::analysis::fold;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::{GROUP, WORD};
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::snapshot::{Snapshot, total};
use crate::search::narrowing::Without;
use crate::search::request::Filters;
use crate::search::response::Bucket;
use crate::showing::beginnings::has_word_beginning_with;
use aluehaku_article::facet::Facet;

/// Values that come at once.
const AT_ONCE: usize = 5_000;

/// Up to so many groups of a value are counted exactly.
const MOST_GROUPS: u32 = 100;

/// Up to so many sources of a person are counted exactly.
const MOST_SOURCES: u32 = 100;

/// A value with what is counted of it.
pub(crate) struct Counted {
    pub(crate) text: String,
    /// Articles that have it.
    pub(crate) articles: u64,
    /// The same with near-copies as one.
    pub(crate) hits: u64,
    /// Sources that published them.
    pub(crate) sources: u64,
}

impl Snapshot {
    /// The persons that are put forward; `None` where everyone is.
    pub(crate) fn listed(&self) -> Result<Option<&HashSet<String>>, EngineError> {
        let threshold = self.generations.options.person_threshold;
        if threshold.takes_everyone() {
            return Ok(None);
        }
        let listed = self.listed_persons.get_or_try_init(|| {
            let persons = all_values(self, Facet::Person.name(), &json!({"match_all": {}}))?;
            let listed = persons.into_iter().filter(|person| {
                person.hits >= threshold.articles && person.sources >= threshold.sources
            });
            Ok::<_, EngineError>(listed.map(|person| person.text).collect())
        })?;
        Ok(Some(listed))
    }

    /// The values of a facet that are put forward; `None` where all are.
    pub(crate) fn listed_of(&self, facet: Facet) -> Result<Option<&HashSet<String>>, EngineError> {
        match facet {
            Facet::Person => self.listed(),
            _ => Ok(None),
        }
    }

    /// Whether a value of a facet occurs and is put forward.
    pub(crate) fn lists(&self, facet: Facet, value: &str) -> Result<bool, EngineError> {
        if let Some(listed) = self.listed_of(facet)? {
            return Ok(listed.contains(value));
        }
        let query = json!({"term": {facet.name(): {"value": value}}});
        let answer = self.search(json!({
            "size": 0, "track_total_hits": 1, "query": query
        }))?;
        Ok(total(&answer)? > 0)
    }
}

/// Values of a facet with a word that begins with `prefix`, counted as a search with the filters and
/// no words counts them.
pub(crate) fn facet_values(
    snapshot: &Snapshot,
    facet: Facet,
    prefix: &str,
    filters: &Filters,
    limit: usize,
) -> Result<Vec<Bucket>, EngineError> {
    let passing = passing(filters, Without::ChoiceIn(facet));
    let values = all_values(snapshot, facet.name(), &passing)?;
    let persons = snapshot.listed_of(facet)?;
    let prefix = fold(prefix.trim());
    let is_shown = |value: &Counted| {
        persons.is_none_or(|listed| listed.contains(&value.text))
            && has_word_beginning_with(&fold(&value.text), &prefix)
    };
    let mut shown: Vec<Counted> = values.into_iter().filter(is_shown).collect();
    shown.sort_by_key(|value| Reverse(value.hits));
    shown.truncate(limit);
    let buckets = shown.into_iter().map(|value| Bucket {
        value: value.text,
        count: value.hits,
        selected: false,
    });
    Ok(buckets.collect())
}

/// All values of a field among the articles of a query, in their order.
pub(crate) fn all_values(
    snapshot: &Snapshot,
    field: &str,
    query: &Value,
) -> Result<Vec<Counted>, EngineError> {
    let mut values = Vec::new();
    let mut after = Value::Null;
    loop {
        let mut composite = json!({
            "size": AT_ONCE,
            "sources": [{"value": {"terms": {"field": field}}}]
        });
        if !after.is_null() {
            composite["after"] = after;
        }
        let groups = json!({"cardinality": {"field": GROUP, "precision_threshold": MOST_GROUPS}});
        let sources =
            json!({"cardinality": {"field": "source", "precision_threshold": MOST_SOURCES}});
        let mut answer = snapshot.search(json!({
            "size": 0,
            "track_total_hits": false,
            "query": query,
            "aggs": {"values": {"composite": composite, "aggs": {
                "alone": {"filter": without_group()}, "groups": groups, "sources": sources
            }}}
        }))?;
        let found = &mut answer["aggregations"]["values"];
        let buckets = found["buckets"].as_array().map_or(&[][..], Vec::as_slice);
        let is_last = buckets.len() < AT_ONCE;
        values.extend(buckets.iter().map(|bucket| {
            Counted {
                text: bucket["key"]["value"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                articles: number(&bucket["doc_count"]),
                hits: number(&bucket["alone"]["doc_count"]) + number(&bucket["groups"]["value"]),
                sources: number(&bucket["sources"]["value"]),
            }
        }));
        after = found["after_key"].take();
        if is_last || after.is_null() {
            return Ok(values);
        }
    }
}

/// The most frequent words that may be suggested, with the number of their articles.
pub(crate) fn frequent_words(
    snapshot: &Snapshot,
    most: usize,
    fewest: u32,
) -> Result<Vec<(String, u64)>, EngineError> {
    let words = json!({"terms": {"field": WORD, "size": most, "min_doc_count": fewest}});
    let answer = snapshot.search(json!({
        "size": 0, "track_total_hits": false, "aggs": {"words": words}
    }))?;
    let buckets = &answer["aggregations"]["words"]["buckets"];
    let words = buckets.as_array().into_iter().flatten().map(|bucket| {
        let word = bucket["key"].as_str().unwrap_or_default().to_owned();
        (word, number(&bucket["doc_count"]))
    });
    Ok(words.collect())
}
