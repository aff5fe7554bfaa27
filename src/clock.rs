//! The one place where the service asks for the time; pure code gets it as an argument.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in whole seconds since 1970 in UTC.
#[must_use]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
