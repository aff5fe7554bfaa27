//! One way of understanding a word: an output of the dictionary, taken apart.
//!
//! An output is a chain of parts. Each begins with a class tag and the base form of the word in it,
//! and goes on with the letters of the form as it stands, tags of inflection between them. A
//! derivation adds a class tag and the base form of its ending, to be written after the letters
//! so far: "uudistuksen" is `[Lt][Xp]uudistaa[X]uudist[Ln][Xj]us[X]u[Sg][Ny]ksen`, and its base form
//! is what stands before the last text, "uudist", and that text, "us".

use super::features::{Class, Features};
use super::structure::Marks;

/// An output of more symbols than this is not read: no Finnish word needs a tenth of it.
pub(super) const MOST_SYMBOLS: usize = 4096;

/// A stretch of letters or of texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(super) start: u16,
    pub(super) end: u16,
}

impl Piece {
    /// The letter of the form at which the piece begins.
    pub(crate) fn start(self) -> u16 {
        self.letters.start
    }

    /// True for the last piece of the word.
    pub(crate) fn is_last(self) -> bool {
        self.is_last
    }
}

impl Span {
    pub(super) fn of(self, symbols: &[u8]) -> &[u8] {
        &symbols[usize::from(self.start)..usize::from(self.end)]
    }

    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// How a base form ends: with a text after the first letters of the form as it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ending {
    /// So many letters stay.
    pub(super) letters: u16,
    /// The text that follows them.
    pub(super) text: Span,
}

/// A piece of a word between two boundaries of its structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(super) letters: Span,
    pub(super) is_last: bool,
}

/// A part of a compound that the dictionary put together; any other word has one part.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Part {
    pub(super) letters: Span,
    /// How the base form of the part ends; without it, the letters are the base form.
    pub(super) ending: Option<Ending>,
    /// The last base form that the dictionary states in the part.
    pub(super) root: Option<Ending>,
    /// Where the colon stands before an ending, as in "1990:n".
    pub(super) colon: Option<u16>,
    pub(super) class: Option<Class>,
}

/// An output taken apart. Used again for the next output, it allocates nothing more.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reading {
    /// Hyphens stand where they should.
    pub(super) is_valid: bool,
    /// The letters of the form, as symbols.
    pub(super) letters: Vec<u8>,
    /// The texts of base forms and endings, as symbols, one after another.
    pub(super) texts: Vec<u8>,
    pub(super) marks: Marks,
    pub(super) parts: Vec<Part>,
    pub(super) features: Features,
    pub(super) class: Option<Class>,
    /// How the base form of the whole word ends; without it, the letters are the base form.
    pub(super) ending: Option<Ending>,
    /// The qualifier of a place name, inflected with it as in "Isossa-Britanniassa": these letters
    /// are replaced.
    pub(super) qualifier: Option<(Span, Ending)>,
    /// Every part is a numeral and has its own base form in that of the word: "viidellätoista".
    pub(super) is_numeral: bool,
    /// The verb that the last part is a participle of.
    pub(super) verb: Option<Ending>,
    /// Where the ending -minen begins.
    pub(super) minen: Option<u16>,
    /// Where a possessive suffix or a clitic begins.
    pub(super) suffix: Option<u16>,
    /// The word is a compound that can be the name of an organisation.
    pub(super) is_organisation: bool,
    /// The word is a first part that hangs on its hyphen.
    pub(super) is_hanging: bool,
}

impl Reading {
    /// The pieces of the word between the boundaries of its structure.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        let length = self.position();
        let starts = self.marks.pieces();
        let starts = starts.iter().copied().filter(move |&start| start < length);
        let ends = starts.clone().skip(1).chain(std::iter::once(length));
        starts.zip(ends).map(move |(start, end)| Piece {
            letters: Span { start, end },
            is_last: end == length,
        })
    }

    /// How many pieces there are.
    pub(crate) fn piece_count(&self) -> usize {
        let length = self.position();
        let starts = self.marks.pieces().iter();
        starts.filter(|&&start| start < length).count()
    }

    /// The parts before the last that are compounds themselves, as the dictionary lists them.
    pub(crate) fn inner_compounds(&self) -> impl Iterator<Item = &Part> {
        let others = self
            .parts
            .split_last()
            .map_or(&[][..], |(_, others)| others);
        others.iter().filter(|part| {
            let Span { start, end } = part.letters;
            let pieces = self.marks.pieces().iter();
            pieces
                .filter(|&&piece| piece > start && piece < end)
                .count()
                > 0
        })
    }

    /// The class of the word; none for a bare hyphen.
    pub(crate) fn class(&self) -> Option<Class> {
        self.class
    }

    pub(crate) fn features(&self) -> Features {
        self.features
    }

    /// The verb that the word is a participle of.
    pub(crate) fn verb(&self) -> Option<Ending> {
        self.verb
    }

    /// Where the ending -minen begins in a noun made of a verb.
    pub(crate) fn minen(&self) -> Option<u16> {
        self.minen
    }

    /// How many letters there are without possessive suffix and clitics: those of "nopeasti" in
    /// "nopeastikin".
    pub(crate) fn bare_length(&self) -> u16 {
        self.suffix.unwrap_or(self.position())
    }

    /// True for a first part that hangs on its hyphen, "sosiaali-".
    pub(crate) fn is_hanging(&self) -> bool {
        self.is_hanging
    }

    /// True when `word` has a capital wherever the reading asks for one.
    pub(crate) fn fits_capitals(&self, word: &str) -> bool {
        if self.marks.is_small() {
            return true;
        }
        let mut letters = word.chars();
        let mut next = 0;
        self.marks.capitals().all(|at| {
            let letter = letters.nth(at - next);
            next = at + 1;
            letter.is_none_or(|letter| !letter.is_lowercase())
        })
    }

    /// True for a participle that the dictionary leaves a verb.
    pub(super) fn is_inflected_verb(&self) -> bool {
        let last = self.parts.last().and_then(|part| part.class);
        last == Some(Class::Verb)
            && self.features.participle.is_some()
            && self.features.case.is_some()
    }

    pub(super) fn position(&self) -> u16 {
        self.letters.len() as u16
    }
}
