//! `/api/v1/articles/{id}/similar`: articles that tell of the same things.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::articles::find;
use super::request::ApiRequest;
use crate::http::params::description::SimilarParams;
use crate::http::params::names::NameBook;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::http::state::AppState;
use crate::http::view::search::HitView;

/// Articles like one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SimilarAnswer {
    /// The most similar first.
    hits: Vec<HitView>,
}

/// Find similar articles.
///
/// Articles that share the most telling words of this one; its near-copies are left out.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}/similar",
    tag = "articles",
    params(("id" = String, Path, description = "Identifier from a search"), SimilarParams),
    responses(
        (status = 200, description = "Similar articles, best first", body = SimilarAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such article", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 410, description = "Its publisher took the article down", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn similar(
    State(state): State<AppState>,
    Path(id): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let params = request.params(Endpoint::Similar, &state)?.params;
    let language = request.languages.messages;
    let view_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let names = NameBook::of(&view_state);
        let id = find(reader, &id, &view_state)?.article.id;
        let missing = || Problem::new(Code::ArticleNotFound);
        let hits = reader.similar(&id, params.per_page)?.ok_or_else(missing)?;
        let hits = hits
            .iter()
            .map(|hit| HitView::new(hit, false, names, language));
        Ok(SimilarAnswer {
            hits: hits.collect(),
        })
    });
    Ok(answer.await?.json())
}
