//! `/api/v1/search`: full text, filters, facets, months.

use axum::extract::State;
use axum::response::Response;

use super::request::ApiRequest;
use crate::http::params::SearchParams;
use crate::http::params::names::NameBook;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::search::search as run;
use crate::http::state::AppState;
use crate::http::view::search::SearchAnswer;

/// Search articles.
///
/// Every parameter can be left out. A filter given several times means any of its values, different
/// filters must all hold, and a leading minus excludes a value. Facet counts are disjunctive: a
/// filter does not hide the other values of its own facet.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "search",
    params(SearchParams),
    responses(
        (status = 200, description = "Hits, counts and how the search was read", body = SearchAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or the index cannot be read",
            body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn search(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let reading = request.params(Endpoint::Search, &state)?;
    let languages = request.languages;
    let view_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let found = run(reader, reading)?;
        Ok(SearchAnswer::new(
            &found,
            NameBook::of(&view_state),
            languages,
        ))
    });
    Ok(answer.await?.json())
}
