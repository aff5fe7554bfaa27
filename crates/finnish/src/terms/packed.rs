//! The terms of one word, in one allocation that threads share.

use std::sync::Arc;

use crate::analysis::{Class, Classes};
use crate::cache::Entry;

/// Under which terms a word is indexed and searched. Cloning shares the memory.
///
/// All terms are in small letters. Their kinds are meant for terms spaces of their own, weighted
/// differently: a document that has the lemma says more than one that has a part or a stem.
#[derive(Clone, PartialEq, Eq)]
pub struct Terms {
    /// A header of seven-bit numbers, then all texts one after another: the word as it stands, the
    /// word in small letters if that differs, the lemmas, the parts, the stem. The numbers are valid
    /// characters, so that the whole is a string and any of its texts can be lent out unchecked.
    packed: Arc<str>,
}

/// Bytes of the header before the lengths of the texts.
const HEADER: usize = 6;

/// Bytes that the length of a text takes.
const LENGTH: usize = 2;

pub(super) const KNOWN: u8 = 1;
pub(super) const RAW: u8 = 2;
pub(super) const STEM: u8 = 4;
pub(super) const CUT: u8 = 8;

impl Terms {
    /// Puts together what [`Draft`](super::draft::Draft) has collected.
    pub(super) fn from_packed(packed: &str) -> Self {
        Self {
            packed: Arc::from(packed),
        }
    }

    /// The word as it was given.
    #[must_use]
    pub fn word(&self) -> &str {
        self.text(0)
    }

    /// The word in small letters.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.text(usize::from(self.has(RAW)))
    }

    /// The base forms that the word can have; guesses if no dictionary knows it. The first is no
    /// likelier than the others, except among guesses.
    pub fn lemmas(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts(1 + usize::from(self.has(RAW)), self.lemma_count())
    }

    /// The base forms of the parts of a compound, and what is left of it after each of its first parts:
    /// "järjestö", "asiantuntija", "asia" and "tuntija" for "järjestöasiantuntijat". Also the adjective of an
    /// adverb: "nopea" for "nopeasti".
    pub fn parts(&self) -> impl ExactSizeIterator<Item = &str> {
        let first = 1 + usize::from(self.has(RAW)) + self.lemma_count();
        self.texts(first, self.part_count())
    }

    /// The Snowball stem of a word that the dictionary does not know. It can be compared with other
    /// stems only.
    #[must_use]
    pub fn stem(&self) -> Option<&str> {
        self.has(STEM).then(|| self.text(self.count() - 1))
    }

    /// The classes that the word can have; none for a word that the dictionary does not know.
    #[must_use]
    pub fn classes(&self) -> Classes {
        let bits = self.packed.as_bytes()[3..HEADER].iter().rev();
        Classes::from_bits(bits.fold(0, |bits, &byte| bits << 7 | u32::from(byte)))
    }

    /// True when the dictionary knows the word; otherwise the lemmas are guesses.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.has(KNOWN)
    }

    /// True when the word has so many analyses that some may be missing.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.has(CUT)
    }

    /// True for a word that only holds others together: every analysis is a pronoun, a conjunction,
    /// an adposition, the verb of negation or an interjection, or the word is the verb "olla" (to be).
    #[must_use]
    pub fn is_function_word(&self) -> bool {
        const CLASSES: [Class; 5] = [
            Class::Pronoun,
            Class::Conjunction,
            Class::Adposition,
            Class::NegationVerb,
            Class::Interjection,
        ];
        let classes = self.classes();
        let is_grammar = !classes.is_empty() && classes.are_all_among(&CLASSES);
        // The dictionary takes some words that join others for adverbs.
        let joins = |lemma: &str| matches!(lemma, "olla" | "myös" | "myöskään");
        is_grammar || (self.lemma_count() > 0 && self.lemmas().all(joins))
    }

    /// The bytes of memory that the terms take.
    #[must_use]
    pub fn size(&self) -> usize {
        size_of::<Self>() + 2 * size_of::<usize>() + self.packed.len()
    }

    fn has(&self, flag: u8) -> bool {
        self.packed.as_bytes()[0] & flag != 0
    }

    fn lemma_count(&self) -> usize {
        usize::from(self.packed.as_bytes()[1])
    }

    fn part_count(&self) -> usize {
        usize::from(self.packed.as_bytes()[2])
    }

    /// How many texts there are in all.
    fn count(&self) -> usize {
        let more = usize::from(self.has(RAW)) + usize::from(self.has(STEM));
        1 + more + self.lemma_count() + self.part_count()
    }

    fn text(&self, number: usize) -> &str {
        self.texts(number, 1).next().unwrap_or("")
    }

    fn texts(&self, first: usize, count: usize) -> impl ExactSizeIterator<Item = &str> {
        let mut start = HEADER + LENGTH * self.count();
        start += (0..first).map(|number| self.length(number)).sum::<usize>();
        (first..first + count).map(move |number| {
            let end = start + self.length(number);
            let text = &self.packed[start..end];
            start = end;
            text
        })
    }

    fn length(&self, number: usize) -> usize {
        let at = HEADER + LENGTH * number;
        let bytes = self.packed.as_bytes();
        usize::from(bytes[at]) | usize::from(bytes[at + 1]) << 7
    }
}

impl Entry for Terms {
    /// Capitals count.
    #[inline]
    fn is_of(&self, word: &str) -> bool {
        let start = HEADER + LENGTH * self.count();
        let text = self.packed.as_bytes();
        self.length(0) == word.len() && text[start..start + word.len()] == *word.as_bytes()
    }

    fn size(&self) -> usize {
        self.size()
    }
}

impl std::fmt::Debug for Terms {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Terms")
            .field("word", &self.word())
            .field("lemmas", &self.lemmas().collect::<Vec<_>>())
            .field("parts", &self.parts().collect::<Vec<_>>())
            .field("stem", &self.stem())
            .field("classes", &self.classes().iter().collect::<Vec<_>>())
            .field("known", &self.is_known())
            .finish()
    }
}
