//! Refuses clients that ask too often, and tells the others how they stand.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::client::client;
use crate::http::embed::is_script;
use crate::http::problem::{Code, Problem};
use crate::http::rate_limiter::BURST_SECONDS;
use crate::http::state::AppState;

/// The name of the one policy: so much for each client.
const POLICY: &str = "\"client\"";

/// Refuses clients that ask too often, and tells all others how they stand. What machines poll and what other sites
/// load is free.
pub(crate) async fn limit_rate(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with("/health/") || is_script(path) {
        return next.run(request).await;
    }
    let trust = state.settings().trust_loopback_proxy;
    let client = client(request.extensions(), request.headers(), trust);
    let limiter = state.rate_limiter();
    let (mut response, remaining, seconds) = match limiter.take(client) {
        Ok(None) => return next.run(request).await,
        Ok(Some(standing)) => {
            let response = next.run(request).await;
            (response, standing.remaining, u64::from(standing.whole_in))
        }
        Err(wait) => {
            let seconds = wait.as_secs() + 1;
            let problem = Problem::new(Code::RateLimited).with_retry_after(seconds);
            (problem.into_response(), 0, seconds)
        }
    };
    tell(
        &mut response,
        limiter.quota().unwrap_or(0),
        remaining,
        seconds,
    );
    response
}

/// Writes what a client may do, and how it stands, as draft-ietf-httpapi-ratelimit-headers has it.
fn tell(response: &mut Response, quota: u32, remaining: u32, seconds: u64) {
    let policy = format!("{POLICY};q={quota};w={BURST_SECONDS}");
    let standing = format!("{POLICY};r={remaining};t={seconds}");
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", standing)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            let name = HeaderName::from_static(name);
            response.headers_mut().insert(name, value);
        }
    }
}
