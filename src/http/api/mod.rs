//! The API, one file an endpoint: parameters, answer, handler and description together.
//!
//! - [`search`] answers `/api/v1/search`.
//! - [`articles`] answers `/api/v1/articles/{id}`.
//! - [`facets`] answers `/api/v1/facets/{name}`.
//! - [`sources`] and [`regions`] list what can be filtered by.
//! - [`health`] answers `/health/live` and `/health/ready`.
//! - [`openapi`] describes all of it, from the same code.

pub(crate) mod articles;
pub(crate) mod facets;
pub(crate) mod health;
pub(crate) mod openapi;
pub(crate) mod regions;
pub(crate) mod search;
pub(crate) mod sources;

use axum::http::HeaderMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::conditional::header;
use super::params::SearchParams;
use super::params::fault::Fault;
use super::params::names::NameBook;
use super::params::read::{Reading, read, read_language};
use super::problem::Problem;
use super::state::AppState;
use crate::i18n::Language;

/// The addresses of the API with their descriptions.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::frame())
        .routes(routes!(search::search))
        .routes(routes!(articles::article))
        .routes(routes!(facets::facet))
        .routes(routes!(sources::sources))
        .routes(routes!(regions::regions))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
}

/// The language of an answer: the one that the address names, else the one that the client likes
/// best, else English, as the names of the API are.
fn language(query: Option<&str>, headers: &HeaderMap) -> Language {
    let preferred = header(headers, "accept-language").and_then(Language::from_accept_language);
    query
        .and_then(read_language)
        .or(preferred)
        .unwrap_or(Language::English)
}

/// Reads the parameters of a request and refuses it when any of them has a fault.
fn read_strictly(
    query: Option<&str>,
    known: &[&'static str],
    state: &AppState,
    language: Language,
) -> Result<Reading, Problem> {
    let reading = read(query.unwrap_or_default(), known, NameBook::of(state));
    match reading.faults.is_empty() {
        true => Ok(reading),
        false => Err(Fault::problem(&reading.faults, language)),
    }
}

/// Parameters of reads that only show labels.
fn refuse_others(
    query: Option<&str>,
    state: &AppState,
    language: Language,
) -> Result<SearchParams, Problem> {
    let known = super::params::table::UI_ONLY;
    read_strictly(query, known, state, language).map(|reading| reading.params)
}
