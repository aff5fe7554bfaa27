//! Remembers what was found out about words seen lately. Running text repeats itself: four words of five are found
//! here.
//!
//! The cache is a table of sets of eight places each. A word belongs to one set by its hash; in it, the
//! word used last comes first. A new word takes the middle place and the one in the last place is
//! forgotten, so that words seen once do not drive out those seen often. The memory is bounded however
//! many words there are, finding takes one look at eight places, and threads only meet when they ask
//! for words of the same stripe of sets at the same time.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Places in a set.
const PLACES: usize = 8;

/// Where new words enter a set.
const ENTRANCE: usize = 4;

/// Stripes of sets, each with a lock of its own.
const STRIPES: usize = 64;

/// Words of more bytes are not remembered: they are rare, and must not fill the memory.
const LONGEST_WORD: usize = 64;

/// What is known of more bytes is not remembered.
const LARGEST_ENTRY: usize = 512;

/// What was found out about a word. A clone must be cheap.
pub(crate) trait Entry: Clone {
    /// Whether it is about this word.
    fn is_of(&self, word: &str) -> bool;

    /// The bytes of memory that it takes.
    fn size(&self) -> usize;
}

/// A bounded memory of words that threads share.
#[derive(Debug)]
pub(crate) struct Cache<E> {
    stripes: Box<[Mutex<Stripe<E>>]>,
    /// The number of sets in a stripe, a power of two, less one.
    mask: usize,
}

/// Sets that share a lock.
#[derive(Debug)]
struct Stripe<E> {
    sets: Box<[Set<E>]>,
    hits: u64,
    misses: u64,
}

#[derive(Debug)]
struct Set<E> {
    /// The hashes of the words, to look at before the words themselves.
    tags: [u32; PLACES],
    entries: [Option<E>; PLACES],
}

impl<E: Entry> Cache<E> {
    /// A cache for at least this many words and less than twice as many; for 0, one that remembers
    /// nothing.
    pub(crate) fn new(words: usize) -> Self {
        let stripes = if words == 0 { 0 } else { STRIPES };
        let sets = words.div_ceil(PLACES * STRIPES).next_power_of_two();
        let stripe = || Stripe {
            sets: (0..sets).map(|_| Set::empty()).collect(),
            hits: 0,
            misses: 0,
        };
        Self {
            stripes: (0..stripes).map(|_| Mutex::new(stripe())).collect(),
            mask: sets - 1,
        }
    }

    /// What is known of a word, which `build` finds out if it is not remembered.
    pub(crate) fn get(&self, word: &str, build: impl FnOnce() -> E) -> E {
        if word.len() > LONGEST_WORD || self.stripes.is_empty() {
            return build();
        }
        let hash = hash(word.as_bytes());
        let tag = hash as u32;
        let stripe = &self.stripes[(hash >> 58) as usize % STRIPES];
        let set = (hash >> 32) as usize & self.mask;
        if let Some(entry) = lock(stripe).find(set, tag, word) {
            return entry;
        }
        let entry = build();
        if entry.size() <= LARGEST_ENTRY {
            lock(stripe).sets[set].insert(tag, entry.clone());
        }
        entry
    }

    /// How often a word was found, and how often not.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let counts = self.stripes.iter().map(|stripe| {
            let stripe = lock(stripe);
            (stripe.hits, stripe.misses)
        });
        counts.fold((0, 0), |all, counts| (all.0 + counts.0, all.1 + counts.1))
    }
}

/// A thread that panicked cannot have left a set half changed: nothing in [`Set`] panics.
fn lock<E>(stripe: &Mutex<Stripe<E>>) -> MutexGuard<'_, Stripe<E>> {
    stripe.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<E: Entry> Stripe<E> {
    fn find(&mut self, set: usize, tag: u32, word: &str) -> Option<E> {
        let found = self.sets[set].find(tag, word);
        match found {
            Some(_) => self.hits += 1,
            None => self.misses += 1,
        }
        found
    }
}

impl<E: Entry> Set<E> {
    fn empty() -> Self {
        Self {
            tags: [0; PLACES],
            entries: std::array::from_fn(|_| None),
        }
    }

    /// What is known of a word, which moves to the front.
    fn find(&mut self, tag: u32, word: &str) -> Option<E> {
        let found = (0..PLACES).find(|&place| {
            let entry = self.entries[place].as_ref();
            self.tags[place] == tag && entry.is_some_and(|entry| entry.is_of(word))
        })?;
        if found > 0 {
            self.tags[..=found].rotate_right(1);
            self.entries[..=found].rotate_right(1);
        }
        self.entries[0].clone()
    }

    /// Puts a new word into the first free place up to the entrance, and forgets the one in the last place.
    fn insert(&mut self, tag: u32, entry: E) {
        let free = self.entries.iter().position(Option::is_none);
        let place = free.map_or(ENTRANCE, |free| free.min(ENTRANCE));
        self.tags[place..].rotate_right(1);
        self.entries[place..].rotate_right(1);
        self.tags[place] = tag;
        self.entries[place] = Some(entry);
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
    use std::sync::Arc;

    use super::*;

    impl Entry for Arc<str> {
        fn is_of(&self, word: &str) -> bool {
            **self == *word
        }

        fn size(&self) -> usize {
            self.len()
        }
    }

    fn words(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("sana{number}")).collect()
    }

    #[test]
    fn what_is_remembered_is_not_built_again() {
        let cache: Cache<Arc<str>> = Cache::new(64);
        for word in words(20) {
            assert_eq!(cache.get(&word, || word.as_str().into()).as_ref(), word);
            assert_eq!(cache.get(&word, || unreachable!()).as_ref(), word);
        }
    }

    #[test]
    fn capitals_make_another_word() {
        let cache: Cache<Arc<str>> = Cache::new(64);
        assert_eq!(cache.get("salo", || "salo".into()).as_ref(), "salo");
        assert_eq!(cache.get("Salo", || "Salo".into()).as_ref(), "Salo");
    }

    #[test]
    fn the_memory_is_bounded_and_the_word_used_last_stays() {
        let cache: Cache<Arc<str>> = Cache::new(1000);
        for word in words(50_000) {
            cache.get(&word, || word.as_str().into());
            cache.get(&word, || unreachable!());
        }
        let remembered = cache.stripes.iter().flat_map(|stripe| {
            let stripe = lock(stripe);
            let places = stripe.sets.iter().flat_map(|set| &set.entries);
            [places.flatten().count()]
        });
        let remembered: usize = remembered.sum();
        assert!((500..2000).contains(&remembered), "{remembered} words");
        assert_eq!(cache.counts(), (50_000, 50_000));
    }

    #[test]
    fn nothing_is_remembered_of_long_words_or_without_room() {
        let long = "a".repeat(LONGEST_WORD + 1);
        for (room, word) in [(0, "talo"), (64, long.as_str())] {
            let cache: Cache<Arc<str>> = Cache::new(room);
            let mut built = 0;
            for _ in 0..3 {
                cache.get(word, || {
                    built += 1;
                    word.into()
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
