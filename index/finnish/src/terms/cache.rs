//! Remembers the terms of words seen lately. Running text repeats itself: four words of five are found here.
//!
//! The cache is a table of sets of eight places each. A word belongs to one set by its hash; in it, the
//! word used last comes first. A new word takes the middle place and the one in the last place is
//! forgotten, so that words seen once do not drive out those seen often. The memory is bounded however
//! many words there are, finding takes one look at eight places, and threads only meet when they ask
//! for words of the same stripe of sets at the same time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::packed::Terms;

/// Places in a set.
const PLACES: usize = 8;

/// Where new words enter a set.
const ENTRANCE: usize = 4;

/// Stripes of sets, each with a lock of its own.
const STRIPES: usize = 64;

/// Words of more bytes are not remembered: they are rare, and must not fill the memory.
const LONGEST_WORD: usize = 64;

/// Terms of more bytes are not remembered.
const LARGEST_TERMS: usize = 512;

/// A bounded memory of terms that threads share.
#[derive(Debug)]
pub(super) struct Cache {
    stripes: Box<[Mutex<Stripe>]>,
    /// The number of sets in a stripe, a power of two, less one.
    mask: usize,
}

/// Sets that share a lock.
#[derive(Debug)]
struct Stripe {
    sets: Box<[Set]>,
    hits: u64,
    misses: u64,
}

#[derive(Debug, Default)]
struct Set {
    /// The hashes of the words, to look at before the words themselves.
    tags: [u32; PLACES],
    terms: [Option<Terms>; PLACES],
}

impl Cache {
    /// A cache for at least this many words and less than twice as many; for 0, one that remembers
    /// nothing.
    pub(super) fn new(words: usize) -> Self {
        let stripes = if words == 0 { 0 } else { STRIPES };
        let sets = words.div_ceil(PLACES * STRIPES).next_power_of_two();
        let stripe = || Stripe {
            sets: (0..sets).map(|_| Set::default()).collect(),
            hits: 0,
            misses: 0,
        };
        Self {
            stripes: (0..stripes).map(|_| Mutex::new(stripe())).collect(),
            mask: sets - 1,
        }
    }

    /// The terms of a word, which `build` makes if they are not remembered.
    pub(super) fn get(&self, word: &str, build: impl FnOnce() -> Terms) -> Terms {
        if word.len() > LONGEST_WORD || self.stripes.is_empty() {
            return build();
        }
        let hash = hash(word.as_bytes());
        let tag = hash as u32;
        let stripe = &self.stripes[(hash >> 58) as usize % STRIPES];
        let set = (hash >> 32) as usize & self.mask;
        if let Some(terms) = lock(stripe).find(set, tag, word) {
            return terms;
        }
        let terms = build();
        if terms.size() <= LARGEST_TERMS {
            lock(stripe).sets[set].insert(tag, terms.clone());
        }
        terms
    }

    /// How often a word was found, and how often not.
    pub(super) fn counts(&self) -> (u64, u64) {
        let counts = self.stripes.iter().map(|stripe| {
            let stripe = lock(stripe);
            (stripe.hits, stripe.misses)
        });
        counts.fold((0, 0), |all, counts| (all.0 + counts.0, all.1 + counts.1))
    }
}

/// A thread that panicked cannot have left a set half changed: nothing in [`Set`] panics.
fn lock(stripe: &Mutex<Stripe>) -> MutexGuard<'_, Stripe> {
    stripe.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stripe {
    fn find(&mut self, set: usize, tag: u32, word: &str) -> Option<Terms> {
        let found = self.sets[set].find(tag, word);
        match found {
            Some(_) => self.hits += 1,
            None => self.misses += 1,
        }
        found
    }
}

impl Set {
    /// The terms of a word, which moves to the front.
    fn find(&mut self, tag: u32, word: &str) -> Option<Terms> {
        let found = (0..PLACES).find(|&place| {
            let terms = self.terms[place].as_ref();
            self.tags[place] == tag && terms.is_some_and(|terms| terms.is_of(word))
        })?;
        if found > 0 {
            self.tags[..=found].rotate_right(1);
            self.terms[..=found].rotate_right(1);
        }
        self.terms[0].clone()
    }

    /// Puts new terms into the first free place up to the entrance, and forgets those in the last place.
    fn insert(&mut self, tag: u32, terms: Terms) {
        let free = self.terms.iter().position(Option::is_none);
        let place = free.map_or(ENTRANCE, |free| free.min(ENTRANCE));
        self.tags[place..].rotate_right(1);
        self.terms[place..].rotate_right(1);
        self.tags[place] = tag;
        self.terms[place] = Some(terms);
    }
}

/// Mixes the bytes of a word, eight at a time, by multiplying with odd constants and folding the halves of
/// the product. An unlucky or hostile choice of words makes the cache forget sooner and nothing else.
fn hash(word: &[u8]) -> u64 {
    const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
    const SECOND: u64 = 0xD6E8_FEB8_6659_FD93;
    let mix = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    };
    let mut hash = FIRST ^ word.len() as u64;
    for chunk in word.as_chunks::<8>().0 {
        hash = mix(hash ^ u64::from_le_bytes(*chunk), SECOND);
    }
    mix(hash ^ last(word), FIRST)
}

/// The last eight bytes of a word as a number, of a shorter word all of them.
fn last(word: &[u8]) -> u64 {
    if let Some(last) = word.last_chunk::<8>() {
        u64::from_le_bytes(*last)
    } else if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
    } else {
        word.iter()
            .fold(0, |bytes, &byte| bytes << 8 | u64::from(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::Draft;
    use super::*;

    fn terms(word: &str) -> Terms {
        let mut draft = Draft::default();
        draft.begin(word);
        draft.finish()
    }

    fn words(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("sana{number}")).collect()
    }

    #[test]
    fn what_is_remembered_is_not_built_again() {
        let cache = Cache::new(64);
        for word in words(20) {
            assert_eq!(cache.get(&word, || terms(&word)).word(), word);
            assert_eq!(cache.get(&word, || unreachable!()).word(), word);
        }
    }

    #[test]
    fn capitals_make_another_word() {
        let cache = Cache::new(64);
        assert_eq!(cache.get("salo", || terms("salo")).word(), "salo");
        assert_eq!(cache.get("Salo", || terms("Salo")).word(), "Salo");
    }

    #[test]
    fn the_memory_is_bounded_and_the_word_used_last_stays() {
        let cache = Cache::new(1000);
        for word in words(50_000) {
            cache.get(&word, || terms(&word));
            cache.get(&word, || unreachable!());
        }
        let remembered = cache.stripes.iter().flat_map(|stripe| {
            let stripe = lock(stripe);
            let places = stripe.sets.iter().flat_map(|set| &set.terms);
            [places.flatten().count()]
        });
        let remembered: usize = remembered.sum();
        assert!((500..2000).contains(&remembered), "{remembered} words");
        assert_eq!(cache.counts(), (50_000, 50_000));
    }

    #[test]
    fn nothing_is_remembered_of_long_words_or_without_room() {
        let long = "a".repeat(LONGEST_WORD + 1);
        for (cache, word) in [(Cache::new(0), "talo"), (Cache::new(64), long.as_str())] {
            let mut built = 0;
            for _ in 0..3 {
                cache.get(word, || {
                    built += 1;
                    terms(word)
                });
            }
            assert_eq!(built, 3);
        }
    }

    #[test]
    fn hashes_of_like_words_differ() {
        let mut hashes: Vec<u64> = words(100_000)
            .iter()
            .map(|word| hash(word.as_bytes()))
            .collect();
        hashes.extend(["", "a", "aa", "aaa", "aaaa", "aaaaaaaa"].map(|word| hash(word.as_bytes())));
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }
}
