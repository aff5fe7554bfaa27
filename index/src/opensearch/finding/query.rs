//! A plan as a question to the cluster: conditions that articles fulfil, and clauses that rank them.

use serde_json::{Value, json};

use super::fields::DAY_LENGTH;
use super::terms::{AUTHORS_MARK, BODY_MARK, LEAD_MARK, typed_term};
use crate::analysis::TermKind;
use crate::opensearch::cluster::mapping::{DAY, MARKS, Similarity, TEXT, field};
use crate::plan::formula::{AGE_COST, HALF_AGE, PREFIX_WEIGHT, SATURATION};
use crate::plan::word::Reach;
use crate::plan::{self, Look, Node, Place};
use aluehaku_article::TextPart;

/// The cluster finds the articles of a term by the term itself.
pub(crate) type Plan = plan::Plan<()>;
pub(crate) type Word = plan::word::Word<()>;
pub(crate) type Source = plan::word::Source<()>;
pub(crate) type Leaf = plan::Leaf<()>;

/// Words may stand anywhere before or behind a mark.
const ANYWHERE: u32 = 1_000_000_000;

/// Words that a prefix stands for at most in one named text.
const MOST_PREFIX_WORDS: u32 = 1000;

/// Terms that may rank in one question: the cluster refuses more clauses than 1,024.
const MOST_RANKING_TERMS: usize = 900;

/// How the weights of terms become boosts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scoring {
    pub(crate) similarity: Similarity,
    /// Number of articles.
    pub(crate) articles: u64,
    /// The major version of the cluster.
    pub(crate) major: u64,
    /// The day that ages are counted from.
    pub(crate) newest: i64,
}

/// What articles must fulfil.
pub(crate) fn condition(plan: &Plan, node: &Node, reach: Reach) -> Value {
    match node {
        Node::Everything => json!({"match_all": {}}),
        Node::Leaf(number) => of_leaf(&plan.leaves[*number], reach),
        Node::Any(parts) => any(parts
            .iter()
            .map(|part| condition(plan, part, reach))
            .collect()),
        Node::All {
            required, excluded, ..
        } => {
            let all = |parts: &[Node]| -> Vec<Value> {
                parts
                    .iter()
                    .map(|part| condition(plan, part, reach))
                    .collect()
            };
            json!({"bool": {"filter": all(required), "must_not": all(excluded)}})
        }
    }
}

/// A condition with the scores of all leaves that rank, and what age costs.
pub(crate) fn ranked(plan: &Plan, condition: &Value, scoring: Scoring) -> Value {
    let leaves = plan.leaves.iter();
    let ranking: Vec<&Leaf> = leaves
        .filter(|leaf| leaf.is_ranked && leaf.is_wanted)
        .collect();
    let most = (MOST_RANKING_TERMS / ranking.len().max(1)).max(1);
    let clauses: Vec<Value> = ranking
        .iter()
        .filter_map(|leaf| score(leaf, most, scoring))
        .collect();
    let newest = scoring.newest * DAY_LENGTH;
    let dated = |range: &str| json!({"range": {DAY: {range: newest}}});
    let undated = json!({"bool": {"must_not": {"exists": {"field": DAY}}}});
    let decay = json!({DAY: {"origin": newest, "scale": format!("{HALF_AGE}d"), "decay": 0.5}});
    json!({"function_score": {
        "query": {"bool": {"filter": [condition], "should": clauses}},
        "score_mode": "sum",
        "boost_mode": "multiply",
        "functions": [
            {"weight": 1.0 - AGE_COST},
            {"filter": dated("lte"), "exp": decay, "weight": AGE_COST},
            {"filter": dated("gt"), "weight": AGE_COST},
            {"filter": undated, "weight": AGE_COST / 2.0}
        ]
    }})
}

/// Whether the texts of an article have words in a row.
pub(crate) fn in_a_row(name: &str, words: &[Word]) -> Value {
    row(name, words, None)
}

fn of_leaf(leaf: &Leaf, reach: Reach) -> Value {
    let name = field(leaf.place.field);
    let found = match &leaf.look {
        Look::Word(word) => {
            let terms: Vec<String> = word.within(reach).map(typed).collect();
            match terms.is_empty() {
                true => nothing(),
                false => json!({"terms": {name: terms}}),
            }
        }
        Look::Phrase(words) => row(&name, words, None),
        Look::Prefix(start) => prefix(&name, start),
        Look::Values(values) => json!({"terms": {name: values}}),
    };
    match leaf.place {
        Place {
            part: Some(part), ..
        } => within(part, spans(leaf, reach)),
        Place { part: None, .. } => found,
    }
}

/// How a leaf adds to the score.
fn score(leaf: &Leaf, most: usize, scoring: Scoring) -> Option<Value> {
    let name = field(leaf.place.field);
    let scored = match &leaf.look {
        Look::Word(word) => of_word(&name, word, most, scoring),
        Look::Phrase(words) => {
            let weight: f32 = words.iter().map(best_weight).sum();
            let terms = words.iter().flat_map(|word| &word.sources).count().max(1);
            match words.as_slice() {
                [single] => competing(&name, &single.sources, most, scoring),
                _ => row(&name, words, Some(weight / terms as f32)),
            }
        }
        Look::Prefix(start) => {
            json!({"constant_score": {"filter": prefix(&name, start), "boost": PREFIX_WEIGHT}})
        }
        Look::Values(_) => return None,
    };
    Some(match leaf.place.part {
        None => scored,
        Some(_) => json!({"bool": {"filter": [of_leaf(leaf, Reach::Loose)], "should": [scored]}}),
    })
}

/// The best term of a word, or its parts together, whichever is more.
fn of_word(name: &str, word: &Word, most: usize, scoring: Scoring) -> Value {
    let whole = competing(name, &word.sources, most, scoring);
    if word.parts.is_empty() {
        return whole;
    }
    let parts = word.parts.iter().take(most);
    let parts: Vec<Value> = parts
        .map(|sources| competing(name, sources, most, scoring))
        .collect();
    best(vec![whole, json!({"bool": {"should": parts}})])
}

/// Terms of which the best counts.
fn competing(name: &str, sources: &[Source], most: usize, scoring: Scoring) -> Value {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let terms = sources.into_iter().take(most);
    let terms = terms.map(|source| {
        let boost = scoring.boost(source);
        json!({"term": {name: {"value": typed(source), "boost": boost}}})
    });
    best(terms.collect())
}

fn best(mut alternatives: Vec<Value>) -> Value {
    match alternatives.len() {
        0 => nothing(),
        1 => alternatives.remove(0),
        _ => json!({"dis_max": {"tie_breaker": 0.0, "queries": alternatives}}),
    }
}

/// Words in a row, each by any of its terms.
fn row(name: &str, words: &[Word], boost: Option<f32>) -> Value {
    if words.is_empty() || words.iter().any(|word| word.sources.is_empty()) {
        return nothing();
    }
    let alternatives = words.iter().map(|word| {
        let terms: Vec<String> = word.sources.iter().map(typed).collect();
        terms.join("|")
    });
    let text: Vec<String> = alternatives.collect();
    json!({"match_phrase": {name: {
        "query": text.join(" "), "analyzer": "typed", "boost": boost.unwrap_or(1.0)
    }}})
}

fn prefix(name: &str, start: &str) -> Value {
    json!({"prefix": {name: typed_term(TermKind::Surface, start)}})
}

/// Where the terms of a leaf stand.
fn spans(leaf: &Leaf, reach: Reach) -> Option<Value> {
    let either = |terms: Vec<String>| {
        let clauses: Vec<Value> = terms
            .into_iter()
            .map(|term| json!({"span_term": {TEXT: term}}))
            .collect();
        (!clauses.is_empty()).then(|| json!({"span_or": {"clauses": clauses}}))
    };
    match &leaf.look {
        Look::Word(word) => either(word.within(reach).map(typed).collect()),
        Look::Phrase(words) => {
            let words = words
                .iter()
                .map(|word| either(word.sources.iter().map(typed).collect()));
            let mut words = words.collect::<Option<Vec<Value>>>()?;
            match words.len() {
                0 => None,
                1 => words.pop(),
                _ => Some(json!({"span_near": {"clauses": words, "slop": 0, "in_order": true}})),
            }
        }
        Look::Prefix(start) => Some(json!({"span_multi": {"match": {"prefix": {TEXT: {
            "value": typed_term(TermKind::Surface, start),
            "rewrite": format!("top_terms_boost_{MOST_PREFIX_WORDS}")
        }}}}})),
        Look::Values(_) => None,
    }
}

/// Articles with what stands in one of their texts: before, behind or between marks.
fn within(part: TextPart, spans: Option<Value>) -> Value {
    let Some(spans) = spans else { return nothing() };
    let mark = |mark: &str| {
        let marked = json!({"span_term": {MARKS: mark}});
        json!({"field_masking_span": {"query": marked, "field": TEXT}})
    };
    let clauses = match part {
        TextPart::Title => vec![spans, mark(LEAD_MARK)],
        TextPart::Lead => vec![mark(LEAD_MARK), spans, mark(BODY_MARK)],
        TextPart::Body => vec![mark(BODY_MARK), spans, mark(AUTHORS_MARK)],
    };
    json!({"span_near": {"clauses": clauses, "slop": ANYWHERE, "in_order": true}})
}

fn any(mut parts: Vec<Value>) -> Value {
    match parts.len() {
        0 => nothing(),
        1 => parts.remove(0),
        _ => json!({"bool": {"should": parts, "minimum_should_match": 1}}),
    }
}

fn nothing() -> Value {
    json!({"match_none": {}})
}

fn typed(source: &Source) -> String {
    typed_term(source.kind, &source.text)
}

/// The weight of a word in a phrase: that of its most telling form.
fn best_weight(word: &Word) -> f32 {
    let weights = word.sources.iter().map(|source| source.weight);
    weights.fold(0.0, f32::max)
}

impl Scoring {
    /// Whether a term surely brings less than its weight.
    pub(crate) fn is_bounded(self) -> bool {
        self.similarity == Similarity::Scripted
    }

    /// The weight of a term as a boost: plain BM25 multiplies by the rarity that it knows itself.
    fn boost(self, source: &Source) -> f32 {
        if self.similarity == Similarity::Scripted {
            return source.weight;
        }
        let (all, having) = (self.articles as f32, source.articles as f32);
        let rarity = (1.0 + (all - having + 0.5).max(0.0) / (having + 0.5)).ln();
        // Lucene 9 multiplies by k1 + 1, Lucene 10 does not.
        let factor = if self.major < 3 {
            SATURATION + 1.0
        } else {
            1.0
        };
        source.weight / (rarity * factor).max(f32::MIN_POSITIVE)
    }
}
