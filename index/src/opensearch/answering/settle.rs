//! What a query is answered with: the articles that surely have all of it, or as much of it as any has.
//!
//! Where no article that passes the filters has everything,
//!
//! 1. quotations that no article has are searched as their words;
//! 2. words are left out, in an order that all articles decide, until one that passes the filters has the rest;
//! 3. where no word is surely anywhere, articles count that come close.

use std::collections::{BTreeSet, HashMap};

use aluehaku_query::Span;
use serde_json::{Map, Value, json};

use super::asking::ask;
use super::counting::number;
use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::ID;
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::lookup::made;
use crate::opensearch::finding::query::{Plan, condition, ranked};
use crate::plan::word::Reach;
use crate::plan::{Divided, Look, MOST_LOOKED_AT, candidates, some_words, without_quotations};
use crate::search::narrowing::Without;
use crate::search::request::Filters;
use crate::search::response::{Basis, Warning};

impl Search<'_> {
    /// Whether some article that passes the filters, days aside, has all of a plan.
    pub(crate) fn has_hits(&self, plan: &Plan, filters: &Filters) -> Result<bool, EngineError> {
        let all = condition(plan, &plan.root, plan.reach);
        self.occurs(&json!([all, passing(filters, Without::Days)]))
    }

    /// What counts of a plan whose whole no article has that passes the filters.
    pub(crate) fn settle(&self, mut found: Found, filters: &Filters) -> Result<Found, EngineError> {
        found.depends_on_filters = true;
        self.search_quotations_as_words(&mut found)?;
        if found.query != self.query && self.has_hits(&found.plan, filters)? {
            return Ok(found);
        }
        if self.deadline.goes_on() {
            self.leave_out(&mut found, filters)?;
        }
        Ok(found)
    }

    /// Plans the query anew with the words of those quotations that no article has.
    fn search_quotations_as_words(&self, found: &mut Found) -> Result<(), EngineError> {
        let mut missing: Vec<(Span, String)> = Vec::new();
        for (number, leaf) in found.plan.leaves.iter().enumerate() {
            let is_quotation = leaf.is_ranked && matches!(leaf.look, Look::Phrase(_));
            if !leaf.is_wanted || !is_quotation {
                continue;
            }
            let alone = crate::plan::Node::Leaf(number);
            if !self.occurs(&json!([condition(&found.plan, &alone, Reach::Sure)]))? {
                missing.push((leaf.span, leaf.typed.clone()));
            }
        }
        let query = without_quotations(&self.query, &missing);
        if query == self.query || !self.deadline.goes_on() {
            return Ok(());
        }
        let mut plan = made(self.snapshot, |remote| {
            Plan::new(remote, &query, self.request.matching)
        })?;
        let missing = missing.into_iter().map(|(_, phrase)| Warning {
            code: "quotation_not_found",
            subject: phrase,
        });
        plan.warnings.extend(missing);
        (found.plan, found.query) = (plan, query);
        Ok(())
    }

    /// Leaves words out until some article that passes the filters has the rest. Where none of the words is
    /// surely anywhere, the articles count that come close.
    fn leave_out(&self, found: &mut Found, filters: &Filters) -> Result<(), EngineError> {
        let Some(divided) = &found.plan.divided else {
            return Ok(());
        };
        let words = self.words_of_the_first(&found.plan, divided)?;
        let (articles, passing) = self.articles_with(&found.plan, divided, &words, filters)?;
        let count = |kept: &BTreeSet<usize>| articles.get(kept).copied().unwrap_or(0);
        let candidates = candidates(divided, &words, count);
        let has = |kept: &BTreeSet<usize>| passing.of_words.contains(kept);
        if let Some(kept) = candidates.iter().find(|kept| has(kept)) {
            found.basis = some_words(divided, kept);
            (found.plan.root, found.plan.reach) = (divided.with(kept.iter().copied()), Reach::Sure);
        } else if divided.demanded.is_empty() && passing.is_close {
            found.basis = Basis::Likeness;
            (found.plan.root, found.plan.reach) = (divided.close(), Reach::Loose);
        }
        Ok(())
    }

    /// The units that each of the first articles surely has that come close.
    fn words_of_the_first(
        &self,
        plan: &Plan,
        divided: &Divided,
    ) -> Result<Vec<BTreeSet<usize>>, EngineError> {
        let close = condition(plan, &divided.close(), Reach::Loose);
        let named = divided.units.iter().enumerate().map(|(number, unit)| {
            let has = condition(plan, &unit.node, Reach::Sure);
            json!({"constant_score": {"filter": has, "boost": 0.0, "_name": number.to_string()}})
        });
        let query = json!({"bool": {
            "must": [ranked(plan, &close, self.snapshot.scoring())],
            "should": named.collect::<Vec<Value>>()
        }});
        let answer = self.asked(json!({
            "size": MOST_LOOKED_AT,
            "_source": false,
            "sort": [{"_score": "desc"}, {ID: "asc"}],
            "query": query
        }))?;
        let hits = answer["hits"]["hits"].as_array().into_iter().flatten();
        let words = hits.map(|hit| {
            let names = hit["matched_queries"].as_array().into_iter().flatten();
            let numbers = names.filter_map(|name| name.as_str()?.parse().ok());
            numbers.collect()
        });
        Ok(words.collect())
    }

    /// How many articles have some units together and come close, and which units some article has that passes the
    /// filters, days aside.
    fn articles_with(
        &self,
        plan: &Plan,
        divided: &Divided,
        words: &[BTreeSet<usize>],
        filters: &Filters,
    ) -> Result<(HashMap<BTreeSet<usize>, usize>, Passing), EngineError> {
        let single = (0..divided.units.len()).map(|number| BTreeSet::from([number]));
        let different: BTreeSet<BTreeSet<usize>> = words
            .iter()
            .cloned()
            .chain(single)
            .chain([BTreeSet::new()])
            .collect();
        let different: Vec<BTreeSet<usize>> = different.into_iter().collect();
        let close = condition(plan, &divided.close(), Reach::Loose);
        let days_aside = passing(filters, Without::Days);
        let mut questions = Map::new();
        let all = |conditions: Vec<Value>| json!({"filter": {"bool": {"filter": conditions}}});
        for (number, kept) in different.iter().enumerate() {
            let units = kept.iter().map(|unit| &divided.units[*unit].node);
            let mut having: Vec<Value> = units
                .map(|node| condition(plan, node, Reach::Sure))
                .collect();
            having.push(close.clone());
            questions.insert(format!("all_{number}"), all(having));
            let root = divided.with(kept.iter().copied());
            let having = condition(plan, &root, Reach::Sure);
            questions.insert(
                format!("passing_{number}"),
                all(vec![having, days_aside.clone()]),
            );
        }
        questions.insert("close".to_owned(), all(vec![close, days_aside]));
        let answer = self.asked(json!({
            "size": 0, "track_total_hits": false, "aggs": questions
        }))?;
        let count = |name: &str| number(&answer["aggregations"][name]["doc_count"]);
        let mut articles = HashMap::new();
        let mut of_words = BTreeSet::new();
        for (number, kept) in different.into_iter().enumerate() {
            let having = usize::try_from(count(&format!("all_{number}"))).unwrap_or(usize::MAX);
            articles.insert(kept.clone(), having);
            if count(&format!("passing_{number}")) > 0 {
                of_words.insert(kept);
            }
        }
        let is_close = count("close") > 0;
        Ok((articles, Passing { of_words, is_close }))
    }

    /// Whether some article fulfils all of some conditions.
    fn occurs(&self, conditions: &Value) -> Result<bool, EngineError> {
        let answer = self.asked(json!({
            "size": 0, "track_total_hits": 1, "query": {"bool": {"filter": conditions}}
        }))?;
        Ok(number(&answer["hits"]["total"]["value"]) > 0)
    }

    fn asked(&self, question: Value) -> Result<Value, EngineError> {
        ask(self.snapshot, self.deadline, question)
    }
}

/// What some article has that passes the filters, days aside.
struct Passing {
    of_words: BTreeSet<BTreeSet<usize>>,
    is_close: bool,
}
