//! An entry in eight bytes: what must be compared lies in the same word as where it leads.
//!
//! ```text
//! bits  0-31  the text beyond the first character, up to four characters, one a byte;
//!             in the bytes that a shorter text leaves free, a set of what may follow it
//! bits 32-49  the hub it leads to, as an address (all ones: the end of the word)
//! bits 50-60  its program
//! bits 61-63  the length of the text, or 5: longer than four, the rest in the next word
//! ```
//!
//! The set is how a hub that cannot go on is recognised before it is visited. Each bit stands for the
//! characters that share a class; the commonest have a class of their own. It may say "perhaps"
//! wrongly but never "no". Together with the text it is tested in one step: a [`Test`] of the next
//! characters of the word, made once for each position and length, says which bits count and what
//! they must be.

use super::super::walk::Input;

/// The longest text of an entry, its first character not counted: four in its word, the rest in one more.
pub(super) const LONGEST_TEXT: usize = HEAD + TAIL;
/// Addresses are below this.
pub(super) const ADDRESSES: usize = ACCEPT as usize;
/// The address that stands for the end of the word.
pub(super) const ACCEPT: u32 = (1 << 18) - 1;
/// Programs are below this.
pub(super) const PROGRAMS: usize = 1 << 11;

/// How much of a text an entry itself holds, and how much the word after it.
const HEAD: usize = 4;
const TAIL: usize = 7;
/// The length that says that the text goes on in the next word.
const LONG: usize = HEAD + 1;
/// As many as three bits tell apart.
pub(super) const HEADS: usize = 8;

/// An entry as it is kept. See the front of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed(pub(super) u64);

impl Packed {
    /// Packs an entry, and the rest of its text if one word does not hold it.
    pub(super) fn new(
        text: &[u8],
        following: &Following,
        program: u16,
        target: u32,
    ) -> (Self, Option<Tail>) {
        let (head, tail) = text.split_at(text.len().min(HEAD));
        let mut compared = [0; HEAD];
        compared[..head.len()].copy_from_slice(head);
        let set = following.0.get(text.len()).copied().unwrap_or(0);
        let compared = u32::from_le_bytes(compared) | set;
        let length = text.len().min(LONG) as u64;
        let packed = Self(
            u64::from(compared) | u64::from(target) << 32 | u64::from(program) << 50 | length << 61,
        );
        (packed, (length == LONG as u64).then(|| Tail::new(tail)))
    }

    /// How many words an entry with a text of this length takes.
    pub(super) fn words(text_length: usize) -> usize {
        1 + usize::from(text_length > HEAD)
    }

    /// The length of the text in the entry itself.
    #[inline]
    pub(super) fn head(self) -> usize {
        (self.0 >> 61) as usize
    }

    /// How many words the entry takes, its own and that of the rest of its text.
    #[inline]
    pub(super) fn words_taken(self) -> u32 {
        1 + u32::from(self.is_long())
    }

    /// True if the length of the text is one that is written.
    pub(super) fn is_sound(self) -> bool {
        self.head() <= LONG
    }

    /// True if the text goes on in the next word.
    #[inline]
    pub(super) fn is_long(self) -> bool {
        self.head() == LONG
    }

    #[inline]
    pub(super) fn program(self) -> usize {
        (self.0 >> 50) as usize % PROGRAMS
    }

    #[inline]
    pub(super) fn target(self) -> u32 {
        (self.0 >> 32) as u32 & ACCEPT
    }
}

/// The rest of a long text: up to seven characters and, in the last byte, how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tail(pub(super) u64);

impl Tail {
    fn new(text: &[u8]) -> Self {
        let mut bytes = [0; 8];
        bytes[..text.len()].copy_from_slice(text);
        bytes[TAIL] = text.len() as u8;
        Self(u64::from_le_bytes(bytes))
    }

    /// The length of the whole text if the word goes on with this rest at `position`.
    #[inline]
    pub(super) fn matches(self, input: &Input, position: u16) -> Option<usize> {
        let next = input.symbols[usize::from(position) + HEAD..].first_chunk()?;
        let length = (self.0 >> 56) as usize % 8;
        let differences = self.0 ^ u64::from_le_bytes(*next);
        (differences & ((1 << (8 * length)) - 1) == 0).then_some(HEAD + length)
    }
}

/// The set of what may come after an entry's text, for texts of each length that leaves bytes free.
#[derive(Debug, Clone, Copy)]
pub(super) struct Following([u32; HEAD]);

impl Following {
    /// After the end of a word: nothing is asked.
    pub(super) const END: Self = Self([u32::MAX, u32::MAX << 8, u32::MAX << 16, u32::MAX << 24]);
}

/// The bit of each symbol in the sets after texts of each length.
#[derive(Debug, Clone)]
pub(super) struct SymbolClasses {
    bits: [[u32; 256]; HEAD],
}

impl SymbolClasses {
    /// Gives the symbols classes in this order, the commonest first, as long as there are bits, and
    /// then again from the first.
    pub(super) fn new(order: &[u8]) -> Self {
        let mut bits = [[0; 256]; HEAD];
        for (length, bits) in bits.iter_mut().enumerate() {
            let free = 32 - 8 * length;
            for (rank, &symbol) in order.iter().enumerate() {
                bits[usize::from(symbol)] = 1 << (8 * length + rank % free);
            }
        }
        Self { bits }
    }

    /// The sets that say that one of `symbols` follows.
    pub(super) fn following(&self, symbols: u128) -> Following {
        Following(self.bits.map(|bits| {
            (0..128)
                .filter(|symbol| symbols >> symbol & 1 == 1)
                .fold(0, |set, symbol| set | bits[symbol])
        }))
    }
}

/// What the first half of an entry must be to go on with the next characters of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Test {
    counts: u32,
    wanted: u32,
}

impl Test {
    /// The tests of the four characters `next`, by what [`Packed::head`] says.
    #[inline]
    pub(super) fn all(next: [u8; HEAD], classes: &SymbolClasses) -> [Self; HEADS] {
        let text = u32::from_le_bytes(next);
        let test = |length: usize| {
            let compared = (1 << (8 * length)) - 1;
            let set = classes.bits[length][usize::from(next[length])];
            Self {
                counts: compared | set,
                wanted: text & compared | set,
            }
        };
        let whole = Self {
            counts: u32::MAX,
            wanted: text,
        };
        [
            test(0),
            test(1),
            test(2),
            test(3),
            whole,
            whole,
            whole,
            whole,
        ]
    }

    #[inline]
    pub(super) fn passes(self, entry: Packed) -> bool {
        entry.0 as u32 & self.counts == self.wanted
    }
}
