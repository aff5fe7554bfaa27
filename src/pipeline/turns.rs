//! Turns at sources and claims of addresses, and the sources whose turn other crawlers had.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::Pipeline;
use crate::archive::frontier::Lease;
use crate::archive::source_states::{self, SourceLease, Turn};
use crate::archive::store::{self, Connection};
use crate::archive::{ArchiveError, crawlers};
use crate::crawl::source::CrawlSource;

/// Lease of a claimed address beyond the longest a visit can take.
const LEASE_RESERVE: Duration = Duration::from_secs(120);

impl Pipeline {
    /// Those of some sources that were left to other crawlers when they were to be visited last, and whether each is
    /// free now. Frees what crawlers had that have died.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn left_to_others(
        &self,
        sources: &[Arc<CrawlSource>],
    ) -> Result<Vec<(Arc<CrawlSource>, bool)>, ArchiveError> {
        let left = self.left_to_others.lock();
        let left = left.unwrap_or_else(PoisonError::into_inner).clone();
        if left.is_empty() {
            return Ok(Vec::new());
        }
        let (now, now_ms) = (self.clock.now(), self.clock.now_ms());
        let visited = self.archive().note(|connection| {
            crawlers::bury_dead(connection, now_ms)?;
            crawlers::visited_by_others(connection, self.leases.name(), now)
        })?;
        let left = sources.iter().filter(|source| left.contains(source.id()));
        Ok(left
            .map(|source| {
                let is_free = visited.iter().all(|id| id != source.id());
                (Arc::clone(source), is_free)
            })
            .collect())
    }

    /// End of a lease that is taken now: beyond the longest a visit can take.
    fn lease_end(&self, now: i64) -> i64 {
        let requests = u64::from(self.settings.max_redirects) + 1;
        let longest = Duration::from_secs(self.settings.timeout_s)
            + Duration::from_millis(self.settings.max_delay_ms.max(self.settings.delay_ms)) * 2;
        let longest = longest.as_secs() * requests + LEASE_RESERVE.as_secs();
        now.saturating_add_unsigned(longest)
    }

    pub(super) fn lease(&self) -> Lease {
        let now = self.clock.now();
        Lease {
            round: self.round.load(Ordering::Relaxed),
            now,
            end: self.lease_end(now),
        }
    }

    pub(super) fn take_turn(
        &self,
        connection: &Connection,
        source: &CrawlSource,
    ) -> store::Result<Turn> {
        let now = self.clock.now();
        let lease = SourceLease {
            crawler: self.leases.name(),
            now,
            end: self.lease_end(now),
        };
        let turn = source_states::take_turn(connection, source.id(), lease)?;
        let mut left = self
            .left_to_others
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match turn {
            Turn::Taken => left.insert(source.id().to_owned()),
            _ => left.remove(source.id()),
        };
        Ok(turn)
    }
}
