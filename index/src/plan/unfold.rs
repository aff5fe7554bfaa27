//! Words of the index that letters typed otherwise may stand for: "jarjesto" for "järjestö", "strasse" for
//! "straße", "Dvořák" for "Dvorak", "Virtanen" for "Wirtanen".

use crate::analysis::listed::kind_byte;
use crate::analysis::{TermKind, fold, fold_letter, written_out};

/// Most words that one typed word may stand for.
pub(crate) const MAX_WORDS: usize = 16;

/// Whether the letters of a typed word may stand for others: they lack the dots of Finnish, or they are foreign.
pub(crate) fn may_stand_for_others(typed: &str) -> bool {
    typed.is_ascii()
        || typed
            .chars()
            .any(|letter| is_foreign(letter) || matches!(letter, 'v' | 'V'))
}

/// True for letters that neither Finnish nor Swedish is written with, and that keyboards here lack.
fn is_foreign(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii() && !"åäöÅÄÖ".contains(letter)
}

/// The letters as a keyboard without foreign ones has them.
pub(crate) fn without_foreign(text: &str) -> Vec<char> {
    let plain = |letter: char| match is_foreign(letter) {
        true => fold(letter.encode_utf8(&mut [0; 4])),
        false => letter.to_string(),
    };
    text.chars()
        .map(plain)
        .collect::<String>()
        .chars()
        .collect()
}

/// Accepts typed terms whose letters are the given ones, with or without dots where those have none.
#[derive(Debug)]
pub(crate) struct Unfolding {
    kind: u8,
    letters: Vec<char>,
}

/// How far a term has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
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
    /// Accepts the terms of a kind that a text may stand for.
    pub(crate) fn of(kind: TermKind, text: &str) -> Self {
        Self {
            kind: kind_byte(kind),
            letters: without_foreign(text),
        }
    }

    /// Whether a whole term has been read.
    pub(crate) fn is_match(&self, state: &State) -> bool {
        *state == State::Letters(self.letters.len())
    }

    /// Whether more may still make it one.
    pub(crate) fn can_match(&self, state: &State) -> bool {
        *state != State::Failed
    }

    /// How far a term has been read with one byte more.
    pub(crate) fn accept(&self, state: &State, byte: u8) -> State {
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

    fn after(&self, read: usize, letter: Option<char>) -> State {
        let (Some(wanted), Some(letter)) = (self.letters.get(read), letter) else {
            return State::Failed;
        };
        let mut rest = self.letters[read..].iter();
        if let Some(letters) = written_out(letter)
            && letters.chars().all(|one| rest.next() == Some(&one))
        {
            return State::Letters(read + letters.len());
        }
        let is_w_for_v = (*wanted, letter) == ('v', 'w');
        if *wanted == letter || *wanted == fold_letter(letter) || is_w_for_v {
            return State::Letters(read + 1);
        }
        State::Failed
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
        let state = term
            .bytes()
            .fold(State::Kind, |state, byte| automaton.accept(&state, byte));
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

    #[test]
    fn plain_letters_stand_for_foreign_ones() {
        check("strasse", "wstraße", true);
        check("strase", "wstraße", false);
        check("aero", "wæro", true);
        check("thor", "wþór", true);
        check("angu", "waŋu", true);
        check("virtanen", "wwirtanen", true);
        check("wirtanen", "wvirtanen", false);
    }

    #[test]
    fn foreign_letters_are_typed_as_plain_ones() {
        let letters = |typed| without_foreign(typed).into_iter().collect::<String>();
        assert_eq!(letters("dvořák"), "dvorak");
        assert_eq!(letters("großjärvi"), "grossjärvi");
        assert!(may_stand_for_others("dvořák") && may_stand_for_others("jarvi"));
        assert!(!may_stand_for_others("järjestö"));
    }
}
