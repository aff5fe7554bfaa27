//! `/api/v1/facets/{name}`: values of one facet by the beginning of a word.

use aluehaku_article::facet::Facet;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::params::description::FacetParams;
use crate::http::params::names::NameBook;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Code, ParameterError, Problem, ProblemDocument};
use crate::http::state::AppState;
use crate::http::view::facet::{BucketView, sort};

/// Values of one facet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FacetAnswer {
    /// Name of the facet.
    facet: &'static str,
    /// Values with a word that begins so, most frequent first.
    buckets: Vec<BucketView>,
}

/// Find values of a facet.
///
/// For long facets such as persons: values with a word that begins with `q`, counted among the
/// articles that pass the filters.
#[utoipa::path(
    get,
    path = "/api/v1/facets/{name}",
    tag = "search",
    params(("name" = String, Path, description = "Name of the facet, as in `facets` of a search"),
        FacetParams),
    responses(
        (status = 200, description = "Values, most frequent first", body = FacetAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 404, description = "No such facet", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn facet(
    State(state): State<AppState>,
    Path(name): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let labels = request.languages.labels;
    let facet = Facet::from_name(&name).ok_or_else(no_such_facet)?;
    let params = request.params(Endpoint::Facet, &state)?.params;
    let view_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let found = reader.facet_values(facet, &params.q, &params.filters, params.facet_limit)?;
        let names = NameBook::of(&view_state);
        let views = found
            .iter()
            .map(|bucket| BucketView::new(facet, bucket, names, labels));
        let mut buckets: Vec<BucketView> = views.collect();
        sort(&mut buckets, params.facet_order);
        Ok(FacetAnswer {
            facet: facet.name(),
            buckets,
        })
    });
    Ok(answer.await?.json())
}

fn no_such_facet() -> Problem {
    let detail = format!("the facets are {}", Facet::ALL.map(Facet::name).join(", "));
    let error = ParameterError {
        parameter: "name".to_owned(),
        detail,
    };
    Problem::parameters(Code::FacetNotFound, vec![error])
}
