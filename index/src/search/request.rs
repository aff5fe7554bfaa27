//! What is asked of the index: query, filters, order, page and the counts wanted beside the hits.

use std::time::Duration;

use aluehaku_query::Query;
use jiff::civil::Date;

use super::cursor::Cursor;
use super::response::Step;
use aluehaku_article::facet::Facet;

/// A search as the engine answers it.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// The parsed query; an empty one matches every article.
    pub query: Query,
    /// Which articles the query words select.
    pub matching: Matching,
    /// What the hits are narrowed to.
    pub filters: Filters,
    /// Order of the hits.
    pub sort: Sort,
    /// Which part of the ordered hits to return.
    pub page: Page,
    /// Facets to count, each disjunctively: a filter does not hide the other values of its facet.
    pub facets: Vec<Facet>,
    /// Most buckets per facet; selected values are kept on top of it.
    pub facet_limit: usize,
    /// Whether to count hits by time of publication, and in what steps.
    pub histogram: Option<HistogramStep>,
    /// Whether the total must be exact; without it, it may be a lower bound where that is faster.
    pub exact_total: bool,
    /// How long the answer may take; what is found until then is answered, with a warning.
    pub time_limit: Option<Duration>,
    /// Whether near-copies are folded into one hit.
    pub duplicates: Duplicates,
    /// Whether the hits of the page are read and shown; without it they are only counted, and nothing is proposed to whoever
    /// finds few.
    pub shows_hits: bool,
    /// Whether each hit says why it matched.
    pub explain: bool,
}

impl SearchRequest {
    /// The ten best hits of a query, near-copies folded, with their exact number and no other counts.
    #[must_use]
    pub fn of(query: Query) -> Self {
        Self {
            query,
            matching: Matching::default(),
            filters: Filters::default(),
            sort: Sort::default(),
            page: Page::Number {
                page: 1,
                per_page: 10,
            },
            facets: Vec::new(),
            facet_limit: 10,
            histogram: None,
            exact_total: true,
            time_limit: None,
            duplicates: Duplicates::default(),
            shows_hits: true,
            explain: false,
        }
    }
}

impl HistogramStep {
    /// The step, where it does not depend on the hits.
    #[must_use]
    pub fn fixed(self) -> Option<Step> {
        match self {
            Self::Fitting => None,
            Self::Day => Some(Step::Day),
            Self::Week => Some(Step::Week),
            Self::Month => Some(Step::Month),
            Self::Year => Some(Step::Year),
        }
    }
}

/// Which articles the query words select.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// Articles that surely have every word that says something; where there are none, those with the
    /// most telling of the words. Articles that come close are answered apart and not counted.
    #[default]
    Best,
    /// Every article with some word of the query.
    Any,
    /// Only articles with every word of the query, as lemma or as part of a compound.
    All,
}

/// Order of the hits; undated articles sort last in both orders by time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; without query words, newest first.
    #[default]
    Relevance,
    /// Newest first.
    NewestFirst,
    /// Oldest first.
    OldestFirst,
}

/// Which part of the ordered hits to return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The page with a number, counted from 1.
    Number {
        /// Counted from 1.
        page: usize,
        /// Hits on a page.
        per_page: usize,
    },
    /// The hits after a cursor that an earlier answer gave.
    After {
        /// Where the earlier answer ended.
        cursor: Cursor,
        /// Hits on a page.
        per_page: usize,
    },
}

/// Whether near-copies are folded into one hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// One hit a group of copies; the others are named beside it.
    #[default]
    Fold,
    /// Every copy is a hit of its own.
    Show,
}

/// The steps in which hits are counted by time of publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistogramStep {
    /// The finest that tells the time between the first and the last hit in at most 60 periods.
    #[default]
    Fitting,
    /// Days.
    Day,
    /// Weeks from Monday to Sunday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// What the hits are narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Filters by facet; different facets must all hold.
    pub facets: Vec<FacetFilter>,
    /// Published on this Finnish day or later.
    pub from: Option<Date>,
    /// Published on this Finnish day or earlier.
    pub to: Option<Date>,
    /// Tells of an event on one of these days.
    pub event_days: Option<EventDays>,
}

/// A stretch of days, the first and the last among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDays {
    /// The first day.
    pub first: Date,
    /// The last day; without one the stretch has no end.
    pub last: Option<Date>,
}

/// A filter by values of one facet, in the form the index stores (canonical names, identifiers).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetFilter {
    /// The facet.
    pub facet: Facet,
    /// At least one of these must hold; empty means no demand.
    pub any_of: Vec<String>,
    /// None of these may hold.
    pub none_of: Vec<String>,
}
