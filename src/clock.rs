//! The one place where the service asks for the time; pure code gets it as an argument.

use std::time::{SystemTime, UNIX_EPOCH};

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
        match self.moved {
            None => now(),
            Some((moment, begun)) => moment.saturating_add_unsigned(begun.elapsed().as_secs()),
        }
    }
}

/// Now, in whole seconds since 1970 in UTC.
#[must_use]
pub fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
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
