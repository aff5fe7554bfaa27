//! Requests counted by route and kind of answer, with how long they took and how much they answered, for `/metrics`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::Body as _;

use super::state::AppState;

/// Upper bounds of the classes of durations, in seconds; one more class has no bound.
pub(crate) const BOUNDS: [f64; 7] = [0.005, 0.02, 0.05, 0.1, 0.5, 2.0, 10.0];

/// The requests of one route that were answered in one way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    /// How many.
    pub(crate) requests: u64,
    /// How many took no longer than each bound.
    pub(crate) within: [u64; BOUNDS.len()],
    /// Seconds of all together.
    pub(crate) seconds: f64,
    /// Bytes of bodies before they were compressed, as far as they were known when the answer began.
    pub(crate) bytes: u64,
}

/// Route and class of the status (`2xx`).
pub(crate) type Key = (String, &'static str);

/// Counts requests.
#[derive(Debug, Default)]
pub(crate) struct RequestCounts(Mutex<BTreeMap<Key, Counted>>);

impl RequestCounts {
    /// What was counted so far.
    pub(crate) fn all(&self) -> BTreeMap<Key, Counted> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn add(&self, key: Key, took: Duration, bytes: u64) {
        let seconds = took.as_secs_f64();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = all.entry(key).or_default();
        counted.requests += 1;
        counted.seconds += seconds;
        counted.bytes += bytes;
        for (within, bound) in counted.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(seconds <= bound);
        }
    }
}

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
