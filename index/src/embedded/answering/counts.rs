//! What is counted and offered beside the hits: facets, stretches of time, what filters cost, spellings.

use std::cmp::Reverse;

use aluehaku_query::Leaf as QueryLeaf;
use tantivy::DocAddress;

use super::facets::Counting;
use super::search::{Found, Matched, Search, count};
use super::spelling;
use crate::embedded::finding::filter::{FilterPlan, Without};
use crate::embedded::finding::order::today;
use crate::embedded::state::set::ArticleSet;
use crate::search::request::Filters;
use crate::search::response::{Basis, Bucket, FacetCounts, FilterKind, Histogram, Relaxation};
use crate::showing::histogram::DayCounts;
use aluehaku_article::facet::Facet;

/// Up to so many hits are few: the answer says what each filter costs.
const FEW_HITS: u64 = 10;

impl Search<'_> {
    pub(crate) fn facet_counts(
        &self,
        found: &Found,
        hits: &[ArticleSet],
        filters: &FilterPlan,
    ) -> tantivy::Result<Vec<FacetCounts>> {
        let request = self.request;
        let counts = request.facets.iter().map(|facet| {
            let counting = self.counting(*facet, found, hits, filters)?;
            let filters = request.filters.facets.iter();
            let selected = filters
                .filter(|filter| filter.facet == *facet)
                .flat_map(|filter| filter.any_of.iter().map(String::as_str))
                .collect();
            let mut counts = counting.finish(*facet, request.facet_limit, &selected);
            self.count_chosen_alone(found, &mut counts)?;
            Ok(counts)
        });
        counts.collect()
    }

    /// The counts of all values of a facet, were none of them chosen.
    pub(crate) fn counting(
        &self,
        facet: Facet,
        found: &Found,
        hits: &[ArticleSet],
        filters: &FilterPlan,
    ) -> tantivy::Result<Counting<'_>> {
        let counting = Counting::new(self.snapshot.facet_table(facet)?);
        if filters.kinds().all(|kind| kind != FilterKind::Facet(facet)) {
            return Ok(counted(counting, &found.matched, hits, Without::Nothing));
        }
        if !found.depends_on_filters {
            let without = Without::ChoiceIn(facet);
            let own = found.matched.sets(without);
            return Ok(counted(counting, &found.matched, &own, without));
        }
        // With another choice in the facet, other words of the query may count.
        let filters = self.request.filters.choosing(facet, &[]);
        let found = self.found_with(&filters)?;
        let own = found.matched.sets(Without::Nothing);
        Ok(counted(counting, &found.matched, &own, Without::Nothing))
    }

    /// Counts chosen values that no article has with all that counts without them: each by what counts
    /// with it alone.
    fn count_chosen_alone(&self, found: &Found, counts: &mut FacetCounts) -> tantivy::Result<()> {
        if !found.plan.may_leave_out() || !self.deadline.goes_on() {
            return Ok(());
        }
        let facet = counts.facet;
        for bucket in &mut counts.buckets {
            if bucket.selected && bucket.count == 0 {
                let alone = [bucket.value.clone()];
                let filters = self.request.filters.choosing(facet, &alone);
                bucket.count = self.found_with(&filters)?.total();
            }
        }
        let order = |bucket: &Bucket| (Reverse(bucket.count), bucket.value.clone());
        counts.buckets.sort_by_cached_key(order);
        Ok(())
    }

    pub(crate) fn histogram(&self, matched: &Matched, hits: &[ArticleSet]) -> Option<Histogram> {
        let step = self.request.histogram?;
        let mut days = DayCounts::new(today());
        let segments = &self.snapshot.segments;
        for (segment, articles) in segments.iter().zip(hits) {
            articles
                .iter()
                .for_each(|article| days.add(segment.day.first(article)));
        }
        let day = |address: DocAddress| {
            let segment = &segments[address.segment_ord as usize];
            segment.day.first(address.doc_id)
        };
        for members in matched.copies.members(&matched.filtered, Without::Nothing) {
            days.add_copies(members.map(day).collect());
        }
        Some(days.finish(step, &self.request.filters))
    }

    /// What each filter costs, when there are few hits.
    pub(crate) fn relaxations(
        &self,
        found: &Found,
        filters: &FilterPlan,
        total: u64,
    ) -> tantivy::Result<Vec<Relaxation>> {
        let mut relaxations = Vec::new();
        if total > FEW_HITS || !self.request.shows_hits {
            return Ok(relaxations);
        }
        for without in filters.kinds() {
            let (relaxed, is_better) = if found.depends_on_filters {
                let relaxed = self.found_with(&self.request.filters.without(without))?;
                (relaxed.total(), !relaxed.depends_on_filters)
            } else {
                let relaxed = found.matched.sets(Without::Filter(without));
                (count(&relaxed), false)
            };
            if relaxed > total || is_better {
                relaxations.push(Relaxation {
                    without,
                    total: relaxed,
                });
            }
        }
        Ok(relaxations)
    }

    /// A better spelling of words that no article has, where not all that was asked for is found.
    pub(crate) fn better_spelling(
        &self,
        found: &Found,
        total: u64,
    ) -> tantivy::Result<Option<String>> {
        if !self.request.shows_hits || (total > 0 && found.basis == Basis::Everything) {
            return Ok(None);
        }
        let known = |leaf: &QueryLeaf| {
            let mut planned = found.plan.leaves.iter();
            total > 0 && planned.any(|planned| planned.span == leaf.span && planned.is_found())
        };
        spelling::better(self.snapshot, &found.query, &known)
    }

    /// The articles that count with other filters.
    fn found_with(&self, filters: &Filters) -> tantivy::Result<Found> {
        let filters = FilterPlan::new(filters);
        self.found(self.settler.plan()?, &filters)
    }
}

impl Found {
    fn total(&self) -> u64 {
        count(&self.matched.sets(Without::Nothing))
    }
}

fn counted<'a>(
    mut counting: Counting<'a>,
    matched: &Matched,
    articles: &[ArticleSet],
    without: Without,
) -> Counting<'a> {
    for (number, articles) in (0..).zip(articles) {
        counting.add_all(number, articles);
    }
    let groups = matched.copies.members(&matched.filtered, without);
    groups.for_each(|members| counting.add_copies(members));
    counting
}
