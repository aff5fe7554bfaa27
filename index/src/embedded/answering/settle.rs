//! What a query is answered with: the articles that surely have all of it, or as much of it as any has.
//!
//! Where no article that passes the filters has everything,
//!
//! 1. quotations that no article has are searched as their words;
//! 2. words are left out, in an order that all articles decide, until one that passes the filters has the rest;
//! 3. where no word is surely anywhere, articles count that come close.
//!
//! Filters have their say in how much is left out, not in what comes first, so that each count is what choosing it
//! leaves. Days have none, so that the stretches of a search's time are all counted alike.

use std::collections::BTreeSet;

use aluehaku_query::{Query, Span};

use super::first::Ordering;
use crate::deadline::Deadline;
use crate::embedded::finding::execute::Executor;
use crate::embedded::finding::filter::{FilterPlan, Filtered};
use crate::embedded::finding::order::{Order, Place};
use crate::embedded::finding::plan::{Look, Plan};
use crate::embedded::state::set::ArticleSet;
use crate::embedded::state::snapshot::Snapshot;
use crate::plan::word::Reach;
use crate::plan::{Divided, MOST_LOOKED_AT, Node, candidates, some_words, without_quotations};
use crate::search::narrowing::Without;
use crate::search::request::{Filters, Matching, Sort};
use crate::search::response::{Basis, Warning};

/// Settles one query with different filters.
pub(crate) struct Settler<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) query: &'a Query,
    pub(crate) matching: Matching,
    pub(crate) deadline: &'a Deadline,
}

/// A query with what of it counts, and the articles that fulfil that.
pub(crate) struct Settled {
    /// The plan, whose root is what counts.
    pub(crate) plan: Plan,
    /// The query as it was read in the end.
    pub(crate) query: Query,
    /// What the articles have of it.
    pub(crate) basis: Basis,
    /// Whether other filters may let more of the query count: what it asks for can be left out, and no
    /// article that passes these has all of it.
    pub(crate) depends_on_filters: bool,
    /// The articles and what the filters say of them, by segment.
    pub(crate) filtered: Vec<Filtered>,
}

impl Settler<'_> {
    /// The plan of the query with everything in it.
    pub(crate) fn plan(&self) -> tantivy::Result<Plan> {
        Plan::new(self.snapshot, self.query, self.matching)
    }

    /// Finds the articles of a plan that this settler made, or of what remains of it.
    pub(crate) fn settle(&self, plan: Plan, filters: &FilterPlan) -> tantivy::Result<Settled> {
        let filtered = self.filtered(&plan, filters, &plan.root, plan.reach)?;
        let mut settled = Settled {
            plan,
            query: self.query.clone(),
            basis: Basis::Everything,
            depends_on_filters: false,
            filtered,
        };
        if !settled.plan.may_leave_out() || self.is_settled(&settled) {
            return Ok(settled);
        }
        settled.depends_on_filters = true;
        self.search_quotations_as_words(&mut settled, filters)?;
        if !self.is_settled(&settled) {
            self.leave_out(&mut settled, filters)?;
        }
        Ok(settled)
    }

    fn is_settled(&self, settled: &Settled) -> bool {
        self.deadline.is_cut() || settled.filtered.iter().any(has_hits)
    }

    /// The articles that fulfil a condition on the leaves of a plan, by segment.
    fn filtered(
        &self,
        plan: &Plan,
        filters: &FilterPlan,
        node: &Node,
        reach: Reach,
    ) -> tantivy::Result<Vec<Filtered>> {
        let segments = self.snapshot.segments.iter();
        let filtered = segments.map(|segment| {
            let executor = Executor::new(self.snapshot, segment, plan, self.deadline);
            let found = executor.fulfilling(node, reach)?;
            filters.apply(&executor, segment, found)
        });
        filtered.collect()
    }

    /// Plans the query anew with the words of those quotations that no article has.
    fn search_quotations_as_words(
        &self,
        settled: &mut Settled,
        filters: &FilterPlan,
    ) -> tantivy::Result<()> {
        let everywhere = FilterPlan::new(&Filters::default());
        let mut missing: Vec<(Span, String)> = Vec::new();
        for (number, leaf) in settled.plan.leaves.iter().enumerate() {
            let is_quotation = leaf.is_ranked && matches!(leaf.look, Look::Phrase(_));
            if !leaf.is_wanted || !is_quotation {
                continue;
            }
            let leaf_alone = Node::Leaf(number);
            let having = self.filtered(&settled.plan, &everywhere, &leaf_alone, Reach::Sure)?;
            if !having.iter().any(has_hits) {
                missing.push((leaf.span, leaf.typed.clone()));
            }
        }
        let query = without_quotations(self.query, &missing);
        if query == *self.query || self.deadline.is_cut() {
            return Ok(());
        }
        let mut plan = Plan::new(self.snapshot, &query, self.matching)?;
        plan.warnings
            .extend(missing.into_iter().map(|(_, phrase)| Warning {
                code: "quotation_not_found",
                subject: phrase,
            }));
        settled.filtered = self.filtered(&plan, filters, &plan.root, plan.reach)?;
        settled.plan = plan;
        settled.query = query;
        Ok(())
    }

    /// Leaves words out until some article that passes the filters has the rest. Where none of the words is
    /// surely anywhere, the articles count that come close.
    ///
    /// What is left out first is decided over all articles, so that choosing a filter value leaves what was
    /// counted of it: whatever has no hit with fewer filters has none with more.
    fn leave_out(&self, settled: &mut Settled, filters: &FilterPlan) -> tantivy::Result<()> {
        let Some(divided) = &settled.plan.divided else {
            return Ok(());
        };
        let candidates = self.candidates(&settled.plan, divided)?;
        for kept in &candidates {
            if self.deadline.is_cut() {
                return Ok(());
            }
            let root = divided.with(kept.iter().copied());
            let filtered = self.filtered(&settled.plan, filters, &root, Reach::Sure)?;
            if filtered.iter().any(has_hits) {
                settled.filtered = filtered;
                settled.basis = some_words(divided, kept);
                settled.plan.root = root;
                settled.plan.reach = Reach::Sure;
                return Ok(());
            }
        }
        if !divided.demanded.is_empty() {
            return Ok(());
        }
        let root = divided.close();
        let filtered = self.filtered(&settled.plan, filters, &root, Reach::Loose)?;
        if filtered.iter().any(has_hits) {
            settled.filtered = filtered;
            settled.basis = Basis::Likeness;
            settled.plan.root = root;
            settled.plan.reach = Reach::Loose;
        }
        Ok(())
    }

    /// Numbers of the units that are kept, the best set first, by the first of the articles that come close.
    fn candidates(&self, plan: &Plan, divided: &Divided) -> tantivy::Result<Vec<BTreeSet<usize>>> {
        let everywhere = FilterPlan::new(&Filters::default());
        let close = self.filtered(plan, &everywhere, &divided.close(), Reach::Loose)?;
        let passing = close.iter().map(|filtered| filtered.passing(Without::Days));
        let passing: Vec<ArticleSet> = passing.collect();
        let mut having: Vec<Vec<ArticleSet>> = Vec::with_capacity(passing.len());
        for (segment, passing) in self.snapshot.segments.iter().zip(&passing) {
            let executor = Executor::new(self.snapshot, segment, plan, self.deadline);
            let units = divided.units.iter().map(|unit| {
                let having = executor.fulfilling(&unit.node, Reach::Sure)?;
                Ok(having.and(passing))
            });
            having.push(units.collect::<tantivy::Result<_>>()?);
        }
        let ordering = Ordering {
            snapshot: self.snapshot,
            order: Order::new(&self.snapshot.segments, Sort::Relevance),
            deadline: self.deadline,
        };
        let first = ordering.first(plan, Some(&passing), MOST_LOOKED_AT, None)?;
        let words_of = |place: &Place| {
            let units = having[place.address.segment_ord as usize]
                .iter()
                .enumerate();
            let own = units.filter(|(_, set)| set.contains(place.address.doc_id));
            own.map(|(number, _)| number).collect::<BTreeSet<usize>>()
        };
        let words: Vec<BTreeSet<usize>> = first.iter().map(words_of).collect();
        Ok(candidates(divided, &words, |kept| {
            articles_with(kept, &having)
        }))
    }
}

/// How many articles have some units together.
fn articles_with(kept: &BTreeSet<usize>, having: &[Vec<ArticleSet>]) -> usize {
    let segments = having.iter().map(|units| {
        let mut sets = kept.iter().map(|number| &units[*number]);
        let first = sets.next().cloned().unwrap_or(ArticleSet::Few(Vec::new()));
        sets.fold(first, ArticleSet::and).len()
    });
    segments.sum()
}

fn has_hits(filtered: &Filtered) -> bool {
    filtered.passing(Without::Days).len() > 0
}
