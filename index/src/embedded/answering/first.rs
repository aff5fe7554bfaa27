//! The first articles of a set, in order.

use tantivy::DocId;

use crate::deadline::Deadline;
use crate::embedded::finding::execute::{Executor, Ranking};
use crate::embedded::finding::order::{Order, Place, Top};
use crate::embedded::finding::plan::Plan;
use crate::embedded::state::peaks::{STRETCH, stretches};
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::{ArticleSet, WORD, ones};
use crate::embedded::state::snapshot::Snapshot;
use crate::search::cursor::Cursor;
use crate::search::request::Sort;

/// Orders articles of one state.
#[derive(Clone, Copy)]
pub(crate) struct Ordering<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) order: Order<'a>,
    pub(crate) deadline: &'a Deadline,
}

impl Ordering<'_> {
    /// The first articles of sets of segments, of all articles without sets, after a cursor where there is one.
    pub(crate) fn first(
        &self,
        plan: &Plan,
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
                .map_or(i64::MIN, |place| place.key);
            let mut top = Top::new(self.order, segment, limit, bound, floor);
            let set = hits.map(|hits| &hits[number]);
            match (self.order.sort, set) {
                (Sort::Relevance, _) => self.rank(plan, segment, set, &mut top)?,
                (_, Some(set)) => self.order_by_time(segment, set, &mut top),
                (_, None) => {}
            }
            places.extend(top.into_places());
            places.sort_by(|one, other| self.order.compare(one, other));
            places.truncate(limit);
        }
        Ok(places)
    }

    /// Passes over stretches of articles that cannot be among the first.
    fn order_by_time(&self, segment: &Segment, set: &ArticleSet, top: &mut Top<'_>) {
        let ArticleSet::Many(bits) = set else {
            set.for_each(|article| top.push(article, 0.0));
            return;
        };
        // What came last is the newest, mostly: it soon shows what cannot be among the first.
        let count = stretches(segment.articles());
        for number in 0..count {
            let stretch = match self.order.sort {
                Sort::OldestFirst => number,
                Sort::NewestFirst | Sort::Relevance => count - 1 - number,
            };
            if top.takes(segment.greatest_key(self.order.sort, stretch)) {
                let start = stretch * STRETCH;
                let words = bits.words_from(start as DocId, STRETCH / WORD);
                for (number, word) in words.iter().enumerate() {
                    ones(start + number * WORD, *word).for_each(|article| top.push(article, 0.0));
                }
            }
        }
    }

    fn rank(
        &self,
        plan: &Plan,
        segment: &Segment,
        set: Option<&ArticleSet>,
        top: &mut Top<'_>,
    ) -> tantivy::Result<()> {
        let executor = Executor::new(self.snapshot, segment, plan, self.deadline);
        let mut ranking: Ranking<'_> = executor.ranking()?;
        if plan.scores_every_match() {
            let alive = segment.alive.clone().map(ArticleSet::Many);
            let within = set.or(alive.as_ref());
            ranking.best(within, top, || self.deadline.goes_on());
            return Ok(());
        }
        let articles: Vec<DocId> = set.into_iter().flat_map(ArticleSet::iter).collect();
        let scores = ranking.scores(&articles);
        for (article, score) in articles.into_iter().zip(scores) {
            top.push(article, self.order.aged(segment, article, score));
        }
        Ok(())
    }
}
