//! Finds persons who were removed where several share the surname that only one of them bears: "Hanna ja Matti
//! Virtanen", "Hanna, Liisa ja Matti Virtanen", "Matti Virtanen ja Hanna".

use std::ops::Range;

use aluehaku_finnish::names::NameLists;

use super::words::Word;
use super::written::Search;

/// Most given names of one person.
const MOST_GIVEN: usize = 2;

/// Most persons who stand in a list behind the one who is looked for.
const MOST_OTHERS: usize = 5;

/// Words between the last two of a list.
const AND: [&str; 5] = ["ja", "sekä", "och", "samt", "and"];

impl Search<'_> {
    /// The end of the given names, begun at a word, of one who shares the surname of another in the same list. The
    /// surname stays, as it is the other's, too.
    pub(super) fn end_in_couple(&mut self, start: usize) -> Option<usize> {
        if !self.names.may_begin(self.initials[start]) || self.goes_on_from_a_name(start) {
            return None;
        }
        let ends = start + 1..=start + MOST_GIVEN;
        ends.into_iter()
            .find(|end| self.shares_a_surname(start..*end))
    }

    /// Whether the word before belongs to the same person as a word.
    fn goes_on_from_a_name(&self, start: usize) -> bool {
        let before = start.checked_sub(1).and_then(|at| self.words.get(at));
        before.is_some_and(|word| {
            self.words[start].gap.is_plain_space()
                && word.is_capitalised == self.words[start].is_capitalised
                && NameLists::bundled().first_name(&word.letters) > 0
        })
    }

    /// Whether some words are given names that make a name with the surname of another in the same list.
    fn shares_a_surname(&mut self, given: Range<usize>) -> bool {
        if given.end > self.words.len() || !(given.start + 1..given.end).all(|at| self.joins(at)) {
            return false;
        }
        let behind = self.surnames_behind(&given);
        let before = self.surname_before(&given);
        behind
            .chain(before)
            .any(|surname| self.makes_a_name(&given, surname))
    }

    /// Where the surname may stand that the last of the list bears which begins with given names.
    fn surnames_behind(&self, given: &Range<usize>) -> Range<usize> {
        let mut end = given.end;
        for _ in 0..MOST_OTHERS {
            let is_last = self.is_and(end);
            let is_next = self.words.get(end).is_some_and(|word| word.gap.is_comma());
            let other = end + usize::from(is_last);
            let is_other = is_last || is_next;
            if !is_other || !self.is_given(other, given) || (is_last && !self.joins(other)) {
                break;
            }
            let goes_on = (other + 1..).take_while(|at| self.joins(*at));
            if is_last {
                let words = goes_on.take(MOST_GIVEN).count();
                return other + 1..other + 1 + words;
            }
            let more = goes_on.take(MOST_GIVEN - 1);
            let more = more.filter(|at| self.is_given(*at, given)).count();
            end = other + 1 + more;
        }
        0..0
    }

    /// Where the surname stands of the person who is named in full before given names that stand alone.
    fn surname_before(&self, given: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let surname = given.start.checked_sub(2)?;
        let other = surname.checked_sub(1)?;
        let is_alone = !words.get(given.end).is_some_and(|word| {
            word.gap.is_hyphen() || (word.gap.is_plain_space() && word.is_capitalised)
        });
        let is_before = words[given.start].is_capitalised
            && words[surname].is_capitalised
            && self.is_and(surname + 1)
            && words[given.start].gap.is_plain_space()
            && self.joins(surname)
            && self.is_given(other, given);
        (is_alone && is_before).then_some(surname)
    }

    /// Whether a word belongs to the name that the word before it belongs to.
    fn joins(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| word.gap.is_plain_space() || word.gap.is_hyphen())
    }

    /// Whether a word joins the last two of a list.
    fn is_and(&self, at: usize) -> bool {
        let is_and = |word: &Word| !word.is_capitalised && AND.contains(&word.letters.as_str());
        self.words.get(at).is_some_and(is_and) && self.joins(at)
    }

    /// Whether a word is a given name, written with a capital where others are.
    fn is_given(&self, at: usize, others: &Range<usize>) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.is_capitalised == self.words[others.start].is_capitalised
                && NameLists::bundled().first_name(&word.letters) > 0
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
    fn one_of_a_list_that_shares_a_surname_is_found_by_the_given_name() {
        for (text, name) in [
            ("Hanna ja Matti Virtanen keittivät kahvit.", "Hanna"),
            ("Kiitos Hanna ja Matti Virtaselle!", "Hanna"),
            ("Hannan ja Matti Virtasen talo", "Hannan"),
            ("Tack till Hanna och Matti Virtanen.", "Hanna"),
            ("Maija-Liisa sekä Juha Jäppilä", "Maija-Liisa"),
            ("Hanna ja Matti Juhani Virtanen", "Hanna"),
            ("Matti ja Hanna Virtanen", "Hanna Virtanen"),
            ("Hanna, Liisa ja Matti Virtanen", "Hanna"),
            ("Liisa, Hanna ja Matti Virtasen talo", "Hanna"),
            ("Liisa Maria, Hanna, Pekka sekä Matti Virtanen", "Hanna"),
            ("Matti Virtanen ja Hanna tulivat.", "Hanna"),
            ("Matti Virtasen ja Hannan häät", "Hannan"),
            ("Juha Jäppilä och Maija-Liisa", "Maija-Liisa"),
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
            "Hanna, Liisa ja Matti Mäki ja Virtanen",
            "Hanna, talo ja Matti Virtanen",
            "Matti Virtanen ja Hanna Mäki",
            "Matti Virtanen ja Hanna-Mari",
            "Matti Virtanen. Hanna tuli.",
            "Matti Mäki ja Hanna",
        ] {
            assert_eq!(found(text), [""; 0], "{text:?}");
        }
    }
}
