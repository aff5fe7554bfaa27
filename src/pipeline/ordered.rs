//! Visits that somebody orders: one address, or what is new at a source.

use url::Url;

use super::{Pipeline, seed};
use crate::address;
use crate::archive::frontier::{self, Claim, PageKind};
use crate::archive::source_states::Turn;
use crate::archive::{ArchiveError, queue};
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;

/// What is due at a source after somebody said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeDue {
    /// Addresses at which news is found.
    pub lists: usize,
    /// Until when its site asked to be left alone.
    pub rests_until: Option<i64>,
}

impl Pipeline {
    /// Makes one address of a source due, known or not.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn make_due(&self, source: &CrawlSource, url: &Url) -> Result<(), ArchiveError> {
        let now = self.clock.now();
        let identity = address::identity(url);
        self.archive().write(|connection| {
            seed(connection, source, url, PageKind::Article, now)?;
            queue::make_due(connection, source.id(), &identity, now)
        })
    }

    /// Claims one address of a source that is due.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn claim_address(
        &self,
        source: &CrawlSource,
        identity: &str,
    ) -> Result<Option<Claim>, ArchiveError> {
        let lease = self.lease();
        self.archive().note(|connection| {
            if self.take_turn(connection, source)? != Turn::Granted {
                return Ok(None);
            }
            frontier::claim(connection, identity, lease)
        })
    }

    /// Makes the addresses of a source due at which news is found, and ends a rest after failures; one that the site
    /// asked for goes on.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn make_lists_due(&self, source: &CrawlSource) -> Result<MadeDue, ArchiveError> {
        let now = self.clock.now();
        let asked = Outcome::ToldToWait.as_str();
        self.archive().write(|connection| {
            Ok(MadeDue {
                lists: queue::make_lists_due(connection, source.id(), now)?,
                rests_until: queue::end_rest(connection, source.id(), asked, now)?,
            })
        })
    }
}
