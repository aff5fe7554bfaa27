//! Stores strings of things once, however often they are added.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// A growing store in which every string that was added lies once.
#[derive(Debug)]
pub(super) struct Interner<T> {
    items: Vec<T>,
    places: HashTable<(u32, u32)>,
    hasher: FixedState,
}

impl<T: Copy + Eq + Hash> Interner<T> {
    pub(super) fn new() -> Self {
        Self {
            items: Vec::new(),
            places: HashTable::new(),
            hasher: FixedState::default(),
        }
    }

    /// Where in the store `string` begins; nothing if the store is full.
    pub(super) fn add(&mut self, string: &[T]) -> Option<u32> {
        let Self {
            items,
            places,
            hasher,
        } = self;
        let slice = |(start, length): (u32, u32)| &items[start as usize..][..length as usize];
        let hash = hasher.hash_one(string);
        if let Some(&(start, _)) = places.find(hash, |&place| slice(place) == string) {
            return Some(start);
        }
        let place = (u32::try_from(items.len()).ok()?, string.len() as u32);
        places.insert_unique(hash, place, |&place| hasher.hash_one(slice(place)));
        items.extend_from_slice(string);
        Some(place.0)
    }

    /// Part of the store.
    pub(super) fn get(&self, range: std::ops::Range<usize>) -> &[T] {
        &self.items[range]
    }

    pub(super) fn into_items(self) -> Vec<T> {
        self.items
    }
}
