//! Finds the full names of persons who were removed in a text, however they are written.
//!
//! Of a person only hashes are known: of the letters of the full name without spaces and hyphens, and for speed of
//! its initials. So words that stand together are put into each order in which a name may be written, given names
//! first or surname first, and what they make is hashed, as it stands and in the base forms of its words.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aluehaku_finnish::names::NameLists;

use super::forms::Forms;
use super::hashed::{WrittenName, initial};
use super::keyed::Key;
use super::units::{folded, folded_letter};
use super::words::{Gap, Word, words};

/// Most words that a name is looked for in.
const MOST_WORDS: usize = 7;

/// Letters that a form may have less than the name.
const FEWER_LETTERS: usize = 3;

/// Letters that a form may have more than the name.
const MORE_LETTERS: usize = 12;

/// Fewest letters of a name that is found in one word, as in `#HannaVirtanen`: shorter ones are words by chance.
const FEWEST_IN_ONE_WORD: usize = 9;

/// The names of some persons, to be found in texts.
#[derive(Debug)]
pub(super) struct WrittenNames {
    pub(super) key: Key,
    pub(super) exact: BTreeSet<[u8; 32]>,
    folded: BTreeSet<[u8; 32]>,
    hints: BTreeSet<Hint>,
}

/// What tells cheaply that some words are not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hint {
    initials: [u8; 2],
    length: u8,
}

impl WrittenNames {
    pub(super) fn new(key: Key, names: &[WrittenName]) -> Self {
        let hint = |name: &WrittenName| Hint {
            initials: name.initials,
            length: name.length,
        };
        Self {
            key,
            exact: names.iter().map(|name| name.exact).collect(),
            folded: names.iter().map(|name| name.folded).collect(),
            hints: names.iter().map(hint).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.hints.is_empty()
    }

    /// Where names stand in a text, in order; none overlaps another.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let words = words(text);
        let mut search = Search::new(self, &words);
        let mut at = 0;
        while at < words.len() {
            match search.longest_from(at) {
                Some(end) => {
                    found.push(words[at].bytes.start..words[end - 1].bytes.end);
                    at = end;
                }
                None => {
                    let end = search.end_in_couple(at);
                    found.extend(end.map(|end| words[at].bytes.start..words[end - 1].bytes.end));
                    at = end.unwrap_or(at + 1);
                }
            }
        }
        found
    }

    /// Whether some name begins with a letter of this hash.
    pub(super) fn may_begin(&self, initial: u8) -> bool {
        self.hints.iter().any(|hint| hint.initials[0] == initial)
    }

    fn longest(&self) -> usize {
        let longest = self.hints.iter().map(|hint| hint.length).max();
        usize::from(longest.unwrap_or(0)) + MORE_LETTERS
    }
}

/// The search in the words of one text.
pub(super) struct Search<'a> {
    pub(super) names: &'a WrittenNames,
    pub(super) words: &'a [Word],
    pub(super) initials: Vec<u8>,
    pub(super) forms: Forms,
}

impl<'a> Search<'a> {
    fn new(names: &'a WrittenNames, words: &'a [Word]) -> Self {
        let mut known: HashMap<char, u8> = HashMap::new();
        let mut initial = |word: &Word| {
            let Some(letter) = word.letters.chars().next() else {
                return 0;
            };
            *known
                .entry(folded_letter(letter))
                .or_insert_with_key(|letter| initial(*letter, &names.key))
        };
        Self {
            names,
            words,
            initials: words.iter().map(&mut initial).collect(),
            forms: Forms::new(),
        }
    }

    /// The end of the longest name that begins at a word.
    fn longest_from(&mut self, start: usize) -> Option<usize> {
        let mut found = None;
        let mut letters = 0;
        for end in start + 1..=self.words.len().min(start + MOST_WORDS) {
            let last = &self.words[end - 1];
            letters += last.length;
            let goes_on = end - 1 == start || last.gap.joins;
            if !goes_on || letters > self.names.longest() {
                break;
            }
            if self.is_name(start..end, letters) {
                found = Some(end);
            }
        }
        found
    }

    /// Whether some words are a name in one of its written forms.
    fn is_name(&mut self, span: Range<usize>, letters: usize) -> bool {
        (span.clone()).any(|first| {
            self.may_be_name(&span, first, letters)
                && self.fits(&span, first)
                && self.is_name_from(&span, first)
        })
    }

    /// Whether the given names may begin at a word of a span, as initials and length tell.
    fn may_be_name(&self, span: &Range<usize>, first: usize, letters: usize) -> bool {
        let initials = &self.initials[span.clone()];
        self.names.hints.iter().any(|hint| {
            let length = usize::from(hint.length);
            let is_as_long = letters + FEWER_LETTERS >= length && letters <= length + MORE_LETTERS;
            let [given, surname] = hint.initials;
            is_as_long
                && self.initials[first] == given
                && if span.len() == 1 {
                    letters >= FEWEST_IN_ONE_WORD
                } else {
                    initials.contains(&surname)
                }
        })
    }

    /// Whether the words around a span leave it a name of its own: "Eero Virtanen, Hanna Mäki" names no Hanna Virtanen.
    fn fits(&self, span: &Range<usize>, first: usize) -> bool {
        let words = self.words;
        let inside = &words[span.start + 1..span.end];
        let is_lower = !words[span.start].is_capitalised;
        let lists = NameLists::bundled();
        let before = span.start.checked_sub(1).map(|at| &words[at]);
        let gap_before = words[span.start].gap;
        let after = words.get(span.end);
        if inside.iter().any(|word| word.gap.has_space) {
            // "Maija-Hanna Virtanen" and "Hanna Virtanen-Mäki" are others.
            let is_part = |word: Option<&Word>, gap: Option<Gap>| {
                let is_compound = gap.is_some_and(|gap| gap.is_hyphen());
                is_compound && !is_lower && word.is_some_and(|word| word.is_capitalised)
            };
            if is_part(before, Some(gap_before)) || is_part(after, after.map(|word| word.gap)) {
                return false;
            }
        }
        if first == span.start {
            return !inside.iter().any(|word| word.gap.has_comma);
        }
        let turn = words[first].gap;
        if turn.is_one_sign() && !turn.has_comma {
            let goes_on = after.is_some_and(|word| word.gap.is_one_sign());
            return !(before.is_some() && gap_before.is_one_sign() && goes_on);
        }
        let named_before = gap_before.is_plain_space()
            && before.is_some_and(|word| {
                word.is_capitalised || (is_lower && lists.first_name(&word.letters) > 0)
            });
        let named_after = after.is_some_and(|word| {
            word.gap.is_plain_space()
                && (word.is_capitalised || (is_lower && lists.surname(&word.letters) > 0))
        });
        if turn.is_plain_space() {
            !(named_before && named_after)
        } else {
            !named_before && !named_after
        }
    }

    /// Whether the words of a span, from `first` on and then those before it, make a name.
    fn is_name_from(&mut self, span: &Range<usize>, first: usize) -> bool {
        let order: Vec<usize> = (first..span.end).chain(span.start..first).collect();
        // Only the last word of what stands together is inflected; of two words both may be.
        let last = span.end - 1;
        let other = if first > span.start {
            first - 1
        } else {
            last.saturating_sub(1).max(span.start)
        };
        let is_inflected = |at: usize| at == last || at == other;
        let mut written = vec![String::new()];
        for at in order {
            let word = &self.words[at].letters;
            let forms = if is_inflected(at) {
                self.forms.of(word)
            } else {
                vec![word.clone()]
            };
            let joined = written
                .iter()
                .flat_map(|head| forms.iter().map(move |form| format!("{head}{form}")));
            written = joined.collect();
        }
        let is_address = self.words[span.start + 1..span.end]
            .iter()
            .all(|word| !word.gap.has_space);
        written.iter().any(|letters| {
            let hash = |kind: &str, letters: &str| self.names.key.hash(kind, letters);
            self.names.exact.contains(&hash("letters", letters))
                || (is_address
                    && self
                        .names
                        .folded
                        .contains(&hash("folded", &folded(letters))))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(all: &[&str]) -> WrittenNames {
        let key = Key::new(&[7; 32]);
        let of = |name: &&str| WrittenName::of(name, &key).unwrap();
        let stored = |name: &&str| WrittenName::from_bytes(&of(name).to_bytes());
        WrittenNames::new(key.clone(), &all.iter().map(stored).collect::<Vec<_>>())
    }

    /// The parts of a text that name Hanna Virtanen or Maija-Liisa Jäppilä.
    fn found(text: &str) -> Vec<&str> {
        let names = names(&["Hanna Virtanen", "Maija-Liisa Jäppilä"]);
        names
            .find(text)
            .into_iter()
            .map(|bytes| &text[bytes])
            .collect()
    }

    #[test]
    fn a_name_is_found_in_every_written_form() {
        for name in [
            "Hanna Virtanen",
            "HANNA VIRTANEN",
            "hanna virtanen",
            "Virtanen Hanna",
            "Virtanen, Hanna",
            "virtanen,hanna",
            "Hanna\u{a0}Virtanen",
            "Hanna\nVirtanen",
            "Hanna\r\n   Virtanen",
            "Han\u{ad}na Virta\u{ad}nen",
            "Hanna Virta-\nnen",
            "Hanna Virta\nnen",
            "Hanna&nbsp;Virtanen",
            "Hanna</b><br/><b>Virtanen",
            "Hanna Virtaselle",
            "Virtasen Hanna",
            "Hannan Virtasen",
            "hanna.virtanen",
            "hanna-virtanen",
            "virtanen_hanna",
            "hanna%20virtanen",
            "hanna+virtanen",
            "hannavirtanen",
            "HannaVirtanen",
            "Maija-Liisa Jäppilä",
            "Maija Liisa Jäppilän",
            "Jäppilä, Maija-Liisa",
            "maija-liisa-jappila",
            "MAIJA-LIISA JA\u{308}PPILA\u{308}LLE",
        ] {
            for text in [
                format!("Kahvit keitti {name} eilen."),
                name.to_owned(),
                format!("(kuva: {name})"),
                format!("https://uutiset.example/2022/{name}-7.html"),
            ] {
                assert_eq!(found(&text), [name], "{text:?}");
            }
        }
    }

    #[test]
    fn others_are_left_alone() {
        for text in [
            "Eero Virtanen, Hanna Mäki ja Hanna Lahti",
            "Eero Virtanen\nHanna Mäki",
            "eero virtanen, hanna mäki",
            "\"Eero Virtanen\",\"Hanna Mäki\"",
            "Tapasin Hannan. Virtanen ei tullut.",
            "Maija-Hanna Virtanen",
            "Hanna Virtanen-Mäki",
            "Hanna, Virtanen ja Mäki",
            "Johanna Virtanen",
            "Hanna Virtala",
            "Hanna ja Virtanen",
            "Maija-Liisa Jappila",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text:?}");
        }
    }

    #[test]
    fn a_name_given_surname_first_is_the_same_name() {
        let names = names(&["Virtanen, Hanna"]);
        assert_eq!(names.find("Hanna Virtanen kertoo").len(), 1);
        assert_eq!(WrittenName::of("Virtanen", &Key::new(&[7; 32])), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "(Hanna|Virtanen|[ ,.&<>%\\\\\u{ad}-]|&nbsp;|<br>|%C3|\\PC){0,40}") {
            let mut end = 0;
            for bytes in names(&["Hanna Virtanen"]).find(&text) {
                prop_assert!(end <= bytes.start && text.get(bytes.clone()).is_some());
                end = bytes.end;
            }
        }
    }
}
