//! `/api/v1/quotes`: who says what in the articles of a search.

use std::collections::HashMap;

use aluehaku_article::facet::Facet;
use aluehaku_article::masking::mask;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Sort;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::aliases;
use crate::http::allowance::Allowance;
use crate::http::links::{Links, parted};
use crate::http::listing::require_listed_persons;
use crate::http::params::description::QuotesParams;
use crate::http::params::read::Reading;
use crate::http::params::table::Endpoint;
use crate::http::params::{MAX_PER_PAGE, Place, SearchParams};
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::search::{Found, search, warnings_of};
use crate::http::state::AppState;
use crate::http::view::article_ref::ArticleReference;
use crate::http::warning::WarningView;

/// Most articles that are looked through for one answer.
const MAX_ARTICLES: usize = 500;

/// Quotes of the articles of a search.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Quotes)]
pub(crate) struct QuotesAnswer {
    /// Those of the newest articles first.
    quotes: Vec<ToldQuote>,
    /// How a clumsy search was read.
    warnings: Vec<WarningView>,
    /// Query string of the next page, with its question mark.
    #[schema(required)]
    next: Option<String>,
}

/// What somebody says in an article.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ToldQuote)]
pub(crate) struct ToldQuote {
    /// Who says it.
    speaker: String,
    /// The words.
    text: String,
    /// The article.
    article: ArticleReference,
}

/// List quotes.
///
/// What people who are put forward say in the articles of a search, the newest first; with `person` only what these
/// say. A page ends with an article, so it can have more quotes than `per_page`. Of sources of which an excerpt may
/// be shown, quotes that are longer are left out.
#[utoipa::path(
    get,
    path = "/api/v1/quotes",
    tag = "names",
    params(QuotesParams),
    responses(
        (status = 200, description = "The quotes", body = QuotesAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 404, description = "A filter names a person who is not put forward",
            body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn quotes(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let mut reading = request.params(Endpoint::Quotes, &state)?;
    let language = request.languages.messages;
    let read_state = state.clone();
    let answer = request.conditions.heavy().read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, read_state.history())?;
        require_listed_persons(reader, &reading.params)?;
        let first = reading.params.first_page().query_string();
        let warnings = warnings_of(&reading, language);
        let answer = QuotesAnswer::of(reader, reading.params, warnings, &read_state)?;
        let links = Links::of_pages("/api/v1/quotes", &first, None, answer.next.as_deref());
        Ok((links, answer))
    });
    let (links, answer) = parted(answer.await?);
    Ok(links.on(answer.json()))
}

impl QuotesAnswer {
    fn of(
        reader: &dyn Reader,
        params: SearchParams,
        warnings: Vec<WarningView>,
        state: &AppState,
    ) -> Result<Self, Problem> {
        let mut speakers = Speakers::wanted_by(&params, reader);
        let mut quotes = Vec::new();
        let mut place = params.place.clone();
        let mut articles = 0;
        let next = 'pages: loop {
            let found = newest_first(&params, &place, MAX_PER_PAGE, reader)?;
            if !found.is_whole() {
                break None;
            }
            let hits = found.response.hits.len();
            for (at, told) in of_articles(&found, state).into_iter().enumerate() {
                for quote in told {
                    if speakers.may_speak(&quote.speaker)? {
                        quotes.push(quote);
                    }
                }
                if quotes.len() >= params.per_page && at + 1 < hits {
                    // A shorter page of the same articles knows where its last one stands.
                    let cut = newest_first(&params, &place, at + 1, reader)?;
                    break 'pages cut.response.next;
                }
            }
            articles += hits;
            match found.response.next {
                Some(cursor) if quotes.len() < params.per_page && articles < MAX_ARTICLES => {
                    place = Place::After(cursor);
                }
                next => break next,
            }
        };
        let next = next.map(|cursor| SearchParams {
            place: Place::After(cursor),
            ..params
        });
        Ok(Self {
            quotes,
            warnings,
            next: next.map(|params| format!("?{}", params.query_string())),
        })
    }
}

/// Whose words are told: those of people who are put forward, where the search names some of these alone.
struct Speakers<'a> {
    reader: &'a dyn Reader,
    /// Whom the search names; empty where it names nobody.
    wanted: Vec<String>,
    /// Who is put forward, as far as asked.
    listed: HashMap<String, bool>,
}

impl<'a> Speakers<'a> {
    fn wanted_by(params: &SearchParams, reader: &'a dyn Reader) -> Self {
        let filter = params.filter(Facet::Person);
        Self {
            reader,
            wanted: filter.map_or_else(Vec::new, |filter| filter.any_of.clone()),
            listed: HashMap::new(),
        }
    }

    fn may_speak(&mut self, speaker: &str) -> Result<bool, Problem> {
        if !self.wanted.is_empty() && !self.wanted.iter().any(|wanted| wanted == speaker) {
            return Ok(false);
        }
        if let Some(is_listed) = self.listed.get(speaker) {
            return Ok(*is_listed);
        }
        let is_listed = self.reader.lists(Facet::Person, speaker)?;
        self.listed.insert(speaker.to_owned(), is_listed);
        Ok(is_listed)
    }
}

/// A number of articles of a search from a place on, the newest first.
fn newest_first(
    params: &SearchParams,
    place: &Place,
    articles: usize,
    reader: &dyn Reader,
) -> Result<Found, Problem> {
    let params = SearchParams {
        sort: Sort::NewestFirst,
        histogram: None,
        per_page: articles,
        place: place.clone(),
        ..params.clone()
    };
    search(
        reader,
        Reading {
            params,
            ..Reading::default()
        },
    )
}

/// The quotes of each article that was found, as far as they may be shown.
fn of_articles(found: &Found, state: &AppState) -> Vec<Vec<ToldQuote>> {
    let hits = &found.response.hits;
    let ids: Vec<String> = hits
        .iter()
        .map(|hit| hit.article.article.id.as_str().to_owned())
        .collect();
    let quotes = state.history().quotes(&ids);
    let told = hits.iter().zip(quotes).map(|(hit, quotes)| {
        let article = &hit.article.article;
        let mut allowance = Allowance::new(state.show(article));
        let shown = quotes.into_iter().filter_map(|quote| {
            let text = allowance.sentence(&mask(&quote.text));
            (!text.is_empty()).then(|| ToldQuote {
                speaker: quote.speaker,
                text,
                article: ArticleReference::from(article),
            })
        });
        shown.collect()
    });
    told.collect()
}
