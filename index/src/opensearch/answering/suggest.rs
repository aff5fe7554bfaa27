//! Suggestions while somebody types: titles, names and frequent words.
//!
//! Names and words are kept in memory and made anew from time to time, beside the requests; titles are looked up.

use std::sync::Arc;

use serde_json::{Value, json};

use super::counting::number;
use super::hits::indexed;
use super::values::{all_values, frequent_words};
use crate::beside::suggesting::{self, Made, Serves};
use crate::document::listed::title_start;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::{ID, RECORD, TITLE_START};
use crate::opensearch::finding::snapshot::Snapshot;
use crate::search::suggestion::{Suggestion, SuggestionKind};
use crate::showing::beginnings::{
    Entry, FEWEST_ARTICLES, MOST_TITLES, MOST_WORDS, NAMES, Suggestions, mixed,
};

/// The names and words that all readers of an engine suggest, and the generation and revision that they are of.
pub(crate) type Suggesting = suggesting::Suggesting<(String, u64)>;

/// Titles, names and words that begin as typed, the most likely first.
pub(crate) fn suggest(
    snapshot: &Arc<Snapshot>,
    suggesting: &Arc<Suggesting>,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, EngineError> {
    let typed = title_start(typed);
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let known = known(snapshot, suggesting)?;
    let found = known.beginning_with(&typed, limit, |entry| Ok(Some(entry.articles)))?;
    let titles = titles(snapshot, &typed, limit.min(MOST_TITLES))?;
    Ok(mixed(found, titles, limit))
}

/// The names and words of a state, or of one that is not too old.
fn known(
    snapshot: &Arc<Snapshot>,
    suggesting: &Arc<Suggesting>,
) -> Result<Arc<Suggestions>, EngineError> {
    let age = snapshot.generations.options.suggestion_age;
    let state = (snapshot.live.generation.clone(), snapshot.live.revision);
    let serves = |made: &Made<(String, u64)>| match &made.state {
        of if *of == state => Serves::Yes,
        // Another generation is built where a name is to be nowhere any more.
        (generation, _) if *generation != state.0 => Serves::No,
        _ if age.is_zero() => Serves::No,
        _ if made.since.elapsed() < age => Serves::Yes,
        _ => Serves::Meanwhile,
    };
    let of = Arc::clone(snapshot);
    suggesting.of(state.clone(), serves, move || make(&of))
}

fn make(snapshot: &Snapshot) -> Result<Suggestions, EngineError> {
    let mut entries = Vec::new();
    for facet in NAMES {
        let listed = snapshot.listed_of(facet)?;
        let values = all_values(snapshot, facet.name(), &json!({"match_all": {}}))?;
        let values = values.into_iter();
        let shown = values.filter(|value| listed.is_none_or(|listed| listed.contains(&value.text)));
        entries.extend(shown.map(|value| Entry::new(Some(facet), value.text, value.articles)));
    }
    let words = frequent_words(snapshot, MOST_WORDS, FEWEST_ARTICLES)?;
    let words = words.into_iter();
    entries.extend(words.map(|(word, articles)| Entry::new(None, word, articles)));
    Ok(Suggestions::of(entries))
}

fn titles(snapshot: &Snapshot, typed: &str, limit: usize) -> Result<Vec<Suggestion>, EngineError> {
    let first = json!({"top_hits": {"size": 1, "_source": [RECORD], "sort": [{ID: "asc"}]}});
    let answer = snapshot.search(json!({
        "size": 0,
        "track_total_hits": false,
        "query": {"prefix": {TITLE_START: typed}},
        "aggs": {"titles": {
            "terms": {"field": TITLE_START, "size": limit, "order": {"_key": "asc"}},
            "aggs": {"first": first}
        }}
    }))?;
    let mut found: Vec<Suggestion> = Vec::new();
    let buckets = &answer["aggregations"]["titles"]["buckets"];
    for bucket in buckets.as_array().into_iter().flatten() {
        let record = &bucket["first"]["hits"]["hits"][0]["_source"][RECORD];
        let Some(record) = Value::as_str(record) else {
            continue;
        };
        let article = indexed(record)?.article;
        if found.iter().all(|known| known.text != article.title) {
            found.push(Suggestion {
                kind: SuggestionKind::Title(article.id),
                text: article.title,
                articles: number(&bucket["doc_count"]),
                is_corrected: false,
            });
        }
    }
    Ok(found)
}
