//! Terms under construction.

use super::packed::{CUT, KNOWN, RAW, STEM, Terms};
use crate::analysis::{Class, Classes};

/// The longest text, in bytes: what two seven-bit numbers can say.
const LONGEST_TEXT: usize = (1 << 14) - 1;

/// Most lemmas of a word, and most parts.
const MOST_TERMS: usize = 60;

/// Collects the terms of one word, in the order in which [`Terms`] keeps them. Used again for the next
/// word, it allocates only what it hands out.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
    /// Where the text being written begins.
    start: usize,
    header: Vec<u8>,
    packed: String,
    /// What was spelt last.
    spelling: String,
    flags: u8,
    first_lemma: usize,
    lemmas: usize,
    parts: usize,
    classes: Classes,
}

impl Draft {
    /// Begins with a word, which must not be longer than [`LONGEST_TEXT`].
    pub(super) fn begin(&mut self, word: &str) {
        self.text.clear();
        self.ends.clear();
        self.start = 0;
        self.flags = 0;
        self.lemmas = 0;
        self.parts = 0;
        self.classes = Classes::EMPTY;
        self.text.push_str(word);
        self.end_text();
        if has_capital(word) {
            push_small(word, &mut self.text);
            self.end_text();
            self.flags |= RAW;
        }
        self.first_lemma = self.ends.len();
    }

    /// The word in small letters.
    pub(super) fn raw(&self) -> &str {
        self.get(usize::from(self.flags & RAW != 0))
    }

    /// True when the word has a capital.
    pub(super) fn has_capital(&self) -> bool {
        self.flags & RAW != 0
    }

    pub(super) fn known(&mut self) {
        self.flags |= KNOWN;
    }

    pub(super) fn cut(&mut self) {
        self.flags |= CUT;
    }

    pub(super) fn class(&mut self, class: Class) {
        self.classes.insert(class);
    }

    /// Spells something that is not added.
    pub(super) fn spell(&mut self, write: impl FnOnce(&mut String)) -> &str {
        self.spelling.clear();
        write(&mut self.spelling);
        &self.spelling
    }

    /// The lemma added last.
    pub(super) fn last_lemma(&self) -> Option<&str> {
        (self.lemmas > 0).then(|| self.get(self.ends.len() - 1))
    }

    /// Adds a lemma, unless it is there already. All lemmas come before the first part.
    pub(super) fn lemma(&mut self, write: impl FnOnce(&mut String)) -> bool {
        let added = self.lemmas < MOST_TERMS && self.term(write);
        self.lemmas += usize::from(added);
        added
    }

    /// Adds a part, unless it is there already, as a part or as a lemma.
    pub(super) fn part(&mut self, write: impl FnOnce(&mut String)) {
        let added = self.parts < MOST_TERMS && self.term(write);
        self.parts += usize::from(added);
    }

    /// Adds the stem, after everything else, and is done.
    pub(super) fn stem(&mut self, stem: &str) {
        if !stem.is_empty() && stem.len() <= LONGEST_TEXT {
            self.text.push_str(stem);
            self.end_text();
            self.flags |= STEM;
        }
    }

    /// The finished terms.
    pub(super) fn finish(&mut self) -> Terms {
        let Self { header, packed, .. } = self;
        let seven_bits = |number: usize| (number & 0x7F) as u8;
        let classes = self.classes.bits() as usize;
        header.clear();
        header.extend([self.flags, seven_bits(self.lemmas), seven_bits(self.parts)]);
        header.extend([0, 7, 14].map(|bits| seven_bits(classes >> bits)));
        let mut start = 0;
        for &end in &self.ends {
            let length = end - start;
            header.extend([seven_bits(length), seven_bits(length >> 7)]);
            start = end;
        }
        packed.clear();
        packed.push_str(str::from_utf8(header).expect("seven-bit numbers are characters"));
        packed.push_str(&self.text);
        Terms::from_packed(packed)
    }

    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    fn end_text(&mut self) {
        self.start = self.text.len();
        self.ends.push(self.start);
    }

    /// Writes a text and keeps it if it is new, not empty and not too long.
    fn term(&mut self, write: impl FnOnce(&mut String)) -> bool {
        let start = self.start;
        write(&mut self.text);
        let (before, text) = self.text.split_at(start);
        let mut from = self.get_start(self.first_lemma);
        let is_new = self.ends[self.first_lemma..].iter().all(|&end| {
            let other = &before[from..end];
            from = end;
            other != text
        });
        if is_new && !text.is_empty() && text.len() <= LONGEST_TEXT {
            self.end_text();
            return true;
        }
        self.text.truncate(start);
        false
    }

    fn get_start(&self, number: usize) -> usize {
        number.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

/// True when some letter of the word changes in small letters. Almost no word needs the full tables of Unicode
/// for that.
fn has_capital(word: &str) -> bool {
    if word.is_ascii() {
        return word.bytes().any(|byte| byte.is_ascii_uppercase());
    }
    word.chars().any(|letter| match letter {
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' => true,
        '\0'..='~' | 'å' | 'ä' | 'ö' => false,
        _ => !letter.to_lowercase().eq([letter]),
    })
}

/// Adds a word in small letters.
fn push_small(word: &str, text: &mut String) {
    for letter in word.chars() {
        if letter.is_ascii() {
            text.push(letter.to_ascii_lowercase());
        } else {
            text.extend(letter.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_term_is_kept_once_as_lemma_or_part() {
        let mut draft = Draft::default();
        draft.begin("Talossa");
        for lemma in ["talo", "", "talo", "talossa"] {
            draft.lemma(|text| text.push_str(lemma));
        }
        for part in ["talo", "katto", "katto"] {
            draft.part(|text| text.push_str(part));
        }
        let terms = draft.finish();
        assert_eq!(terms.lemmas().collect::<Vec<_>>(), ["talo", "talossa"]);
        assert_eq!(terms.parts().collect::<Vec<_>>(), ["katto"]);
    }

    #[test]
    fn a_draft_forgets_the_word_before() {
        let mut draft = Draft::default();
        draft.begin("Koirat");
        draft.lemma(|text| text.push_str("koira"));
        draft.known();
        draft.class(Class::Noun);
        draft.finish();
        draft.begin("x");
        let terms = draft.finish();
        assert_eq!(
            (terms.word(), terms.raw(), terms.lemmas().len()),
            ("x", "x", 0)
        );
        assert!(!terms.is_known() && terms.classes().is_empty() && terms.stem().is_none());
    }

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(
            word in "\\PC{0,60}",
            lemmas in prop::collection::btree_set("[a-zåäö\\u{10348}]{1,300}", 0..6),
            parts in prop::collection::btree_set("[A-ZÅÄÖ]{1,30}", 0..9),
            stem in prop::option::of("[a-z]{1,9}"),
            classes in prop::collection::vec(prop::sample::select(Class::ALL.to_vec()), 0..5),
        ) {
            let mut draft = Draft::default();
            draft.begin(&word);
            for lemma in &lemmas {
                draft.lemma(|text| text.push_str(lemma));
            }
            for part in &parts {
                draft.part(|text| text.push_str(part));
            }
            classes.iter().for_each(|&class| draft.class(class));
            if let Some(stem) = &stem {
                draft.stem(stem);
            }
            let terms = draft.finish();
            prop_assert_eq!(terms.word(), word.as_str());
            prop_assert_eq!(terms.raw(), word.chars().flat_map(char::to_lowercase).collect::<String>());
            prop_assert!(terms.lemmas().eq(lemmas.iter().map(String::as_str)));
            prop_assert!(terms.parts().eq(parts.iter().map(String::as_str)));
            prop_assert_eq!(terms.stem(), stem.as_deref());
            prop_assert_eq!(terms.classes(), classes.into_iter().collect());
        }
    }
}
