//! A better spelling for a query that finds nothing, from the words of articles that are not deleted.

use std::collections::BTreeMap;

use aluehaku_query::{Leaf, LeafKind, Query};
use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::Term;
use tantivy_fst::Automaton;

use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::embedded::state::living;
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::tokens::typed_term;

/// Letters from which on two slips are forgiven instead of one.
const LONG_WORD: usize = 6;

/// Shorter words are like too many others.
const SHORTEST_WORD: usize = 4;

/// The query with each word that no article has replaced by the most frequent of the nearest words
/// of the index; `None` when that changes nothing. Words that `is_known` names stay as they are.
pub(crate) fn better(
    snapshot: &Snapshot,
    query: &Query,
    is_known: &dyn Fn(&Leaf) -> bool,
) -> tantivy::Result<Option<String>> {
    let mut changes = BTreeMap::new();
    for leaf in query.positive_leaves() {
        if leaf.field.is_none()
            && leaf.kind == LeafKind::Word
            && !is_known(leaf)
            && let Some(better) = better_word(snapshot, &leaf.text)?
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
pub(crate) fn better_word(snapshot: &Snapshot, word: &str) -> tantivy::Result<Option<String>> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    let term = typed_term(snapshot.fields.text, TermKind::Surface, &word);
    if letters < SHORTEST_WORD || is_in_some_article(snapshot, &term)? {
        return Ok(None);
    }
    let slips = if letters < LONG_WORD { 1 } else { 2 };
    let automaton = LevenshteinAutomatonBuilder::new(slips, true).build_dfa(&word);
    let near = NearWords {
        automaton: &automaton,
    };
    // By distance, then by the number of articles: the smallest key is the best word.
    let mut best: BTreeMap<String, (u8, u64)> = BTreeMap::new();
    for segment in &snapshot.segments {
        let mut terms = segment.text.terms().search(&near).into_stream()?;
        while terms.advance() {
            let text = std::str::from_utf8(&terms.key()[1..]).unwrap_or_default();
            let articles = living::count(segment, &segment.text, terms.value(), 1)?;
            if articles > 0 {
                let distance = automaton.eval(text.as_bytes()).to_u8();
                let found = best.entry(text.to_owned()).or_insert((distance, 0));
                found.1 += u64::from(articles);
            }
        }
    }
    let best = best.into_iter().min_by_key(|(text, (distance, articles))| {
        let begins_alike = text.chars().next() == word.chars().next();
        (*distance, !begins_alike, std::cmp::Reverse(*articles))
    });
    Ok(best.map(|(text, _)| text))
}

/// Whether an article that is not deleted has a term.
fn is_in_some_article(snapshot: &Snapshot, term: &Term) -> tantivy::Result<bool> {
    for (segment, list) in snapshot.segments.iter().zip(snapshot.lists_of(term)?) {
        if let Some(list) = list
            && living::count(segment, &segment.text, &list, 1)? > 0
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Surface forms within some slips of a word.
struct NearWords<'a> {
    automaton: &'a DFA,
}

impl Automaton for &NearWords<'_> {
    /// Absent before the byte of the kind.
    type State = Option<u32>;

    fn start(&self) -> Self::State {
        None
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|state| {
            !matches!(
                self.automaton.distance(state),
                levenshtein_automata::Distance::AtLeast(_)
            )
        })
    }

    fn can_match(&self, state: &Self::State) -> bool {
        *state != Some(SINK_STATE)
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        match state {
            None if byte == kind_byte(TermKind::Surface) => Some(self.automaton.initial_state()),
            None => Some(SINK_STATE),
            Some(state) => Some(self.automaton.transition(*state, byte)),
        }
    }
}
