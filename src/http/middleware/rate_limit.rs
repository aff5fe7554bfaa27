//! Refuses clients that ask too often.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::client::client;
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;

/// Refuses clients that ask too often. What machines poll costs nothing.
pub(crate) async fn limit_rate(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if !request.uri().path().starts_with("/health/") {
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
