//! The API, one file an endpoint: parameters, answer, handler and description together.
//!
//! - [`search`] answers `/api/v1/search`.
//! - [`suggest`] answers `/api/v1/suggest`, [`export`] `/api/v1/export.csv` and `.jsonl`.
//! - [`articles`] answers `/api/v1/articles/{id}`, [`similar`] `/api/v1/articles/{id}/similar`,
//!   [`versions`] `/api/v1/articles/{id}/versions`.
//! - [`facets`] answers `/api/v1/facets/{name}`.
//! - [`events`] answers `/api/v1/events`, [`quotes`] `/api/v1/quotes`, [`compare`] `/api/v1/compare`.
//! - [`names`] answers `/api/v1/persons`, `/api/v1/projects` and `/api/v1/organisations`,
//!   [`name_details`] the address of one of them.
//! - [`sources`] and [`regions`] list what can be filtered by.
//! - [`request`]: what every endpoint reads from a request.
//! - [`health`] answers `/health/live` and `/health/ready`, [`metrics`] `/metrics`.
//! - [`openapi`] describes all of it, from the same code.

pub(crate) mod articles;
pub(crate) mod compare;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod facets;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod name_details;
pub(crate) mod names;
pub(crate) mod openapi;
pub(crate) mod quotes;
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
        .routes(routes!(export::ris))
        .routes(routes!(export::bibtex))
        .routes(routes!(compare::compare))
        .routes(routes!(articles::article))
        .routes(routes!(similar::similar))
        .routes(routes!(versions::versions))
        .routes(routes!(versions::version))
        .routes(routes!(versions::difference))
        .routes(routes!(facets::facet))
        .routes(routes!(names::persons))
        .routes(routes!(names::projects))
        .routes(routes!(names::organisations))
        .routes(routes!(name_details::person))
        .routes(routes!(name_details::project))
        .routes(routes!(name_details::organisation))
        .routes(routes!(events::events))
        .routes(routes!(quotes::quotes))
        .routes(routes!(sources::sources))
        .routes(routes!(regions::regions))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::metrics))
}
