//! The newest articles of a search: what both forms of a feed tell.

use aluehaku_index::search::request::Sort;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;

use super::entry::Entry;
use crate::http::aliases;
use crate::http::api::request::ApiRequest;
use crate::http::conditional::Revised;
use crate::http::listing::require_listed_persons;
use crate::http::params::read::Reading;
use crate::http::params::table::Endpoint;
use crate::http::params::{DEFAULT_PER_PAGE, SearchParams};
use crate::http::problem::Problem;
use crate::http::search::search;
use crate::http::state::AppState;
use crate::i18n::{Language, texts};

/// Entries of a feed when nothing is said.
const ENTRIES: usize = 30;

/// The newest articles of a search.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    /// What is searched for.
    pub(super) title: String,
    /// Query string of the search, with its question mark; empty for every article.
    pub(super) query: String,
    /// Query string of what came before, with its question mark.
    pub(super) next: Option<String>,
    /// The articles, newest first.
    pub(super) entries: Vec<Entry>,
    /// Language of the feed's own words.
    pub(super) language: Language,
}

impl Feed {
    /// When anything in it last changed; the beginning of time for a feed without dates.
    pub(super) fn updated(&self) -> Timestamp {
        let times = self.entries.iter().filter_map(|entry| entry.updated);
        times.max().unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A request for a feed.
#[derive(Debug)]
pub(super) struct FeedRequest {
    request: ApiRequest,
    language: Language,
}

impl FeedRequest {
    /// Runs the search of the request, unless the client has its answer already.
    ///
    /// # Errors
    /// When a parameter is at fault or the index cannot be read.
    pub(super) async fn feed(self, state: &AppState) -> Result<Revised<Feed>, Problem> {
        let mut reading = self.request.params(Endpoint::Search, state)?;
        let language = self.language;
        let feed_state = state.clone();
        let feed = self.request.conditions.read(state, move |reader| {
            aliases::resolve(&mut reading, reader, feed_state.history())?;
            let Reading {
                params,
                unknown_values,
                ..
            } = reading;
            require_listed_persons(reader, &params)?;
            let asked = SearchParams {
                per_page: if params.per_page == DEFAULT_PER_PAGE {
                    ENTRIES
                } else {
                    params.per_page
                },
                sort: if params.sort == Sort::Relevance {
                    Sort::NewestFirst
                } else {
                    params.sort
                },
                facets: Vec::new(),
                histogram: None,
                explain: false,
                ..params.clone()
            };
            let found = search(
                reader,
                Reading {
                    params: asked,
                    unknown_values,
                    ..Reading::default()
                },
            )?;
            // Followers wait for what they asked for.
            let is_whole = found.is_whole();
            let hits = found.response.hits.iter().filter(|_| is_whole);
            let start = SearchParams {
                facets: Vec::new(),
                ..params.first_page()
            };
            let text = texts(language);
            Ok(Feed {
                title: match params.q.as_str() {
                    "" => format!("Aluehaku – {}", text.tagline),
                    q => format!("Aluehaku: {q}"),
                },
                query: question(&start),
                next: found
                    .next()
                    .filter(|_| is_whole)
                    .map(|next| question(&next)),
                entries: hits
                    .map(|hit| Entry::new(hit, &feed_state, language))
                    .collect(),
                language,
            })
        });
        feed.await
    }
}

impl FromRequestParts<AppState> for FeedRequest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let request = ApiRequest::from_request_parts(parts, state).await?;
        Ok(Self {
            language: request.languages.labels,
            request,
        })
    }
}

fn question(params: &SearchParams) -> String {
    match params.query_string().as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    }
}
