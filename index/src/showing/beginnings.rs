//! Names and words by their beginnings, without case and accents: what may be about to be typed.

use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder, SINK_STATE};

use crate::analysis::fold;
use crate::search::suggestion::{Suggestion, SuggestionKind};
use aluehaku_article::facet::Facet;

/// Facets whose values are suggested.
pub(crate) const NAMES: [Facet; 6] = [
    Facet::Person,
    Facet::Project,
    Facet::Organisation,
    Facet::Region,
    Facet::Municipality,
    Facet::Hyvinvointialue,
];

/// Most words that are kept: the most frequent ones.
pub(crate) const MOST_WORDS: usize = 50_000;

/// Fewest articles of a word that is suggested.
pub(crate) const FEWEST_ARTICLES: u32 = 2;

/// Most titles among the suggestions.
pub(crate) const MOST_TITLES: usize = 3;

/// Most names or words that are verified for one beginning: where more of them fail, hardly any is right.
const MOST_VERIFIED: usize = 100;

/// Letters from which on a slip is forgiven.
const SHORTEST_WITH_SLIP: usize = 4;

/// Names and words by their beginnings.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    entries: Vec<Entry>,
    /// Places in the folded texts at which a word begins, sorted by what follows.
    keys: Vec<Key>,
}

/// A name or a word.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Absent for words.
    pub(crate) facet: Option<Facet>,
    pub(crate) text: String,
    folded: String,
    pub(crate) articles: u64,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    entry: u32,
    start: u32,
}

/// Names first, then words; a third of the places is kept for titles and words where there are any.
pub(crate) fn mixed(
    found: Vec<Suggestion>,
    titles: Vec<Suggestion>,
    limit: usize,
) -> Vec<Suggestion> {
    let (names, words): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|suggestion| suggestion.kind != SuggestionKind::Word);
    let others = titles.len() + words.len();
    let kept = limit.saturating_sub(others.min(limit.div_ceil(3)));
    let names = names.into_iter().take(kept);
    let mut mixed: Vec<Suggestion> = names.chain(words).collect();
    mixed.truncate(limit.saturating_sub(titles.len()));
    mixed.extend(titles);
    mixed
}

/// Whether a word of a text begins so; both are without case and accents.
pub(crate) fn has_word_beginning_with(text: &str, prefix: &str) -> bool {
    let mut before = ' ';
    text.char_indices().any(|(at, letter)| {
        let begins = !before.is_alphanumeric();
        before = letter;
        begins && text[at..].starts_with(prefix)
    })
}

impl Suggestions {
    /// Sorts names and words by their beginnings.
    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        let mut keys = Vec::new();
        for (entry, number) in entries.iter().zip(0u32..) {
            let starts = word_starts(&entry.folded);
            let starts = starts.take(if entry.facet.is_none() { 1 } else { usize::MAX });
            keys.extend(starts.map(|start| Key {
                entry: number,
                start: start as u32,
            }));
        }
        let mut sorted = Self { entries, keys };
        let mut keys = std::mem::take(&mut sorted.keys);
        keys.sort_by(|one, other| sorted.text(*one).cmp(sorted.text(*other)));
        sorted.keys = keys;
        sorted
    }

    fn text(&self, key: Key) -> &str {
        &self.entries[key.entry as usize].folded[key.start as usize..]
    }

    /// Entries with a word from which on they begin as typed: first those that do so letter by
    /// letter, of these the most frequent.
    ///
    /// `verified` says of how many articles an entry is now, and nothing where it is not to be suggested.
    ///
    /// # Errors
    /// What `verified` returns.
    pub(crate) fn beginning_with<E>(
        &self,
        typed: &str,
        limit: usize,
        mut verified: impl FnMut(&Entry) -> Result<Option<u64>, E>,
    ) -> Result<Vec<Suggestion>, E> {
        let start = self.keys.partition_point(|key| self.text(*key) < typed);
        let exact = self.keys[start..].iter();
        let exact = exact.take_while(|key| self.text(**key).starts_with(typed));
        let exact = exact.map(|key| key.entry).collect();
        let mut found = self.best(exact, limit, false, &mut verified)?;
        if found.len() < limit && typed.chars().count() >= SHORTEST_WITH_SLIP {
            let mut near = self.nearly_beginning_with(typed);
            near.retain(|number| {
                let entry = &self.entries[*number as usize];
                !found.iter().any(|known| known.text == entry.text)
            });
            let rest = limit - found.len();
            found.extend(self.best(near, rest, true, &mut verified)?);
        }
        Ok(found)
    }

    /// Numbers of the entries that begin so but for one slip.
    fn nearly_beginning_with(&self, typed: &str) -> Vec<u32> {
        let automaton = LevenshteinAutomatonBuilder::new(1, true).build_prefix_dfa(typed);
        let mut found = Vec::new();
        let mut place = 0;
        while let Some(key) = self.keys.get(place) {
            let text = self.text(*key);
            match first_failure(&automaton, text) {
                None => {
                    found.push(key.entry);
                    place += 1;
                }
                // It is only too short: a longer one that begins so may still be near.
                Some(failure) if failure == text.len() => place += 1,
                // All that begin as far as the failure fail, too.
                Some(failure) => {
                    let beginning = &text.as_bytes()[..=failure];
                    let rest = &self.keys[place..];
                    let fails = |key: &Key| {
                        let text = self.text(*key).as_bytes();
                        text < beginning || text.starts_with(beginning)
                    };
                    place += rest.partition_point(fails).max(1);
                }
            }
        }
        found
    }

    /// The most frequent of some entries, names and words each up to a limit.
    fn best<E>(
        &self,
        mut numbers: Vec<u32>,
        limit: usize,
        is_corrected: bool,
        verified: &mut impl FnMut(&Entry) -> Result<Option<u64>, E>,
    ) -> Result<Vec<Suggestion>, E> {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.sort_by_key(|number| {
            let entry = &self.entries[*number as usize];
            (entry.facet.is_none(), std::cmp::Reverse(entry.articles))
        });
        let entries = numbers.iter().map(|number| &self.entries[*number as usize]);
        let (names, words): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.facet.is_some());
        let mut best = Vec::with_capacity(2 * limit);
        for of_kind in [names, words] {
            let end = best.len() + limit;
            for entry in of_kind.into_iter().take(MOST_VERIFIED) {
                if best.len() == end {
                    break;
                }
                if let Some(articles) = verified(entry)? {
                    best.push(entry.suggested(articles, is_corrected));
                }
            }
        }
        Ok(best)
    }
}

impl Entry {
    /// A value of a facet, or a word where there is none.
    pub(crate) fn new(facet: Option<Facet>, text: String, articles: u64) -> Self {
        Self {
            facet,
            folded: fold(&text),
            text,
            articles,
        }
    }

    fn suggested(&self, articles: u64, is_corrected: bool) -> Suggestion {
        let kind = self.facet.map(SuggestionKind::Value);
        Suggestion {
            kind: kind.unwrap_or(SuggestionKind::Word),
            text: self.text.clone(),
            articles,
            is_corrected,
        }
    }
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, letter)| {
        let begins = letter.is_alphanumeric() && !before.is_alphanumeric();
        before = letter;
        begins.then_some(at)
    })
}

/// The byte at which a text can no longer be accepted, its length when it is too short for that;
/// `None` when it is accepted.
fn first_failure(automaton: &DFA, text: &str) -> Option<usize> {
    let mut state = automaton.initial_state();
    let is_accepted = |state| {
        !matches!(
            automaton.distance(state),
            levenshtein_automata::Distance::AtLeast(_)
        )
    };
    for (place, byte) in text.bytes().enumerate() {
        if is_accepted(state) {
            return None;
        }
        state = automaton.transition(state, byte);
        if state == SINK_STATE {
            return Some(place);
        }
    }
    (!is_accepted(state)).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestions() -> Suggestions {
        let value = |facet, text: &str, articles| Entry::new(facet, text.to_owned(), articles);
        Suggestions::of(vec![
            value(Some(Facet::Person), "Anna Virtanen", 3),
            value(Some(Facet::Person), "Virpi Aalto", 9),
            value(Some(Facet::Region), "Keski-Suomi", 5),
            value(None, "virta", 20),
            value(None, "järjestö", 50),
        ])
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let verified = |entry: &Entry| Ok::<_, ()>(Some(entry.articles));
        let found = suggestions().beginning_with(&fold(typed), 10, verified);
        let found = found.expect("nothing is looked up");
        let texts: Vec<_> = found.iter().map(|found| found.text.as_str()).collect();
        assert_eq!(texts, expected, "{typed}");
    }

    #[test]
    fn any_word_of_a_name_may_begin_it_and_the_frequent_come_first() {
        check("vir", &["Virpi Aalto", "Anna Virtanen", "virta"]);
        check("anna v", &["Anna Virtanen"]);
        check("suomi", &["Keski-Suomi"]);
        check("JARJ", &["järjestö"]);
        check("xyzzy", &[]);
    }

    #[test]
    fn one_slip_is_forgiven_in_longer_beginnings() {
        check("jarjsto", &["järjestö"]);
        check("Virtsnen", &["Anna Virtanen"]);
        check("keskisuo", &["Keski-Suomi"]);
        check("vxr", &[]);
    }

    #[test]
    fn prefixes_are_of_words() {
        assert!(has_word_beginning_with("anna virtanen", "vir"));
        assert!(has_word_beginning_with("anna virtanen", "anna vir"));
        assert!(has_word_beginning_with("sote-muutostuki", "muutos"));
        assert!(!has_word_beginning_with("anna virtanen", "tanen"));
        assert!(has_word_beginning_with("anna", ""));
    }
}
