//! Words of articles, looked through for a better spelling.

use serde_json::{Value, json};

use crate::analysis::TermKind;
use crate::beside::spelling::{Near, Spelling};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::TEXT;
use crate::opensearch::finding::snapshot::{Snapshot, total};
use crate::opensearch::finding::terms::typed_term;

/// So many near words are looked at.
const MOST_NEAR: u32 = 30;

impl Spelling for Snapshot {
    type Error = EngineError;

    fn has_word(&self, word: &str) -> Result<bool, EngineError> {
        Ok(counts(self, &[word])?.iter().any(|count| *count > 0))
    }

    fn near_words(&self, near: &Near) -> Result<Vec<(String, u64)>, EngineError> {
        let near = near_words(self, near)?;
        let texts: Vec<&str> = near.iter().map(String::as_str).collect();
        let counts = counts(self, &texts)?;
        let counted = near.into_iter().zip(counts);
        Ok(counted.filter(|(_, count)| *count > 0).collect())
    }
}

/// Words of the index within some slips of a word, among them perhaps such as only removed articles have.
fn near_words(snapshot: &Snapshot, near: &Near) -> Result<Vec<String>, EngineError> {
    let answer = snapshot.search(json!({
        "size": 0,
        "suggest": {"near": {
            "text": typed_term(TermKind::Surface, &near.word),
            "term": {
                "field": TEXT, "analyzer": "typed_word", "suggest_mode": "always",
                "string_distance": "damerau_levenshtein", "accuracy": 0.0,
                "max_edits": near.slips, "prefix_length": 1, "min_word_length": 2,
                "size": MOST_NEAR, "max_inspections": 500
            }
        }}
    }))?;
    let options = &answer["suggest"]["near"][0]["options"];
    let texts = options.as_array().into_iter().flatten();
    let texts = texts.filter_map(|option| option["text"].as_str()?.strip_prefix('w'));
    Ok(texts.map(ToOwned::to_owned).collect())
}

/// How many articles have each of some words as it stands.
fn counts(snapshot: &Snapshot, words: &[&str]) -> Result<Vec<u64>, EngineError> {
    let questions = words.iter().map(|word| {
        let term = typed_term(TermKind::Surface, word);
        json!({"size": 0, "track_total_hits": true, "query": {"term": {TEXT: {"value": term}}}})
    });
    let answers: Vec<Value> = snapshot.search_all(questions.collect())?;
    answers.iter().map(total).collect()
}
