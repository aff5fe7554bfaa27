//! Articles that come close to a query, for the rest of the page after its last hit.

use serde_json::{Value, json};

use super::asking::{Asking, ask_both};
use super::counting;
use super::hits::hits;
use super::pages::{self, Shown, Wanted};
use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::GROUP;
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::heavy::heavy_terms;
use crate::opensearch::finding::query::condition;
use crate::plan::word::Reach;
use crate::search::narrowing::Without;
use crate::search::request::{Page, Sort};
use crate::search::response::{Basis, Close, Relation, Total};

/// Most groups that hits belong to whose other members are left out.
const MOST_GROUPS: u32 = 20_000;

impl Search<'_> {
    /// The articles that come close, where a page is the last one of a ranking.
    pub(crate) fn close(&self, found: &Found, shown: &Shown) -> Result<Option<Close>, EngineError> {
        let request = self.request;
        let (is_first, per_page) = match &request.page {
            Page::Number { page, per_page } => (*page <= 1, *per_page),
            Page::After { per_page, .. } => (false, *per_page),
        };
        let is_end = !shown.has_next && (is_first || shown.count > 0);
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
        let groups = match is_first {
            // All hits are on the page.
            true => shown.groups.iter().map(|group| json!(group)).collect(),
            false => self.groups_of_hits(found)?,
        };
        if self.folds() && !groups.is_empty() {
            others.push(json!({"terms": {GROUP: groups}}));
        }
        asking.leave_out(&others);
        let wanted = Wanted {
            skip: 0,
            count: per_page.saturating_sub(shown.count),
            after: None,
            folds: self.folds(),
        };
        let (first, total) = self.first_close(found, &asking, &wanted)?;
        let (places, _) = pages::read(&asking, &wanted, &first)?;
        Ok(Some(Close {
            total: Total {
                value: total,
                relation: Relation::Equal,
            },
            hits: hits(self.snapshot, plan, (true, request.explain), places)?,
        }))
    }

    /// The first places of what comes close, and how many there are. Where those with a heavy term surely are the
    /// first, no others are ranked.
    fn first_close(
        &self,
        found: &Found,
        asking: &Asking<'_>,
        wanted: &Wanted,
    ) -> Result<(Value, u64), EngineError> {
        let size = wanted.first_size();
        let question = asking.question(size, None, wanted.with_records());
        let mut first = question.clone();
        let heavy = match self.snapshot.scoring().is_bounded() {
            true => heavy_terms(&found.plan, size),
            false => None,
        };
        if let Some(heavy) = &heavy {
            first["query"] = json!({"bool": {"must": [asking.query], "filter": [heavy.condition]}});
        }
        let counts = json!({
            "size": 0, "track_total_hits": false, "query": asking.found,
            "aggs": {"hits": counting::folds(&asking.passing, self.folds())}
        });
        let [mut answer, counts] = ask_both(self.snapshot, self.deadline, [first, counts])?;
        let counted = &counts["aggregations"]["hits"];
        if let Some(heavy) = heavy {
            let places = asking.places(&answer);
            let all = counting::number(&counted["doc_count"]);
            let last = places.last().and_then(|place| place.score);
            let is_full = places.len() == size && last.is_some_and(|score| score > heavy.rest);
            if !is_full && (places.len() as u64) < all {
                answer = asking.ask(question)?;
            }
        }
        Ok((answer, counting::folds_of(counted, self.folds())))
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
