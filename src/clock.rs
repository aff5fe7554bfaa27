//! The one place where the service asks for the time; pure code gets it as an argument.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// What a crawl takes for the time: the system's, or one that tests move.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// The moment that stood for the beginning, and when that was by the runtime's clock.
    moved: Option<(i64, Instant)>,
}

impl Clock {
    /// A clock that shows `moment` now and goes on as the runtime's does, which a test can pause
    /// and move.
    #[must_use]
    pub fn beginning_at(moment: i64) -> Self {
        Self {
            moved: Some((moment, Instant::now())),
        }
    }

    /// Now, in whole seconds since 1970 in UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// Now, in milliseconds since 1970 in UTC.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        let (moment, since) = match self.moved {
            None => (0, since_1970()),
            Some((moment, begun)) => (moment, begun.elapsed()),
        };
        let since = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        moment.saturating_mul(1000).saturating_add(since)
    }
}

/// Now, in whole seconds since 1970 in UTC.
#[must_use]
pub fn now() -> i64 {
    i64::try_from(since_1970().as_secs()).unwrap_or(i64::MAX)
}

/// Today in Finland.
#[must_use]
pub fn today() -> jiff::civil::Date {
    day_of(now())
}

/// The day in Finland of a moment, in whole seconds since 1970 in UTC.
#[must_use]
pub fn day_of(moment: i64) -> jiff::civil::Date {
    let now = jiff::Timestamp::from_second(moment).unwrap_or_default();
    aluehaku_article::time::PageTime::with_offset(
        jiff::tz::Offset::UTC.to_datetime(now),
        jiff::tz::Offset::UTC,
        aluehaku_article::time::Precision::Second,
    )
    .finnish_date()
}

fn since_1970() -> Duration {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default()
}
