//! What a first reading of a document says to the second: each token's label and its neighbours', and what the
//! same name was taken for elsewhere.

use hashbrown::HashMap;

use super::features::{REACH, Sink, Template, both, hashed};
use super::label::Label;

/// Kinds of names, and none.
const KINDS: usize = 5;

/// Stands for the label of a token that is not there.
const NO_LABEL: u64 = 99;

/// The labels of a first reading, with what each name of the document was taken for.
#[derive(Debug, Default)]
pub(super) struct Votes {
    by_key: HashMap<u64, [u16; KINDS], foldhash::fast::FixedState>,
}

impl Votes {
    /// Counts the labels of a sentence; names are told apart by their keys.
    pub(super) fn count(&mut self, keys: &[u64], labels: &[Label]) {
        for (key, label) in keys.iter().zip(labels).filter(|(key, _)| **key != 0) {
            let votes = &mut self.by_key.entry(*key).or_default()[kind_of(*label)];
            *votes = votes.saturating_add(1);
        }
    }

    /// What each name of a sentence was taken for elsewhere.
    pub(super) fn majorities(&self, keys: &[u64], labels: &[Label]) -> Vec<u64> {
        let votes = keys.iter().map(|key| self.by_key.get(key));
        votes
            .zip(labels)
            .map(|(votes, label)| votes.map_or(0, |votes| majority(*votes, *label)))
            .collect()
    }
}

/// The features that a token has from a first reading of its sentence.
pub(super) fn features(at: usize, labels: &[Label], majorities: &[u64], sink: &mut impl Sink) {
    let near = |offset: isize| at.checked_add_signed(offset);
    let label = |offset| {
        let label = near(offset).and_then(|at| labels.get(at));
        label.map_or(NO_LABEL, |label| label.number() as u64)
    };
    let majority = |offset| {
        let majority = near(offset).and_then(|at| majorities.get(at));
        majority.copied().unwrap_or(0)
    };
    for offset in -REACH..=REACH {
        sink.take(hashed(Template::FirstReading, offset, label(offset)));
    }
    for offset in -1..=1 {
        sink.take(hashed(Template::Majority, offset, majority(offset)));
    }
    let mut pair = |template, offset, left, right| {
        sink.take(hashed(template, offset, both(left, right)));
    };
    pair(Template::MajorityOwn, 0, label(0), majority(0));
    pair(Template::MajorityPair, 0, majority(0), majority(1));
    pair(Template::MajorityPair, -1, majority(-1), majority(0));
}

fn kind_of(label: Label) -> usize {
    match label {
        Label::Outside => 0,
        Label::Begin(kind) | Label::Inside(kind) => 1 + kind as usize,
    }
}

/// What a name was taken for most often elsewhere, and how clearly; 0 if it stands nowhere else.
fn majority(mut votes: [u16; KINDS], own: Label) -> u64 {
    let own = &mut votes[kind_of(own)];
    *own = own.saturating_sub(1);
    let all: u32 = votes.iter().copied().map(u32::from).sum();
    let Some((kind, most)) = votes
        .iter()
        .copied()
        .map(u32::from)
        .enumerate()
        .rev()
        .max_by_key(|(_, votes)| *votes)
    else {
        return 0;
    };
    let clear = match (all, most) {
        (0, _) => return 0,
        (1, _) => 1,
        (all, most) if all == most => 2,
        (all, most) if 2 * most > all => 3,
        _ => 4,
    };
    (kind * 8 + clear) as u64
}
