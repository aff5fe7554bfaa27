//! Turns the transducer into a graph of hubs: far fewer stops on the way of a word, each with its way on
//! looked up by the next character.
//!
//! Of the 418 states that a plain walk enters for a word, 253 have a single transition and two thirds
//! cannot reach the word's next character at all. So everything that does not depend on the word is
//! done once, here. Hubs are the start state and the states with several transitions that are reached
//! by consuming a character. From each hub all paths are followed, in file order, through silent
//! transitions and flags up to the first character, and then on through states with a single
//! transition up to the next hub or the end of the word. Each such path becomes one [`Entry`]: the text
//! it consumes, its flags as one [`Program`], what it prints, and where it leads. The end of the word
//! counts as one more character, so an accepting state is an entry like any other.
//!
//! The entries of a hub are grouped by their first character with a stable sort. A word follows one
//! group only, so the order in which outputs are found stays that of the file.
//!
//! Compounds make this large: after each of hundreds of endings the whole vocabulary can begin again, and
//! every hub there would have a copy of it. So the few states from which much begins, called roots, are
//! not copied. A path that comes to a root gets one short entry for each character that can follow. All
//! these entries lead to the same hub, the [`Place::Fork`] of this root and character: everything that can
//! come after them. A fork also joins what would be a dozen hubs, because the vocabulary is divided by
//! inflection before its first letter.
//!
//! This file numbers the hubs and puts their entries in order; `paths` follows the paths.

use std::collections::HashMap;

use super::super::format::Transducer;
use super::entry::LONGEST_TEXT;
use super::output::{OutputPlace, OutputPool};
use super::paths::{Paths, Place};
use super::program::Program;

/// A dictionary as hubs and entries.
#[derive(Debug)]
pub(super) struct HubGraph {
    /// Where each hub's entries begin; one more at the end. Hub 0 is the start.
    hubs: Vec<u32>,
    entries: Vec<Entry>,
    pub(super) outputs: OutputPool,
    pub(super) programs: Vec<Program>,
    /// The features at the start of a word.
    pub(super) start_features: u64,
    /// The byte that stands for the end of the word.
    pub(super) end: u8,
}

/// A path from one hub to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<Target = u32> {
    /// The character it consumes first.
    pub(super) first: u8,
    /// What it consumes then.
    pub(super) text: Text,
    pub(super) program: u16,
    pub(super) output: OutputPlace,
    /// The hub it leads to, or [`ACCEPT`].
    pub(super) target: Target,
}

/// The target of an entry that consumes the end of the word.
pub(super) const ACCEPT: u32 = u32::MAX;

/// A short string of symbols.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Text {
    symbols: [u8; LONGEST_TEXT],
    length: u8,
}

impl Text {
    /// The symbols, at most [`LONGEST_TEXT`].
    pub(super) fn new(symbols: &[u8]) -> Self {
        let mut text = Self::default();
        text.symbols[..symbols.len()].copy_from_slice(symbols);
        text.length = symbols.len() as u8;
        text
    }

    pub(super) fn symbols(&self) -> &[u8] {
        &self.symbols[..usize::from(self.length)]
    }
}

impl HubGraph {
    /// The graph of a transducer, or nothing if the compact form cannot hold it.
    pub(super) fn build(transducer: &Transducer) -> Option<Self> {
        let mut paths = Paths::new(transducer)?;
        let mut numbers = Numbers::default();
        numbers.of(Place::START);
        let mut hubs = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(&place) = numbers.places.get(hubs.len()) {
            hubs.push(u32::try_from(entries.len()).ok()?);
            let group = paths.entries_of(place)?;
            entries.extend(paths.entries(group).iter().map(|entry| Entry {
                target: numbers.of(entry.target),
                first: entry.first,
                text: entry.text,
                program: entry.program,
                output: entry.output,
            }));
        }
        hubs.push(u32::try_from(entries.len()).ok()?);
        let (start_features, end) = (paths.start_features(), paths.end());
        let (outputs, programs) = paths.finish();
        Some(Self {
            hubs,
            entries,
            outputs,
            programs,
            start_features,
            end,
        })
    }

    /// How many hubs there are.
    pub(super) fn len(&self) -> usize {
        self.hubs.len() - 1
    }

    /// The entries of a hub, ordered by their first characters.
    pub(super) fn entries_of(&self, hub: usize) -> &[Entry] {
        &self.entries[self.hubs[hub] as usize..self.hubs[hub + 1] as usize]
    }

    /// The characters that each hub has entries for, a bit each.
    pub(super) fn first_symbols(&self) -> Vec<u128> {
        (0..self.len())
            .map(|hub| {
                let entries = self.entries_of(hub).iter();
                entries.fold(0, |all, entry| all | 1 << entry.first)
            })
            .collect()
    }
}

/// Numbers places in the order in which they are asked for: breadth first.
#[derive(Default)]
struct Numbers {
    places: Vec<Place>,
    numbers: HashMap<Place, u32>,
}

impl Numbers {
    fn of(&mut self, place: Place) -> u32 {
        if place == Place::Accept {
            return ACCEPT;
        }
        *self.numbers.entry(place).or_insert_with(|| {
            self.places.push(place);
            self.places.len() as u32 - 1
        })
    }
}
