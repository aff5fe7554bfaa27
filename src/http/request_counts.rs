//! Requests counted by route and kind of answer, with how long they took and how much they answered, for `/metrics`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

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

    /// Counts one that was answered.
    pub(crate) fn add(&self, key: Key, took: Duration, bytes: u64) {
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
