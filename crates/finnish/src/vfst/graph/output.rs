//! What entries print: strings of symbols, each kept once, in one pool.

use super::intern::Interner;

/// Where an output lies in the pool: its beginning and, in the low byte, its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OutputPlace(pub(super) u32);

impl OutputPlace {
    #[inline]
    pub(super) fn start(self) -> usize {
        (self.0 >> 8) as usize
    }

    #[inline]
    pub(super) fn length(self) -> usize {
        (self.0 & 0xFF) as usize
    }
}

/// The pool while it grows.
#[derive(Debug)]
pub(super) struct OutputPool {
    symbols: Interner<u8>,
}

impl OutputPool {
    pub(super) fn new() -> Self {
        Self {
            symbols: Interner::new(),
        }
    }

    /// The place of an output; nothing if the pool is full or the output too long for a place.
    pub(super) fn add(&mut self, output: &[u8]) -> Option<OutputPlace> {
        let length = u8::try_from(output.len()).ok()?;
        let start = self.symbols.add(output)?;
        (start < 1 << 24).then_some(OutputPlace(start << 8 | u32::from(length)))
    }

    /// The output at a place.
    pub(super) fn get(&self, place: OutputPlace) -> &[u8] {
        self.symbols
            .get(place.start()..place.start() + place.length())
    }

    /// All symbols.
    pub(super) fn into_symbols(self) -> Vec<u8> {
        self.symbols.into_items()
    }
}
