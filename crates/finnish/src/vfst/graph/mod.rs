//! The form of a dictionary in which it is walked fast: the same outputs in the same order, many times
//! sooner.
//!
//! Made in four steps, each with its reasons at the front of its file: `program` packs flags into bits;
//! `hubs` replaces states by hubs and entries, whose paths `paths` follows and whose outputs `output`
//! keeps, once each with the help of `intern`; `entry` packs an entry into eight bytes and `layout` a hub
//! into a few cache lines; `start` looks the first three characters up at once. `search` then walks.
//! `tables` writes and reads the tables.

mod entry;
mod hubs;
mod intern;
mod layout;
mod output;
mod paths;
mod program;
mod search;
mod start;
mod tables;

use super::format::Transducer;
use super::symbols::Symbols;
use super::walk::{Input, Walk};

use entry::{PROGRAMS, SymbolClasses};
use hubs::HubGraph;
use layout::{Layout, Ranks};
use output::OutputPlace;
use program::Program;
use start::StartTable;

pub(super) use search::Scratch;

/// A dictionary that is walked from hub to hub.
#[derive(Debug)]
pub(super) struct Graph {
    symbols: Symbols,
    /// Symbols, the commonest first.
    order: Vec<u8>,
    classes: Box<SymbolClasses>,
    ranks: Ranks,
    start: StartTable,
    /// The features at the start of a word.
    start_features: u64,
    programs: Box<[Program; PROGRAMS]>,
    /// Hubs and entries.
    words: Vec<u64>,
    /// What the entry in each word prints.
    output_places: Vec<OutputPlace>,
    outputs: Vec<u8>,
}

impl Graph {
    /// The graph of a transducer; nothing if it is beyond what this form can hold.
    pub(super) fn build(transducer: &Transducer) -> Option<Self> {
        let mut hubs = HubGraph::build(transducer)?;
        let first_symbols = hubs.first_symbols();
        let order = by_frequency(&first_symbols);
        let classes = Box::new(SymbolClasses::new(&order));
        let ranks = Ranks::new(&order);
        let mut layout = Layout::new(&hubs, &first_symbols, &classes, &ranks)?;
        let codes = start::codes(&order, hubs.end);
        let start = start::build(&mut hubs, codes, &mut layout)?;
        Some(Self {
            symbols: transducer.symbols.clone(),
            order,
            classes,
            ranks,
            start,
            start_features: hubs.start_features,
            programs: program_table(&hubs.programs)?,
            words: layout.words,
            output_places: layout.outputs,
            outputs: hubs.outputs.into_symbols(),
        })
    }

    pub(super) fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// The byte that stands for the end of a word: the first that is no character.
    fn end(&self) -> u8 {
        self.symbols.characters() as u8
    }

    /// Finds all outputs of a word.
    pub(super) fn walk(&self, word: &str, walk: &mut Walk) {
        if walk.begin(word, &self.symbols) {
            let Input { symbols, length } = &mut walk.input;
            symbols[*length..*length + Input::ROOM].fill(self.end());
            self.search(walk);
        }
    }

    /// How many bytes the tables take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.classes)
            + size_of_val(&*self.start.places)
            + size_of_val(&*self.programs)
            + size_of_val(&*self.words)
            + size_of_val(&*self.output_places)
            + size_of_val(&*self.outputs)
    }
}

/// The symbols in the order of how many hubs go on with them.
fn by_frequency(first_symbols: &[u128]) -> Vec<u8> {
    let mut counts = [0_usize; 128];
    for symbols in first_symbols {
        for (symbol, count) in counts.iter_mut().enumerate() {
            *count += (symbols >> symbol & 1) as usize;
        }
    }
    let mut order: Vec<u8> = (0..128).collect();
    order.sort_by_key(|&symbol| std::cmp::Reverse(counts[usize::from(symbol)]));
    order
}

/// The programs in a table that any number fits into; nothing if they are too many.
fn program_table(programs: &[Program]) -> Option<Box<[Program; PROGRAMS]>> {
    let mut table = Box::new([Program::PASS; PROGRAMS]);
    table.get_mut(..programs.len())?.copy_from_slice(programs);
    Some(table)
}
