//! What the found articles are narrowed to, with each filter kept apart.
//!
//! Facets are counted as if nothing were chosen in them, and a search with few hits tells what each
//! filter costs, so the articles of each filter stay a set of their own.

use tantivy::columnar::Column;

use super::execute::Executor;
use crate::document::listed::day_number;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::{ArticleSet, Bits};
use crate::search::narrowing::Without;
use crate::search::request::{FacetFilter, Filters};
use crate::search::response::FilterKind;

/// A set that holds one article in so many is narrowed to days by reading the days of all articles.
const MANY_SHARE: usize = 8;

/// The filters of a request, with days as numbers.
#[derive(Debug)]
pub(crate) struct FilterPlan {
    facets: Vec<FacetFilter>,
    from: Option<i64>,
    to: Option<i64>,
    event_days: Option<(i64, i64)>,
}

/// The articles of one segment that a query finds, and those that each filter lets pass.
#[derive(Debug)]
pub(crate) struct Filtered {
    found: ArticleSet,
    filters: Vec<(FilterKind, Passing)>,
}

/// The articles that one filter lets pass.
#[derive(Debug)]
struct Passing {
    wanted: Option<ArticleSet>,
    unwanted: Option<ArticleSet>,
}

impl FilterPlan {
    pub(crate) fn new(filters: &Filters) -> Self {
        Self {
            facets: filters.facets.clone(),
            from: filters.from.map(day_number),
            to: filters.to.map(day_number),
            event_days: filters.event_days.map(|days| {
                (
                    day_number(days.first),
                    days.last.map_or(i64::MAX, day_number),
                )
            }),
        }
    }

    /// Sets the filters beside the found articles of a segment.
    pub(crate) fn apply(
        &self,
        executor: &Executor<'_>,
        segment: &Segment,
        found: ArticleSet,
    ) -> tantivy::Result<Filtered> {
        let mut filters = Vec::new();
        for filter in &self.facets {
            let values = |values: &[String]| {
                let set = (!values.is_empty()).then(|| executor.values(filter.facet, values));
                set.transpose()
            };
            let passing = Passing {
                wanted: values(&filter.any_of)?,
                unwanted: values(&filter.none_of)?,
            };
            filters.push((FilterKind::Facet(filter.facet), passing));
        }
        if self.from.is_some() || self.to.is_some() {
            let passing = Passing {
                wanted: Some(self.published(segment, &found)),
                unwanted: None,
            };
            filters.push((FilterKind::Dates, passing));
        }
        if let Some((first, last)) = self.event_days {
            let passing = Passing {
                wanted: Some(within(&segment.event_day, first, last, segment)),
                unwanted: None,
            };
            filters.push((FilterKind::EventDays, passing));
        }
        Ok(Filtered { found, filters })
    }

    /// The articles published on the days asked for, at least those that were found.
    fn published(&self, segment: &Segment, found: &ArticleSet) -> ArticleSet {
        let from = self.from.unwrap_or(i64::MIN);
        let to = self.to.unwrap_or(i64::MAX);
        if found.len() < segment.articles() as usize / MANY_SHARE {
            let mut published = found.clone();
            published.retain(|article| {
                segment
                    .day(article)
                    .is_some_and(|day| from <= day && day <= to)
            });
            return published;
        }
        segment.published_between(from, to)
    }
}

/// The articles of a segment with a day in a stretch of days.
fn within(column: &Column<i64>, from: i64, to: i64, segment: &Segment) -> ArticleSet {
    let mut articles = Vec::new();
    // A column of one value answers a range that lies outside with all its articles.
    let (first, last) = (column.min_value(), column.max_value());
    if from <= last && to >= first {
        let range = from.max(first)..=to.min(last);
        let all = 0..segment.articles();
        column.get_docids_for_value_range(range, all, &mut articles);
    }
    let mut bits = Bits::none(segment.articles());
    articles.iter().for_each(|article| bits.insert(*article));
    ArticleSet::Many(bits)
}

impl Filtered {
    /// The articles that pass the filters but for what is left out of them.
    pub(crate) fn passing(&self, without: Without) -> ArticleSet {
        let mut set = self.found.clone();
        for (wanted, unwanted) in self.demands(without) {
            if let Some(wanted) = wanted {
                set = set.and(wanted);
            }
            if let Some(unwanted) = unwanted {
                set = set.and_not(unwanted);
            }
        }
        set
    }

    /// Whether an article that was found passes the filters but for what is left out of them.
    pub(crate) fn passes(&self, article: u32, without: Without) -> bool {
        self.found.contains(article)
            && self.demands(without).all(|(wanted, unwanted)| {
                let is_wanted = wanted.is_none_or(|set| set.contains(article));
                let is_unwanted = unwanted.is_some_and(|set| set.contains(article));
                is_wanted && !is_unwanted
            })
    }

    /// Whether an article was found.
    pub(crate) fn is_found(&self, article: u32) -> bool {
        self.found.contains(article)
    }

    /// The articles wanted and unwanted by each filter, as far as it is not left out.
    fn demands(
        &self,
        without: Without,
    ) -> impl Iterator<Item = (Option<&ArticleSet>, Option<&ArticleSet>)> {
        self.filters.iter().map(move |(kind, filter)| {
            let wanted = filter.wanted.as_ref();
            let unwanted = filter.unwanted.as_ref();
            (
                wanted.filter(|_| without.keeps_choice(*kind)),
                unwanted.filter(|_| without.keeps_exclusion(*kind)),
            )
        })
    }
}
