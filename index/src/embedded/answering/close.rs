//! Articles that come close to a query, for the rest of the page after its last hit.

use std::collections::HashSet;

use super::search::{Found, Search, count};
use crate::embedded::finding::execute::Executor;
use crate::embedded::finding::filter::FilterPlan;
use crate::embedded::finding::order::Place;
use crate::plan::word::Reach;
use crate::search::narrowing::Without;
use crate::search::request::{Duplicates, Page, Sort};
use crate::search::response::{Basis, Close, Relation, Total};

impl Search<'_> {
    /// The articles that come close, where a page with so many hits is the last one of a ranking.
    pub(crate) fn close(
        &self,
        found: &Found,
        filters: &FilterPlan,
        (shown, has_next): (usize, bool),
    ) -> tantivy::Result<Option<Close>> {
        let request = self.request;
        let (is_first, per_page) = match &request.page {
            Page::Number { page, per_page } => (*page <= 1, *per_page),
            Page::After { per_page, .. } => (false, *per_page),
        };
        let is_end = !has_next && (is_first || shown > 0);
        let is_ranking = self.order.sort == Sort::Relevance && request.shows_hits;
        let Some(divided) = found.plan.divided.as_ref().filter(|_| is_ranking && is_end) else {
            return Ok(None);
        };
        if found.basis == Basis::Likeness || divided.units.is_empty() {
            return Ok(Some(Close::none()));
        }
        let groups = self.groups_of_hits(found);
        let node = divided.close();
        let mut close = Vec::with_capacity(self.snapshot.segments.len());
        for (segment, having) in self.snapshot.segments.iter().zip(&found.matched.filtered) {
            let executor = Executor::new(self.snapshot, segment, &found.plan, self.deadline);
            let mut set = executor.fulfilling(&node, Reach::Loose)?;
            set = set.and_not(&having.passing(Without::Nothing));
            let copies = segment.in_groups().iter().copied();
            let of_hits = copies.filter(|article| {
                let group = segment.group.first(*article);
                group.is_some_and(|group| groups.contains(&group))
            });
            set.remove_all(&of_hits.collect::<Vec<_>>());
            close.push(filters.apply(&executor, segment, set)?);
        }
        let matched = self.matched(&found.plan, close)?;
        let sets = matched.sets(Without::Nothing);
        let room = per_page.saturating_sub(shown);
        let places = self
            .ordering()
            .first(&found.plan, Some(&sets), room, None)?;
        let beside = |place: &Place| matched.copies.beside(&matched.filtered, place);
        Ok(Some(Close {
            total: Total {
                value: count(&sets),
                relation: Relation::Equal,
            },
            hits: self.hits(&found.plan, &places, beside)?,
        }))
    }

    /// The groups of near-copies that a hit belongs to: their other members are no hits of their own.
    fn groups_of_hits(&self, found: &Found) -> HashSet<u64> {
        let mut groups = HashSet::new();
        if self.request.duplicates == Duplicates::Show {
            return groups;
        }
        let segments = self.snapshot.segments.iter().zip(&found.matched.filtered);
        for (segment, filtered) in segments {
            let members = segment.in_groups().iter().copied();
            let hits = members.filter(|article| filtered.passes(*article, Without::Nothing));
            groups.extend(hits.filter_map(|article| segment.group.first(article)));
        }
        groups
    }
}
