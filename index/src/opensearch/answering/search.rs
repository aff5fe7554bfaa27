//! Answers a request: finds, filters, folds copies, orders, counts, and makes the hits of a page.

use aluehaku_query::Query;
use serde_json::{Map, Value, json};

use super::asking::{Asking, ask};
use super::counting;
use super::hits::hits;
use super::pages::{self, Shown, Wanted};
use crate::deadline::Deadline;
use crate::error::EngineError;
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::lookup::made;
use crate::opensearch::finding::query::{Plan, condition};
use crate::opensearch::finding::snapshot::Snapshot;
use crate::plan::decided;
use crate::search::narrowing::Without;
use crate::search::request::{Duplicates, Filters, Matching, Page, SearchRequest, Sort};
use crate::search::response::{Basis, Relation, SearchResponse, Total, Warning};
use aluehaku_article::facet::Facet;

/// What a request is answered with.
pub(crate) struct Search<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) request: &'a SearchRequest,
    /// The query with its hyphens decided.
    pub(crate) query: Query,
    pub(crate) sort: Sort,
    pub(crate) deadline: &'a Deadline,
}

/// What of a query counts.
pub(crate) struct Found {
    /// The plan, whose root is what counts.
    pub(crate) plan: Plan,
    /// The query as it was read in the end.
    pub(crate) query: Query,
    /// What the hits have of it.
    pub(crate) basis: Basis,
    /// Whether other filters may let more of the query count.
    pub(crate) depends_on_filters: bool,
}

/// Answers a request on one state of the index.
pub(crate) fn answer(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> Result<SearchResponse, EngineError> {
    let deadline = Deadline::after(request.time_limit);
    let (query, hyphens) = match request.matching {
        Matching::Best => made(snapshot, |remote| decided(remote, &request.query))?,
        Matching::Any | Matching::All => (request.query.clone(), Vec::new()),
    };
    let plan = made(snapshot, |remote| {
        Plan::new(remote, &query, request.matching)
    })?;
    let sort = match request.sort {
        Sort::Relevance if !plan.is_ranked => Sort::NewestFirst,
        sort => sort,
    };
    let search = Search {
        snapshot,
        request,
        query,
        sort,
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

impl Search<'_> {
    fn response(&self, plan: Plan) -> Result<SearchResponse, EngineError> {
        let request = self.request;
        let mut found = self.everything(plan);
        let mut page = self.page(&found)?;
        if found.plan.may_leave_out() && page.is_without_hits() && self.deadline.goes_on() {
            found = self.settle(found, &request.filters)?;
            page = self.page(&found)?;
        }
        let answer = page.answer;
        let total = counting::folds_of(&answer["aggregations"]["hits"], self.folds());
        let (places, has_next) = pages::read(&page.asking, &page.wanted, &answer)?;
        let last = places.last().filter(|_| has_next);
        let next = last.and_then(|last| page.asking.cursor(&last.place));
        let shown = Shown::of(&places, next.is_some());
        let shows = (self.sort == Sort::Relevance, request.explain);
        let hits = match request.shows_hits {
            true => hits(self.snapshot, &found.plan, shows, places)?,
            false => Vec::new(),
        };
        Ok(SearchResponse {
            total: Total {
                value: total,
                relation: Relation::Equal,
            },
            hits,
            close: self.close(&found, &shown)?,
            facets: self.facet_counts(&found, &answer["aggregations"])?,
            histogram: self.histogram(&found, &answer["aggregations"]["days"])?,
            next,
            did_you_mean: self.better_spelling(&found, total)?,
            relaxations: self.relaxations(&found, total)?,
            basis: found.basis,
            query: found.query,
            hyphens: Vec::new(),
            warnings: found.plan.warnings,
        })
    }

    /// A plan with everything in it.
    pub(crate) fn everything(&self, plan: Plan) -> Found {
        Found {
            plan,
            query: self.query.clone(),
            basis: Basis::Everything,
            depends_on_filters: false,
        }
    }

    /// Whether copies are folded.
    pub(crate) fn folds(&self) -> bool {
        self.request.duplicates == Duplicates::Fold
    }

    /// Asks for the first places of the page and for all that is counted in the same question.
    fn page(&self, found: &Found) -> Result<FirstPage<'_>, EngineError> {
        let request = self.request;
        let filters = &request.filters;
        let asking = Asking::new(
            self.snapshot,
            (self.sort, self.deadline),
            &found.plan,
            (&found.plan.root, found.plan.reach),
            passing(filters, Without::Nothing),
        );
        let (skip, count, cursor) = match &request.page {
            Page::Number { page, per_page } => (
                page.saturating_sub(1).saturating_mul(*per_page),
                *per_page,
                None,
            ),
            Page::After { cursor, per_page } => (0, *per_page, Some(cursor)),
        };
        let after = cursor.map(|cursor| {
            let mut after = asking.after(cursor);
            if self.sort == Sort::Relevance
                && let Some(score) = asking.score_of(&cursor.id)?.filter(|score| *score > 0.0)
            {
                // Scores change a little with every article that comes or goes.
                after[0] = json!(score);
            }
            Ok::<_, EngineError>(after)
        });
        let wanted = Wanted {
            skip,
            count,
            after: after.transpose()?,
            folds: self.folds(),
        };
        let after = wanted.after.as_deref();
        let mut question = asking.question(wanted.first_size(), after, wanted.with_records());
        question["aggs"] = Value::Object(self.aggregations(found));
        Ok(FirstPage {
            answer: asking.ask(question)?,
            asking,
            wanted,
        })
    }

    /// All that is counted beside the hits in one question.
    fn aggregations(&self, found: &Found) -> Map<String, Value> {
        let filters = &self.request.filters;
        let mut aggregations = Map::new();
        let hits = counting::folds(&passing(filters, Without::Nothing), self.folds());
        aggregations.insert("hits".to_owned(), hits);
        aggregations.insert(
            "days_aside".to_owned(),
            json!({"filter": passing(filters, Without::Days)}),
        );
        let facets = self.request.facets.iter();
        let (narrowed, open): (Vec<Facet>, Vec<Facet>) =
            facets.partition(|facet| filters.narrow(**facet));
        if !open.is_empty() {
            let passing = passing(filters, Without::Nothing);
            let counts = counting::facet_question(&open, &passing, self.folds());
            aggregations.insert(counting::FACETS.to_owned(), counts);
        }
        for facet in narrowed.into_iter().filter(|_| !found.depends_on_filters) {
            let passing = passing(filters, Without::ChoiceIn(facet));
            let counts = counting::facet_question(&[facet], &passing, self.folds());
            aggregations.insert(counting::name_of(facet), counts);
        }
        if self.request.histogram.is_some() {
            let passing = passing(filters, Without::Nothing);
            aggregations.insert(
                "days".to_owned(),
                counting::day_range(&passing, self.folds()),
            );
        }
        aggregations
    }

    /// Counts of what a plan finds.
    pub(crate) fn counted(
        &self,
        found: &Found,
        aggregations: &Value,
    ) -> Result<Value, EngineError> {
        let plan = &found.plan;
        let mut answer = ask(
            self.snapshot,
            self.deadline,
            json!({
                "size": 0,
                "track_total_hits": false,
                "query": {"bool": {"filter": [condition(plan, &plan.root, plan.reach)]}},
                "aggs": aggregations
            }),
        )?;
        Ok(answer
            .get_mut("aggregations")
            .map(Value::take)
            .unwrap_or_default())
    }

    /// What counts with other filters.
    pub(crate) fn found_with(&self, filters: &Filters) -> Result<Found, EngineError> {
        let plan = made(self.snapshot, |remote| {
            Plan::new(remote, &self.query, self.request.matching)
        })?;
        let found = self.everything(plan);
        if !found.plan.may_leave_out() || self.has_hits(&found.plan, filters)? {
            return Ok(found);
        }
        self.settle(found, filters)
    }

    /// How many hits there are with other filters.
    pub(crate) fn total_with(
        &self,
        found: &Found,
        filters: &Filters,
        without: Without,
    ) -> Result<u64, EngineError> {
        let hits = counting::folds(&passing(filters, without), self.folds());
        let counted = self.counted(found, &json!({"hits": hits}))?;
        Ok(counting::folds_of(&counted["hits"], self.folds()))
    }
}

/// The answer to the first question of a request, and what further questions of it go by.
struct FirstPage<'a> {
    asking: Asking<'a>,
    wanted: Wanted,
    answer: Value,
}

impl FirstPage<'_> {
    /// Whether no article passes the filters, days aside.
    fn is_without_hits(&self) -> bool {
        self.answer["aggregations"]["days_aside"]["doc_count"].as_u64() == Some(0)
    }
}
