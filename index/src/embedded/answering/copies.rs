//! Near-copies: which of a group is shown, and which are named beside it.
//!
//! A group is one hit wherever hits are counted. It has every value that one of its found members
//! has, and counts once in each, so that choosing a value leaves as many hits as were counted.

use std::collections::HashMap;

use tantivy::{DocAddress, DocId};

use crate::embedded::finding::filter::Filtered;
use crate::embedded::finding::order::{Order, Place};
use crate::embedded::state::segment::Segment;
use crate::search::narrowing::Without;

/// The groups of near-copies among the found articles, each with at least two members, in order.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    groups: Vec<Vec<Place>>,
}

/// The found articles that belong to groups with at least two found members.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// For each segment the articles, in order, with the number of their group.
    segments: Vec<Vec<(DocId, u64)>>,
}

impl Grouped {
    pub(crate) fn find(segments: &[Segment], filtered: &[Filtered]) -> Self {
        let mut sizes: HashMap<u64, usize> = HashMap::new();
        let mut members: Vec<Vec<(DocId, u64)>> = Vec::with_capacity(segments.len());
        for (segment, filtered) in segments.iter().zip(filtered) {
            let found = segment.in_groups().iter().copied();
            let found = found.filter(|article| filtered.is_found(*article));
            let grouped =
                found.filter_map(|article| Some((article, segment.group.first(article)?)));
            let grouped: Vec<_> = grouped.collect();
            for (_, group) in &grouped {
                *sizes.entry(*group).or_default() += 1;
            }
            members.push(grouped);
        }
        for grouped in &mut members {
            grouped.retain(|(_, group)| sizes[group] > 1);
        }
        Self { segments: members }
    }

    /// The articles of a segment, in order.
    pub(crate) fn articles(&self, segment: usize) -> Vec<DocId> {
        let members = self.segments[segment].iter();
        members.map(|(article, _)| *article).collect()
    }

    /// The groups, given the score of each article in the order of [`articles`](Self::articles).
    pub(crate) fn into_copies(
        self,
        segments: &[Segment],
        order: &Order<'_>,
        scores: &[Vec<f32>],
    ) -> Copies {
        let mut groups: HashMap<u64, Vec<Place>> = HashMap::new();
        for ((segment, members), scores) in segments.iter().zip(&self.segments).zip(scores) {
            for ((article, group), score) in members.iter().zip(scores) {
                let place = order.place(segment, *article, *score);
                groups.entry(*group).or_default().push(place);
            }
        }
        let mut groups: Vec<Vec<Place>> = groups.into_values().collect();
        for places in &mut groups {
            places.sort_by(|one, other| order.compare(one, other));
        }
        Copies { groups }
    }
}

impl Copies {
    /// The members of each group that pass the filters but for what is left out of them, best first.
    pub(crate) fn members(
        &self,
        filtered: &[Filtered],
        without: Without,
    ) -> impl Iterator<Item = impl Iterator<Item = DocAddress>> {
        self.groups.iter().map(move |group| {
            let places = group.iter();
            let members = places.filter(move |place| passes(filtered, place, without));
            members.map(|place| place.address)
        })
    }

    /// For each segment the articles that are folded into a better one that passes the same filters.
    pub(crate) fn folded(&self, filtered: &[Filtered], without: Without) -> Vec<Vec<DocId>> {
        let mut folded = vec![Vec::new(); filtered.len()];
        let members = self.members(filtered, without);
        for address in members.flat_map(|members| members.skip(1)) {
            folded[address.segment_ord as usize].push(address.doc_id);
        }
        for articles in &mut folded {
            articles.sort_unstable();
        }
        folded
    }

    /// The hits folded into a hit, in order.
    pub(crate) fn beside(&self, filtered: &[Filtered], hit: &Place) -> Vec<DocAddress> {
        let is_hit = |place: &&Place| place.address == hit.address;
        let group = self
            .groups
            .iter()
            .find(|group| group.iter().any(|place| is_hit(&place)));
        let members = group.into_iter().flatten();
        let members =
            members.filter(|place| !is_hit(place) && passes(filtered, place, Without::Nothing));
        members.map(|place| place.address).collect()
    }
}

fn passes(filtered: &[Filtered], place: &Place, without: Without) -> bool {
    let DocAddress {
        segment_ord,
        doc_id,
    } = place.address;
    filtered[segment_ord as usize].passes(doc_id, without)
}
