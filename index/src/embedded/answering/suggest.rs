//! Suggestions while somebody types: titles, names and frequent words.
//!
//! Names and words are kept in memory, sorted by their beginnings without case and accents, and made
//! anew for each state of the index when first asked for; titles are looked up on disk.

use std::collections::{HashMap, HashSet};

use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::schema::Field;

use crate::analysis::{Language, TermKind, fold};
use crate::embedded::showing::hits::stored;
use crate::embedded::state::living;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::document::title_start;
use crate::embedded::writing::encoding::{kind_byte, typed_term};
use crate::search::suggestion::{Suggestion, SuggestionKind};
use aluehaku_article::facet::Facet;

/// Facets whose values are suggested.
const NAMES: [Facet; 6] = [
    Facet::Person,
    Facet::Project,
    Facet::Organisation,
    Facet::Region,
    Facet::Municipality,
    Facet::Hyvinvointialue,
];

/// Most words that are kept: the most frequent ones.
const MOST_WORDS: usize = 50_000;

/// Fewest articles of a word that is suggested.
const FEWEST_ARTICLES: u32 = 2;

/// Letters from which on a slip is forgiven.
const SHORTEST_WITH_SLIP: usize = 4;

/// Most titles among the suggestions.
const MOST_TITLES: usize = 3;

/// Names and words by their beginnings.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    entries: Vec<Entry>,
    /// Places in the folded texts at which a word begins, sorted by what follows.
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Entry {
    /// Absent for words.
    facet: Option<Facet>,
    text: String,
    folded: String,
    articles: u64,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    entry: u32,
    start: u32,
}

/// Titles, names and words that begin as typed, the most likely first.
pub(crate) fn suggest(
    snapshot: &Snapshot,
    known: &Suggestions,
    typed: &str,
    limit: usize,
) -> tantivy::Result<Vec<Suggestion>> {
    let typed = title_start(typed);
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let found = known.beginning_with(&typed, limit);
    let titles = titles(snapshot, &typed, limit.min(MOST_TITLES))?;
    Ok(mixed(found, titles, limit))
}

/// Names first, then words; a third of the places is kept for titles and words where there are any.
fn mixed(found: Vec<Suggestion>, titles: Vec<Suggestion>, limit: usize) -> Vec<Suggestion> {
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

fn titles(snapshot: &Snapshot, typed: &str, limit: usize) -> tantivy::Result<Vec<Suggestion>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for segment in &snapshot.segments {
        let index = segment.reader.inverted_index(snapshot.fields.title_start)?;
        let mut terms = index.terms().range().ge(typed.as_bytes()).into_stream()?;
        while found.len() < limit && terms.advance() && terms.key().starts_with(typed.as_bytes()) {
            let Some(article) = living::first(segment, &index, terms.value())? else {
                continue;
            };
            let address = tantivy::DocAddress::new(segment.number, article);
            let article = stored(snapshot, address)?.article;
            if seen.insert(article.title.clone()) {
                found.push(Suggestion {
                    kind: SuggestionKind::Title(article.id),
                    text: article.title,
                    articles: u64::from(terms.value().doc_freq),
                    is_corrected: false,
                });
            }
        }
    }
    Ok(found)
}

impl Suggestions {
    pub(crate) fn new(snapshot: &Snapshot) -> tantivy::Result<Self> {
        let mut entries = Vec::new();
        for facet in NAMES {
            let table = snapshot.facet_table(facet)?;
            let counts = counts(snapshot, snapshot.fields.facet(facet), &[], 1)?;
            let listed = counts.into_iter().filter(|(text, _)| table.lists(text));
            let mut listed: Vec<(String, u64)> = listed.collect();
            listed.sort_unstable();
            entries.extend(listed.into_iter().map(|(text, articles)| {
                let facet = Some(facet);
                Entry::new(facet, text, articles)
            }));
        }
        let words = |kind| {
            counts(
                snapshot,
                snapshot.fields.text,
                &[kind_byte(kind)],
                FEWEST_ARTICLES,
            )
        };
        let mut found = words(TermKind::Lemma)?;
        if found.is_empty() {
            found = words(TermKind::Surface)?;
        }
        found.retain(|(text, _)| text.starts_with(char::is_alphabetic));
        found.sort_unstable_by(|(one, few), (other, many)| many.cmp(few).then(one.cmp(other)));
        let words = found
            .into_iter()
            .filter(|(text, _)| is_word(snapshot, text));
        let words = words.take(MOST_WORDS);
        entries.extend(words.map(|(text, articles)| Entry::new(None, text, articles)));
        Ok(Self::of(entries))
    }

    fn of(entries: Vec<Entry>) -> Self {
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
    fn beginning_with(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let start = self.keys.partition_point(|key| self.text(*key) < typed);
        let exact = self.keys[start..].iter();
        let exact = exact.take_while(|key| self.text(**key).starts_with(typed));
        let mut found = self.best(exact.map(|key| key.entry).collect(), limit, false);
        if found.len() < limit && typed.chars().count() >= SHORTEST_WITH_SLIP {
            let mut near = self.nearly_beginning_with(typed);
            near.retain(|number| {
                let entry = &self.entries[*number as usize];
                !found.iter().any(|known| known.text == entry.text)
            });
            found.extend(self.best(near, limit - found.len(), true));
        }
        found
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
    fn best(&self, mut numbers: Vec<u32>, limit: usize, is_corrected: bool) -> Vec<Suggestion> {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.sort_by_key(|number| {
            let entry = &self.entries[*number as usize];
            (entry.facet.is_none(), std::cmp::Reverse(entry.articles))
        });
        let entries = numbers
            .into_iter()
            .map(|number| &self.entries[number as usize]);
        let (names, words): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.facet.is_some());
        let chosen = names
            .into_iter()
            .take(limit)
            .chain(words.into_iter().take(limit));
        let suggested = chosen.map(|entry| Suggestion {
            kind: entry
                .facet
                .map_or(SuggestionKind::Word, SuggestionKind::Value),
            text: entry.text.clone(),
            articles: entry.articles,
            is_corrected,
        });
        suggested.collect()
    }
}

impl Entry {
    fn new(facet: Option<Facet>, text: String, articles: u64) -> Self {
        Self {
            facet,
            folded: fold(&text),
            text,
            articles,
        }
    }
}

/// Whether a base form is a word: some article has it as it stands, or a dictionary knows it. A guess at
/// the base form of an unknown word need be none.
fn is_word(snapshot: &Snapshot, lemma: &str) -> bool {
    let as_it_stands = typed_term(snapshot.fields.text, TermKind::Surface, lemma);
    let stands_in = |segment: &Segment| {
        let list = segment.text.get_term_info(&as_it_stands);
        matches!(list, Ok(Some(_)))
    };
    let is_known = |language: &Language| snapshot.analyzer.terms(lemma, *language).known;
    snapshot.segments.iter().any(stands_in) || snapshot.languages().iter().any(is_known)
}

/// Texts of a field that follow some first bytes, in any order, with the number of articles that have them. Those that
/// only deleted articles have are left out.
fn counts(
    snapshot: &Snapshot,
    field: Field,
    first: &[u8],
    fewest: u32,
) -> tantivy::Result<Vec<(String, u64)>> {
    let mut counts: HashMap<String, u64, foldhash::fast::FixedState> = HashMap::default();
    for segment in &snapshot.segments {
        let index = segment.reader.inverted_index(field)?;
        let mut terms = index.terms().range().ge(first).into_stream()?;
        while terms.advance() && terms.key().starts_with(first) {
            let list = terms.value();
            if list.doc_freq < fewest {
                continue;
            }
            let articles = living::count(segment, &index, list, fewest)?;
            if articles >= fewest {
                let text = String::from_utf8_lossy(&terms.key()[first.len()..]);
                match counts.get_mut(text.as_ref()) {
                    Some(count) => *count += u64::from(articles),
                    None => drop(counts.insert(text.into_owned(), u64::from(articles))),
                }
            }
        }
    }
    Ok(counts.into_iter().collect())
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
        let found = suggestions().beginning_with(&fold(typed), 10);
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
}
