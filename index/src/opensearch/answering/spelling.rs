//! A better spelling for a query that finds nothing, from the words of articles.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aluehaku_query::{Leaf, LeafKind, Query};
use levenshtein_automata::LevenshteinAutomatonBuilder;
use serde_json::{Value, json};

use super::search::{Found, Search};
use crate::analysis::TermKind;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::TEXT;
use crate::opensearch::finding::snapshot::{Snapshot, total};
use crate::opensearch::finding::terms::typed_term;
use crate::search::response::Basis;

/// Letters from which on two slips are forgiven instead of one.
const LONG_WORD: usize = 6;

/// Shorter words are like too many others.
const SHORTEST_WORD: usize = 4;

/// So many near words are looked at.
const MOST_NEAR: u32 = 30;

impl Search<'_> {
    /// A better spelling of words that no article has, where not all that was asked for is found.
    pub(crate) fn better_spelling(
        &self,
        found: &Found,
        total: u64,
    ) -> Result<Option<String>, EngineError> {
        if total > 0 && found.basis == Basis::Everything || !self.deadline.goes_on() {
            return Ok(None);
        }
        let known = |leaf: &Leaf| {
            let mut planned = found.plan.leaves.iter();
            total > 0 && planned.any(|planned| planned.span == leaf.span && planned.is_found())
        };
        let mut changes = BTreeMap::new();
        for leaf in found.query.positive_leaves() {
            if leaf.field.is_none()
                && leaf.kind == LeafKind::Word
                && !known(leaf)
                && let Some(better) = better_word(self.snapshot, &leaf.text)?
            {
                changes.insert(leaf.text.clone(), better);
            }
        }
        if changes.is_empty() {
            return Ok(None);
        }
        let changed = found.query.map_leaves(|leaf| {
            let text = changes
                .get(&leaf.text)
                .filter(|_| leaf.kind == LeafKind::Word);
            Query::Leaf(Leaf {
                text: text.unwrap_or(&leaf.text).clone(),
                ..leaf.clone()
            })
        });
        Ok(Some(changed.to_string()))
    }
}

/// The most frequent of the nearest words of the index; `None` when an article has the word itself, or
/// none has a near one.
fn better_word(snapshot: &Snapshot, word: &str) -> Result<Option<String>, EngineError> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    if letters < SHORTEST_WORD || counts(snapshot, &[&word])?[0] > 0 {
        return Ok(None);
    }
    let slips = if letters < LONG_WORD { 1 } else { 2 };
    let near = near_words(snapshot, &word, slips)?;
    let texts: Vec<&str> = near.iter().map(String::as_str).collect();
    let counts = counts(snapshot, &texts)?;
    let automaton = LevenshteinAutomatonBuilder::new(slips, true).build_dfa(&word);
    let judged = near.iter().zip(counts).filter(|(_, count)| *count > 0);
    let best = judged.min_by_key(|(text, count)| {
        let distance = automaton.eval(text.as_bytes()).to_u8();
        let begins_alike = text.chars().next() == word.chars().next();
        (distance, !begins_alike, Reverse(*count))
    });
    Ok(best
        .filter(|(text, _)| automaton.eval(text.as_bytes()).to_u8() <= slips)
        .map(|(text, _)| text.clone()))
}

/// Words of the index within some slips of a word, among them perhaps such as only removed articles have.
fn near_words(snapshot: &Snapshot, word: &str, slips: u8) -> Result<Vec<String>, EngineError> {
    let answer = snapshot.search(json!({
        "size": 0,
        "suggest": {"near": {
            "text": typed_term(TermKind::Surface, word),
            "term": {
                "field": TEXT, "analyzer": "typed_word", "suggest_mode": "always",
                "string_distance": "damerau_levenshtein", "accuracy": 0.0,
                "max_edits": slips, "prefix_length": 1, "min_word_length": 2,
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
