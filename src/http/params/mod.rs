//! The parameters of a search: one type that the API, the pages, feeds and exports share.
//!
//! - [`spec`]: what a parameter is; [`table`]: which there are, who takes them, how each is read and written;
//!   [`description`]: what the API description says of them.
//! - [`read`]: from the address to [`SearchParams`] and a list of faults, by way of a [`draft`].
//! - [`fault`]: what can be wrong with a parameter.
//! - [`dates`]: `2022-10-06`, `2022-10` and `2022` as the first and last day they mean.
//! - [`names`]: Finnish and Swedish names and identifiers to the values that the index stores.
//! - [`write`]: from [`SearchParams`] back to an address, for the links of every answer.

pub(crate) mod dates;
pub(crate) mod description;
mod draft;
pub(crate) mod fault;
pub(crate) mod names;
pub(crate) mod read;
mod spec;
pub(crate) mod table;
pub(crate) mod write;

use std::time::Duration;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::RegionKind;
use aluehaku_index::search::cursor::Cursor;
use aluehaku_index::search::request::{
    Duplicates, FacetFilter, Filters, HistogramStep, Matching, Page, SearchRequest, Sort,
};
use aluehaku_query::Query;

use crate::i18n::Language;

/// Most hits on a page.
pub(crate) const MAX_PER_PAGE: usize = 100;

/// How long a search may take; what is found until then is answered.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(3);

/// Hits on a page when nothing is said.
pub(crate) const DEFAULT_PER_PAGE: usize = 10;

/// The last hit that page numbers reach; cursors go on from there.
pub(crate) const MAX_NUMBERED_HIT: usize = 10_000;

/// Most buckets of a facet.
pub(crate) const MAX_FACET_LIMIT: usize = 500;

/// Buckets of a facet when nothing is said.
pub(crate) const DEFAULT_FACET_LIMIT: usize = 10;

/// Most values of all filters together.
pub(crate) const MAX_FILTER_VALUES: usize = 200;

/// Most characters of one filter value.
pub(crate) const MAX_VALUE_CHARACTERS: usize = 300;

/// What a search asks for, as read from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchParams {
    /// The search text as typed.
    pub(crate) q: String,
    /// Which articles its words select.
    pub(crate) matching: Matching,
    /// What the hits are narrowed to, in values that the index stores.
    pub(crate) filters: Filters,
    /// Order of the hits.
    pub(crate) sort: Sort,
    /// Which part of them.
    pub(crate) place: Place,
    /// Hits on a page.
    pub(crate) per_page: usize,
    /// Facets to count.
    pub(crate) facets: Vec<Facet>,
    /// Most buckets per facet.
    pub(crate) facet_limit: usize,
    /// Order of the buckets shown.
    pub(crate) facet_order: FacetOrder,
    /// Whether to count hits by time of publication, and in what steps.
    pub(crate) histogram: Option<HistogramStep>,
    /// Whether near-copies are folded into one hit.
    pub(crate) duplicates: Duplicates,
    /// Whether each hit says why it matched.
    pub(crate) explain: bool,
    /// In a list of names, those that begin with a letter.
    pub(crate) letter: Option<char>,
    /// In a list of regions, those of a kind.
    pub(crate) kind: Option<RegionKind>,
    /// Whether regions are compared by what is told about them or by what is published in them.
    pub(crate) compared_by: Facet,
    /// Language of labels and messages, when the address names one.
    pub(crate) ui: Option<Language>,
}

/// Which part of the hits is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// The first page; the next one is named by a cursor.
    #[default]
    Start,
    /// A page by its number, counted from 1; its neighbours are named by numbers too.
    Number(usize),
    /// What comes after a cursor.
    After(Cursor),
}

/// Order of the buckets of a facet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FacetOrder {
    /// Most frequent first.
    #[default]
    Count,
    /// By label, in the order of the Finnish alphabet.
    Label,
}

/// The form of an export as CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CsvForm {
    /// Semicolons instead of commas.
    pub(crate) has_semicolons: bool,
    /// A byte order mark first.
    pub(crate) has_bom: bool,
}

/// A form of citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CitationForm {
    /// RIS, for Zotero, EndNote and their like.
    Ris,
    /// BibTeX.
    Bibtex,
}

impl Default for SearchParams {
    fn default() -> Self {
        Self {
            q: String::new(),
            matching: Matching::default(),
            filters: Filters::default(),
            sort: Sort::default(),
            place: Place::default(),
            per_page: DEFAULT_PER_PAGE,
            facets: Vec::new(),
            facet_limit: DEFAULT_FACET_LIMIT,
            facet_order: FacetOrder::default(),
            histogram: Some(HistogramStep::Fitting),
            duplicates: Duplicates::default(),
            explain: false,
            letter: None,
            kind: None,
            compared_by: Facet::Region,
            ui: None,
        }
    }
}

impl SearchParams {
    /// The request that the engine answers, for the query that the search text was read as.
    pub(crate) fn to_request(&self, query: Query) -> SearchRequest {
        let per_page = self.per_page;
        SearchRequest {
            query,
            matching: self.matching,
            filters: self.filters.clone(),
            sort: self.sort,
            page: match &self.place {
                Place::Start => Page::Number { page: 1, per_page },
                Place::Number(page) => Page::Number {
                    page: *page,
                    per_page,
                },
                Place::After(cursor) => Page::After {
                    cursor: cursor.clone(),
                    per_page,
                },
            },
            facets: self.facets.clone(),
            facet_limit: self.facet_limit,
            histogram: self.histogram,
            exact_total: true,
            time_limit: Some(TIME_LIMIT),
            duplicates: self.duplicates,
            shows_hits: true,
            explain: self.explain,
        }
    }

    /// Number of the page asked for; 1 when a cursor leads there.
    pub(crate) fn page_number(&self) -> usize {
        match self.place {
            Place::Number(page) => page,
            Place::Start | Place::After(_) => 1,
        }
    }

    /// The filter of a facet, if there is one.
    pub(crate) fn filter(&self, facet: Facet) -> Option<&FacetFilter> {
        self.filters
            .facets
            .iter()
            .find(|filter| filter.facet == facet)
    }

    /// Adds a value to the filter of a facet, once.
    pub(crate) fn add_filter(&mut self, facet: Facet, value: String, excluded: bool) {
        let filters = &mut self.filters.facets;
        let position = filters
            .iter()
            .position(|filter| filter.facet == facet)
            .unwrap_or_else(|| {
                filters.push(FacetFilter {
                    facet,
                    any_of: Vec::new(),
                    none_of: Vec::new(),
                });
                filters.len() - 1
            });
        let filter = &mut filters[position];
        let values = if excluded {
            &mut filter.none_of
        } else {
            &mut filter.any_of
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// The same search with a filter value added, from its first page.
    pub(crate) fn with_filter(&self, facet: Facet, value: &str) -> Self {
        let mut params = self.first_page();
        params.add_filter(facet, value.to_owned(), false);
        params
    }

    /// The same search without a filter value, wanted or excluded, from its first page.
    pub(crate) fn without_filter(&self, facet: Facet, value: &str) -> Self {
        let mut params = self.first_page();
        for filter in params
            .filters
            .facets
            .iter_mut()
            .filter(|filter| filter.facet == facet)
        {
            filter.any_of.retain(|known| known != value);
            filter.none_of.retain(|known| known != value);
        }
        params
            .filters
            .facets
            .retain(|filter| !filter.any_of.is_empty() || !filter.none_of.is_empty());
        params
    }

    /// The same search without the filter of a facet, from its first page.
    pub(crate) fn without_facet(&self, facet: Facet) -> Self {
        let mut params = self.first_page();
        params.filters.facets.retain(|filter| filter.facet != facet);
        params
    }

    /// The same search of all days, from its first page.
    pub(crate) fn without_dates(&self) -> Self {
        let mut params = self.first_page();
        (params.filters.from, params.filters.to) = (None, None);
        params
    }

    /// The same search without the days of what articles tell of, from its first page.
    pub(crate) fn without_event_days(&self) -> Self {
        let mut params = self.first_page();
        params.filters.event_days = None;
        params
    }

    /// The same search from its first page.
    pub(crate) fn first_page(&self) -> Self {
        Self {
            place: Place::Start,
            ..self.clone()
        }
    }
}
