//! The terms that decide the first places of a ranking.
//!
//! A term brings an article less than its weight, however often it stands there. So the articles that have none of the
//! heavy terms score less than the light ones weigh together; where the last of the first places has more, they need not
//! be looked at. Most articles that come close to a query have nothing but light terms of it.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::query::{Plan, Word};
use super::terms::typed_term;
use crate::opensearch::cluster::mapping::field;
use crate::plan::Look;

/// So many times as many articles as there are places should have a heavy term: not each of them fulfils the rest.
const ROOM: u64 = 4;

/// The share of its weight that a term brings to most articles that have it.
const USUAL_SHARE: f32 = 0.4;

/// Fewer articles than so many are looked at one and all: a second question would cost more.
const FEW: u64 = 2_000;

/// What is reckoned in other places with other roundings is held to be the same within so much of itself.
const ROUNDING: f32 = 1.0 + 1e-4;

/// The heavy terms of a plan.
pub(crate) struct Heavy {
    /// Which articles have one.
    pub(crate) condition: Value,
    /// No article without any scores so much.
    pub(crate) rest: f32,
}

/// A term that ranks.
struct Term {
    name: String,
    typed: String,
    weight: f32,
    articles: u64,
}

/// The heavy terms for so many places; `None` where nothing would be gained by them.
pub(crate) fn heavy_terms(plan: &Plan, places: usize) -> Option<Heavy> {
    let leaves = plan.leaves.iter();
    let ranking = leaves.filter(|leaf| leaf.is_ranked && leaf.is_wanted);
    let words = ranking.map(|leaf| match &leaf.look {
        Look::Word(word) => Some((field(leaf.place.field), word)),
        Look::Phrase(_) | Look::Prefix(_) | Look::Values(_) => None,
    });
    let words: Vec<(String, &Word)> = words.collect::<Option<_>>()?;
    let terms = terms(&words);
    let (heavy, rest) = parted(&terms, &words, ROOM * places as u64)?;
    let mut by_field: HashMap<&str, Vec<&str>> = HashMap::new();
    for term in heavy {
        by_field.entry(&term.name).or_default().push(&term.typed);
    }
    let fields = by_field.into_iter();
    let fields: Vec<Value> = fields
        .map(|(name, terms)| json!({"terms": {name: terms}}))
        .collect();
    Some(Heavy {
        condition: json!({"bool": {"should": fields, "minimum_should_match": 1}}),
        rest: rest * ROUNDING,
    })
}

/// So many of the heaviest terms that articles which have one come before all others, as far as can be told, and what
/// others score at most; so many articles should have one.
fn parted<'a>(
    terms: &'a [Term],
    words: &[(String, &Word)],
    enough: u64,
) -> Option<(&'a [Term], f32)> {
    let mut known = HashSet::new();
    let mut having = 0;
    let mut last_place = 0.0;
    for (count, term) in (1..).zip(terms) {
        if term.articles >= FEW {
            return None;
        }
        known.insert((term.name.as_str(), term.typed.as_str()));
        if having < enough {
            having += term.articles;
            last_place = term.weight * USUAL_SHARE;
        }
        let others = words.iter();
        let rest: f32 = others
            .map(|(name, word)| most_without(name, word, &known))
            .sum();
        if having >= enough && rest < last_place {
            let (heavy, light) = terms.split_at(count);
            let looked_at: u64 = light.iter().map(|term| term.articles).sum();
            return (looked_at >= FEW).then_some((heavy, rest));
        }
    }
    None
}

/// The terms of words, each once, the heaviest first.
fn terms(words: &[(String, &Word)]) -> Vec<Term> {
    let mut by_term: HashMap<(&str, String), (f32, u64)> = HashMap::new();
    for (name, word) in words {
        for source in word.sources.iter().chain(word.parts.iter().flatten()) {
            let typed = typed_term(source.kind, &source.text);
            let known = by_term.entry((name.as_str(), typed)).or_default();
            *known = (known.0.max(source.weight), source.articles);
        }
    }
    let terms = by_term.into_iter();
    let mut terms: Vec<Term> = terms
        .map(|((name, typed), (weight, articles))| Term {
            name: name.to_owned(),
            typed,
            weight,
            articles,
        })
        .collect();
    terms.sort_by(|one, other| {
        let by_weight = other.weight.total_cmp(&one.weight);
        by_weight.then_with(|| one.typed.cmp(&other.typed))
    });
    terms
}

/// The most that a word brings to an article with none of the terms that are known: its best term or its parts together.
fn most_without(name: &str, word: &Word, known: &HashSet<(&str, &str)>) -> f32 {
    let most = |sources: &[super::query::Source]| {
        let others = sources.iter().filter(|source| {
            !known.contains(&(name, typed_term(source.kind, &source.text).as_str()))
        });
        others.map(|source| source.weight).fold(0.0, f32::max)
    };
    let parts: f32 = word.parts.iter().map(|sources| most(sources)).sum();
    most(&word.sources).max(parts)
}
