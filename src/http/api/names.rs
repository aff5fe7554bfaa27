//! `/api/v1/persons`, `/api/v1/projects`, `/api/v1/organisations`: the names that articles tell of.

use aluehaku_article::facet::Facet;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::aliases;
use crate::http::links::{Links, parted};
use crate::http::name_list::{Entry, NameList, names};
use crate::http::outline::Outline;
use crate::http::params::SearchParams;
use crate::http::params::description::NamesParams;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::state::AppState;

/// Names of one kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct NamesAnswer {
    /// How many names there are in all.
    total: u64,
    /// The names of the page asked for, in order.
    names: Vec<NameItem>,
    /// The letters that names begin with, whichever `letter` was asked for.
    #[schema(example = json!(["A", "K", "Ö"]))]
    letters: Vec<String>,
    /// Query string of the next page, with its question mark.
    #[schema(required)]
    next: Option<String>,
    /// Query string of the previous page.
    #[schema(required)]
    previous: Option<String>,
}

/// A person, a project or an organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Name)]
pub(crate) struct NameItem {
    /// The name, as filters take it.
    #[schema(example = "Keski-Suomen kylätalot")]
    name: String,
    /// `person`, `project` or `organisation`: the filter that takes the name.
    #[schema(example = "project")]
    kind: &'static str,
    /// Path of the page about it.
    #[schema(example = "/projects/keski-suomen-kylatalot")]
    page: String,
    /// Articles that tell of it among those that pass the filters; near-copies count as one.
    articles: u64,
    /// Sources that published them.
    sources: u64,
    /// Maakunnat that they tell about, the most frequent first.
    regions: Vec<String>,
    /// Year of the first dated article.
    #[schema(required, example = 2018)]
    first_year: Option<i16>,
    /// Year of the last dated article.
    #[schema(required, example = 2022)]
    last_year: Option<i16>,
}

/// List persons.
///
/// Persons named by as many articles and sources as the operator has chosen, by number of articles or by
/// surname.
#[utoipa::path(
    get,
    path = "/api/v1/persons",
    tag = "names",
    params(NamesParams),
    responses(
        (status = 200, description = "The persons", body = NamesAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn persons(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    answer(Facet::Person, state, request).await
}

/// List projects.
#[utoipa::path(
    get,
    path = "/api/v1/projects",
    tag = "names",
    params(NamesParams),
    responses(
        (status = 200, description = "The projects", body = NamesAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn projects(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    answer(Facet::Project, state, request).await
}

/// List organisations.
#[utoipa::path(
    get,
    path = "/api/v1/organisations",
    tag = "names",
    params(NamesParams),
    responses(
        (status = 200, description = "The organisations", body = NamesAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn organisations(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    answer(Facet::Organisation, state, request).await
}

async fn answer(facet: Facet, state: AppState, request: ApiRequest) -> Result<Response, Problem> {
    let mut reading = request.params(Endpoint::Names, &state)?;
    let names_state = state.clone();
    let first = reading.params.first_page().query_string();
    let path = match facet {
        Facet::Person => "/api/v1/persons",
        Facet::Project => "/api/v1/projects",
        _ => "/api/v1/organisations",
    };
    let answer = request.conditions.read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, names_state.history())?;
        let answer = NamesAnswer::from(names(reader, facet, &reading.params)?);
        let (previous, next) = (answer.previous.as_deref(), answer.next.as_deref());
        Ok((Links::of_pages(path, &first, previous, next), answer))
    });
    let (links, answer) = parted(answer.await?);
    Ok(links.on(answer.json()))
}

impl From<NameList> for NamesAnswer {
    fn from(list: NameList) -> Self {
        let address = |params: SearchParams| format!("?{}", params.query_string());
        Self {
            total: list.total,
            names: list.entries.into_iter().map(NameItem::from).collect(),
            letters: list.letters.into_iter().map(String::from).collect(),
            next: list.next.map(address),
            previous: list.previous.map(address),
        }
    }
}

impl From<Entry> for NameItem {
    fn from(entry: Entry) -> Self {
        Self::new(entry.outline, entry.path)
    }
}

impl NameItem {
    /// A name in short, and the path of its page.
    pub(super) fn new(outline: Outline, page: String) -> Self {
        Self {
            name: outline.name,
            kind: outline.facet.name(),
            page,
            articles: outline.articles,
            sources: outline.sources,
            regions: outline.regions,
            first_year: outline.years.map(|(first, _)| first),
            last_year: outline.years.map(|(_, last)| last),
        }
    }
}
