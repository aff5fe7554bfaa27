//! Answers a request: finds, filters, folds copies, orders, counts, and makes the hits of a page.

use aluehaku_query::Query;
use tantivy::{DocAddress, DocId};

use super::copies::{Copies, Grouped};
use super::facets::Counting;
use super::histogram::DayCounts;
use super::spelling;
use crate::embedded::finding::execute::{Deadline, Executor, Ranking};
use crate::embedded::finding::filter::{FilterPlan, Filtered, Without};
use crate::embedded::finding::order::{Order, Place, Top, today};
use crate::embedded::finding::plan::Plan;
use crate::embedded::showing::hits::{self, HitMaker};
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::ArticleSet;
use crate::embedded::state::snapshot::Snapshot;
use crate::search::cursor::Cursor;
use crate::search::request::{Duplicates, Filters, Page, SearchRequest, Sort};
use crate::search::response::{
    Bucket, Complaint, FacetCounts, FilterKind, Histogram, Hit, Relation, Relaxation,
    SearchResponse, Total,
};
use aluehaku_article::facet::Facet;

/// Up to so many hits are few: the answer says what each filter costs.
const FEW_HITS: u64 = 10;

/// What a request is answered with.
struct Search<'a> {
    snapshot: &'a Snapshot,
    request: &'a SearchRequest,
    plan: &'a Plan,
    order: Order<'a>,
    deadline: &'a Deadline,
}

/// The articles that a request finds.
struct Matched {
    /// By segment.
    filtered: Vec<Filtered>,
    copies: Copies,
}

/// Answers a request on one state of the index.
pub(crate) fn answer(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> tantivy::Result<SearchResponse> {
    let deadline = Deadline::after(request.time_limit);
    let plan = Plan::new(snapshot, &request.query, request.matching)?;
    let sort = match request.sort {
        Sort::Relevance if !plan.is_ranked => Sort::NewestFirst,
        sort => sort,
    };
    let search = Search {
        snapshot,
        request,
        plan: &plan,
        order: Order::new(&snapshot.segments, sort),
        deadline: &deadline,
    };
    let mut response = search.response()?;
    response.complaints = plan.complaints.clone();
    if deadline.is_cut() {
        response.total.relation = Relation::AtLeast;
        response.complaints.push(Complaint {
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
    let request = SearchRequest {
        filters: filters.clone(),
        ..SearchRequest::of(Query::Everything)
    };
    let deadline = Deadline::after(None);
    let plan = Plan::new(snapshot, &request.query, request.matching)?;
    let search = Search {
        snapshot,
        request: &request,
        plan: &plan,
        order: Order::new(&snapshot.segments, Sort::NewestFirst),
        deadline: &deadline,
    };
    let filters = FilterPlan::new(&snapshot.fields, filters);
    let matched = search.matched(&filters)?;
    let hits = matched.sets(Without::Nothing);
    let counting = search.counting(facet, &matched, &hits, &filters)?;
    Ok(counting.beginning_with(prefix, limit))
}

impl Search<'_> {
    fn response(&self) -> tantivy::Result<SearchResponse> {
        let filters = FilterPlan::new(&self.snapshot.fields, &self.request.filters);
        if self.needs_no_sets(&filters) {
            return self.ranked_alone();
        }
        let matched = self.matched(&filters)?;
        let hits = matched.sets(Without::Nothing);
        let total = count(&hits);
        let (places, next) = self.page(Some(&hits))?;
        let beside = |place: &Place| matched.copies.beside(&matched.filtered, place);
        Ok(SearchResponse {
            total: Total {
                value: total,
                relation: Relation::Equal,
            },
            hits: self.hits(&places, beside)?,
            facets: self.facet_counts(&matched, &hits, &filters)?,
            histogram: self.histogram(&matched, &hits),
            next,
            did_you_mean: if total == 0 {
                spelling::better(self.snapshot, &self.request.query)?
            } else {
                None
            },
            relaxations: relaxations(&matched, &filters, total),
            complaints: Vec::new(),
        })
    }

    /// Whether ranking alone answers the request.
    fn needs_no_sets(&self, filters: &FilterPlan) -> bool {
        let request = self.request;
        let counts =
            request.exact_total || request.histogram.is_some() || !request.facets.is_empty();
        let folds = request.duplicates == Duplicates::Fold
            && self
                .snapshot
                .segments
                .iter()
                .any(|segment| !segment.in_groups().is_empty());
        let is_ranking = self.order.sort == Sort::Relevance && self.plan.is_union_of_words();
        is_ranking && !counts && !folds && filters.is_empty()
    }

    /// The first hits by ranking, with no count of the others.
    fn ranked_alone(&self) -> tantivy::Result<SearchResponse> {
        let (places, next) = self.page(None)?;
        Ok(SearchResponse {
            total: Total {
                value: places.len() as u64,
                relation: if next.is_some() {
                    Relation::AtLeast
                } else {
                    Relation::Equal
                },
            },
            hits: self.hits(&places, |_| Vec::new())?,
            facets: Vec::new(),
            histogram: None,
            next,
            did_you_mean: None,
            relaxations: Vec::new(),
            complaints: Vec::new(),
        })
    }

    fn executor(&self, segment: &'_ Segment) -> Executor<'_> {
        let number = segment.number as usize;
        let segment = &self.snapshot.segments[number];
        Executor::new(self.snapshot, segment, self.plan, self.deadline)
    }

    fn matched(&self, filters: &FilterPlan) -> tantivy::Result<Matched> {
        let segments = &self.snapshot.segments;
        let mut filtered = Vec::with_capacity(segments.len());
        for segment in segments {
            let executor = self.executor(segment);
            filtered.push(filters.apply(&executor, segment, executor.articles()?)?);
        }
        let copies = match self.request.duplicates {
            Duplicates::Fold => self.copies(&filtered)?,
            Duplicates::Show => Copies::default(),
        };
        Ok(Matched { filtered, copies })
    }

    fn copies(&self, filtered: &[Filtered]) -> tantivy::Result<Copies> {
        let segments = &self.snapshot.segments;
        let grouped = Grouped::find(segments, filtered);
        let mut scores = Vec::with_capacity(segments.len());
        for (number, segment) in segments.iter().enumerate() {
            let articles = grouped.articles(number);
            scores.push(self.scores(segment, &articles)?);
        }
        Ok(grouped.into_copies(segments, &self.order, &scores))
    }

    /// The scores of articles of a segment, as the order takes them.
    fn scores(&self, segment: &Segment, articles: &[DocId]) -> tantivy::Result<Vec<f32>> {
        if self.order.sort != Sort::Relevance || articles.is_empty() {
            return Ok(vec![0.0; articles.len()]);
        }
        let executor = self.executor(segment);
        let scores = executor.ranking()?.scores(articles);
        let scored = articles.iter().zip(scores);
        let aged = scored.map(|(article, score)| self.order.aged(segment, *article, score));
        Ok(aged.collect())
    }

    /// The places of a page's hits in order, and the cursor to the next page.
    fn page(&self, hits: Option<&[ArticleSet]>) -> tantivy::Result<(Vec<Place>, Option<Cursor>)> {
        let (skip, count, cursor) = match &self.request.page {
            Page::Number { page, per_page } => (
                page.saturating_sub(1).saturating_mul(*per_page),
                *per_page,
                None,
            ),
            Page::After { cursor, per_page } => (0, *per_page, Some(self.renewed(cursor)?)),
        };
        // One more than the page holds tells whether another page follows.
        let limit = skip.saturating_add(count).saturating_add(1);
        let mut places = self.first_places(hits, limit, cursor.as_ref())?;
        let has_next = places.len() > skip.saturating_add(count);
        places.truncate(skip.saturating_add(count));
        places.drain(..skip.min(places.len()));
        let last = places.last().filter(|_| has_next);
        let next = last.and_then(|place| self.order.cursor(place));
        Ok((places, next))
    }

    /// The cursor with the score that its article has now: scores change a little with every article
    /// that comes or goes.
    fn renewed(&self, cursor: &Cursor) -> tantivy::Result<Cursor> {
        if self.order.sort == Sort::Relevance
            && let Some(address) = hits::address(self.snapshot, &cursor.id)?
        {
            let segment = &self.snapshot.segments[address.segment_ord as usize];
            let scores = self.scores(segment, &[address.doc_id])?;
            if let Some(score) = scores.first().filter(|score| **score > 0.0) {
                return Ok(Cursor {
                    key: i64::from(score.to_bits()),
                    id: cursor.id.clone(),
                });
            }
        }
        Ok(cursor.clone())
    }

    /// The first hits in order, after a cursor where there is one.
    fn first_places(
        &self,
        hits: Option<&[ArticleSet]>,
        limit: usize,
        cursor: Option<&Cursor>,
    ) -> tantivy::Result<Vec<Place>> {
        let mut places: Vec<Place> = Vec::new();
        for (number, segment) in self.snapshot.segments.iter().enumerate() {
            let bound = cursor
                .map(|cursor| self.order.bound(segment, cursor))
                .transpose()?;
            let floor = places
                .get(limit.saturating_sub(1))
                .map_or(0.0, |place| place.score);
            let mut top = Top::new(self.order, segment, limit, bound, floor);
            let set = hits.map(|hits| &hits[number]);
            match (self.order.sort, set) {
                (Sort::Relevance, _) => self.rank(segment, set, &mut top)?,
                (_, Some(set)) => set.iter().for_each(|article| top.push(article, 0.0)),
                (_, None) => {}
            }
            places.extend(top.into_places());
            places.sort_by(|one, other| self.order.compare(one, other));
            places.truncate(limit);
        }
        Ok(places)
    }

    fn rank(
        &self,
        segment: &Segment,
        set: Option<&ArticleSet>,
        top: &mut Top<'_>,
    ) -> tantivy::Result<()> {
        let executor = self.executor(segment);
        let mut ranking: Ranking<'_> = executor.ranking()?;
        if self.plan.scores_every_match() {
            let alive = segment.alive.clone().map(ArticleSet::Many);
            let within = set.or(alive.as_ref());
            return ranking.best(within, top, || self.deadline.goes_on());
        }
        let articles: Vec<DocId> = set.into_iter().flat_map(ArticleSet::iter).collect();
        let scores = ranking.scores(&articles);
        for (article, score) in articles.into_iter().zip(scores) {
            top.push(article, self.order.aged(segment, article, score));
        }
        Ok(())
    }

    fn hits(
        &self,
        places: &[Place],
        beside: impl Fn(&Place) -> Vec<DocAddress>,
    ) -> tantivy::Result<Vec<Hit>> {
        if !self.request.shows_hits {
            return Ok(Vec::new());
        }
        let has_scores = self.order.sort == Sort::Relevance;
        let maker = HitMaker::new(self.snapshot, self.plan, has_scores, self.request.explain);
        let hits = places.iter().map(|place| maker.hit(place, &beside(place)));
        hits.collect()
    }

    fn facet_counts(
        &self,
        matched: &Matched,
        hits: &[ArticleSet],
        filters: &FilterPlan,
    ) -> tantivy::Result<Vec<FacetCounts>> {
        let request = self.request;
        let counts = request.facets.iter().map(|facet| {
            let counting = self.counting(*facet, matched, hits, filters)?;
            let filters = request.filters.facets.iter();
            let selected = filters
                .filter(|filter| filter.facet == *facet)
                .flat_map(|filter| filter.any_of.iter().map(String::as_str))
                .collect();
            Ok(counting.finish(*facet, request.facet_limit, &selected))
        });
        counts.collect()
    }

    /// The counts of all values of a facet, were none of them chosen.
    fn counting(
        &self,
        facet: Facet,
        matched: &Matched,
        hits: &[ArticleSet],
        filters: &FilterPlan,
    ) -> tantivy::Result<Counting<'_>> {
        let mut counting = Counting::new(self.snapshot.facet_table(facet)?);
        let is_chosen = filters.kinds().any(|kind| kind == FilterKind::Facet(facet));
        let without = match is_chosen {
            true => Without::ChoiceIn(facet),
            false => Without::Nothing,
        };
        let own = is_chosen.then(|| matched.sets(without));
        for (number, articles) in (0..).zip(own.as_deref().unwrap_or(hits)) {
            counting.add_all(number, articles);
        }
        let groups = matched.copies.members(&matched.filtered, without);
        groups.for_each(|members| counting.add_copies(members));
        Ok(counting)
    }

    fn histogram(&self, matched: &Matched, hits: &[ArticleSet]) -> Option<Histogram> {
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
}

impl Matched {
    /// The hits of each segment, or the hits there were without some of the filters.
    fn sets(&self, without: Without) -> Vec<ArticleSet> {
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

fn count(sets: &[ArticleSet]) -> u64 {
    sets.iter().map(|set| set.len() as u64).sum()
}

/// What each filter costs, when there are few hits.
fn relaxations(matched: &Matched, filters: &FilterPlan, total: u64) -> Vec<Relaxation> {
    if total > FEW_HITS {
        return Vec::new();
    }
    let relaxed = filters.kinds().map(|without| Relaxation {
        without,
        total: count(&matched.sets(Without::Filter(without))),
    });
    relaxed.filter(|relaxed| relaxed.total > total).collect()
}
