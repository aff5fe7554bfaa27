//! The dictionary walked just as its file is written: slow, but easy to see to be right.
//!
//! Use [`Dictionary`](super::Dictionary), which gives the same outputs in the same order many times
//! faster. This walk is the yardstick that tests and benchmarks hold it against.
//!
//! The search goes depth first over states, input position and flag values. At each state the
//! transitions are tried in file order, so outputs are found in the same order as by libvoikko.

use super::error::DictionaryError;
use super::flags::UNSET;
use super::format::{Input, SILENT, Transducer};
use super::symbols::Symbols;
use super::walk::{Part, Walk};

/// A dictionary that is walked state by state.
#[derive(Debug)]
pub struct PlainDictionary {
    transducer: Transducer,
}

/// At most this many transitions are looked at for one word. Words of running text need 1,300 on
/// average.
const MOST_STEPS: usize = 2_000_000;

/// At most this many transitions lie between the start and an output, so that a dictionary that goes
/// round without consuming input cannot fill the memory.
const MOST_DEPTH: usize = 5_000;

impl PlainDictionary {
    /// Reads the file `mor.vfst` of a dictionary.
    ///
    /// # Errors
    /// [`DictionaryError`] when the bytes are not an unweighted VFST file, or a damaged one.
    pub fn from_bytes(file: &[u8]) -> Result<Self, DictionaryError> {
        Transducer::read(file).map(Self::new)
    }

    pub(super) fn new(transducer: Transducer) -> Self {
        Self { transducer }
    }

    pub(super) fn bytes(&self) -> usize {
        self.transducer.bytes()
    }

    /// The characters and tags that outputs consist of.
    #[must_use]
    pub fn symbols(&self) -> &Symbols {
        &self.transducer.symbols
    }

    /// Finds all outputs of a word.
    pub fn walk(&self, word: &str, walk: &mut Walk) {
        if walk.begin(word, self.symbols()) {
            let mut search = Search::new(&self.transducer, walk);
            search.enter(0, None);
            search.run();
        }
    }
}

/// One word's search.
struct Search<'dictionary, 'walk> {
    transducer: &'dictionary Transducer,
    walk: &'walk mut Walk,
    /// The value of every feature on the path to here.
    features: Vec<u16>,
    /// What the path to here has printed.
    printed: Vec<u8>,
    /// How much input the path to here has consumed.
    position: usize,
    stack: Vec<Visit>,
    steps: usize,
}

/// A state on the path, with what must be put back when it is left.
struct Visit {
    state: u32,
    /// The transition to try next.
    next: u32,
    position: usize,
    printed: usize,
    /// The feature that the flag before this state changed, and its value before that.
    changed: Option<(u16, u16)>,
}

impl<'dictionary, 'walk> Search<'dictionary, 'walk> {
    fn new(transducer: &'dictionary Transducer, walk: &'walk mut Walk) -> Self {
        Self {
            transducer,
            walk,
            features: vec![UNSET; transducer.features],
            printed: Vec::new(),
            position: 0,
            stack: Vec::new(),
            steps: 0,
        }
    }

    fn enter(&mut self, state: u32, changed: Option<(u16, u16)>) {
        self.stack.push(Visit {
            state,
            next: 0,
            position: self.position,
            printed: self.printed.len(),
            changed,
        });
    }

    /// Tries transitions until none is left or a guard says stop.
    fn run(&mut self) {
        while let Some(visit) = self.stack.last_mut() {
            self.position = visit.position;
            self.printed.truncate(visit.printed);
            let transitions = self.transducer.transitions_of(visit.state);
            let Some(&transition) = transitions.get(visit.next as usize) else {
                if let Some((feature, value)) = visit.changed {
                    self.features[usize::from(feature)] = value;
                }
                self.stack.pop();
                continue;
            };
            visit.next += 1;
            self.steps += 1;
            if self.steps > MOST_STEPS || self.stack.len() > MOST_DEPTH {
                self.walk.found.cut();
                return;
            }
            let mut changed = None;
            match transition.input {
                Input::Epsilon => {}
                Input::Final => {
                    let printed = std::iter::once(Part::whole(&self.printed));
                    if self.position == self.walk.input.length && !self.walk.found.push(printed) {
                        return;
                    }
                    continue;
                }
                Input::Flag(number) => {
                    let flag = self.transducer.flags[usize::from(number)];
                    let current = &mut self.features[usize::from(flag.feature)];
                    let Some(value) = flag.apply(*current) else {
                        continue;
                    };
                    changed = Some((flag.feature, std::mem::replace(current, value)));
                }
                Input::Character(character) => {
                    if self.walk.input.word().get(self.position) != Some(&character) {
                        continue;
                    }
                    self.position += 1;
                }
            }
            if transition.output != SILENT {
                self.printed.push(transition.output);
            }
            self.enter(transition.target, changed);
        }
    }
}
