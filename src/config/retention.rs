//! `[retention]`: how long things are kept that are not needed for searching.

use serde::{Deserialize, Serialize};

/// `[retention]`: days that things are kept; 0 keeps them for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetentionSettings {
    /// Lines of the log of visits; what is counted of them stays.
    pub fetch_log_d: u32,
    /// Pages as they came, from which articles can be read anew.
    pub pages_d: u32,
    /// What articles were before they changed.
    pub versions_d: u32,
}

impl Default for RetentionSettings {
    fn default() -> Self {
        Self {
            fetch_log_d: 90,
            pages_d: 0,
            versions_d: 0,
        }
    }
}

impl RetentionSettings {
    /// From when on something is kept for so many days; absent: for ever.
    #[must_use]
    pub fn since(days: u32, now: i64) -> Option<i64> {
        (days > 0).then(|| now - i64::from(days) * 86_400)
    }
}
