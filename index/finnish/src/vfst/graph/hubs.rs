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

use super::super::format::{Input, SILENT, Transducer};
use super::super::symbols::Symbols;
use super::entry::LONGEST_TEXT;
use super::intern::Interner;
use super::program::{FlagPrograms, Program};

/// A dictionary as hubs and entries.
#[derive(Debug)]
pub(super) struct HubGraph {
    /// Where each hub's entries begin; one more at the end. Hub 0 is the start.
    pub(super) hubs: Vec<u32>,
    pub(super) entries: Vec<Entry>,
    /// What the entries consume beyond their first character.
    pub(super) texts: Vec<u8>,
    /// What the entries print.
    pub(super) outputs: Interner<u8>,
    pub(super) programs: Vec<Program>,
    /// The features at the start of a word.
    pub(super) start_features: u64,
    /// The byte that stands for the end of the word.
    pub(super) end: u8,
}

/// A path from one hub to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The character it consumes first.
    pub(super) first: u8,
    pub(super) text_length: u8,
    pub(super) output_length: u8,
    pub(super) program: u16,
    pub(super) text: u32,
    pub(super) output: u32,
    /// The hub it leads to, or [`ACCEPT`].
    pub(super) target: u32,
}

/// The target of an entry that consumes the end of the word.
pub(super) const ACCEPT: u32 = u32::MAX;

/// Limits of what the compact form can hold. A dictionary beyond them is walked plainly.
const MOST_ENTRIES: usize = 4 << 20;
const MOST_DEPTH: usize = 1_000;
const MOST_STEPS: usize = 64 << 20;
/// An entry that prints more than this ends early, at a hub made for it.
const LONGEST_OUTPUT: usize = 200;

impl Entry {
    pub(super) fn text_range(&self) -> std::ops::Range<usize> {
        self.text as usize..self.text as usize + usize::from(self.text_length)
    }

    pub(super) fn output_range(&self) -> std::ops::Range<usize> {
        self.output as usize..self.output as usize + usize::from(self.output_length)
    }
}

impl HubGraph {
    /// The graph of a transducer, or nothing if the compact form cannot hold it.
    pub(super) fn build(transducer: &Transducer) -> Option<Self> {
        let mut builder = Builder::new(transducer)?;
        let mut next = 0;
        while let Some(&state) = builder.states.get(next) {
            builder.add_hub(state)?;
            next += 1;
        }
        Some(builder.finish())
    }

    /// How many hubs there are.
    pub(super) fn len(&self) -> usize {
        self.hubs.len() - 1
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

    pub(super) fn entries_of(&self, hub: usize) -> &[Entry] {
        &self.entries[self.hubs[hub] as usize..self.hubs[hub + 1] as usize]
    }
}

/// The byte that stands for the end of a word: the first that is no character. Nothing if the characters
/// are too many for sets of 128.
fn end_symbol(symbols: &Symbols) -> Option<u8> {
    (symbols.characters() < 128).then_some(symbols.characters() as u8)
}

struct Builder<'transducer> {
    transducer: &'transducer Transducer,
    flags: FlagPrograms,
    end: u8,
    /// The state of each hub, in the order in which they are found: breadth first.
    states: Vec<u32>,
    /// The hub of each state, or [`NO_HUB`].
    hub_of_state: Vec<u32>,
    hubs: Vec<u32>,
    entries: Vec<Entry>,
    texts: Vec<u8>,
    outputs: Interner<u8>,
    programs: Interner<Program>,
    /// What the path being followed has consumed and printed.
    text: Vec<u8>,
    output: Vec<u8>,
    steps: usize,
}

const NO_HUB: u32 = u32::MAX;

impl<'transducer> Builder<'transducer> {
    fn new(transducer: &'transducer Transducer) -> Option<Self> {
        let mut builder = Self {
            transducer,
            flags: FlagPrograms::new(&transducer.flags)?,
            end: end_symbol(&transducer.symbols)?,
            states: Vec::new(),
            hub_of_state: vec![NO_HUB; transducer.states()],
            hubs: Vec::new(),
            entries: Vec::new(),
            texts: Vec::new(),
            outputs: Interner::new(),
            programs: Interner::new(),
            text: Vec::new(),
            output: Vec::new(),
            steps: 0,
        };
        builder.hub(0);
        Some(builder)
    }

    fn finish(mut self) -> HubGraph {
        self.hubs.push(self.entries.len() as u32);
        HubGraph {
            hubs: self.hubs,
            entries: self.entries,
            texts: self.texts,
            outputs: self.outputs,
            programs: self.programs.into_items(),
            start_features: self.flags.start,
            end: self.end,
        }
    }

    /// The number of the hub at a state, which becomes one if it is none yet.
    fn hub(&mut self, state: u32) -> u32 {
        let hub = &mut self.hub_of_state[state as usize];
        if *hub == NO_HUB {
            *hub = self.states.len() as u32;
            self.states.push(state);
        }
        *hub
    }

    fn add_hub(&mut self, state: u32) -> Option<()> {
        let first = self.entries.len();
        self.hubs.push(first as u32);
        self.seek_character(state, Program::PASS, 0)?;
        self.entries[first..].sort_by_key(|entry| entry.first);
        (self.entries.len() <= MOST_ENTRIES).then_some(())
    }

    /// Follows all paths from a state to their first character.
    fn seek_character(&mut self, state: u32, program: Program, depth: usize) -> Option<()> {
        if depth > MOST_DEPTH {
            return None;
        }
        let transducer = self.transducer;
        for &transition in transducer.transitions_of(state) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return None;
            }
            let printed = self.output.len();
            if transition.output != SILENT && transition.input != Input::Final {
                self.output.push(transition.output);
            }
            match transition.input {
                Input::Epsilon => self.seek_character(transition.target, program, depth + 1)?,
                Input::Flag(number) => {
                    if let Some(program) = program.then(self.flag(number)) {
                        self.seek_character(transition.target, program, depth + 1)?;
                    }
                }
                Input::Final => self.add_entry(self.end, program, ACCEPT)?,
                Input::Character(first) => self.run_on(first, transition.target, program)?,
            }
            self.output.truncate(printed);
        }
        Some(())
    }

    /// Follows a path from its first character through single transitions, and adds it as an entry.
    fn run_on(&mut self, first: u8, mut state: u32, mut program: Program) -> Option<()> {
        self.text.clear();
        let mut silent = 0;
        let target = loop {
            let &[transition] = self.transducer.transitions_of(state) else {
                break self.hub(state);
            };
            if self.output.len() >= LONGEST_OUTPUT {
                break self.hub(state);
            }
            let consumes = matches!(transition.input, Input::Final | Input::Character(_));
            if consumes && self.text.len() == LONGEST_TEXT {
                break self.hub(state);
            }
            silent += 1;
            match transition.input {
                Input::Epsilon => {}
                Input::Flag(number) => match program.then(self.flag(number)) {
                    Some(both) => program = both,
                    None => return Some(()),
                },
                Input::Final => {
                    self.text.push(self.end);
                    break ACCEPT;
                }
                Input::Character(character) => {
                    self.text.push(character);
                    silent = 0;
                }
            }
            if silent > MOST_DEPTH {
                return None;
            }
            if transition.output != SILENT {
                self.output.push(transition.output);
            }
            state = transition.target;
        };
        self.add_entry(first, program, target)
    }

    fn flag(&self, number: u16) -> Program {
        self.flags.of_flag[usize::from(number)]
    }

    /// Adds an entry with the text and output of the path being followed.
    fn add_entry(&mut self, first: u8, program: Program, target: u32) -> Option<()> {
        let text: &[u8] = if first == self.end { &[] } else { &self.text };
        self.entries.push(Entry {
            first,
            text_length: u8::try_from(text.len()).ok()?,
            output_length: u8::try_from(self.output.len()).ok()?,
            program: u16::try_from(self.programs.add(&[program])?).ok()?,
            text: u32::try_from(self.texts.len()).ok()?,
            output: self.outputs.add(&self.output)?,
            target,
        });
        self.texts.extend_from_slice(text);
        Some(())
    }
}
