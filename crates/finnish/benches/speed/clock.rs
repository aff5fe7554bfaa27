//! The time this thread has had on a processor, so that what other programs take does not count.

use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The processor time of this thread where the system tells it (Linux), else the time of the clock on the
/// wall.
pub(crate) fn now() -> Duration {
    processor_time().unwrap_or_else(|| START.elapsed())
}

/// Does some work and says how long it took.
pub(crate) fn time(work: impl FnOnce()) -> Duration {
    let start = now();
    work();
    now().saturating_sub(start)
}

fn processor_time() -> Option<Duration> {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = statistics.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
