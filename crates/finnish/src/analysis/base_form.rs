//! Writing base forms: of a whole word, of the parts of a compound, and of its tails.
//!
//! A compound is cut where its structure has a boundary, never at the base forms that the dictionary
//! states: a last part that is derived states the verb or name it comes from, and "sote-uudistus" is
//! not made of "uudistaa". So a tail is the base form of the whole word less its first letters, and
//! a part before the last is put into its base form on its own: "viikonloppu" gives "viikko".

use super::grammar::{Grammar, Meaning};
use super::reading::{Ending, Part, Piece, Reading, Span};

/// Which letters of a base form are written as capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// Those of names and abbreviations: "Helsinki", "EU-hanke".
    Kept,
    /// None of them: "helsinki", "eu-hanke".
    Dropped,
}

/// Writes the base forms of one reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub(super) reading: &'a Reading,
    pub(super) grammar: &'a Grammar,
    pub(super) capitals: Capitals,
}

impl Writer<'_> {
    /// The base form of the word.
    pub(super) fn whole(self, text: &mut String) {
        self.tail(0, text);
    }

    /// The base form of the word from a letter on at which a piece begins.
    pub(crate) fn tail(self, from: u16, text: &mut String) {
        let reading = self.reading;
        if reading.is_numeral {
            return self.numerals(from, text);
        }
        let mut from = from;
        if let Some((replaced, ending)) = reading.qualifier
            && from <= replaced.start
        {
            self.letters(from, replaced.start, text);
            self.qualifier(replaced, ending, text);
            from = replaced.end;
        }
        self.finished(from, reading.letters.len() as u16, reading.ending, text);
    }

    /// The base form of a piece: for the last one the tail of the word, for one that ends a part what
    /// that part ends with, for any other what stands between the dividers.
    pub(crate) fn piece(self, piece: Piece, text: &mut String) {
        let Span { start, end } = piece.letters;
        if piece.is_last {
            return self.tail(start, text);
        }
        let before = text.len();
        let mut parts = self.reading.parts.iter();
        match parts.find(|part| part.letters.end > start) {
            Some(part) if part.letters.end == end => {
                self.finished(start, end, part.ending, text);
            }
            Some(part) => self.inner(piece.letters, part.ending, text),
            None => self.letters(start, end, text),
        }
        trim_hyphens(text, before);
    }

    /// The letters of a piece as they stand in the form.
    pub(crate) fn form(self, piece: Piece, text: &mut String) {
        let before = text.len();
        self.letters(piece.letters.start, piece.letters.end, text);
        trim_hyphens(text, before);
    }

    /// The base form of a whole part.
    pub(crate) fn part(self, part: &Part, text: &mut String) {
        let before = text.len();
        let Span { start, end } = part.letters;
        self.finished(start, end, part.ending, text);
        trim_hyphens(text, before);
    }

    /// The base form of a first part that hangs on its hyphen: "pariutuminen" of "pariutumis-".
    pub(super) fn hanging(self, text: &mut String) {
        if let Some(part) = self.reading.parts.last() {
            self.letters(0, part.letters.start, text);
            self.part(part, text);
        }
    }

    /// The base form as people look it up: that of a first part without its hanging hyphen, that of a
    /// last part ("-hanke") without the hyphen before it.
    pub(crate) fn lemma(self, text: &mut String) {
        let before = text.len();
        if self.reading.is_hanging() {
            self.hanging(text);
        } else {
            self.whole(text);
        }
        trim_hyphens(text, before);
        while text[before..].starts_with('-') {
            text.remove(before);
        }
    }

    /// The verb that the word is a participle of, with the parts before it.
    pub(crate) fn verb(self, verb: Ending, text: &mut String) {
        self.letters(0, verb.letters, text);
        self.text(verb.text, text);
    }

    /// The noun in -minen made of a verb, of which the first letters are given.
    pub(crate) fn minen(self, letters: u16, text: &mut String) {
        self.letters(0, letters, text);
        text.push_str("minen");
    }

    /// The letters as they stand in the form.
    pub(crate) fn letters(self, start: u16, end: u16, text: &mut String) {
        let capitals = self.capitals == Capitals::Kept;
        for at in usize::from(start)..usize::from(end) {
            let symbol = self.reading.letters[at];
            text.push(if capitals && self.reading.marks.is_capital(at) {
                self.grammar.capital(symbol)
            } else {
                self.grammar.small(symbol)
            });
        }
    }

    /// Letters up to where the ending begins, and the ending. If it begins before the first of them,
    /// the rest of its text.
    fn finished(self, start: u16, end: u16, ending: Option<Ending>, text: &mut String) {
        match ending {
            None => self.letters(start, end, text),
            Some(ending) if start <= ending.letters => {
                self.letters(start, ending.letters, text);
                self.text(ending.text, text);
            }
            Some(ending) => {
                let start = self.text_at(ending, start);
                let end = ending.text.end;
                self.text(Span { start, end }, text);
            }
        }
    }

    /// A piece inside a part.
    fn inner(self, letters: Span, ending: Option<Ending>, text: &mut String) {
        let Span { start, end } = letters;
        let Some(ending) = ending.filter(|ending| ending.letters < end) else {
            return self.letters(start, end, text);
        };
        let text_start = if start <= ending.letters {
            self.letters(start, ending.letters, text);
            ending.text.start
        } else {
            self.text_at(ending, start)
        };
        let end = self.text_at(ending, end);
        let start = text_start.min(end);
        self.text(Span { start, end }, text);
    }

    /// Where in the text of an ending the piece begins that begins with this letter of the form: at the
    /// divider with the same number, or else after as many characters.
    fn text_at(self, ending: Ending, letter: u16) -> u16 {
        let pieces = self.reading.marks.pieces().iter();
        let number = pieces
            .filter(|&&piece| piece > ending.letters && piece <= letter)
            .count();
        let text = ending.text.of(&self.reading.texts);
        let is_divider =
            |&(_, &symbol): &(usize, &u8)| self.grammar.meaning(symbol) == Meaning::Divider;
        let mut dividers = text.iter().enumerate().filter(is_divider);
        let after = match number.checked_sub(1).and_then(|n| dividers.nth(n)) {
            Some((divider, _)) => divider + 1,
            None => usize::from(letter.saturating_sub(ending.letters)).min(text.len()),
        };
        ending.text.start + after as u16
    }

    fn text(self, span: Span, text: &mut String) {
        for &symbol in span.of(&self.reading.texts) {
            if self.grammar.meaning(symbol) != Meaning::Divider {
                text.push(match self.capitals {
                    Capitals::Kept => self.grammar.written(symbol),
                    Capitals::Dropped => self.grammar.small(symbol),
                });
            }
        }
    }

    /// The base form of a qualifier, with the capitals of the letters that it replaces.
    fn qualifier(self, replaced: Span, ending: Ending, text: &mut String) {
        let symbols = ending.text.of(&self.reading.texts).iter();
        let symbols = symbols.filter(|&&symbol| self.grammar.meaning(symbol) != Meaning::Divider);
        for (at, &symbol) in symbols.enumerate() {
            let is_capital = self
                .reading
                .marks
                .is_capital(usize::from(replaced.start) + at);
            text.push(match self.capitals {
                Capitals::Kept if is_capital => self.grammar.capital(symbol),
                Capitals::Kept => self.grammar.written(symbol),
                Capitals::Dropped => self.grammar.small(symbol),
            });
        }
    }

    /// The base form of a numeral, where each part has its own.
    fn numerals(self, from: u16, text: &mut String) {
        let parts = self.reading.parts.iter();
        for part in parts.filter(|part| part.letters.start >= from) {
            match part.root {
                Some(root) => self.text(root.text, text),
                None => {
                    let end = part.colon.unwrap_or(part.letters.end);
                    self.letters(part.letters.start, end, text);
                }
            }
        }
    }
}

/// Takes hyphens off the end of what has been written since `start`.
fn trim_hyphens(text: &mut String, start: usize) {
    while text.len() > start && text.ends_with('-') {
        text.pop();
    }
}
