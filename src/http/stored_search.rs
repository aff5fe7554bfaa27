//! A search as it is kept for later: its text and filters, by name and value, without what only matters on a page.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::RegionRegister;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::Filters;
use aluehaku_query::{Query, parse};
use url::form_urlencoded::Serializer;

use super::aliases;
use super::listing::require_listed_persons;
use super::params::SearchParams;
use super::params::names::NameBook;
use super::params::read::{Reading, read};
use super::params::table::Endpoint;
use super::problem::Problem;
use super::state::AppState;
use crate::i18n::{Language, alert_texts};

/// A kept search, ready to be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSearch {
    /// What its text was read as.
    pub query: Query,
    /// What it is narrowed to.
    pub filters: Filters,
    params: SearchParams,
}

impl StoredSearch {
    /// The search of a text that [`to_text`](Self::to_text) wrote; nothing for any other.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let pairs: Vec<(String, String)> = serde_json::from_str(text).ok()?;
        let address = Serializer::new(String::new()).extend_pairs(pairs).finish();
        // Values were resolved when the search was kept.
        let names = NameBook::new(RegionRegister::shipped(), &[]);
        Some(Self::of(read(&address, Endpoint::Search, names).params))
    }

    /// The search as it is kept: names and values as JSON.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.params.pairs()).unwrap_or_default()
    }

    /// The part of an address after the question mark that asks the search.
    #[must_use]
    pub fn query_string(&self) -> String {
        self.params.query_string()
    }

    /// Whether it asks for less than everything.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.query != Query::Everything || self.filters != Filters::default()
    }

    /// What it asks for, in a line.
    #[must_use]
    pub fn title(&self, language: Language) -> String {
        let names = NameBook::new(RegionRegister::shipped(), &[]);
        let mut parts = Vec::new();
        if !self.params.q.is_empty() {
            parts.push(self.params.q.clone());
        }
        for filter in &self.filters.facets {
            let label = |value: &String| names.label(filter.facet, value, language);
            parts.extend(filter.any_of.iter().map(label));
            parts.extend(
                filter
                    .none_of
                    .iter()
                    .map(|value| format!("−{}", label(value))),
            );
        }
        match parts.is_empty() {
            true => alert_texts(language).everything.to_owned(),
            false => parts.join(", "),
        }
    }

    fn of(params: SearchParams) -> Self {
        let params = SearchParams {
            q: params.q,
            filters: Filters {
                facets: params.filters.facets,
                ..Filters::default()
            },
            ..SearchParams::default()
        };
        Self {
            query: parse(&params.q, &FIELD_TABLE).query,
            filters: params.filters.clone(),
            params,
        }
    }
}

/// The search of an address, with canonical names in its filters, as feeds take them.
///
/// # Errors
/// When it gathers articles about a person who is not put forward, or the index cannot be read.
pub(crate) fn of_address(
    address: &str,
    reader: &dyn Reader,
    state: &AppState,
) -> Result<StoredSearch, Problem> {
    let mut reading: Reading = read(address, Endpoint::Search, NameBook::of(state));
    aliases::resolve(&mut reading, reader, state.history())?;
    require_listed_persons(reader, &reading.params)?;
    Ok(StoredSearch::of(reading.params))
}

/// The first region that articles tell of, as it is shown.
#[must_use]
pub fn region_label(region: &str, language: Language) -> String {
    NameBook::new(RegionRegister::shipped(), &[]).label(Facet::Region, region, language)
}
