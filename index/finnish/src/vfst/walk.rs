//! The result of walking a dictionary with one word, in memory that is used again for the next.

use super::symbols::Symbols;

/// At most this many code points are analysed; a longer word has no outputs.
pub const MOST_CODE_POINTS: usize = 255;

/// At most this many outputs are collected for a word.
pub const MOST_OUTPUTS: usize = 100;

/// The outputs of one word, and the memory that finding them takes.
///
/// Keep one for each thread and hand it to every call: it grows to what the longest word needs and
/// then allocates nothing more.
#[derive(Debug, Default, Clone)]
pub struct Walk {
    /// The word as symbols.
    pub(super) input: Vec<u8>,
    /// All outputs, one after another.
    pub(super) symbols: Vec<u8>,
    /// Where each output ends in `symbols`.
    pub(super) ends: Vec<u32>,
    pub(super) cut: bool,
}

impl Walk {
    /// Empty, with no memory taken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The outputs of the last word as strings of symbols, in the order in which libvoikko finds them.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let end = end as usize;
            let output = &self.symbols[start..end];
            start = end;
            output
        })
    }

    /// True when the last word had too many outputs or needed too many steps, so that some outputs
    /// may be missing.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Forgets the last word and reads the next one; false when it cannot have any analysis, being
    /// too long or having a code point that the dictionary does not know.
    pub(super) fn begin(&mut self, word: &str, symbols: &Symbols) -> bool {
        self.symbols.clear();
        self.ends.clear();
        self.input.clear();
        self.cut = false;
        for code_point in word.chars() {
            match symbols.read(code_point) {
                Some(symbol) if self.input.len() < MOST_CODE_POINTS => self.input.push(symbol),
                _ => return false,
            }
        }
        true
    }

    /// Adds an output; false when there were enough already.
    pub(super) fn push(&mut self, output: &[u8]) -> bool {
        if self.ends.len() == MOST_OUTPUTS {
            self.cut = true;
            return false;
        }
        self.symbols.extend_from_slice(output);
        self.ends.push(self.symbols.len() as u32);
        true
    }
}
