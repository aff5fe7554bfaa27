//! One line in the log for each request: method, route, status, time. Never the address of the
//! client, and never the query, since what people search for is theirs.

use std::time::Duration;

use axum::extract::MatchedPath;
use axum::http::{Request, Response};
use tracing::{Span, field};

use super::request_id::RequestId;

/// What every line about a request carries. The route is the pattern, not the path: paths name
/// articles, and later persons.
pub(crate) fn span<B>(request: &Request<B>) -> Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str);
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or("", RequestId::as_str);
    tracing::info_span!(
        "request",
        http.method = %request.method(),
        http.route = route,
        request.id = id,
        http.status = field::Empty,
    )
}

/// Writes the line when the answer is there.
pub(crate) fn answered<B>(response: &Response<B>, latency: Duration, span: &Span) {
    let status = response.status().as_u16();
    let duration_ms = latency.as_secs_f64() * 1e3;
    span.record("http.status", status);
    tracing::info!(
        http.status = status,
        http.duration_ms = duration_ms,
        "request answered"
    );
}
