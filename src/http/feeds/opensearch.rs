//! `/opensearch.xml`: the search for the search bars of browsers (OpenSearch 1.1), and
//! `/opensearch/suggest`: what they show while somebody types (OpenSearch Suggestions 1.1).

use askama::Template;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;

use super::entry::absolute;
use crate::http::api::request::ApiRequest;
use crate::http::conditional::Conditions;
use crate::http::pages::Frame;
use crate::http::params::table::Endpoint;
use crate::http::problem::Problem;
use crate::http::state::AppState;

const DESCRIPTION: &str = "application/opensearchdescription+xml; charset=utf-8";

const SUGGESTIONS: HeaderValue = HeaderValue::from_static("application/x-suggestions+json");

#[derive(Debug, Template)]
#[template(path = "opensearch.xml")]
struct Description {
    frame: Frame,
    base: String,
}

/// Describes the search to browsers.
pub(super) async fn description(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let made = conditions.fixed(&state, || {
        let base = absolute(&state, "");
        Description { frame, base }.render().unwrap_or_default()
    });
    made.text(DESCRIPTION)
}

/// Suggests to browsers, in the form that they expect: what was typed and what may be meant.
pub(super) async fn suggestions(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let params = request.params(Endpoint::Suggest, &state)?.params;
    let answer = request.conditions.read(&state, move |reader| {
        let found = reader.suggest(&params.q, params.per_page)?;
        let texts: Vec<String> = found.into_iter().map(|found| found.text).collect();
        Ok((params.q, texts))
    });
    let mut response = answer.await?.json();
    if response.status().is_success() {
        response.headers_mut().insert(CONTENT_TYPE, SUGGESTIONS);
    }
    Ok(response)
}
