//! The walk itself: from hub to hub, depth first, always through the entries that begin with the word's
//! next character.
//!
//! What an entry prints is not looked at on the way: most ways lead nowhere. Only the entries taken are
//! remembered, and when the end of the word is reached what they print is put together.

use super::super::walk::{Input, MOST_CODE_POINTS, Outputs, Part, Walk};
use super::Graph;
use super::entry::{ACCEPT, HEADS, Packed, Tail, Test};
use super::layout::{self, Group};
use super::start;

/// The memory of a search.
#[derive(Clone)]
pub(in super::super) struct Scratch {
    /// The tests of what follows each position.
    tests: [Tests; POSITIONS],
    /// The places to which the search has still to come back.
    stack: [Visit; LONGEST_PATH],
    /// The words of the entries taken to here.
    path: [u32; LONGEST_PATH],
}

type Tests = [Test; HEADS];

/// Every entry consumes a character or the end of the word, so a path has at most this many.
const LONGEST_PATH: usize = MOST_CODE_POINTS + 1;
/// A search can come to the beginning of the word, and behind each character and its end.
const POSITIONS: usize = LONGEST_PATH + 1;

/// After this many visits of hubs a search gives up. Words of running text need 20 on average and never
/// more than 1,000, but long compounds of parts that have several readings explode. A visit to more
/// than eight words of entries counts for more.
const MOST_VISITS: u32 = 20_000;
const WORDS_A_VISIT: u32 = 8;

/// A point of a search: entries that can be taken from here.
#[derive(Debug, Clone, Copy, Default)]
struct Visit {
    group: Group,
    features: u64,
    /// Where the word goes on after the first character of these entries.
    position: u16,
    /// How many entries were taken to here.
    depth: u8,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            tests: [[Test::default(); HEADS]; POSITIONS],
            stack: [Visit::default(); LONGEST_PATH],
            path: [0; LONGEST_PATH],
        }
    }
}

impl Graph {
    /// Finds all outputs of the word that `walk` has read.
    pub(super) fn search(&self, walk: &mut Walk) {
        let Walk {
            input,
            found,
            scratch,
        } = walk;
        let mut visit = self.begin(input);
        self.make_tests(input, usize::from(visit.position), &mut scratch.tests);
        let mut waiting = 0_usize;
        let mut visits = 0;
        loop {
            let tests = &scratch.tests[usize::from(visit.position)];
            let Some((word, entry)) = self.find(&mut visit.group, tests) else {
                let Some(last) = waiting.checked_sub(1) else {
                    return;
                };
                waiting = last;
                visit = scratch.stack[waiting % LONGEST_PATH];
                continue;
            };
            let Some(features) = self.programs[entry.program()].run(visit.features) else {
                continue;
            };
            let Some(length) = self.text_length(word, entry, input, visit.position) else {
                continue;
            };
            scratch.path[usize::from(visit.depth)] = word;
            if entry.target() == ACCEPT {
                if !self.collect(found, &scratch.path[..=usize::from(visit.depth)]) {
                    return;
                }
                continue;
            }
            let position = usize::from(visit.position) + length;
            if position > input.length {
                continue;
            }
            let next = input.symbols[position];
            let group = layout::group(&self.words, &self.ranks, entry.target(), next);
            if group.is_empty() {
                continue;
            }
            visits += 1 + (group.end - group.next) / WORDS_A_VISIT;
            if visits > MOST_VISITS {
                found.cut();
                return;
            }
            if !visit.group.is_empty() {
                scratch.stack[waiting % LONGEST_PATH] = visit;
                waiting += 1;
            }
            visit = Visit {
                group,
                features,
                position: position as u16 + 1,
                depth: visit.depth + 1,
            };
        }
    }

    /// Takes entries from a group up to the first that passes the tests: with it, and its word, the text
    /// as far as it stands in the entry itself is compared.
    #[inline]
    fn find(&self, group: &mut Group, tests: &Tests) -> Option<(u32, Packed)> {
        let words = self.words.get(..group.end as usize)?;
        loop {
            let word = group.next;
            let entry = Packed(*words.get(word as usize)?);
            group.next += entry.words_taken();
            if tests[entry.head()].passes(entry) {
                return Some((word, entry));
            }
        }
    }

    /// The length of an entry's text; nothing if the word does not go on with the rest of it.
    #[inline]
    fn text_length(&self, word: u32, entry: Packed, input: &Input, position: u16) -> Option<usize> {
        if !entry.is_long() {
            return Some(entry.head());
        }
        Tail(*self.words.get(word as usize + 1)?).matches(input, position)
    }

    /// Adds the output of the entries on a path; false when no more is wanted.
    fn collect(&self, found: &mut Outputs, path: &[u32]) -> bool {
        found.push(path.iter().map(|&word| self.output(word)))
    }

    /// What the entry in a word prints.
    #[inline]
    fn output(&self, word: u32) -> Part<'_> {
        let place = self
            .output_places
            .get(word as usize)
            .copied()
            .unwrap_or_default();
        let symbols = self.outputs.get(place.start()..).unwrap_or_default();
        Part {
            symbols,
            length: place.length().min(symbols.len()),
        }
    }

    /// Where a search begins.
    fn begin(&self, input: &Input) -> Visit {
        let [a, b, c, ..] = input.symbols;
        let (group, consumed) = match self.start.group([a, b, c]) {
            Some(group) => (group, start::DEPTH),
            None => (layout::group(&self.words, &self.ranks, 0, a), 1),
        };
        Visit {
            group,
            features: self.start_features,
            position: consumed as u16,
            depth: 0,
        }
    }

    /// Makes the tests of the positions from `first` on at which something is left to compare.
    fn make_tests(&self, input: &Input, first: usize, tests: &mut [Tests; POSITIONS]) {
        let count = (input.length + 1).saturating_sub(first);
        let windows = input.symbols[first..].windows(4).take(count);
        for (next, tests) in windows.zip(&mut tests[first..]) {
            let &[a, b, c, d] = next else { continue };
            *tests = Test::all([a, b, c, d], &self.classes);
        }
    }
}
