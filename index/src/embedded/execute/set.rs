//! Articles with scores, and what sets of them are joined by.

use tantivy::DocId;

/// Articles of one segment in order, each with its score.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::embedded) struct Found {
    entries: Vec<(DocId, f32)>,
}

impl Found {
    /// Every article of a segment, with no score.
    pub(super) fn everything(count: DocId) -> Self {
        Self {
            entries: (0..count).map(|document| (document, 0.0)).collect(),
        }
    }

    pub(in crate::embedded) fn iter(&self) -> impl Iterator<Item = (DocId, f32)> + '_ {
        self.entries.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn retain(&mut self, keep: impl Fn(DocId) -> bool) {
        self.entries.retain(|(document, _)| keep(*document));
    }

    pub(super) fn without_scores(mut self) -> Self {
        self.entries.iter_mut().for_each(|(_, score)| *score = 0.0);
        self
    }

    /// Articles in both, scores added.
    pub(super) fn intersected(&self, other: &Self) -> Self {
        let (short, long) = if self.len() < other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut places = Places::new(&long.entries);
        let entries = short.entries.iter().filter_map(|(document, score)| {
            places
                .score(*document)
                .map(|other| (*document, score + other))
        });
        Self {
            entries: entries.collect(),
        }
    }

    /// The same articles; where the other has one too, its score is added.
    pub(super) fn raised_by(mut self, other: &Self) -> Self {
        let mut places = Places::new(&other.entries);
        for (document, score) in &mut self.entries {
            *score += places.score(*document).unwrap_or(0.0);
        }
        self
    }

    /// The articles that the other does not have.
    pub(super) fn without(mut self, other: &Self) -> Self {
        let mut places = Places::new(&other.entries);
        self.entries
            .retain(|(document, _)| places.score(*document).is_none());
        self
    }
}

/// Finds articles of an ordered list, asked for in order.
struct Places<'a> {
    rest: &'a [(DocId, f32)],
}

impl<'a> Places<'a> {
    fn new(entries: &'a [(DocId, f32)]) -> Self {
        Self { rest: entries }
    }

    /// The score of an article, if it is in the list.
    fn score(&mut self, document: DocId) -> Option<f32> {
        let mut reach = 1;
        while self
            .rest
            .get(reach)
            .is_some_and(|(other, _)| *other <= document)
        {
            reach *= 2;
        }
        let reach = reach.min(self.rest.len());
        let before = self.rest[..reach].partition_point(|(other, _)| *other < document);
        self.rest = &self.rest[before..];
        self.rest
            .first()
            .filter(|(other, _)| *other == document)
            .map(|(_, score)| *score)
    }
}

/// Collects articles in any order, for one segment, again and again.
#[derive(Debug)]
pub(super) struct Accumulator {
    scores: Vec<f32>,
    touched: Vec<u64>,
}

impl Accumulator {
    pub(super) fn new(count: DocId) -> Self {
        let count = count as usize;
        Self {
            scores: vec![0.0; count],
            touched: vec![0; count.div_ceil(64)],
        }
    }

    /// Keeps the better of an article's scores.
    pub(super) fn raise(&mut self, document: DocId, score: f32) {
        let place = &mut self.scores[document as usize];
        *place = place.max(score);
        self.touch(document);
    }

    fn touch(&mut self, document: DocId) {
        self.touched[document as usize / 64] |= 1 << (document % 64);
    }

    /// Articles in any of the sets, scores added.
    pub(super) fn sum(&mut self, sets: Vec<Found>) -> Found {
        if sets.len() <= 1 {
            return sets.into_iter().next().unwrap_or_default();
        }
        for (document, score) in sets.iter().flat_map(Found::iter) {
            self.scores[document as usize] += score;
            self.touch(document);
        }
        self.drain()
    }

    /// What was collected; the accumulator is empty again.
    pub(super) fn drain(&mut self) -> Found {
        let count = self
            .touched
            .iter()
            .map(|bits| bits.count_ones() as usize)
            .sum();
        let mut entries = Vec::with_capacity(count);
        for (block, bits) in self.touched.iter_mut().enumerate() {
            while *bits != 0 {
                let place = block * 64 + bits.trailing_zeros() as usize;
                entries.push((place as DocId, std::mem::take(&mut self.scores[place])));
                *bits &= *bits - 1;
            }
        }
        Found { entries }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn found() -> impl Strategy<Value = Found> {
        proptest::collection::btree_map(0u32..200, 1u8..9, 0..60).prop_map(|entries| Found {
            entries: entries
                .into_iter()
                .map(|(document, score)| (document, f32::from(score)))
                .collect(),
        })
    }

    fn map(found: &Found) -> BTreeMap<DocId, f32> {
        found.iter().collect()
    }

    proptest! {
        #[test]
        fn joins_are_those_of_sets(one in found(), other in found()) {
            let (a, b) = (map(&one), map(&other));
            let both: BTreeMap<_, _> = a.iter().filter_map(|(d, s)| Some((*d, s + b.get(d)?))).collect();
            prop_assert_eq!(map(&one.intersected(&other)), both);
            let mut either = a.clone();
            b.iter().for_each(|(d, s)| *either.entry(*d).or_default() += s);
            let mut accumulator = Accumulator::new(200);
            prop_assert_eq!(map(&accumulator.sum(vec![one.clone(), other.clone()])), either);
            prop_assert_eq!(accumulator.drain(), Found::default());
            let rest: BTreeMap<_, _> = a.iter().filter(|(d, _)| !b.contains_key(d)).map(|(d, s)| (*d, *s)).collect();
            prop_assert_eq!(map(&one.clone().without(&other)), rest);
            let raised: BTreeMap<_, _> = a.iter().map(|(d, s)| (*d, s + b.get(d).unwrap_or(&0.0))).collect();
            prop_assert_eq!(map(&one.raised_by(&other)), raised);
        }
    }
}
