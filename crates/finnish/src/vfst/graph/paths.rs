//! Follows the paths of a transducer from one place to the next. What the places are for is told at the
//! front of `hubs`.

use std::collections::HashMap;
use std::ops::Range;

use super::super::format::{Input, SILENT, Transducer};
use super::super::symbols::Symbols;
use super::entry::{LONGEST_TEXT, PROGRAMS};
use super::hubs::{Entry, Text};
use super::intern::Interner;
use super::output::OutputPool;
use super::program::{FlagPrograms, Program};

/// Where a path can begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// Behind the end of the word.
    Accept,
    /// A state of the transducer.
    State(u32),
    /// Behind this character of what can follow this root.
    Fork(u32, u8),
}

impl Place {
    pub(super) const START: Self = Self::State(0);
}

/// The entries of all places asked for so far.
pub(super) struct Paths<'transducer> {
    transducer: &'transducer Transducer,
    flags: FlagPrograms,
    /// The byte that stands for the end of the word.
    end: u8,
    entries: Vec<Entry<Place>>,
    places: HashMap<Place, Range<usize>>,
    /// The characters that can follow each root.
    following: HashMap<u32, u128>,
    outputs: OutputPool,
    programs: Interner<Program>,
    /// What the path being followed has consumed and printed.
    text: Vec<u8>,
    output: Vec<u8>,
    steps: usize,
}

/// A state with transitions for at least this many characters is a root. Fewer make the tables smaller up
/// to here; with still fewer the forks take more than the roots save.
const ROOT_CHARACTERS: usize = 12;

/// Limits of what the compact form can hold. A dictionary beyond them is walked plainly.
const MOST_ENTRIES: usize = 4 << 20;
const MOST_DEPTH: usize = 500;
const MOST_STEPS: usize = 64 << 20;
/// An entry that prints more than this ends early, at a hub made for it.
const LONGEST_OUTPUT: usize = 200;

impl<'transducer> Paths<'transducer> {
    /// Without any entries yet; nothing if the compact form cannot hold the transducer's flags or
    /// characters.
    pub(super) fn new(transducer: &'transducer Transducer) -> Option<Self> {
        Some(Self {
            transducer,
            flags: FlagPrograms::new(&transducer.flags)?,
            end: end_symbol(&transducer.symbols)?,
            entries: Vec::new(),
            places: HashMap::new(),
            following: HashMap::new(),
            outputs: OutputPool::new(),
            programs: Interner::new(),
            text: Vec::new(),
            output: Vec::new(),
            steps: 0,
        })
    }

    pub(super) fn start_features(&self) -> u64 {
        self.flags.start
    }

    pub(super) fn end(&self) -> u8 {
        self.end
    }

    /// What the entries print, and their programs.
    pub(super) fn finish(self) -> (OutputPool, Vec<Program>) {
        (self.outputs, self.programs.into_items())
    }

    /// Where the entries of a place are, ordered by their first characters; nothing if they are beyond
    /// the limits.
    pub(super) fn entries_of(&mut self, place: Place) -> Option<Range<usize>> {
        self.entries_within(place, MOST_DEPTH)
    }

    pub(super) fn entries(&self, range: Range<usize>) -> &[Entry<Place>] {
        &self.entries[range]
    }

    fn entries_within(&mut self, place: Place, depth: usize) -> Option<Range<usize>> {
        if let Some(range) = self.places.get(&place) {
            return Some(range.clone());
        }
        let mut found = Vec::new();
        match place {
            Place::Accept => {}
            Place::State(state) => {
                self.output.clear();
                let path = Path {
                    state,
                    program: Program::PASS,
                    depth: 0,
                };
                self.follow(path, Wanted::All, &mut found)?;
            }
            Place::Fork(root, character) => {
                let depth = depth.checked_sub(1)?;
                let range = self.entries_within(Place::State(root), depth)?;
                self.fork(range, character, depth, &mut found)?;
            }
        }
        found.sort_by_key(|entry| entry.first);
        let start = self.entries.len();
        self.entries.append(&mut found);
        self.places.insert(place, start..self.entries.len());
        (self.entries.len() <= MOST_ENTRIES).then_some(start..self.entries.len())
    }

    /// Follows all paths from a state up to their first character or to a root.
    fn follow(&mut self, path: Path, wanted: Wanted, found: &mut Vec<Entry<Place>>) -> Option<()> {
        let is_root = path.depth > 0 && wanted == Wanted::All && self.is_root(path.state);
        if is_root {
            return self.stop_at_root(path, found);
        }
        let transducer = self.transducer;
        for &transition in transducer.transitions_of(path.state) {
            self.count_step(path.depth)?;
            let printed = self.output.len();
            if transition.output != SILENT && transition.input != Input::Final {
                self.output.push(transition.output);
            }
            let on = |program| Path {
                state: transition.target,
                program,
                depth: path.depth + 1,
            };
            match transition.input {
                Input::Epsilon => self.follow(on(path.program), wanted, found)?,
                Input::Flag(number) => {
                    if let Some(program) = path.program.then(self.flag(number)) {
                        self.follow(on(program), wanted, found)?;
                    }
                }
                Input::Final => {
                    self.text.clear();
                    found.push(self.entry(self.end, path.program, Place::Accept)?);
                }
                Input::Character(first) if wanted == Wanted::All => {
                    found.extend(self.run_on(first, on(path.program))?);
                }
                Input::Character(_) => {}
            }
            self.output.truncate(printed);
        }
        Some(())
    }

    /// Adds an entry for each character that can follow a root, and all that accept there.
    fn stop_at_root(&mut self, path: Path, found: &mut Vec<Entry<Place>>) -> Option<()> {
        let following = self.following(path.state, path.depth)?;
        self.text.clear();
        for character in (0..self.end).filter(|character| following >> character & 1 == 1) {
            let fork = Place::Fork(path.state, character);
            found.push(self.entry(character, path.program, fork)?);
        }
        if following >> self.end & 1 == 1 {
            self.follow(path, Wanted::Ends, found)?;
        }
        Some(())
    }

    /// The characters, the end of the word among them, that can come first after a state.
    fn following(&mut self, state: u32, depth: usize) -> Option<u128> {
        if let Some(&following) = self.following.get(&state) {
            return Some(following);
        }
        let mut following = 0;
        let transducer = self.transducer;
        for &transition in transducer.transitions_of(state) {
            self.count_step(depth)?;
            following |= match transition.input {
                Input::Epsilon | Input::Flag(_) => self.following(transition.target, depth + 1)?,
                Input::Final => 1 << self.end,
                Input::Character(character) => 1 << character,
            };
        }
        self.following.insert(state, following);
        Some(following)
    }

    /// Follows a path on from its first character through single transitions; no entry if its flags let
    /// nothing pass.
    fn run_on(&mut self, first: u8, path: Path) -> Option<Option<Entry<Place>>> {
        let Path {
            mut state,
            mut program,
            mut depth,
        } = path;
        let printed = self.output.len();
        self.text.clear();
        let place = loop {
            let &[transition] = self.transducer.transitions_of(state) else {
                break Place::State(state);
            };
            let consumes = matches!(transition.input, Input::Final | Input::Character(_));
            let is_full = consumes && self.text.len() == LONGEST_TEXT;
            if is_full || self.output.len() >= LONGEST_OUTPUT {
                break Place::State(state);
            }
            self.count_step(depth)?;
            depth += 1;
            match transition.input {
                Input::Epsilon => {}
                Input::Flag(number) => match program.then(self.flag(number)) {
                    Some(both) => program = both,
                    None => return Some(None),
                },
                Input::Final => {
                    self.text.push(self.end);
                    break Place::Accept;
                }
                Input::Character(character) => {
                    self.text.push(character);
                    depth = path.depth;
                }
            }
            if transition.output != SILENT {
                self.output.push(transition.output);
            }
            state = transition.target;
        };
        let entry = self.entry(first, program, place)?;
        self.output.truncate(printed);
        Some(Some(entry))
    }

    /// Adds what comes behind `character` on the paths of a root, whose entries are given.
    fn fork(
        &mut self,
        root: Range<usize>,
        character: u8,
        depth: usize,
        found: &mut Vec<Entry<Place>>,
    ) -> Option<()> {
        for number in root {
            let entry = self.entries[number];
            if entry.first != character {
                continue;
            }
            if let Some((&first, rest)) = entry.text.symbols().split_first() {
                let text = Text::new(rest);
                found.push(Entry {
                    first,
                    text,
                    ..entry
                });
                continue;
            }
            for next in self.entries_within(entry.target, depth)? {
                found.extend(self.join(entry, self.entries[next])?);
            }
            if found.len() > MOST_ENTRIES {
                return None;
            }
        }
        Some(())
    }

    /// The entry that is `first`, whose text is only its first character, and then `next`, as seen from
    /// behind that character; no entry if their flags let nothing pass.
    fn join(&mut self, first: Entry<Place>, next: Entry<Place>) -> Option<Option<Entry<Place>>> {
        let [first_program, next_program] = [first, next].map(|entry| self.program(entry.program));
        let Some(program) = first_program.then(next_program) else {
            return Some(None);
        };
        self.output.clear();
        self.output
            .extend_from_slice(self.outputs.get(first.output));
        self.output.extend_from_slice(self.outputs.get(next.output));
        Some(Some(Entry {
            program: self.add_program(program)?,
            output: self.outputs.add(&self.output)?,
            ..next
        }))
    }

    /// An entry with the text and output of the path being followed.
    fn entry(&mut self, first: u8, program: Program, target: Place) -> Option<Entry<Place>> {
        Some(Entry {
            first,
            text: Text::new(&self.text),
            program: self.add_program(program)?,
            output: self.outputs.add(&self.output)?,
            target,
        })
    }

    fn add_program(&mut self, program: Program) -> Option<u16> {
        let number = self.programs.add(&[program])?;
        u16::try_from(number)
            .ok()
            .filter(|&number| usize::from(number) < PROGRAMS)
    }

    fn program(&self, number: u16) -> Program {
        self.programs.get(number.into()..usize::from(number) + 1)[0]
    }

    fn flag(&self, number: u16) -> Program {
        self.flags.of_flag[usize::from(number)]
    }

    fn is_root(&self, state: u32) -> bool {
        let transitions = self.transducer.transitions_of(state).iter();
        let characters =
            transitions.filter(|transition| matches!(transition.input, Input::Character(_)));
        characters.count() >= ROOT_CHARACTERS
    }

    /// Counts a step at so many silent transitions from a character; nothing beyond the limits.
    fn count_step(&mut self, depth: usize) -> Option<()> {
        self.steps += 1;
        (self.steps <= MOST_STEPS && depth <= MOST_DEPTH).then_some(())
    }
}

/// A path being followed.
#[derive(Debug, Clone, Copy)]
struct Path {
    state: u32,
    program: Program,
    /// How many silent transitions it has taken since it last consumed something.
    depth: usize,
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    /// Only those that accept.
    Ends,
}

/// The byte that stands for the end of a word: the first that is no character. Nothing if the characters
/// are too many for sets of 128.
fn end_symbol(symbols: &Symbols) -> Option<u8> {
    (symbols.characters() < 128).then_some(symbols.characters() as u8)
}
