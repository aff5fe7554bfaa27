//! When the articles of a segment were published, unpacked for what looks at all of them.
//!
//! The newest articles of a set stand together more often than not: with the newest and the oldest of each stretch of
//! articles most stretches are passed over.

use std::fmt;
use std::sync::OnceLock;

use tantivy::DocId;
use tantivy::columnar::Column;

use super::peaks::STRETCH;
use super::set::{ArticleSet, Bits};
use crate::search::request::Sort;

/// Stands for an article without a day.
const NONE: i32 = i32::MIN;

/// Days and times of the articles of a segment, made when first asked for. They outlive a state of the index.
#[derive(Default)]
pub(crate) struct Dates {
    days: OnceLock<Box<[i32]>>,
    times: OnceLock<Box<[Times]>>,
}

/// The oldest and the newest time in a stretch; absent where no article has one.
type Times = Option<(i64, i64)>;

impl Dates {
    /// The day of an article, which this column holds.
    #[inline]
    pub(crate) fn day(&self, article: DocId, column: &Column<i64>) -> Option<i64> {
        let day = self.days(column)[article as usize];
        (day != NONE).then_some(i64::from(day))
    }

    /// The articles published in a stretch of days, both ends of it included.
    pub(crate) fn between(&self, first: i64, last: i64, column: &Column<i64>) -> ArticleSet {
        let mut bits = Bits::none(column.num_docs());
        let as_kept = |day: i64| day.clamp(i64::from(NONE + 1), i64::from(i32::MAX)) as i32;
        let (first, last) = (as_kept(first), as_kept(last));
        bits.insert_where(self.days(column), |day| first <= day && day <= last);
        ArticleSet::Many(bits)
    }

    /// The day of each article.
    fn days(&self, column: &Column<i64>) -> &[i32] {
        self.days.get_or_init(|| {
            let day = |day: i64| i32::try_from(day).unwrap_or(NONE);
            let articles = 0..column.num_docs();
            let days = articles.map(|article| column.first(article).map_or(NONE, day));
            days.collect()
        })
    }

    /// The greatest key that an article of a stretch has in an order by time, which this column holds.
    pub(crate) fn greatest_key(&self, sort: Sort, stretch: usize, column: &Column<i64>) -> i64 {
        let times = self.times.get_or_init(|| {
            let articles = column.num_docs();
            let stretches = (0..articles).step_by(STRETCH);
            let times = stretches.map(|start| {
                let end = articles.min(start + STRETCH as DocId);
                let times = (start..end).filter_map(|article| column.first(article));
                times.fold(None, |range: Times, time| {
                    let (oldest, newest) = range.unwrap_or((time, time));
                    Some((oldest.min(time), newest.max(time)))
                })
            });
            times.collect()
        });
        let range = times[stretch];
        range.map_or(i64::MIN, |(oldest, newest)| match sort {
            Sort::OldestFirst => oldest.saturating_neg(),
            Sort::NewestFirst | Sort::Relevance => newest,
        })
    }
}

impl fmt::Debug for Dates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Dates").finish_non_exhaustive()
    }
}
