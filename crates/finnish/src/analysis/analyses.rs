//! The analyses of a word, as others see them. Texts are written when asked for.

use super::base_form::{Capitals, Writer};
use super::features::{Class, Features};
use super::grammar::Grammar;
use super::reading::Reading;

/// All analyses of one word.
#[derive(Debug, Clone, Copy)]
pub struct Analyses<'a> {
    readings: &'a [Reading],
    grammar: &'a Grammar,
    /// The length of the word in code points.
    length: usize,
    is_cut: bool,
}

/// One way of understanding a word.
#[derive(Debug, Clone, Copy)]
pub struct Analysis<'a> {
    reading: &'a Reading,
    grammar: &'a Grammar,
    length: usize,
    as_organisation: bool,
}

/// A piece of a compound between two boundaries of its structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its base form: "viikko" in "viikonlopun".
    pub base_form: String,
    /// Its letters as they stand in the word: "viikon".
    pub form: String,
    /// The base form of the compound from this piece on: "viikonloppu".
    pub tail: String,
}

impl<'a> Analyses<'a> {
    pub(super) fn new(
        readings: &'a [Reading],
        grammar: &'a Grammar,
        length: usize,
        is_cut: bool,
    ) -> Self {
        Self {
            readings,
            grammar,
            length,
            is_cut,
        }
    }

    /// The analyses in the order of the dictionary, which says nothing about which is likelier.
    ///
    /// A compound that can be the name of an organisation, such as "Kansakoulu", has a second analysis
    /// as a name after that as a noun.
    pub fn iter(&self) -> impl Iterator<Item = Analysis<'a>> + use<'a> {
        let Self {
            readings,
            grammar,
            length,
            ..
        } = *self;
        readings.iter().flat_map(move |reading| {
            let as_noun = Analysis {
                reading,
                grammar,
                length,
                as_organisation: false,
            };
            let as_organisation = reading.is_organisation.then_some(Analysis {
                as_organisation: true,
                ..as_noun
            });
            std::iter::once(as_noun).chain(as_organisation)
        })
    }

    /// True when the dictionary does not know the word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// True when the word has so many analyses that some may be missing.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub(crate) fn readings(&self) -> &'a [Reading] {
        self.readings
    }

    /// What writes the base forms of a reading of this word.
    pub(crate) fn writer(&self, reading: &'a Reading, capitals: Capitals) -> Writer<'a> {
        Writer {
            reading,
            grammar: self.grammar,
            capitals,
        }
    }
}

impl Analysis<'_> {
    /// The base form, with the capitals of names and abbreviations.
    #[must_use]
    pub fn base_form(&self) -> String {
        let mut text = String::new();
        self.write_base_form(&mut text);
        text
    }

    /// Adds the base form to a text.
    pub fn write_base_form(&self, text: &mut String) {
        let start = text.len();
        self.writer().whole(text);
        if self.as_organisation
            && let Some(first) = text[start..].chars().next()
        {
            let capital: String = first.to_uppercase().collect();
            text.replace_range(start..start + first.len_utf8(), &capital);
        }
    }

    /// Where the pieces of the word begin and which letters are capitals, in libvoikko's notation:
    /// `=` before each piece, `p` and `i` for small letters and capitals, `q` and `j` for those of
    /// abbreviations, hyphens and colons as they are.
    #[must_use]
    pub fn structure(&self) -> String {
        let mut text = String::new();
        self.write_structure(&mut text);
        text
    }

    /// Adds the structure to a text.
    pub fn write_structure(&self, text: &mut String) {
        let marks = &self.reading.marks;
        marks.write(self.length, self.as_organisation, text);
    }

    /// The class of the word; none for a bare hyphen.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        if self.as_organisation {
            Some(Class::OtherName)
        } else {
            self.reading.class()
        }
    }

    /// How the word is inflected.
    #[must_use]
    pub fn features(&self) -> Features {
        self.reading.features()
    }

    /// The pieces of a compound; a word that is none has one.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let writer = self.writer();
        let written = |write: &dyn Fn(&mut String)| {
            let mut text = String::new();
            write(&mut text);
            text
        };
        let pieces = self.reading.pieces();
        pieces
            .map(|piece| Part {
                base_form: written(&|text| writer.piece(piece, text)),
                form: written(&|text| writer.form(piece, text)),
                tail: written(&|text| writer.tail(piece.letters.start, text)),
            })
            .collect()
    }

    /// The verb that the word is a participle of, "tehdä" for "tehdyssä"; none for a verb whose base
    /// form says it already.
    #[must_use]
    pub fn verb(&self) -> Option<String> {
        let verb = self.reading.verb()?;
        let mut text = String::new();
        self.writer().verb(verb, &mut text);
        Some(text)
    }

    fn writer(&self) -> Writer<'_> {
        Writer {
            reading: self.reading,
            grammar: self.grammar,
            capitals: Capitals::Kept,
        }
    }
}
