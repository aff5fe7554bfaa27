//! Takes compounds apart: "partnernätverket" is "partner" and "nätverk".
//!
//! The dictionary says which words and forms can be first, inner and last parts. Of the ways to divide a word those with
//! the fewest parts count, since each more makes a chance meeting of short words likelier.

use crate::dictionary::{Dictionary, Role};

/// A compound has at most so many parts.
const MOST_PARTS: usize = 4;

/// A shorter part, in letters, is more often a chance meeting than a word.
const SHORTEST_PART: usize = 3;

/// Most ways to divide a word that are looked at.
const MOST_WAYS: usize = 4;

/// A longer word, in bytes, is not taken apart.
const LONGEST_WORD: usize = 80;

/// One way to divide a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compound {
    /// The base form of each part but the last.
    pub(crate) heads: Vec<String>,
    /// Where the last part begins, in bytes.
    pub(crate) last_start: usize,
    /// The base forms of the last part.
    pub(crate) last: Vec<String>,
}

/// The ways to divide a word into the fewest parts; none if the dictionary knows no way.
pub(crate) fn compounds(dictionary: &Dictionary, word: &str) -> Vec<Compound> {
    if word.len() > LONGEST_WORD || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut search = Search {
        dictionary,
        word,
        ways: Vec::new(),
        most_heads: MOST_PARTS - 1,
    };
    search.go_on(0, &mut Vec::new());
    search.ways
}

struct Search<'a> {
    dictionary: &'a Dictionary,
    word: &'a str,
    ways: Vec<Compound>,
    /// No way with more heads is looked for any more.
    most_heads: usize,
}

impl Search<'_> {
    /// Divides what begins at `start`, after the heads found so far.
    fn go_on(&mut self, start: usize, heads: &mut Vec<String>) {
        let is_last = !heads.is_empty();
        if is_last && self.is_long(start, self.word.len()) {
            self.finish(start, heads);
        }
        if heads.len() == self.most_heads {
            return;
        }
        let role = if is_last { Role::Middle } else { Role::First };
        let word = self.word;
        let ends = word[start..]
            .char_indices()
            .map(|(offset, _)| start + offset);
        for end in ends {
            if !self.is_long(start, end) || !self.is_long(end, word.len()) {
                continue;
            }
            let mut found = Vec::new();
            self.dictionary
                .base_forms(&word[start..end], role, &mut found);
            let Some(head) = found.into_iter().next() else {
                continue;
            };
            heads.push(head);
            self.go_on(end, heads);
            if let Some(shared) = self.shares_letter(end) {
                self.go_on(shared, heads);
            }
            heads.pop();
        }
    }

    fn finish(&mut self, start: usize, heads: &[String]) {
        let mut last = Vec::new();
        self.dictionary
            .base_forms(&self.word[start..], Role::Last, &mut last);
        if last.is_empty() {
            return;
        }
        if heads.len() < self.most_heads {
            self.most_heads = heads.len();
            self.ways.clear();
        }
        if self.ways.len() < MOST_WAYS {
            self.ways.push(Compound {
                heads: heads.to_vec(),
                last_start: start,
                last,
            });
        }
    }

    /// Where the next part begins if it shares a letter with the part before: "glas" is in "glasskiva" what a third s
    /// would be, "tull" and "lag" meet in "tullag".
    fn shares_letter(&self, end: usize) -> Option<usize> {
        let mut before = self.word[..end].chars().rev();
        let (last, double) = (before.next()?, before.next()?);
        let start = end - last.len_utf8();
        (last == double && !"aeiouyåäö".contains(last)).then_some(start)
    }

    fn is_long(&self, start: usize, end: usize) -> bool {
        self.word[start..end]
            .chars()
            .nth(SHORTEST_PART - 1)
            .is_some()
    }
}
