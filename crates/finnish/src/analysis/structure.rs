//! The marks of a word's spelling: where its pieces begin and which letters are capitals.
//!
//! libvoikko calls the result STRUCTURE: `=` before each piece, then one mark a letter, `p` for a
//! small letter and `i` for a capital, `q` and `j` for the same in abbreviations and numbers, and
//! hyphens and colons as they are. "Etelä-Savo" has `=ipppp-=ippp`.

use super::features::Class;

const SMALL: u8 = b'p';
const CAPITAL: u8 = b'i';
const SMALL_OF_ABBREVIATION: u8 = b'q';
const CAPITAL_OF_ABBREVIATION: u8 = b'j';

/// The marks of one word, collected while its output is read from left to right.
#[derive(Debug, Default, Clone)]
pub(super) struct Marks {
    /// One mark for each letter.
    letters: Vec<u8>,
    /// Before which letters a piece begins, in order. The last one may stand after all letters.
    pieces: Vec<u16>,
    /// A boundary has been passed and no piece has begun since.
    boundary: bool,
    /// The next letter is the first of a name.
    capital: bool,
    abbreviation: bool,
    numeral: bool,
    /// The pattern of capitals that the dictionary states for this part.
    pattern: Vec<u8>,
    has_pattern: bool,
    used: usize,
    /// The first letter of this part.
    part: Option<usize>,
    /// The first letter since the last hyphen.
    word: usize,
    /// This part qualifies a place name that may follow, as "etelä" does.
    qualifier: bool,
    /// Some letter is a capital, or was one.
    has_capital: bool,
    /// A qualifier and a hyphen have been seen: the capitals stay, whatever is derived of the name.
    qualified: bool,
}

impl Marks {
    /// Forgets the last word.
    pub(super) fn clear(&mut self) {
        self.letters.clear();
        self.pieces.clear();
        self.boundary = true;
        self.word = 0;
        self.has_capital = false;
        self.qualified = false;
        self.begin_part();
    }

    /// A boundary between parts of a compound.
    pub(super) fn part_boundary(&mut self) {
        self.inner_boundary();
        self.begin_part();
    }

    /// A boundary inside a known compound.
    pub(super) fn inner_boundary(&mut self) {
        self.boundary |= self.pieces.last() != Some(&self.position());
    }

    pub(super) fn class(&mut self, class: Class) {
        if self.boundary && class != Class::Prefix && !self.letters.is_empty() {
            self.begin_piece();
        }
        self.capital |= class.is_name();
        self.numeral = class == Class::Numeral;
        self.abbreviation = class == Class::Abbreviation || self.numeral;
    }

    /// The part is spelt as the pattern says, written in marks.
    pub(super) fn pattern(&mut self, marks: impl Iterator<Item = u8>) {
        self.pattern.clear();
        self.pattern.extend(marks);
        self.has_pattern = true;
        self.used = 0;
    }

    /// The part can be the first of a place name.
    pub(super) fn qualifier(&mut self) {
        self.qualifier = true;
    }

    /// What has been read of a name has become a common word: its capital goes.
    pub(super) fn common_from_name(&mut self) {
        self.capital = false;
        if !self.qualified {
            for mark in &mut self.letters[self.word..] {
                if *mark == CAPITAL {
                    *mark = SMALL;
                }
            }
        }
    }

    /// A hyphen; `place_follows` tells whether it joins a qualifier to what makes it a place name.
    pub(super) fn hyphen(&mut self, place_follows: impl FnOnce() -> bool) {
        if self.has_pattern && self.pattern.get(self.used) == Some(&b'-') {
            self.used += 1;
        }
        if let Some(part) = self.part
            && self.qualifier
            && place_follows()
        {
            self.qualified = true;
            if self.letters[part] == SMALL {
                self.letters[part] = CAPITAL;
                self.has_capital = true;
            }
        }
        self.letters.push(b'-');
        self.word = self.letters.len();
    }

    pub(super) fn colon(&mut self) {
        self.letters.push(b':');
        self.abbreviation = false;
    }

    /// Other characters of the word, of which `is_alphabetic` tells letters from digits and signs.
    pub(super) fn letters(&mut self, letters: &[u8], is_alphabetic: impl Fn(u8) -> bool) {
        if self.boundary {
            self.begin_piece();
        }
        let first = self.letters.len();
        self.part.get_or_insert(first);
        if self.has_pattern {
            for _ in letters {
                let mark = self.next_of_pattern();
                self.letters.push(mark);
            }
        } else if self.numeral && self.abbreviation {
            let mark = |&letter: &u8| match is_alphabetic(letter) {
                true => SMALL,
                false => SMALL_OF_ABBREVIATION,
            };
            self.letters.extend(letters.iter().map(mark));
        } else {
            let mark = self.small();
            self.letters.resize(first + letters.len(), mark);
            if self.capital {
                self.letters[first] = CAPITAL;
                self.has_capital = true;
            }
        }
        self.capital = false;
    }

    /// The last letter is a digit that stands alone, which libvoikko marks like a letter.
    pub(super) fn lone_digit(&mut self) {
        if let Some(mark) = self.letters.last_mut() {
            *mark = SMALL;
        }
    }

    /// Before which letters a piece begins, in order. The last one may stand after all letters.
    pub(super) fn pieces(&self) -> &[u16] {
        &self.pieces
    }

    /// True when the letter at this position should be a capital.
    #[inline]
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.letters
            .get(at)
            .is_some_and(|&mark| mark == CAPITAL || mark == CAPITAL_OF_ABBREVIATION)
    }

    /// True when the word begins with a letter that is no part of an abbreviation.
    pub(super) fn begins_word(&self) -> bool {
        self.pieces.first() == Some(&0) && matches!(self.letters.first(), Some(&SMALL | &CAPITAL))
    }

    /// True when no letter should be a capital.
    pub(super) fn is_small(&self) -> bool {
        !self.has_capital
    }

    /// The letters that should be capitals.
    pub(super) fn capitals(&self) -> impl Iterator<Item = usize> {
        (0..self.letters.len()).filter(|&at| self.is_capital(at))
    }

    /// Writes the structure of a word of `length` letters. The dictionary can correct a spelling, so
    /// that there are more marks than letters, or fewer; the rest then counts as small letters.
    pub(super) fn write(&self, length: usize, capital_first: bool, text: &mut String) {
        let mut pieces = self.pieces.iter().peekable();
        for at in 0..length.max(self.letters.len()) {
            while pieces.next_if(|&&piece| usize::from(piece) <= at).is_some() {
                text.push('=');
            }
            if at == length {
                return;
            }
            let mark = match self.letters.get(at) {
                Some(_) if at == 0 && capital_first => CAPITAL,
                Some(&mark) => mark,
                None => SMALL,
            };
            text.push(char::from(mark));
        }
        if pieces.next().is_some() {
            text.push('=');
        }
    }

    fn position(&self) -> u16 {
        self.letters.len() as u16
    }

    fn begin_piece(&mut self) {
        self.pieces.push(self.position());
        self.boundary = false;
    }

    fn begin_part(&mut self) {
        self.capital = false;
        self.abbreviation = false;
        self.numeral = false;
        self.has_pattern = false;
        self.part = None;
        self.qualifier = false;
    }

    fn small(&self) -> u8 {
        if self.abbreviation {
            SMALL_OF_ABBREVIATION
        } else {
            SMALL
        }
    }

    /// The mark that the pattern states for the next letter, or that of a small letter after its end.
    fn next_of_pattern(&mut self) -> u8 {
        if self.pattern.get(self.used) == Some(&b'=') {
            self.used += 1;
            if self.pieces.last() != Some(&self.position()) {
                self.begin_piece();
            }
        }
        let mark = self.pattern.get(self.used).copied();
        self.used += 1;
        self.has_capital |= matches!(mark, Some(CAPITAL | CAPITAL_OF_ABBREVIATION));
        mark.unwrap_or(self.small())
    }
}
