//! The first three characters of a word, looked up at once.
//!
//! Half of all visits to hubs happen at the second and third character, where most of the vocabulary is
//! still in question. So the paths from the start are followed for three characters when the
//! dictionary is read, and kept as entries like all others, in one array by these characters: what is
//! left of their text, what the features are then, and what was printed so far. A search begins in
//! the middle of them as if it had come by a hub.
//!
//! Only the commonest characters take part, so that three of them make 15 bits. A word with another
//! one among its first three begins at the start hub.

use std::collections::HashMap;

use super::hubs::{ACCEPT, HubGraph};
use super::layout::{Group, Layout};
use super::program::Program;

/// How many characters are looked up.
pub(super) const DEPTH: usize = 3;
/// How many bits a character takes in a key.
const CODE_BITS: usize = 5;
/// How many characters have codes, the end of the word among them.
pub(super) const CODES: usize = 1 << CODE_BITS;
/// How many keys there are.
pub(super) const KEYS: usize = 1 << (CODE_BITS * DEPTH);
/// The code of a character without one.
pub(super) const NO_CODE: u8 = CODES as u8;

/// Where the ways on from each beginning of a word lie.
#[derive(Debug)]
pub(super) struct StartTable {
    /// The code of each symbol, or [`NO_CODE`].
    pub(super) codes: Box<[u8; 256]>,
    /// Where the entries of each key begin; one more at the end.
    pub(super) places: Vec<u32>,
}

impl StartTable {
    /// The entries that a word goes on with after its first characters; nothing if one of them is too
    /// rare to be in the table.
    #[inline]
    pub(super) fn group(&self, first: [u8; DEPTH]) -> Option<Group> {
        let key = key(&self.codes, first)?;
        match self.places.get(key..key + 2) {
            Some(&[next, end]) => Some(Group { next, end }),
            _ => None,
        }
    }
}

#[inline]
fn key(codes: &[u8; 256], first: [u8; DEPTH]) -> Option<usize> {
    let [a, b, c] = first.map(|symbol| usize::from(codes[usize::from(symbol)]));
    ((a | b | c) < CODES).then_some((a << CODE_BITS | b) << CODE_BITS | c)
}

/// Gives the end of the word and the commonest symbols codes.
pub(super) fn codes(order: &[u8], end: u8) -> Box<[u8; 256]> {
    let mut codes = Box::new([NO_CODE; 256]);
    let others = order.iter().copied().filter(|&symbol| symbol != end);
    for (code, symbol) in std::iter::once(end).chain(others).take(CODES).enumerate() {
        codes[usize::from(symbol)] = code as u8;
    }
    codes
}

/// Follows a graph for the first characters and adds the entries to its layout, and their programs and
/// outputs to the graph. Nothing if these become too many.
pub(super) fn build(
    graph: &mut HubGraph,
    codes: Box<[u8; 256]>,
    layout: &mut Layout,
) -> Option<StartTable> {
    let mut paths = Expansion::new(graph, &codes).paths()?;
    paths.sort_by_key(|path| path.key);

    let mut places = Vec::with_capacity(KEYS + 1);
    let mut programs = HashMap::new();
    for path in paths {
        places.resize(places.len().max(path.key + 1), layout.words.len() as u32);
        let program = *programs.entry(path.features).or_insert_with(|| {
            graph.programs.push(Program::put(path.features));
            graph.programs.len() - 1
        });
        let output = graph.outputs.add(&path.output)?;
        layout.push(
            &path.text,
            u16::try_from(program).ok()?,
            path.target,
            output,
        )?;
    }
    places.resize(KEYS + 1, layout.words.len() as u32);
    Some(StartTable { codes, places })
}

/// A path from the start hub over the first characters.
struct Path {
    key: usize,
    /// What it consumes beyond them.
    text: Vec<u8>,
    features: u64,
    output: Vec<u8>,
    target: u32,
}

/// Follows all paths from the start hub until they have consumed enough.
struct Expansion<'graph> {
    graph: &'graph HubGraph,
    codes: &'graph [u8; 256],
    /// What the path being followed has consumed and printed.
    text: Vec<u8>,
    output: Vec<u8>,
    found: Vec<Path>,
    steps: usize,
}

/// More than this many entries are not looked at; the Finnish dictionaries have 60,000 within reach.
const MOST_STEPS: usize = 4 << 20;

impl<'graph> Expansion<'graph> {
    fn new(graph: &'graph HubGraph, codes: &'graph [u8; 256]) -> Self {
        Self {
            graph,
            codes,
            text: Vec::new(),
            output: Vec::new(),
            found: Vec::new(),
            steps: 0,
        }
    }

    /// All paths in the order of the file; nothing if they are too many.
    fn paths(mut self) -> Option<Vec<Path>> {
        self.follow(0, self.graph.start_features)?;
        Some(self.found)
    }

    fn follow(&mut self, hub: usize, features: u64) -> Option<()> {
        for entry in self.graph.entries_of(hub) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return None;
            }
            let program = self.graph.programs[usize::from(entry.program)];
            let Some(features) = program.run(features) else {
                continue;
            };
            let (consumed, printed) = (self.text.len(), self.output.len());
            self.text.push(entry.first);
            self.text.extend_from_slice(entry.text.symbols());
            self.output
                .extend_from_slice(self.graph.outputs.get(entry.output));
            if entry.target == ACCEPT {
                let padded = self.text.len().max(DEPTH);
                self.text.resize(padded, self.graph.end);
            }
            if let Some(&first) = self.text.first_chunk() {
                self.add(first, features, entry.target);
            } else {
                self.follow(entry.target as usize, features)?;
            }
            self.text.truncate(consumed);
            self.output.truncate(printed);
        }
        Some(())
    }

    fn add(&mut self, first: [u8; DEPTH], features: u64, target: u32) {
        self.found.extend(key(self.codes, first).map(|key| Path {
            key,
            text: self.text[DEPTH..].to_vec(),
            features,
            output: self.output.clone(),
            target,
        }));
    }
}
