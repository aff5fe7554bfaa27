//! Answers a request: finds, filters, folds copies, orders, counts, and makes the hits of a page.

use aluehaku_query::Query;
use tantivy::{DocAddress, DocId};

use super::copies::{Copies, Grouped};
use super::facets::Counting;
use super::first::Ordering;
use super::hits::{self, HitMaker};
use super::settle::{Settled, Settler};
use crate::deadline::Deadline;
use crate::embedded::finding::execute::Executor;
use crate::embedded::finding::filter::{FilterPlan, Filtered};
use crate::embedded::finding::order::{Order, Place};
use crate::embedded::finding::plan::Plan;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::ArticleSet;
use crate::embedded::state::snapshot::Snapshot;
use crate::plan::decided;
use crate::search::cursor::Cursor;
use crate::search::narrowing::Without;
use crate::search::request::{Duplicates, Filters, Matching, Page, SearchRequest, Sort};
use crate::search::response::{Basis, Bucket, Hit, Relation, SearchResponse, Total, Warning};
use aluehaku_article::facet::Facet;

/// What a request is answered with.
pub(crate) struct Search<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) request: &'a SearchRequest,
    pub(crate) settler: Settler<'a>,
    pub(crate) order: Order<'a>,
    pub(crate) deadline: &'a Deadline,
}

/// The articles that a request finds.
pub(crate) struct Matched {
    /// By segment.
    pub(crate) filtered: Vec<Filtered>,
    pub(crate) copies: Copies,
}

/// The articles that count, with the plan that found them.
pub(crate) struct Found {
    pub(crate) plan: Plan,
    pub(crate) query: Query,
    pub(crate) basis: Basis,
    /// Whether other filters may let more of the query count.
    pub(crate) depends_on_filters: bool,
    pub(crate) matched: Matched,
}

/// Answers a request on one state of the index.
pub(crate) fn answer(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> tantivy::Result<SearchResponse> {
    let deadline = Deadline::after(request.time_limit);
    let (query, hyphens) = match request.matching {
        Matching::Best => decided(snapshot, &request.query)?,
        Matching::Any | Matching::All => (request.query.clone(), Vec::new()),
    };
    let settler = Settler {
        snapshot,
        query: &query,
        matching: request.matching,
        deadline: &deadline,
    };
    let plan = settler.plan()?;
    let sort = match request.sort {
        Sort::Relevance if !plan.is_ranked => Sort::NewestFirst,
        sort => sort,
    };
    let search = Search {
        snapshot,
        request,
        settler,
        order: Order::new(&snapshot.segments, sort),
        deadline: &deadline,
    };
    let mut response = search.response(plan)?;
    response.hyphens = hyphens;
    if deadline.is_cut() {
        response.total.relation = Relation::AtLeast;
        response.warnings.push(Warning {
            code: "took_too_long",
            subject: String::new(),
        });
    }
    Ok(response)
}

/// Values of a facet with a word that begins with `prefix`, counted as a search with the filters and
/// no words counts them.
pub(crate) fn facet_values(
    snapshot: &Snapshot,
    facet: Facet,
    prefix: &str,
    filters: &Filters,
    limit: usize,
) -> tantivy::Result<Vec<Bucket>> {
    if *filters == Filters::default() {
        let table = snapshot.facet_table(facet)?;
        let counting = Counting::of_all(table, &snapshot.segments);
        return Ok(counting.beginning_with(prefix, limit));
    }
    let request = SearchRequest {
        filters: filters.clone(),
        ..SearchRequest::of(Query::Everything)
    };
    let deadline = Deadline::after(None);
    let settler = Settler {
        snapshot,
        query: &request.query,
        matching: request.matching,
        deadline: &deadline,
    };
    let plan = settler.plan()?;
    let search = Search {
        snapshot,
        request: &request,
        settler,
        order: Order::new(&snapshot.segments, Sort::NewestFirst),
        deadline: &deadline,
    };
    let found = search.found(plan, &FilterPlan::new(filters))?;
    let hits = found.matched.sets(Without::Nothing);
    let counting = search.counting(facet, &found, &hits)?;
    Ok(counting.beginning_with(prefix, limit))
}

impl Search<'_> {
    fn response(&self, plan: Plan) -> tantivy::Result<SearchResponse> {
        if self.needs_no_sets(&plan) {
            return self.ranked_alone(&plan);
        }
        let filters = FilterPlan::new(&self.request.filters);
        let found = self.found(plan, &filters)?;
        let Matched { filtered, copies } = &found.matched;
        let hits = found.matched.sets(Without::Nothing);
        let total = count(&hits);
        let (places, next) = self.page(&found.plan, Some(&hits))?;
        let beside = |place: &Place| copies.beside(filtered, place);
        Ok(SearchResponse {
            total: Total {
                value: total,
                relation: Relation::Equal,
            },
            hits: self.hits(&found.plan, &places, beside)?,
            close: self.close(&found, &filters, (places.len(), next.is_some()))?,
            facets: self.facet_counts(&found, &hits)?,
            histogram: self.histogram(&found.matched, &hits),
            next,
            did_you_mean: self.better_spelling(&found, total)?,
            relaxations: self.relaxations(&found, total)?,
            basis: found.basis,
            query: found.query,
            hyphens: Vec::new(),
            warnings: found.plan.warnings.clone(),
        })
    }

    /// Whether ranking alone answers the request.
    fn needs_no_sets(&self, plan: &Plan) -> bool {
        let request = self.request;
        let counts =
            request.exact_total || request.histogram.is_some() || !request.facets.is_empty();
        let folds = request.duplicates == Duplicates::Fold
            && self
                .snapshot
                .segments
                .iter()
                .any(|segment| !segment.in_groups().is_empty());
        let is_ranking = self.order.sort == Sort::Relevance && plan.is_union_of_words();
        is_ranking && !counts && !folds && request.filters == Filters::default()
    }

    /// The first hits by ranking, with no count of the others.
    fn ranked_alone(&self, plan: &Plan) -> tantivy::Result<SearchResponse> {
        let (places, next) = self.page(plan, None)?;
        Ok(SearchResponse {
            total: Total {
                value: places.len() as u64,
                relation: if next.is_some() {
                    Relation::AtLeast
                } else {
                    Relation::Equal
                },
            },
            hits: self.hits(plan, &places, |_| Vec::new())?,
            close: None,
            facets: Vec::new(),
            histogram: None,
            next,
            did_you_mean: None,
            relaxations: Vec::new(),
            basis: Basis::Everything,
            query: self.settler.query.clone(),
            hyphens: Vec::new(),
            warnings: plan.warnings.clone(),
        })
    }

    fn executor<'p>(&'p self, plan: &'p Plan, segment: &'p Segment) -> Executor<'p> {
        Executor::new(self.snapshot, segment, plan, self.deadline)
    }

    /// The articles that count with some filters.
    pub(crate) fn found(&self, plan: Plan, filters: &FilterPlan) -> tantivy::Result<Found> {
        let Settled {
            plan,
            query,
            basis,
            depends_on_filters,
            filtered,
        } = self.settler.settle(plan, filters)?;
        Ok(Found {
            matched: self.matched(&plan, filtered)?,
            plan,
            query,
            basis,
            depends_on_filters,
        })
    }

    /// Finds the copies among articles.
    pub(crate) fn matched(&self, plan: &Plan, filtered: Vec<Filtered>) -> tantivy::Result<Matched> {
        let copies = match self.request.duplicates {
            Duplicates::Fold => self.copies(plan, &filtered)?,
            Duplicates::Show => Copies::default(),
        };
        Ok(Matched { filtered, copies })
    }

    fn copies(&self, plan: &Plan, filtered: &[Filtered]) -> tantivy::Result<Copies> {
        let segments = &self.snapshot.segments;
        let grouped = Grouped::find(segments, filtered);
        let mut scores = Vec::with_capacity(segments.len());
        for (number, segment) in segments.iter().enumerate() {
            let articles = grouped.articles(number);
            scores.push(self.scores(plan, segment, &articles)?);
        }
        Ok(grouped.into_copies(segments, &self.order, &scores))
    }

    /// The scores of articles of a segment, as the order takes them.
    fn scores(
        &self,
        plan: &Plan,
        segment: &Segment,
        articles: &[DocId],
    ) -> tantivy::Result<Vec<f32>> {
        if self.order.sort != Sort::Relevance || articles.is_empty() {
            return Ok(vec![0.0; articles.len()]);
        }
        let executor = self.executor(plan, segment);
        let scores = executor.ranking()?.scores(articles);
        let scored = articles.iter().zip(scores);
        let aged = scored.map(|(article, score)| self.order.aged(segment, *article, score));
        Ok(aged.collect())
    }

    /// The places of a page's hits in order, and the cursor to the next page.
    fn page(
        &self,
        plan: &Plan,
        hits: Option<&[ArticleSet]>,
    ) -> tantivy::Result<(Vec<Place>, Option<Cursor>)> {
        let (skip, count, cursor) = match &self.request.page {
            Page::Number { page, per_page } => (
                page.saturating_sub(1).saturating_mul(*per_page),
                *per_page,
                None,
            ),
            Page::After { cursor, per_page } => (0, *per_page, Some(self.renewed(plan, cursor)?)),
        };
        // One more than the page holds tells whether another page follows.
        let limit = skip.saturating_add(count).saturating_add(1);
        let mut places = self.ordering().first(plan, hits, limit, cursor.as_ref())?;
        let has_next = places.len() > skip.saturating_add(count);
        places.truncate(skip.saturating_add(count));
        places.drain(..skip.min(places.len()));
        let last = places.last().filter(|_| has_next);
        let next = last.and_then(|place| self.order.cursor(place));
        Ok((places, next))
    }

    /// The cursor with the score that its article has now: scores change a little with every article
    /// that comes or goes.
    fn renewed(&self, plan: &Plan, cursor: &Cursor) -> tantivy::Result<Cursor> {
        if self.order.sort == Sort::Relevance
            && let Some(address) = hits::address(self.snapshot, &cursor.id)?
        {
            let segment = &self.snapshot.segments[address.segment_ord as usize];
            let scores = self.scores(plan, segment, &[address.doc_id])?;
            if let Some(score) = scores.first().filter(|score| **score > 0.0) {
                return Ok(Cursor {
                    key: i64::from(score.to_bits()),
                    id: cursor.id.clone(),
                });
            }
        }
        Ok(cursor.clone())
    }

    /// What puts articles in the order of the request.
    pub(crate) fn ordering(&self) -> Ordering<'_> {
        Ordering {
            snapshot: self.snapshot,
            order: self.order,
            deadline: self.deadline,
        }
    }

    pub(crate) fn hits(
        &self,
        plan: &Plan,
        places: &[Place],
        beside: impl Fn(&Place) -> Vec<DocAddress>,
    ) -> tantivy::Result<Vec<Hit>> {
        if !self.request.shows_hits {
            return Ok(Vec::new());
        }
        let has_scores = self.order.sort == Sort::Relevance;
        let maker = HitMaker::new(self.snapshot, plan, has_scores, self.request.explain);
        let hits = places.iter().map(|place| maker.hit(place, &beside(place)));
        hits.collect()
    }
}

impl Matched {
    /// The hits of each segment, or the hits there were without some of the filters.
    pub(crate) fn sets(&self, without: Without) -> Vec<ArticleSet> {
        let folded = self.copies.folded(&self.filtered, without);
        let filtered = self.filtered.iter().zip(&folded);
        let sets = filtered.map(|(filtered, folded)| {
            let mut set = filtered.passing(without);
            set.remove_all(folded);
            set
        });
        sets.collect()
    }
}

/// How many articles sets of segments hold together.
pub(crate) fn count(sets: &[ArticleSet]) -> u64 {
    sets.iter().map(|set| set.len() as u64).sum()
}
