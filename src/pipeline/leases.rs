//! The leases of a crawler, kept in the archive that it shares with others.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::archive::crawlers::{self, HostTurn};
use crate::archive::location::Location;
use crate::archive::store::{self, Connection};
use crate::archive::{Archive, ArchiveError};
use crate::clock::Clock;
use crate::crawl::Leases;

/// Renewals in the length of a lease: two of them may fail.
const RENEWALS: u32 = 3;

/// One crawler among those of an archive. It has a connection of its own, so that it is not held up by what a visit
/// writes.
#[derive(Debug)]
pub(super) struct SharedArchive {
    archive: Mutex<Archive>,
    /// A word that no other crawler has.
    name: String,
    lease: Duration,
    clock: Clock,
}

impl SharedArchive {
    /// A crawler of an archive that has died when it was not heard of for a lease.
    pub(super) fn open(
        location: &Location,
        lease: Duration,
        clock: Clock,
    ) -> Result<Self, ArchiveError> {
        Ok(Self {
            archive: Mutex::new(Archive::open(location)?),
            name: crawlers::name(&machine(), std::process::id()),
            lease,
            clock,
        })
    }

    /// A word that no other crawler has.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn archive(&self) -> MutexGuard<'_, Archive> {
        // A panic inside a transaction rolls it back, so the archive stays whole.
        self.archive.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn renew_at(&self, connection: &Connection, now: i64) -> store::Result<()> {
        let until = now.saturating_add(milliseconds(self.lease));
        crawlers::renew(connection, &self.name, std::process::id(), now, until)
    }
}

impl Leases for SharedArchive {
    fn renewal(&self) -> Duration {
        self.lease / RENEWALS
    }

    fn renew(&self) -> Result<Vec<String>, ArchiveError> {
        self.archive().note(|connection| {
            let now = self.clock.now_ms();
            self.renew_at(connection, now)?;
            crawlers::bury_dead(connection, now)
        })
    }

    fn leave(&self) -> Result<(), ArchiveError> {
        self.archive().note(|connection| {
            crawlers::leave(connection, &self.name, self.clock.now_ms()).map(|_| ())
        })
    }

    fn take_host(&self, host: &str, pause: Duration) -> Result<HostTurn, ArchiveError> {
        let mut archive = self.archive();
        let look = |connection: &_| {
            crawlers::look_at_host(connection, host, &self.name, self.clock.now_ms())
        };
        // Whoever has to wait looks again and again, and keeps nobody from writing.
        let seen = archive.read(look)?;
        if seen != HostTurn::Granted {
            return Ok(seen);
        }
        archive.note(|connection| {
            let now = self.clock.now_ms();
            // Whoever was thought dead, having slept, is at work again.
            self.renew_at(connection, now)?;
            crawlers::take_host(connection, host, &self.name, milliseconds(pause), now)
        })
    }

    fn give_back_host(&self, host: &str, pause: Duration) -> Result<(), ArchiveError> {
        self.archive().note(|connection| {
            let (pause, now) = (milliseconds(pause), self.clock.now_ms());
            crawlers::give_back_host(connection, host, &self.name, pause, now)
        })
    }
}

/// Whole milliseconds that are not less than a time, also counted from the middle of one.
fn milliseconds(time: Duration) -> i64 {
    let begun = u128::from(!time.is_zero());
    i64::try_from(time.as_millis() + begun).unwrap_or(i64::MAX / 2)
}

/// The name of this machine.
fn machine() -> String {
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    name.replace(crawlers::SEPARATOR, "-")
}
