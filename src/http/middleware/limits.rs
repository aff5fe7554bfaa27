//! How long and how large a request may be.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::problem::{Code, Problem};

/// Largest request body; reads need none.
pub(crate) const BODY_BYTES: usize = 16 * 1024;

/// Longest path and query: a search text of 10 kB, each letter of it percent-encoded, fits.
const ADDRESS_BYTES: usize = 48 * 1024;

/// How long a request may take altogether; a read of the index ends before.
const TIME: Duration = Duration::from_secs(30);

/// Refuses addresses that are too long.
pub(crate) async fn limit_address(request: Request, next: Next) -> Response {
    let length = request
        .uri()
        .path_and_query()
        .map_or(0, |address| address.as_str().len());
    if length > ADDRESS_BYTES {
        return Problem::new(Code::AddressTooLong).into_response();
    }
    next.run(request).await
}

/// Ends requests that take too long.
pub(crate) async fn limit_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Code::TookTooLong).into_response(),
    }
}

/// Marks a request that does not name its host as it must.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostMissing;

/// Refuses requests that do not name their host as they must.
pub(crate) async fn limit_hosts(request: Request, next: Next) -> Response {
    if request.extensions().get::<HostMissing>().is_some() {
        return Problem::new(Code::BadRequest).into_response();
    }
    next.run(request).await
}
