//! The result of walking a dictionary with one word, in memory that is used again for the next.

use super::graph::Scratch;
use super::symbols::Symbols;

/// At most this many code points are analysed; a longer word has no outputs.
pub const MOST_CODE_POINTS: usize = 255;

/// At most this many outputs are collected for a word.
pub const MOST_OUTPUTS: usize = 100;

/// The outputs of one word, and the memory that finding them takes.
///
/// Keep one for each thread and hand it to every call: it grows to what the largest result needs and
/// then allocates nothing more.
#[derive(Clone)]
pub struct Walk {
    pub(super) input: Input,
    pub(super) found: Outputs,
    pub(super) scratch: Box<Scratch>,
}

impl Walk {
    /// Without outputs.
    #[must_use]
    pub fn new() -> Self {
        Self {
            input: Input {
                symbols: [0; MOST_CODE_POINTS + Input::ROOM],
                length: 0,
            },
            found: Outputs::default(),
            scratch: Box::default(),
        }
    }

    /// The outputs of the last word as strings of symbols, in the order in which libvoikko finds them.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        let mut start = 0;
        self.found.ends.iter().map(move |&end| {
            let end = end as usize;
            let output = &self.found.symbols[start..end];
            start = end;
            output
        })
    }

    /// True when the last word had too many outputs or needed too many steps, so that some outputs
    /// may be missing.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.found.cut
    }

    /// Forgets the last word and reads the next one; false when it cannot have any analysis, being
    /// too long or having a code point that the dictionary does not know.
    pub(super) fn begin(&mut self, word: &str, symbols: &Symbols) -> bool {
        self.found.ends.clear();
        self.found.cut = false;
        self.input.read(word, symbols)
    }
}

impl Default for Walk {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Walk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Walk")
            .field("outputs", &self.outputs().collect::<Vec<_>>())
            .field("is_cut", &self.is_cut())
            .finish_non_exhaustive()
    }
}

/// A word as symbols, with room behind it so that a search may look past its end.
#[derive(Clone)]
pub(super) struct Input {
    pub(super) symbols: [u8; MOST_CODE_POINTS + Self::ROOM],
    pub(super) length: usize,
}

impl Input {
    /// How far behind the last symbol a search may look.
    pub(super) const ROOM: usize = 17;

    /// The symbols of the word.
    pub(super) fn word(&self) -> &[u8] {
        &self.symbols[..self.length]
    }

    fn read(&mut self, word: &str, symbols: &Symbols) -> bool {
        self.length = 0;
        for code_point in word.chars() {
            match symbols.read(code_point) {
                Some(symbol) if self.length < MOST_CODE_POINTS => {
                    self.symbols[self.length] = symbol;
                    self.length += 1;
                }
                _ => return false,
            }
        }
        true
    }
}

/// The outputs found so far.
#[derive(Clone, Default)]
pub(super) struct Outputs {
    /// All outputs, one after another; room that is not in use yet follows them.
    symbols: Vec<u8>,
    /// Where each output ends in `symbols`.
    ends: Vec<u32>,
    cut: bool,
}

impl Outputs {
    /// Says that a guard stopped the search.
    pub(super) fn cut(&mut self) {
        self.cut = true;
    }

    /// Adds an output that consists of `parts`; false, and a cut, when there were enough already.
    #[inline]
    pub(super) fn push<'part>(&mut self, parts: impl Iterator<Item = Part<'part>>) -> bool {
        if self.ends.len() == MOST_OUTPUTS {
            self.cut = true;
            return false;
        }
        let mut end = self.ends.last().map_or(0, |&end| end as usize);
        for part in parts {
            end = self.write(part, end);
        }
        self.ends.push(end as u32);
        true
    }

    /// Writes a part at `end` and returns where it ends.
    ///
    /// Nearly all parts are short, and a copy whose length is known to the compiler is two
    /// instructions: so a whole block is copied, and what was too much is overwritten by the next part.
    #[inline]
    fn write(&mut self, part: Part<'_>, end: usize) -> usize {
        let needed = end + part.length.max(Part::BLOCK);
        if self.symbols.len() < needed {
            self.symbols.resize(needed + 1024, 0);
        }
        let room = &mut self.symbols[end..needed];
        match (part.symbols.first_chunk(), room.first_chunk_mut()) {
            (Some(from), Some(to)) if part.length <= Part::BLOCK => {
                let from: &[u8; Part::BLOCK] = from;
                *to = *from;
            }
            _ => room[..part.length].copy_from_slice(&part.symbols[..part.length]),
        }
        end + part.length
    }
}

/// A part of an output: the first `length` of the symbols. When more symbols follow these in memory,
/// pass them too: that makes copying faster.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'symbols> {
    pub(super) symbols: &'symbols [u8],
    pub(super) length: usize,
}

impl<'symbols> Part<'symbols> {
    /// How many symbols are copied at once.
    pub(super) const BLOCK: usize = 16;

    /// A part that is all of `symbols`.
    pub(super) fn whole(symbols: &'symbols [u8]) -> Self {
        Self {
            symbols,
            length: symbols.len(),
        }
    }
}
