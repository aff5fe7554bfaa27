//! What happens to every request before and after its handler, in one visible stack.
//!
//! - [`request_id`]: a name for each request, in and out.
//! - [`log`]: one line a request, without personal data.
//! - [`headers`]: what browsers are told to allow.
//! - [`present`]: problems as JSON or as a page.
//! - [`rate_limit`], [`client`]: who asks too often.
//! - [`limits`]: how long and how large a request may be.

pub(crate) mod client;
pub(crate) mod headers;
pub(crate) mod limits;
pub(crate) mod log;
pub(crate) mod present;
pub(crate) mod rate_limit;
pub(crate) mod request_id;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::trace::TraceLayer;

use super::state::AppState;

/// Wraps a router in the stack. A request passes the layers from the last line to the first, its
/// answer from the first to the last.
pub(crate) fn wrap(router: Router, state: AppState) -> Router {
    router
        // Right at the handlers: refuse what is too large, and end what takes too long.
        .layer(RequestBodyLimitLayer::new(limits::BODY_BYTES))
        .layer(from_fn(limits::limit_address))
        .layer(from_fn(limits::limit_time))
        // Before any work is done for a request, but after it has a name and a line in the log.
        .layer(from_fn_with_state(state.clone(), rate_limit::limit_rate))
        // A panic becomes a problem like any other.
        .layer(CatchPanicLayer::custom(present::panic_to_problem))
        // Outside everything that can make a problem, inside everything that handles bodies.
        .layer(from_fn_with_state(state, present::present_problems))
        // Level 4 of each method: most of the gain for little of the time.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        // Problems too must be readable from other sites and bound by the same policy.
        .layer(headers::cross_origin())
        .layer(from_fn(headers::protect))
        // The log sees the final status, and has the name of the request.
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(log::span)
                .on_request(())
                .on_response(log::answered)
                .on_failure(()),
        )
        .layer(from_fn(request_id::name_request))
}
