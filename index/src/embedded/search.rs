//! Answers a request: finds, filters, folds copies, orders, counts, and makes the hits of a page.

use std::collections::HashSet;

use tantivy::DocAddress;

use super::copies::Copies;
use super::execute::{Executor, Found};
use super::facets::Counting;
use super::filter::{Candidate, FilterPlan};
use super::histogram::{MonthCounts, today};
use super::hits::HitMaker;
use super::order::{Order, Place, Top};
use super::plan::Plan;
use super::schema::DAY;
use super::snapshot::Snapshot;
use crate::facet::Facet;
use crate::search::cursor::Cursor;
use crate::search::request::{Duplicates, Filters, Matching, Page, SearchRequest, Sort};
use crate::search::response::{
    Bucket, FacetCounts, Histogram, Hit, Relation, SearchResponse, Total,
};

/// The candidates of a request in each segment, and how they are ordered and folded.
struct Candidates {
    segments: Vec<Vec<Candidate>>,
    order: Order,
    copies: Copies,
    /// Hits folded into better ones.
    folded: HashSet<DocAddress>,
}

/// Answers a request on one state of the index.
pub(super) fn answer(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> tantivy::Result<SearchResponse> {
    let plan = Plan::new(snapshot, &request.query, request.matching)?;
    let filters = FilterPlan::new(&snapshot.fields, &request.filters, &request.facets);
    let sort = match request.sort {
        Sort::Relevance if !plan.is_ranked => Sort::NewestFirst,
        sort => sort,
    };
    let is_folding = request.duplicates == Duplicates::Fold;
    let candidates = Candidates::find(snapshot, &plan, &filters, sort, is_folding)?;
    let (places, next) = candidates.page(&request.page)?;
    let hits = HitMaker::new(snapshot, &plan, sort == Sort::Relevance, request.explain);
    let hits = places
        .iter()
        .map(|place| hits.hit(place, &candidates.copies.beside(place)));
    Ok(SearchResponse {
        total: Total {
            value: candidates.hits().count() as u64,
            relation: Relation::Equal,
        },
        hits: hits.collect::<tantivy::Result<Vec<Hit>>>()?,
        facets: candidates.facet_counts(snapshot, request, &filters)?,
        histogram: if request.histogram {
            Some(candidates.histogram(snapshot)?)
        } else {
            None
        },
        next,
        did_you_mean: None,
        complaints: plan.complaints,
    })
}

/// Values of a facet with a word that begins with `prefix`, among the articles that pass filters.
pub(super) fn facet_values(
    snapshot: &Snapshot,
    facet: Facet,
    prefix: &str,
    filters: &Filters,
    limit: usize,
) -> tantivy::Result<Vec<Bucket>> {
    let plan = Plan::new(snapshot, &aluehaku_query::Query::Everything, Matching::Any)?;
    let filters = FilterPlan::new(&snapshot.fields, filters, &[]);
    let candidates = Candidates::find(snapshot, &plan, &filters, Sort::NewestFirst, false)?;
    let mut counting = Counting::new(snapshot.facet_table(facet)?);
    candidates
        .hits()
        .for_each(|(article, _)| counting.add(article));
    Ok(counting.beginning_with(prefix, limit))
}

impl Candidates {
    fn find(
        snapshot: &Snapshot,
        plan: &Plan,
        filters: &FilterPlan,
        sort: Sort,
        is_folding: bool,
    ) -> tantivy::Result<Self> {
        let order = Order::new(&snapshot.searcher, sort)?;
        let mut copies = Copies::default();
        let mut segments = Vec::new();
        for (number, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
            let mut executor = Executor::new(snapshot, segment, plan);
            let found: Found = executor.run()?;
            let candidates = filters.apply(&mut executor, segment, &found)?;
            if is_folding {
                copies.collect(&order, number, segment, &candidates)?;
            }
            segments.push(candidates);
        }
        copies.sort(&order);
        let folded = copies.folded(None);
        Ok(Self {
            segments,
            order,
            copies,
            folded,
        })
    }

    /// Every candidate with its address.
    fn all(&self) -> impl Iterator<Item = (DocAddress, &Candidate)> {
        let segments = self.segments.iter().zip(0u32..);
        segments.flat_map(|(candidates, number)| {
            candidates
                .iter()
                .map(move |candidate| (DocAddress::new(number, candidate.document), candidate))
        })
    }

    /// The hits: candidates that pass every filter and are folded into none.
    fn hits(&self) -> impl Iterator<Item = (DocAddress, &Candidate)> {
        self.all()
            .filter(|(article, candidate)| candidate.passes() && !self.folded.contains(article))
    }

    /// The places of a page's hits in order, and the cursor to the next page.
    fn page(&self, page: &Page) -> tantivy::Result<(Vec<Place>, Option<Cursor>)> {
        let (skip, count, cursor) = match page {
            Page::Number { page, per_page } => (
                page.saturating_sub(1).saturating_mul(*per_page),
                *per_page,
                None,
            ),
            Page::After { cursor, per_page } => (0, *per_page, Some(cursor)),
        };
        // One more than the page holds tells whether another page follows.
        let mut places = self.first_places(skip.saturating_add(count).saturating_add(1), cursor)?;
        let has_next = places.len() > skip.saturating_add(count);
        places.truncate(skip.saturating_add(count));
        places.drain(..skip.min(places.len()));
        let last = places.last().filter(|_| has_next);
        let next = last.and_then(|place| self.order.cursor(place));
        Ok((places, next))
    }

    /// The first hits in order, after a cursor where there is one.
    fn first_places(&self, limit: usize, cursor: Option<&Cursor>) -> tantivy::Result<Vec<Place>> {
        let mut places = Vec::new();
        for (number, candidates) in self.segments.iter().enumerate() {
            let order = self.order.segment(number);
            let bound = cursor.map(|cursor| order.bound(cursor)).transpose()?;
            let mut top = Top::new(limit);
            for candidate in candidates.iter().filter(|candidate| candidate.passes()) {
                let place = order.place(candidate.document, candidate.score);
                let is_on = bound.is_none_or(|bound| bound.is_before(&place));
                if is_on && !self.folded.contains(&place.address) {
                    top.push(place);
                }
            }
            places.extend(top.into_places());
        }
        places.sort_by(|one, other| self.order.compare(one, other));
        places.truncate(limit);
        Ok(places)
    }

    fn facet_counts(
        &self,
        snapshot: &Snapshot,
        request: &SearchRequest,
        filters: &FilterPlan,
    ) -> tantivy::Result<Vec<FacetCounts>> {
        let counts = request.facets.iter().map(|facet| {
            let mut counting = Counting::new(snapshot.facet_table(*facet)?);
            if filters.concerns(*facet) {
                let folded = self.copies.folded(Some(*facet));
                let counted = self.all().filter(|(article, candidate)| {
                    candidate.passes_without(*facet) && !folded.contains(article)
                });
                counted.for_each(|(article, _)| counting.add(article));
            } else {
                self.hits().for_each(|(article, _)| counting.add(article));
            }
            let own = request
                .filters
                .facets
                .iter()
                .filter(|filter| filter.facet == *facet);
            let selected = own
                .flat_map(|filter| filter.any_of.iter().map(String::as_str))
                .collect();
            Ok(counting.finish(*facet, request.facet_limit, &selected))
        });
        counts.collect()
    }

    fn histogram(&self, snapshot: &Snapshot) -> tantivy::Result<Histogram> {
        let segments = snapshot.searcher.segment_readers().iter();
        let days = segments.map(|segment| segment.fast_fields().i64(DAY));
        let days = days.collect::<tantivy::Result<Vec<_>>>()?;
        let mut months = MonthCounts::new(today());
        for (article, _) in self.hits() {
            months.add(days[article.segment_ord as usize].first(article.doc_id));
        }
        Ok(months.finish())
    }
}
