//! Suggestions while somebody types: titles, names and frequent words.
//!
//! Names and words are kept in memory and made anew from time to time, beside the requests; titles are looked up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};

use super::counting::number;
use super::hits::indexed;
use super::values::{all_values, frequent_words};
use crate::document::listed::title_start;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::{ID, RECORD, TITLE_START};
use crate::opensearch::finding::snapshot::Snapshot;
use crate::search::suggestion::{Suggestion, SuggestionKind};
use crate::showing::beginnings::{
    Entry, FEWEST_ARTICLES, MOST_TITLES, MOST_WORDS, NAMES, Suggestions, mixed,
};

/// The names and words that all readers of an engine suggest.
#[derive(Debug, Default)]
pub(crate) struct Suggesting(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    made: Option<Made>,
    is_being_made: bool,
}

/// Names and words of a state.
#[derive(Clone, Debug)]
struct Made {
    suggestions: Arc<Suggestions>,
    generation: String,
    revision: u64,
    since: Instant,
}

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
    let known = suggesting.of(snapshot)?;
    let found = known.beginning_with(&typed, limit);
    let titles = titles(snapshot, &typed, limit.min(MOST_TITLES))?;
    Ok(mixed(found, titles, limit))
}

impl Suggesting {
    /// The names and words, of the state asked for or of one that is not too old.
    fn of(self: &Arc<Self>, snapshot: &Arc<Snapshot>) -> Result<Arc<Suggestions>, EngineError> {
        let age = snapshot.generations.options.suggestion_age;
        let live = &snapshot.live;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = &known.made {
            let is_of_state =
                (&made.generation, made.revision) == (&live.generation, live.revision);
            // Another generation is built where a name is to be nowhere any more.
            let is_of_generation = made.generation == live.generation;
            let is_fresh = made.since.elapsed() < age || known.is_being_made;
            if is_of_state || (is_of_generation && is_fresh) {
                return Ok(Arc::clone(&made.suggestions));
            }
            if is_of_generation && !age.is_zero() {
                let before = Arc::clone(&made.suggestions);
                known.is_being_made = true;
                let (suggesting, snapshot) = (Arc::clone(self), Arc::clone(snapshot));
                thread::spawn(move || {
                    let made = catch_unwind(AssertUnwindSafe(|| make(&snapshot)));
                    let mut known = suggesting.0.lock().unwrap_or_else(PoisonError::into_inner);
                    known.is_being_made = false;
                    // Where it fails the earlier ones stay, and the next request tries again.
                    if let Ok(Ok(made)) = made {
                        known.made = Some(made);
                    }
                });
                return Ok(before);
            }
        }
        let made = make(snapshot)?;
        let suggestions = Arc::clone(&made.suggestions);
        known.made = Some(made);
        Ok(suggestions)
    }
}

fn make(snapshot: &Snapshot) -> Result<Made, EngineError> {
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
    Ok(Made {
        suggestions: Arc::new(Suggestions::of(entries)),
        generation: snapshot.live.generation.clone(),
        revision: snapshot.live.revision,
        since: Instant::now(),
    })
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
