//! Lays hubs out in one array of words, each with its index of first characters before its entries.
//!
//! A visit to a hub costs little more than the wait for its memory, so all that a visit needs lies
//! together: for most hubs in one or two cache lines. A hub begins at a multiple of [`UNIT`] words and
//! its address is that multiple, so that 18 bits can name it.
//!
//! A small hub, with up to seven groups of entries and 255 words of them, begins with two words:
//!
//! ```text
//! word 0  the first characters of the groups, a byte each; unused bytes 255; the top byte zero
//! word 1  a zero byte, and then for each group where it ends, in words from word 2
//! ```
//!
//! A large hub begins with a word whose top bit is set and that says how many places follow: for each of
//! the commonest characters, by its rank, where its group begins, and at last where the last one ends,
//! 16 bits each, in words from word 0. A character that begins no entry has an empty group.

use super::entry::{ACCEPT, ADDRESSES, Following, Packed, SymbolClasses};
use super::hubs::{self, Entry, HubGraph};
use super::output::OutputPlace;

/// Hubs begin at multiples of this many words.
pub(super) const UNIT: usize = 4;

/// The most groups of a small hub, and the most words of its entries.
const SMALL_GROUPS: usize = 7;
const SMALL_WORDS: usize = 255;
const SMALL_HEADER: usize = 2;
/// The part of a large hub's header before the places of its groups.
const LARGE_HEADER: usize = 1;
/// In a small hub, instead of the first character of a group.
const UNUSED: u8 = 0xFF;
const LARGE: u64 = 1 << 63;
const LOW_BYTES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x0080_8080_8080_8080;

/// Symbols by how common they are, 0 for the commonest.
#[derive(Debug)]
pub(super) struct Ranks(Box<[u8; 256]>);

impl Ranks {
    /// The ranks of symbols that are given in their order.
    pub(super) fn new(order: &[u8]) -> Self {
        let mut ranks = Box::new([u8::MAX; 256]);
        for (rank, &symbol) in order.iter().enumerate().take(usize::from(u8::MAX)) {
            ranks[usize::from(symbol)] = rank as u8;
        }
        Self(ranks)
    }

    #[inline]
    fn of(&self, symbol: u8) -> usize {
        self.0[usize::from(symbol)].into()
    }
}

/// Some neighbouring entries: the words from `next` to before `end`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) next: u32,
    pub(super) end: u32,
}

impl Group {
    const NONE: Self = Self { next: 0, end: 0 };

    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.next >= self.end
    }
}

/// The entries of the hub at `address` that begin with `symbol`.
#[inline]
pub(super) fn group(words: &[u64], ranks: &Ranks, address: u32, symbol: u8) -> Group {
    let start = address as usize * UNIT;
    let Some(&[first, second]) = words.get(start..start + SMALL_HEADER) else {
        return Group::NONE;
    };
    if first & LARGE != 0 {
        return large_group(words, start, first, ranks.of(symbol));
    }
    // The lowest high bit that stands marks the first byte that equals the symbol.
    let differences = first ^ (u64::from(symbol) * LOW_BYTES);
    let equal = differences.wrapping_sub(LOW_BYTES) & !differences & HIGH_BITS;
    if equal == 0 {
        return Group::NONE;
    }
    let ends = second >> (equal.trailing_zeros() - 7);
    let entries = (start + SMALL_HEADER) as u32;
    Group {
        next: entries + (ends as u32 & 0xFF),
        end: entries + (ends as u32 >> 8 & 0xFF),
    }
}

#[inline]
fn large_group(words: &[u64], start: usize, first: u64, rank: usize) -> Group {
    if rank >= large_groups(first) {
        return Group::NONE;
    }
    let place = |number: usize| {
        let word = words.get(start + LARGE_HEADER + number / 4).copied();
        start as u32 + (word.unwrap_or(0) >> (16 * (number % 4)) & 0xFFFF) as u32
    };
    Group {
        next: place(rank),
        end: place(rank + 1),
    }
}

/// How many groups a large hub has by its first word, the empty ones counted.
#[inline]
fn large_groups(first: u64) -> usize {
    (first & 0xFF) as usize
}

/// All groups of the hub that begins at the word `start`; nothing if they do not lie one after another
/// behind its header.
pub(super) fn groups(words: &[u64], start: usize) -> Option<Vec<Group>> {
    let &[first, second] = words.get(start..)?.first_chunk()?;
    let (header, places): (usize, Vec<usize>) = if first & LARGE == 0 {
        let groups = first
            .to_le_bytes()
            .iter()
            .position(|&symbol| symbol == UNUSED);
        let groups = groups.unwrap_or(SMALL_GROUPS);
        let ends = second
            .to_le_bytes()
            .map(|end| SMALL_HEADER + usize::from(end));
        (SMALL_HEADER, ends[..=groups].to_vec())
    } else {
        let groups = large_groups(first);
        let header = large_header(groups);
        let words = words.get(start + LARGE_HEADER..start + header)?;
        let places = words.iter().flat_map(|word| word.to_le_bytes());
        let places: Vec<u8> = places.collect();
        let places = places
            .as_chunks()
            .0
            .iter()
            .map(|&place| u16::from_le_bytes(place).into());
        (header, places.take(groups + 1).collect())
    };
    let in_order = places.first() == Some(&header) && places.is_sorted();
    let inside = words.get(start..start + places.last()?).is_some();
    (in_order && inside).then(|| {
        let place = |place: usize| (start + place) as u32;
        let groups = places.windows(2).map(|ends| Group {
            next: place(ends[0]),
            end: place(ends[1]),
        });
        groups.collect()
    })
}

/// The words of a graph while they are laid out, and beside each entry what it prints.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) words: Vec<u64>,
    pub(super) outputs: Vec<OutputPlace>,
    /// The address of each hub.
    addresses: Vec<u32>,
    /// What may follow an entry that leads to each hub.
    following: Vec<Following>,
}

impl Layout {
    /// Lays out all hubs of a graph, whose [`HubGraph::first_symbols`] are given; nothing if there are
    /// more than addresses.
    pub(super) fn new(
        graph: &HubGraph,
        first_symbols: &[u128],
        classes: &SymbolClasses,
        ranks: &Ranks,
    ) -> Option<Self> {
        let mut layout = Self {
            words: Vec::new(),
            outputs: Vec::new(),
            addresses: plan(graph, first_symbols, ranks)?,
            following: (first_symbols.iter())
                .map(|&symbols| classes.following(symbols))
                .collect(),
        };
        for (hub, &symbols) in first_symbols.iter().enumerate() {
            layout.pad(layout.addresses[hub] as usize * UNIT);
            layout.add_hub(graph.entries_of(hub), symbols, ranks)?;
        }
        Some(layout)
    }

    /// Adds an entry at the end; `target` is a hub or [`hubs::ACCEPT`].
    pub(super) fn push(
        &mut self,
        text: &[u8],
        program: u16,
        target: u32,
        output: OutputPlace,
    ) -> Option<()> {
        let (following, address) = if target == hubs::ACCEPT {
            (&Following::END, ACCEPT)
        } else {
            let hub = target as usize;
            (&self.following[hub], self.addresses[hub])
        };
        let (packed, tail) = Packed::new(text, following, program, address);
        self.words.push(packed.0);
        self.outputs.push(output);
        if let Some(tail) = tail {
            self.words.push(tail.0);
            self.outputs.push(OutputPlace::default());
        }
        u32::try_from(self.words.len()).ok().map(|_| ())
    }

    fn add_hub(&mut self, entries: &[Entry], symbols: u128, ranks: &Ranks) -> Option<()> {
        let header = Header::of(symbols, entries, ranks);
        let start = self.words.len();
        self.pad(start + header.words());
        let mut groups: Vec<&[Entry]> = entries
            .chunk_by(|one, other| one.first == other.first)
            .collect();
        if let Header::Large(_) = header {
            groups.sort_by_key(|group| ranks.of(group[0].first));
        }
        let mut ends = Vec::with_capacity(groups.len());
        for group in groups {
            for entry in group {
                let text = entry.text.symbols();
                self.push(text, entry.program, entry.target, entry.output)?;
            }
            ends.push((group[0].first, self.words.len() - start));
        }
        header.write(&ends, ranks, &mut self.words[start..]);
        Some(())
    }

    fn pad(&mut self, length: usize) {
        self.words.resize(length, 0);
        self.outputs.resize(length, OutputPlace::default());
    }
}

/// What stands before the entries of a hub.
#[derive(Debug, Clone, Copy)]
enum Header {
    Small,
    /// With so many groups, the empty ones counted.
    Large(usize),
}

impl Header {
    fn of(symbols: u128, entries: &[Entry], ranks: &Ranks) -> Self {
        let groups = symbols.count_ones() as usize;
        if groups <= SMALL_GROUPS && entry_words(entries) <= SMALL_WORDS {
            return Self::Small;
        }
        let ranks = entries.iter().map(|entry| ranks.of(entry.first) + 1);
        Self::Large(ranks.max().unwrap_or(0))
    }

    fn words(self) -> usize {
        match self {
            Self::Small => SMALL_HEADER,
            Self::Large(groups) => large_header(groups),
        }
    }

    /// Writes the header of a hub at the beginning of its words. `ends` are the first character of each
    /// group and where it ends, counted from there.
    fn write(self, ends: &[(u8, usize)], ranks: &Ranks, words: &mut [u64]) {
        match self {
            Self::Small => {
                let mut firsts = [UNUSED; 8];
                let mut places = [0; 8];
                for (number, &(first, end)) in ends.iter().enumerate() {
                    firsts[number] = first;
                    places[number + 1] = (end - SMALL_HEADER) as u8;
                }
                firsts[SMALL_GROUPS] = 0;
                words[0] = u64::from_le_bytes(firsts);
                words[1] = u64::from_le_bytes(places);
            }
            Self::Large(groups) => {
                words[0] = LARGE | groups as u64;
                let mut place = self.words();
                let mut next = ends.iter().peekable();
                for number in 0..=groups {
                    words[LARGE_HEADER + number / 4] |= (place as u64) << (16 * (number % 4));
                    if let Some(&(_, end)) = next.next_if(|&&(first, _)| ranks.of(first) == number)
                    {
                        place = end;
                    }
                }
            }
        }
    }
}

/// An address for every hub; nothing if there are not enough.
fn plan(graph: &HubGraph, first_symbols: &[u128], ranks: &Ranks) -> Option<Vec<u32>> {
    let mut addresses = Vec::with_capacity(first_symbols.len());
    let mut next = 0_usize;
    for (hub, &symbols) in first_symbols.iter().enumerate() {
        let entries = graph.entries_of(hub);
        let words = Header::of(symbols, entries, ranks).words() + entry_words(entries);
        if words > usize::from(u16::MAX) || next / UNIT >= ADDRESSES {
            return None;
        }
        addresses.push((next / UNIT) as u32);
        next = (next + words).next_multiple_of(UNIT);
    }
    Some(addresses)
}

fn entry_words(entries: &[Entry]) -> usize {
    entries
        .iter()
        .map(|entry| Packed::words(entry.text.symbols().len()))
        .sum()
}

fn large_header(groups: usize) -> usize {
    LARGE_HEADER + (groups + 1).div_ceil(4)
}
