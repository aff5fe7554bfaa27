//! Remembers the terms of words: the same ones come again and again.

use std::hash::BuildHasher as _;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::terms::Terms;

/// Parts of the memory that are locked one by one, and words that each keeps before it begins anew.
const PARTS: usize = 16;
const MOST_WORDS: usize = 1024;

type Words = HashMap<Box<str>, Arc<Terms>, FixedState>;

/// The terms of the words asked for last.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    parts: [Mutex<Words>; PARTS],
}

impl Memory {
    /// The terms of a word, found where they are not remembered.
    pub(crate) fn get(&self, word: &str, find: impl FnOnce() -> Terms) -> Arc<Terms> {
        let number = FixedState::default().hash_one(word) as usize % PARTS;
        // What another thread left is whole even if it panicked.
        let lock = || {
            self.parts[number]
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(terms) = lock().get(word) {
            return Arc::clone(terms);
        }
        let terms = Arc::new(find());
        let mut words = lock();
        if words.len() >= MOST_WORDS {
            words.clear();
        }
        words.insert(word.into(), Arc::clone(&terms));
        terms
    }
}
