//! Removes once a day what is kept too long.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::archive::retention::{self, KeptSince, Pruned};
use crate::archive::{Archive, ArchiveError};
use crate::config::retention::RetentionSettings;

/// Seconds between two looks.
const PAUSE_S: i64 = 86_400;

/// How long things are kept, and when that was last seen to.
#[derive(Debug)]
pub(super) struct Pruning {
    settings: RetentionSettings,
    last: AtomicI64,
}

impl Default for Pruning {
    fn default() -> Self {
        Self::new(RetentionSettings::default())
    }
}

impl Pruning {
    pub(super) fn new(settings: RetentionSettings) -> Self {
        Self {
            settings,
            last: AtomicI64::new(i64::MIN),
        }
    }

    /// Removes what is kept too long, unless that was done within the last day.
    pub(super) fn see_to_it(&self, archive: &mut Archive, now: i64) -> Result<(), ArchiveError> {
        if now.saturating_sub(self.last.load(Ordering::Relaxed)) < PAUSE_S {
            return Ok(());
        }
        self.last.store(now, Ordering::Relaxed);
        let since = |days| RetentionSettings::since(days, now);
        let kept = KeptSince {
            log: since(self.settings.fetch_log_d),
            pages: since(self.settings.pages_d),
            versions: since(self.settings.versions_d),
        };
        let pruned = archive.write(|connection| retention::prune(connection, &kept))?;
        if pruned != Pruned::default() {
            tracing::info!(
                log_lines = pruned.log,
                pages = pruned.pages,
                versions = pruned.versions,
                "what is older than [retention] keeps was removed"
            );
        }
        Ok(())
    }
}
