//! What is counted and offered beside the hits: facets, stretches of time, what filters cost, spellings.

use tantivy::DocAddress;

use super::facets::Counting;
use super::search::{Found, Matched, Search, count};
use crate::beside::recounting::{Recounted, Recounting, count_chosen_alone, relaxations};
use crate::beside::spelling::{Answered, better_spelling};
use crate::embedded::finding::filter::FilterPlan;
use crate::embedded::finding::order::today;
use crate::embedded::state::set::ArticleSet;
use crate::search::narrowing::Without;
use crate::search::request::Filters;
use crate::search::response::{FacetCounts, Histogram, Relaxation};
use crate::showing::histogram::DayCounts;
use aluehaku_article::facet::Facet;

impl Search<'_> {
    pub(crate) fn facet_counts(
        &self,
        found: &Found,
        hits: &[ArticleSet],
    ) -> tantivy::Result<Vec<FacetCounts>> {
        let request = self.request;
        let counts = request.facets.iter().map(|facet| {
            let counting = self.counting(*facet, found, hits)?;
            let chosen = request.filters.chosen_in(*facet);
            let mut counts = counting.finish(*facet, request.facet_limit, &chosen);
            if found.plan.may_leave_out() && self.deadline.goes_on() {
                count_chosen_alone(self, &request.filters, &mut counts)?;
            }
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
    ) -> tantivy::Result<Counting<'_>> {
        let counting = Counting::new(self.snapshot.facet_table(facet)?);
        if !self.request.filters.narrow(facet) {
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

    pub(crate) fn histogram(&self, matched: &Matched, hits: &[ArticleSet]) -> Option<Histogram> {
        let step = self.request.histogram?;
        let mut days = DayCounts::new(today());
        let segments = &self.snapshot.segments;
        for (segment, articles) in segments.iter().zip(hits) {
            articles.for_each(|article| days.add(segment.day(article)));
        }
        let day = |address: DocAddress| {
            let segment = &segments[address.segment_ord as usize];
            segment.day(address.doc_id)
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
        total: u64,
    ) -> tantivy::Result<Vec<Relaxation>> {
        let counted = (total, found.depends_on_filters);
        relaxations(self, self.request, counted, |without| {
            Ok(count(&found.matched.sets(Without::Filter(without))))
        })
    }

    /// A better spelling of words that no article has, where not all that was asked for is found.
    pub(crate) fn better_spelling(
        &self,
        found: &Found,
        total: u64,
    ) -> tantivy::Result<Option<String>> {
        let answered = Answered {
            plan: &found.plan,
            query: &found.query,
            basis: &found.basis,
            total,
        };
        better_spelling(self.snapshot, self.request, &answered)
    }

    /// The articles that count with other filters.
    fn found_with(&self, filters: &Filters) -> tantivy::Result<Found> {
        let filters = FilterPlan::new(filters);
        self.found(self.settler.plan()?, &filters)
    }
}

impl Recounting for Search<'_> {
    type Error = tantivy::TantivyError;

    fn recounted(&self, filters: &Filters) -> tantivy::Result<Recounted> {
        let found = self.found_with(filters)?;
        Ok(Recounted {
            total: count(&found.matched.sets(Without::Nothing)),
            depends_on_filters: found.depends_on_filters,
        })
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
