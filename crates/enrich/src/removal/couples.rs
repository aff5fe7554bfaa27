//! Finds persons who were removed where two share the surname that only the second bears: "Hanna ja Matti Virtanen".

use std::ops::Range;

use aluehaku_finnish::names::NameLists;

use super::words::Word;
use super::written::Search;

/// Most given names of one of a couple.
const MOST_GIVEN: usize = 2;

/// Words between the two of a couple.
const AND: [&str; 5] = ["ja", "sekä", "och", "samt", "and"];

impl Search<'_> {
    /// The end of the given names, begun at a word, of one of a couple that shares the surname behind the other's:
    /// "Hanna ja Matti Virtanen". The surname stays, as it is the other's, too.
    pub(super) fn end_in_couple(&mut self, start: usize) -> Option<usize> {
        if !self.names.may_begin(self.initials[start]) {
            return None;
        }
        let before = start.checked_sub(1).map(|at| &self.words[at]);
        let lists = NameLists::bundled();
        let goes_before = before.is_some_and(|word| {
            self.words[start].gap.is_plain_space()
                && word.is_capitalised == self.words[start].is_capitalised
                && lists.first_name(&word.letters) > 0
        });
        let ends = start + 1..=start + MOST_GIVEN;
        ends.into_iter()
            .find(|end| !goes_before && self.is_in_couple(start..*end))
    }

    /// Whether some words are the given names of one of a couple.
    fn is_in_couple(&mut self, given: Range<usize>) -> bool {
        let words = self.words;
        let is_joined = |at: usize| words[at].gap.is_plain_space() || words[at].gap.is_hyphen();
        let is_and = |word: &Word| !word.is_capitalised && AND.contains(&word.letters.as_str());
        let (and, other) = (given.end, given.end + 1);
        if !words.get(and).is_some_and(is_and) || !(given.start + 1..=and).all(is_joined) {
            return false;
        }
        let is_given = |word: &Word| {
            word.is_capitalised == words[given.start].is_capitalised
                && NameLists::bundled().first_name(&word.letters) > 0
        };
        if !words.get(other).is_some_and(is_given) || !is_joined(other) {
            return false;
        }
        (other + 1..=other + MOST_GIVEN).any(|surname| {
            surname < words.len()
                && (other + 1..=surname).all(is_joined)
                && self.makes_a_name(&given, surname)
        })
    }

    /// Whether given names and a surname that stands apart from them make a name.
    fn makes_a_name(&mut self, given: &Range<usize>, surname: usize) -> bool {
        let (first, last) = (given.start, given.end - 1);
        let head: String = self.words[first..last]
            .iter()
            .map(|word| word.letters.as_str())
            .collect();
        let givens = self.forms.of(&self.words[last].letters);
        let surnames = self.forms.of(&self.words[surname].letters);
        givens.iter().any(|given| {
            surnames.iter().any(|surname| {
                let letters = format!("{head}{given}{surname}");
                self.names
                    .exact
                    .contains(&self.names.key.hash("letters", &letters))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::removal::Removed;

    fn found(text: &str) -> Vec<&str> {
        let found: Vec<_> = ["Hanna Virtanen", "Maija-Liisa Jäppilä"]
            .iter()
            .flat_map(|name| Removed::one(name).unwrap().find(text))
            .collect();
        found.into_iter().map(|bytes| &text[bytes]).collect()
    }

    #[test]
    fn one_of_a_couple_that_shares_a_surname_is_found_by_the_given_name() {
        for (text, name) in [
            ("Hanna ja Matti Virtanen keittivät kahvit.", "Hanna"),
            ("Kiitos Hanna ja Matti Virtaselle!", "Hanna"),
            ("Hannan ja Matti Virtasen talo", "Hannan"),
            ("Tack till Hanna och Matti Virtanen.", "Hanna"),
            ("Maija-Liisa sekä Juha Jäppilä", "Maija-Liisa"),
            ("Hanna ja Matti Juhani Virtanen", "Hanna"),
            ("Matti ja Hanna Virtanen", "Hanna Virtanen"),
        ] {
            assert_eq!(found(text), [name], "{text:?}");
        }
        for text in [
            "Hanna ja Matti Mäki",
            "Hanna Mäki ja Matti Virtanen",
            "Anna Hanna ja Matti Virtanen",
            "Hanna ja talo Virtanen",
            "Hanna, ja Matti Virtanen",
            "Hanna ja Matti. Virtanen tuli.",
        ] {
            assert_eq!(found(text), [""; 0], "{text:?}");
        }
    }
}
