//! Remembers the terms of words seen lately. Running text repeats itself: four words of five are found here.
//!
//! The cache is a table of sets of four places each. A word belongs to one set by its hash; in it, the
//! word used last comes first and the one in the last place is forgotten for a new one. So the memory is
//! bounded however many words there are, finding takes one look at four places, and threads only meet
//! when they ask for words of the same stripe of sets at the same time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::packed::Terms;

/// Places in a set.
const PLACES: usize = 4;

/// Stripes of sets, each with a lock of its own.
const STRIPES: usize = 64;

/// Words of more bytes are not remembered: they are rare, and must not fill the memory.
const LONGEST_WORD: usize = 64;

/// Terms of more bytes are not remembered.
const LARGEST_TERMS: usize = 512;

/// A bounded memory of terms that threads share.
#[derive(Debug)]
pub(super) struct Cache {
    stripes: Box<[Mutex<Box<[Set]>>]>,
    sets_in_stripe: usize,
}

#[derive(Debug, Default)]
struct Set {
    /// The hashes of the words, to look at before the words themselves.
    tags: [u32; PLACES],
    terms: [Option<Terms>; PLACES],
}

impl Cache {
    /// A cache for about this many words.
    pub(super) fn new(words: usize) -> Self {
        let sets_in_stripe = words.div_ceil(PLACES * STRIPES);
        let stripe = || Mutex::new((0..sets_in_stripe).map(|_| Set::default()).collect());
        Self {
            stripes: (0..STRIPES).map(|_| stripe()).collect(),
            sets_in_stripe,
        }
    }

    /// The terms of a word, which `build` makes if they are not remembered.
    pub(super) fn get(&self, word: &str, build: impl FnOnce() -> Terms) -> Terms {
        if word.len() > LONGEST_WORD || self.sets_in_stripe == 0 {
            return build();
        }
        let hash = hash(word);
        let tag = hash as u32;
        let stripe = (hash >> 32) as usize % STRIPES;
        let set = (hash >> 38) as usize % self.sets_in_stripe;
        if let Some(terms) = self.lock(stripe)[set].find(tag, word) {
            return terms;
        }
        let terms = build();
        if terms.size() <= LARGEST_TERMS {
            self.lock(stripe)[set].insert(tag, terms.clone());
        }
        terms
    }

    /// A thread that panicked cannot have left a set half changed: nothing in `Set` can panic.
    fn lock(&self, stripe: usize) -> MutexGuard<'_, Box<[Set]>> {
        let stripe = &self.stripes[stripe];
        stripe.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Set {
    /// The terms of a word, which moves to the front.
    fn find(&mut self, tag: u32, word: &str) -> Option<Terms> {
        let found = (0..PLACES).find(|&place| {
            let terms = self.terms[place].as_ref();
            self.tags[place] == tag && terms.is_some_and(|terms| terms.word() == word)
        })?;
        self.tags[..=found].rotate_right(1);
        self.terms[..=found].rotate_right(1);
        self.terms[0].clone()
    }

    /// Puts new terms first and forgets those in the last place.
    fn insert(&mut self, tag: u32, terms: Terms) {
        self.tags.rotate_right(1);
        self.terms.rotate_right(1);
        self.tags[0] = tag;
        self.terms[0] = Some(terms);
    }
}

/// Mixes the bytes of a word, eight at a time, by multiplying with odd constants and folding the halves of
/// the product. An unlucky or hostile choice of words makes the cache forget sooner and nothing else.
fn hash(word: &str) -> u64 {
    const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
    const SECOND: u64 = 0xD6E8_FEB8_6659_FD93;
    let mix = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    };
    let (whole, rest) = word.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let chunks = whole.iter().copied().chain([last]);
    let folded = chunks.fold(FIRST ^ word.len() as u64, |hash, chunk| {
        mix(hash ^ u64::from_le_bytes(chunk), SECOND)
    });
    mix(folded, FIRST)
}
