//! The one place where the service asks for the time; pure code gets it as an argument.

use std::time::{SystemTime, UNIX_EPOCH};

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
    let now = jiff::Timestamp::from_second(now()).unwrap_or_default();
    aluehaku_index::time::PageTime::with_offset(
        jiff::tz::Offset::UTC.to_datetime(now),
        jiff::tz::Offset::UTC,
        aluehaku_index::time::Precision::Second,
    )
    .finnish_date()
}
