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
use crate::http::params::{Place, SearchParams};
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::search::{Found, search};
use crate::http::state::AppState;
use crate::http::view::article_ref::ArticleReference;

/// Most articles that are looked through for one answer.
const MAX_ARTICLES: usize = 500;

/// Quotes of the articles of a search.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Quotes)]
pub(crate) struct QuotesAnswer {
    /// Those of the newest articles first.
    quotes: Vec<ToldQuote>,
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
    let read_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, read_state.history())?;
        require_listed_persons(reader, &reading.params)?;
        let first = reading.params.first_page().query_string();
        let answer = QuotesAnswer::of(reader, reading.params, &read_state)?;
        let links = Links::of_pages("/api/v1/quotes", &first, None, answer.next.as_deref());
        Ok((links, answer))
    });
    let (links, answer) = parted(answer.await?);
    Ok(links.on(answer.json()))
}

impl QuotesAnswer {
    fn of(reader: &dyn Reader, params: SearchParams, state: &AppState) -> Result<Self, Problem> {
        let wanted = params.filter(Facet::Person);
        let wanted = wanted
            .map(|filter| filter.any_of.clone())
            .unwrap_or_default();
        let most = params.per_page;
        let mut params = SearchParams {
            sort: Sort::NewestFirst,
            histogram: None,
            ..params
        };
        let mut listed = HashMap::new();
        let mut quotes = Vec::new();
        let mut articles = 0;
        loop {
            let asked = Reading {
                params: params.clone(),
                ..Reading::default()
            };
            let found = search(reader, asked)?;
            if !found.is_whole() {
                break;
            }
            articles += found.response.hits.len();
            for quote in of_articles(&found, state) {
                let speaker = &quote.speaker;
                let is_listed = match listed.get(speaker) {
                    Some(known) => *known,
                    None => reader.lists(Facet::Person, speaker)?,
                };
                listed.insert(speaker.clone(), is_listed);
                if is_listed && (wanted.is_empty() || wanted.contains(speaker)) {
                    quotes.push(quote);
                }
            }
            let Some(cursor) = found.response.next else {
                break;
            };
            params.place = Place::After(cursor);
            if quotes.len() >= most || articles >= MAX_ARTICLES {
                return Ok(Self {
                    quotes,
                    next: Some(format!("?{}", address(&params))),
                });
            }
        }
        Ok(Self { quotes, next: None })
    }
}

/// The parameters of a page that its address may name.
fn address(params: &SearchParams) -> String {
    let params = SearchParams {
        sort: Sort::default(),
        histogram: SearchParams::default().histogram,
        ..params.clone()
    };
    params.query_string()
}

/// The quotes of what was found, as far as they may be shown.
fn of_articles(found: &Found, state: &AppState) -> Vec<ToldQuote> {
    let hits = &found.response.hits;
    let ids: Vec<String> = hits
        .iter()
        .map(|hit| hit.article.article.id.as_str().to_owned())
        .collect();
    let quotes = state.history().quotes(&ids);
    let mut told = Vec::new();
    for (hit, quotes) in hits.iter().zip(quotes) {
        let article = &hit.article.article;
        let mut allowance = Allowance::new(state.show(article));
        for quote in quotes {
            let text = allowance.sentence(&mask(&quote.text));
            if !text.is_empty() {
                told.push(ToldQuote {
                    speaker: quote.speaker,
                    text,
                    article: ArticleReference::from(article),
                });
            }
        }
    }
    told
}
