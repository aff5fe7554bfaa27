//! `/opensearch.xml`: the search for the search bars of browsers (OpenSearch 1.1).

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::entry::absolute;
use crate::http::conditional::Conditions;
use crate::http::pages::Frame;
use crate::http::state::AppState;

const DESCRIPTION: &str = "application/opensearchdescription+xml; charset=utf-8";

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
