//! What the rest of a document says about a word: how it is written there, and among which words.
//!
//! A name that cannot be told apart in one sentence often can in another: "Hanna Lahti" makes the
//! later "Lahti" a person, "Nokiassa" beside "Nokia Oyj" a company.

use hashbrown::HashMap;

use super::kinds::KINDS;
use super::word::Word;

/// What is counted of each base form, by number.
#[derive(Debug, Clone, Copy)]
#[repr(usize)]
enum Count {
    All,
    Small,
    Capital,
    Nominative,
    AfterFirstName,
    BeforeSurname,
    Local,
    BeforeLegalForm,
    AfterTitle,
}

const COUNTS: usize = 9;

/// How often each base form of a document stands in which company.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    entries: HashMap<u64, Entry, foldhash::fast::FixedState>,
    /// How much the document has to do with matches and teams, where a country's name is its team.
    pub(super) sport: u64,
}

/// What was counted of one base form.
#[derive(Debug, Default)]
struct Entry {
    counts: [u16; COUNTS],
    /// Where it stands with a capital, and the base forms of the words beside it there.
    places: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    sentence: usize,
    at: usize,
    before: u64,
    after: u64,
    /// What the words beside it say that it names.
    kinds: u64,
}

/// Most places of a base form whose neighbours are remembered.
const MOST_PLACES: usize = 12;

/// What the rest of a document says of the word at a place.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// A bit for each thing that is counted.
    pub(super) bits: u64,
    /// Base forms of words that stand before and after it elsewhere.
    pub(super) before: Vec<u64>,
    pub(super) after: Vec<u64>,
    /// What words beside it say elsewhere that it names.
    pub(super) kinds: u64,
    /// The base form that is written most often in the document; 0 for what has no capital.
    pub(super) key: u64,
}

/// The words of one sentence.
pub(super) type Sentence<'w> = Vec<&'w Word>;

impl Evidence {
    /// Counts in the sentences of one document.
    pub(super) fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut evidence = Self::default();
        let mut words = 0;
        let mut of_sport = 0;
        for (number, sentence) in sentences.iter().enumerate() {
            for at in 0..sentence.len() {
                let word = sentence[at];
                if !word.is_word {
                    continue;
                }
                words += 1;
                of_sport += u64::from(word.is_of_sport);
                let seen = seen(sentence, at);
                let before = at.checked_sub(1).map(|before| sentence[before]);
                let after = sentence.get(at + 1).copied();
                let place = Place {
                    sentence: number,
                    at,
                    before: lemma(before),
                    after: lemma(after),
                    kinds: kind(before) | kind(after) << KINDS,
                };
                for lemma in &word.lemmas {
                    let entry = evidence.entries.entry(*lemma).or_default();
                    for (count, seen) in entry.counts.iter_mut().zip(seen) {
                        *count = count.saturating_add(u16::from(seen));
                    }
                    if word.is_capitalised && entry.places.len() < MOST_PLACES {
                        entry.places.push(place);
                    }
                }
            }
        }
        evidence.sport = (of_sport * 100 / (words + 20)).min(4);
        evidence
    }

    /// What the other places of a document say about the word at a place, by the base form that is
    /// written most often there.
    pub(super) fn at(&self, number: usize, sentence: &[&Word], at: usize) -> Said {
        let word = sentence[at];
        let counted = word.lemmas.iter();
        let best = counted.filter_map(|lemma| Some((self.entries.get(lemma)?, *lemma)));
        let best = best.max_by_key(|(entry, _)| {
            (
                entry.counts[Count::Nominative as usize],
                entry.counts[Count::All as usize],
            )
        });
        let mut said = Said::default();
        let Some((entry, key)) = best.filter(|_| word.is_word) else {
            return said;
        };
        let own = seen(sentence, at);
        for (bit, (count, own)) in entry.counts.iter().zip(own).enumerate() {
            let others = count.saturating_sub(u16::from(own));
            said.bits |= u64::from(others > 0) << bit;
        }
        if word.is_capitalised {
            said.key = key;
            let places = entry.places.iter();
            for place in places.filter(|place| (place.sentence, place.at) != (number, at)) {
                said.before.push(place.before);
                said.after.push(place.after);
                said.kinds |= place.kinds;
            }
            for list in [&mut said.before, &mut said.after] {
                list.sort_unstable();
                list.dedup();
            }
        }
        said
    }
}

fn lemma(word: Option<&Word>) -> u64 {
    word.map_or(7, |word| word.lemmas.first().copied().unwrap_or(word.form))
}

fn kind(word: Option<&Word>) -> u64 {
    word.map_or(0, |word| word.kind)
}

/// What there is to count of one word.
fn seen(sentence: &[&Word], at: usize) -> [bool; COUNTS] {
    let word = sentence[at];
    let before = at.checked_sub(1).map(|before| sentence[before]);
    let after = sentence.get(at + 1).copied();
    let inner = word.is_capitalised && before.is_some_and(|before| before.is_word);
    let mut seen = [false; COUNTS];
    seen[Count::All as usize] = true;
    seen[Count::Small as usize] = !word.is_capitalised;
    seen[Count::Capital as usize] = inner;
    seen[Count::Nominative as usize] = word.is_capitalised && word.is_base_form;
    seen[Count::AfterFirstName as usize] =
        inner && before.is_some_and(|before| before.is_capitalised && before.is_first_name);
    seen[Count::BeforeSurname as usize] =
        word.is_capitalised && after.is_some_and(|after| after.is_capitalised && after.is_surname);
    seen[Count::Local as usize] = inner && word.is_local;
    seen[Count::BeforeLegalForm as usize] =
        word.is_capitalised && after.is_some_and(|after| after.is_legal_form);
    seen[Count::AfterTitle as usize] =
        inner && before.is_some_and(|before| !before.is_capitalised && before.is_title);
    seen
}
