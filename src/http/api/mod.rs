//! The API, one file an endpoint: parameters, answer, handler and description together.
//!
//! - [`search`] answers `/api/v1/search`.
//! - [`suggest`] answers `/api/v1/suggest`, [`export`] `/api/v1/export.csv` and `.jsonl`.
//! - [`articles`] answers `/api/v1/articles/{id}`, [`similar`] `/api/v1/articles/{id}/similar`,
//!   [`versions`] `/api/v1/articles/{id}/versions`.
//! - [`facets`] answers `/api/v1/facets/{name}`.
//! - [`names`] answers `/api/v1/persons`, `/api/v1/projects` and `/api/v1/organisations`.
//! - [`sources`] and [`regions`] list what can be filtered by.
//! - [`request`]: what every endpoint reads from a request.
//! - [`health`] answers `/health/live` and `/health/ready`, [`metrics`] `/metrics`.
//! - [`openapi`] describes all of it, from the same code.

pub(crate) mod articles;
pub(crate) mod export;
pub(crate) mod facets;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod names;
pub(crate) mod openapi;
pub(crate) mod regions;
pub(crate) mod request;
pub(crate) mod search;
pub(crate) mod similar;
pub(crate) mod sources;
pub(crate) mod suggest;
pub(crate) mod versions;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::state::AppState;

/// The addresses of the API with their descriptions.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::frame())
        .routes(routes!(search::search))
        .routes(routes!(suggest::suggest))
        .routes(routes!(export::csv))
        .routes(routes!(export::jsonl))
        .routes(routes!(articles::article))
        .routes(routes!(similar::similar))
        .routes(routes!(versions::versions))
        .routes(routes!(versions::version))
        .routes(routes!(versions::difference))
        .routes(routes!(facets::facet))
        .routes(routes!(names::persons))
        .routes(routes!(names::projects))
        .routes(routes!(names::organisations))
        .routes(routes!(sources::sources))
        .routes(routes!(regions::regions))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::metrics))
}
