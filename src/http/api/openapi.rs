//! The description of the API, made from the code that serves it.

use axum::extract::State;
use axum::response::Response;
use utoipa::OpenApi;
use utoipa::openapi::ServerBuilder;

use crate::http::conditional::Conditions;
use crate::http::state::AppState;

#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Aluehaku",
        description = "Full-text and faceted search over the news that Finland's regional networks \
            publish. All reads are GET, need no key, may be called from any site, and carry an ETag.",
        license(name = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "search", description = "Finding articles"),
        (name = "articles", description = "One article"),
        (name = "names", description = "Whom and what articles tell of"),
        (name = "sources", description = "What can be filtered by"),
        (name = "health", description = "For whoever keeps the service running"),
    ),
)]
struct Description;

/// The description before the addresses are in it.
pub(crate) fn frame() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// The whole description as JSON, as `/openapi.json` serves it for a service under an address.
///
/// # Panics
/// Never: the description is made of strings and numbers only.
#[must_use]
pub fn document(public_url: Option<&str>) -> String {
    let mut description = super::routes().into_openapi();
    description.servers = public_url.map(|address| vec![ServerBuilder::new().url(address).build()]);
    description
        .to_pretty_json()
        .expect("strings and numbers can be written as JSON")
}

/// Serves the description.
pub(crate) async fn openapi(State(state): State<AppState>, conditions: Conditions) -> Response {
    let public_url = state.settings().public_url.as_deref();
    conditions
        .fixed(&state, || document(public_url))
        .text("application/json")
}
