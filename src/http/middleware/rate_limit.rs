//! Refuses clients that ask too often.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::client::client;
use crate::http::embed::is_script;
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;

/// Refuses clients that ask too often. What machines poll and what other sites load is free.
pub(crate) async fn limit_rate(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if !path.starts_with("/health/") && !is_script(path) {
        let trust = state.settings().trust_loopback_proxy;
        let client = client(request.extensions(), request.headers(), trust);
        if let Err(wait) = state.rate_limiter().take(client) {
            let seconds = wait.as_secs() + 1;
            return Problem::new(Code::RateLimited)
                .with_retry_after(seconds)
                .into_response();
        }
    }
    next.run(request).await
}
