//! Words of the index that letters typed without dots may stand for: "jarjesto" for "järjestö".

use std::collections::BTreeSet;

use tantivy::Searcher;
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use crate::analysis::{TermKind, fold_letter};
use crate::embedded::writing::encoding::kind_byte;

/// Most words that one typed word may stand for.
const MAX_WORDS: usize = 16;

/// Terms of a kind that are the text when dots and accents are left out, other than the text itself.
pub(crate) fn unfolded(
    searcher: &Searcher,
    field: Field,
    kind: TermKind,
    text: &str,
) -> tantivy::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let automaton = Unfolding {
        kind: kind_byte(kind),
        letters: text.chars().collect(),
    };
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

/// Accepts typed terms whose letters are the given ones, with or without dots where those have none.
struct Unfolding {
    kind: u8,
    letters: Vec<char>,
}

/// How far a term has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing yet.
    Kind,
    /// So many letters.
    Letters(usize),
    /// So many letters and the beginning of the next one, which has so many bytes to come.
    Inside {
        read: usize,
        value: u32,
        missing: u8,
    },
    /// A letter that does not fit.
    Failed,
}

impl Unfolding {
    fn after(&self, read: usize, letter: Option<char>) -> State {
        match (self.letters.get(read), letter) {
            (Some(wanted), Some(letter)) if *wanted == letter || *wanted == fold_letter(letter) => {
                State::Letters(read + 1)
            }
            _ => State::Failed,
        }
    }
}

impl Automaton for &Unfolding {
    type State = State;

    fn start(&self) -> State {
        State::Kind
    }

    fn is_match(&self, state: &State) -> bool {
        *state == State::Letters(self.letters.len())
    }

    fn can_match(&self, state: &State) -> bool {
        *state != State::Failed
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match *state {
            State::Kind if byte == self.kind => State::Letters(0),
            State::Kind | State::Failed => State::Failed,
            State::Letters(read) => match byte {
                0..=0x7f => self.after(read, Some(char::from(byte))),
                0xc0..=0xdf => State::Inside {
                    read,
                    value: u32::from(byte & 0x1f),
                    missing: 1,
                },
                0xe0..=0xef => State::Inside {
                    read,
                    value: u32::from(byte & 0x0f),
                    missing: 2,
                },
                _ => State::Inside {
                    read,
                    value: u32::from(byte & 0x07),
                    missing: 3,
                },
            },
            State::Inside {
                read,
                value,
                missing,
            } => {
                let value = value << 6 | u32::from(byte & 0x3f);
                match missing {
                    1 => self.after(read, char::from_u32(value)),
                    _ => State::Inside {
                        read,
                        value,
                        missing: missing - 1,
                    },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, term: &str, fits: bool) {
        let automaton = &Unfolding {
            kind: b'w',
            letters: typed.chars().collect(),
        };
        let state = term.bytes().fold(automaton.start(), |state, byte| {
            automaton.accept(&state, byte)
        });
        assert_eq!(automaton.is_match(&state), fits, "{typed} {term}");
    }

    #[test]
    fn plain_letters_stand_for_letters_with_dots() {
        check("jarjesto", "wjärjestö", true);
        check("jarjesto", "wjarjesto", true);
        check("jarjesto", "wjärjestön", false);
        check("jarjesto", "ljärjestö", false);
        check("järjestö", "wjarjesto", false);
        check("sale", "wšåłé", true);
        check("ab", "wa€", false);
    }
}
