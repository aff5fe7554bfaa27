//! Articles that come close to a query, for the rest of the page after its last hit.

use serde_json::{Value, json};

use super::asking::Asking;
use super::counting;
use super::hits::hits;
use super::pages::{self, Wanted};
use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::GROUP;
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::query::condition;
use crate::plan::word::Reach;
use crate::search::narrowing::Without;
use crate::search::request::{Page, Sort};
use crate::search::response::{Basis, Close, Relation, Total};

/// Most groups that hits belong to whose other members are left out.
const MOST_GROUPS: u32 = 20_000;

impl Search<'_> {
    /// The articles that come close, where a page with so many hits is the last one of a ranking.
    pub(crate) fn close(
        &self,
        found: &Found,
        (shown, has_next): (usize, bool),
    ) -> Result<Option<Close>, EngineError> {
        let request = self.request;
        let (is_first, per_page) = match &request.page {
            Page::Number { page, per_page } => (*page <= 1, *per_page),
            Page::After { per_page, .. } => (false, *per_page),
        };
        let is_end = !has_next && (is_first || shown > 0);
        let is_ranking = self.sort == Sort::Relevance && request.shows_hits;
        let Some(divided) = found.plan.divided.as_ref().filter(|_| is_ranking && is_end) else {
            return Ok(None);
        };
        if found.basis == Basis::Likeness || divided.units.is_empty() {
            return Ok(Some(Close::none()));
        }
        let plan = &found.plan;
        let mut asking = Asking::new(
            self.snapshot,
            (self.sort, self.deadline),
            plan,
            (&divided.close(), Reach::Loose),
            passing(&request.filters, Without::Nothing),
        );
        let mut others = vec![condition(plan, &plan.root, plan.reach)];
        let groups = self.groups_of_hits(found)?;
        if !groups.is_empty() {
            others.push(json!({"terms": {GROUP: groups}}));
        }
        asking.query = json!({"bool": {"must": [asking.query], "must_not": others}});
        let wanted = Wanted {
            skip: 0,
            count: per_page.saturating_sub(shown),
            after: None,
            folds: self.folds(),
        };
        let mut question = asking.question(wanted.first_size(), None, wanted.with_records());
        question["aggs"] = json!({"hits": counting::folds(&asking.passing, self.folds())});
        let answer = asking.ask(question)?;
        let total = counting::folds_of(&answer["aggregations"]["hits"], self.folds());
        let (places, _) = pages::read(&asking, &wanted, &answer)?;
        Ok(Some(Close {
            total: Total {
                value: total,
                relation: Relation::Equal,
            },
            hits: hits(self.snapshot, plan, (true, request.explain), places)?,
        }))
    }

    /// The groups of near-copies that a hit belongs to: their other members are no hits of their own.
    fn groups_of_hits(&self, found: &Found) -> Result<Vec<Value>, EngineError> {
        if !self.folds() {
            return Ok(Vec::new());
        }
        let groups = json!({"terms": {"field": GROUP, "size": MOST_GROUPS}});
        let counted = self.counted(
            found,
            &json!({"hits": {
                "filter": passing(&self.request.filters, Without::Nothing),
                "aggs": {"groups": groups}
            }}),
        )?;
        let buckets = counted["hits"]["groups"]["buckets"].as_array();
        let buckets = buckets.into_iter().flatten();
        Ok(buckets.map(|bucket| bucket["key"].clone()).collect())
    }
}
