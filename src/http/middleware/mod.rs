//! What happens to every request before and after its handler, in one visible stack.
//!
//! - [`request_id`]: a name for each request, in and out.
//! - [`log`]: one line a request, without personal data.
//! - [`count`]: what `/metrics` tells of requests.
//! - [`headers`]: what browsers are told to allow.
//! - [`present`]: problems as JSON or as a page.
//! - [`rate_limit`]: who asks too often.
//! - [`limits`]: how long and how large a request may be.

pub(crate) mod count;
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
        .layer(from_fn(limits::limit_hosts))
        .layer(from_fn(limits::limit_time))
        // Before any work is done for a request, but after it has a name and a line in the log.
        .layer(from_fn_with_state(state.clone(), rate_limit::limit_rate))
        // A panic becomes a problem like any other.
        .layer(CatchPanicLayer::custom(present::panic_to_problem))
        // What is counted is what was answered, before it is compressed.
        .layer(from_fn_with_state(state.clone(), count::count))
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

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::Arc;

    use aluehaku_article::region::RegionRegister;
    use aluehaku_index::analysis::snowball::Snowball;
    use aluehaku_index::embedded::{Embedded, Options};
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::routing::get;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;
    use crate::http::connections::ConnectionLimits;
    use crate::http::{AnalyserView, OperatorView, ServiceSettings};

    /// Asks a router of misbehaving handlers, wrapped in the stack.
    async fn ask(path: &str) -> (u16, Value) {
        let directory = tempfile::tempdir().unwrap();
        let engine = Embedded::open(directory.path(), Arc::new(Snowball), Options::default());
        let settings = ServiceSettings {
            public_url: None,
            rate_limit: 0,
            trust_loopback_proxy: false,
            connections: ConnectionLimits::default(),
            sources: Vec::new(),
            person_threshold: aluehaku_article::listing::PersonThreshold::default(),
            operator: OperatorView::default(),
            frame_ancestors: vec!["*".to_owned()],
            analyser: AnalyserView::default(),
            version: String::new(),
        };
        let state = AppState::new(
            Arc::new(engine.unwrap()),
            RegionRegister::shipped(),
            settings,
        );
        let router = Router::new()
            .route("/panics", get(panics))
            .route("/hangs", get(pending::<()>));
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = wrap(router, state).oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    async fn panics() -> &'static str {
        panic!("a secret of the handler")
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing_of_the_inside() {
        let (status, problem) = ask("/panics").await;
        assert_eq!(status, 500);
        assert_eq!(problem["code"], "internal");
        assert!(!problem.to_string().contains("secret"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_handler_that_hangs_is_ended() {
        let (status, problem) = ask("/hangs").await;
        assert_eq!(status, 503);
        assert_eq!(problem["code"], "took_too_long");
    }
}
