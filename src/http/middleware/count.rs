//! Counts requests for `/metrics`.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::Body as _;

use crate::http::state::AppState;

/// Counts a request under the pattern of its route: what people ask for stays theirs.
pub(crate) async fn count(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let class = match response.status().as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    };
    let bytes = response.body().size_hint().exact().unwrap_or(0);
    let counts = state.request_counts();
    counts.add((route, class), begun.elapsed(), bytes);
    response
}
