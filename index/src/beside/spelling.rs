//! A better spelling for a query of which not all is found, from the words of articles.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aluehaku_query::{Leaf, LeafKind, Query};
use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder};

use crate::plan::Plan;
use crate::search::request::SearchRequest;
use crate::search::response::Basis;

/// Letters from which on two slips are forgiven instead of one.
const LONG_WORD: usize = 6;

/// Shorter words are like too many others.
const SHORTEST_WORD: usize = 4;

/// An index whose words are looked through.
pub(crate) trait Spelling {
    /// Why the index cannot be read.
    type Error;

    /// Whether an article has a word as it stands.
    fn has_word(&self, word: &str) -> Result<bool, Self::Error>;

    /// Words of articles that are near, with the number of their articles.
    fn near_words(&self, near: &Near) -> Result<Vec<(String, u64)>, Self::Error>;
}

/// The words within some slips of one.
pub(crate) struct Near {
    /// The word, in small letters.
    pub(crate) word: String,
    /// Most slips.
    pub(crate) slips: u8,
    /// Accepts them.
    pub(crate) automaton: DFA,
}

/// What was found of a query.
pub(crate) struct Answered<'a, T> {
    pub(crate) plan: &'a Plan<T>,
    pub(crate) query: &'a Query,
    pub(crate) basis: &'a Basis,
    pub(crate) total: u64,
}

/// The query with each word that no article has replaced by the most frequent of the nearest words of the index, where
/// not all that was asked for is found; `None` when that changes nothing.
pub(crate) fn better_spelling<T, S: Spelling>(
    index: &S,
    request: &SearchRequest,
    answered: &Answered<'_, T>,
) -> Result<Option<String>, S::Error> {
    let Answered {
        plan,
        query,
        basis,
        total,
    } = answered;
    let has_hits = *total > 0;
    if !request.shows_hits || (has_hits && **basis == Basis::Everything) {
        return Ok(None);
    }
    let is_found = |leaf: &Leaf| {
        let mut planned = plan.leaves.iter();
        has_hits && planned.any(|planned| planned.span == leaf.span && planned.is_found())
    };
    let mut changes = BTreeMap::new();
    for leaf in query.positive_leaves() {
        if leaf.field.is_none()
            && leaf.kind == LeafKind::Word
            && !is_found(leaf)
            && let Some(better) = better_word(index, &leaf.text)?
        {
            changes.insert(leaf.text.clone(), better);
        }
    }
    if changes.is_empty() {
        return Ok(None);
    }
    let changed = query.map_leaves(|leaf| {
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

/// The most frequent of the nearest words of the index; `None` when an article has the word itself, or
/// none has a near one.
fn better_word<S: Spelling>(index: &S, word: &str) -> Result<Option<String>, S::Error> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    if letters < SHORTEST_WORD || index.has_word(&word)? {
        return Ok(None);
    }
    let slips = if letters < LONG_WORD { 1 } else { 2 };
    let near = Near {
        automaton: LevenshteinAutomatonBuilder::new(slips, true).build_dfa(&word),
        slips,
        word,
    };
    let words = index.near_words(&near)?.into_iter();
    let judged = words.map(|(text, articles)| {
        let begins_alike = text.chars().next() == near.word.chars().next();
        let distance = near.automaton.eval(text.as_bytes()).to_u8();
        (distance, !begins_alike, Reverse(articles), text)
    });
    let best = judged.filter(|(distance, ..)| *distance <= slips).min();
    Ok(best.map(|(.., text)| text))
}
