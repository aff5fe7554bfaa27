//! Words of the index that letters typed otherwise may stand for, read from its lists.

use std::collections::BTreeSet;

use tantivy::Searcher;
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use crate::analysis::TermKind;
use crate::plan::unfold::{MAX_WORDS, State, Unfolding};

/// Terms of a kind that are the text when dots and accents are left out, other than the text itself.
pub(crate) fn unfolded(
    searcher: &Searcher,
    field: Field,
    kind: TermKind,
    text: &str,
) -> tantivy::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let unfolding = Unfolding::of(kind, text);
    let automaton = Letters(&unfolding);
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().search(&automaton).into_stream()?;
        while terms.advance() && found.len() < MAX_WORDS {
            let term = std::str::from_utf8(&terms.key()[1..]).unwrap_or_default();
            if term != text && !term.is_empty() {
                found.insert(term.to_owned());
            }
        }
    }
    Ok(found)
}

/// The letters of a typed word as tantivy walks its terms by them.
struct Letters<'a>(&'a Unfolding);

impl Automaton for &Letters<'_> {
    type State = State;

    fn start(&self) -> State {
        State::Kind
    }

    fn is_match(&self, state: &State) -> bool {
        self.0.is_match(state)
    }

    fn can_match(&self, state: &State) -> bool {
        self.0.can_match(state)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        self.0.accept(state, byte)
    }
}
