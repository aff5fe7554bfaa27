//! Near-copies: which of a group is shown, and which are named beside it.

use std::collections::{HashMap, HashSet};

use tantivy::{DocAddress, SegmentReader};

use super::filter::Candidate;
use super::order::{Order, Place};
use super::schema::GROUP;
use crate::facet::Facet;

/// The groups of near-copies among the candidates of a request.
#[derive(Debug, Default)]
pub(super) struct Copies {
    groups: HashMap<u64, Vec<Member>>,
}

#[derive(Debug)]
struct Member {
    candidate: Candidate,
    place: Place,
}

impl Copies {
    /// Takes in the candidates of a segment that belong to a group.
    pub(super) fn collect(
        &mut self,
        order: &Order,
        number: usize,
        segment: &SegmentReader,
        candidates: &[Candidate],
    ) -> tantivy::Result<()> {
        let groups = segment.fast_fields().u64(GROUP)?;
        if groups.values.num_vals() == 0 {
            return Ok(());
        }
        for candidate in candidates {
            if let Some(group) = groups.first(candidate.document) {
                let place = order
                    .segment(number)
                    .place(candidate.document, candidate.score);
                self.groups.entry(group).or_default().push(Member {
                    candidate: *candidate,
                    place,
                });
            }
        }
        Ok(())
    }

    /// Puts each group in order, once all segments are in.
    pub(super) fn sort(&mut self, order: &Order) {
        self.groups.retain(|_, members| members.len() > 1);
        for members in self.groups.values_mut() {
            members.sort_by(|one, other| order.compare(&one.place, &other.place));
        }
    }

    /// The candidates that are folded into a better one of the same set: that of the hits, or that of
    /// the hits without the filters of a facet.
    pub(super) fn folded(&self, without: Option<Facet>) -> HashSet<DocAddress> {
        let belongs = |member: &&Member| match without {
            None => member.candidate.passes(),
            Some(facet) => member.candidate.passes_without(facet),
        };
        let members = self
            .groups
            .values()
            .flat_map(|members| members.iter().filter(belongs).skip(1));
        members.map(|member| member.place.address).collect()
    }

    /// The hits folded into a hit, in order.
    pub(super) fn beside(&self, hit: &Place) -> Vec<DocAddress> {
        let group = self.groups.values().find(|members| {
            members
                .iter()
                .any(|member| member.place.address == hit.address)
        });
        let members = group
            .into_iter()
            .flatten()
            .filter(|member| member.candidate.passes());
        let addresses = members.map(|member| member.place.address);
        addresses
            .filter(|address| *address != hit.address)
            .collect()
    }
}
