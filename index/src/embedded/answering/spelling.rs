//! Words of articles that are not deleted, looked through for a better spelling.

use std::collections::BTreeMap;

use levenshtein_automata::{DFA, SINK_STATE};
use tantivy_fst::Automaton;

use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::beside::spelling::{Near, Spelling};
use crate::embedded::state::living;
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::tokens::typed_term;

impl Spelling for Snapshot {
    type Error = tantivy::TantivyError;

    fn has_word(&self, word: &str) -> tantivy::Result<bool> {
        let term = typed_term(self.fields.text, TermKind::Surface, word);
        for (segment, list) in self.segments.iter().zip(self.lists_of(&term)?) {
            if let Some(list) = list
                && living::count(segment, &segment.text, &list, 1)? > 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn near_words(&self, near: &Near) -> tantivy::Result<Vec<(String, u64)>> {
        let near = NearWords {
            automaton: &near.automaton,
        };
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for segment in &self.segments {
            let mut terms = segment.text.terms().search(&near).into_stream()?;
            while terms.advance() {
                let text = std::str::from_utf8(&terms.key()[1..]).unwrap_or_default();
                let articles = living::count(segment, &segment.text, terms.value(), 1)?;
                if articles > 0 {
                    *found.entry(text.to_owned()).or_default() += u64::from(articles);
                }
            }
        }
        Ok(found.into_iter().collect())
    }
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
