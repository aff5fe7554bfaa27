//! What stands in the way of the service at the moment, for whoever watches it: a full disk, files that can only be
//! read, a damaged index. Who meets a trouble notes it and goes on trying; who succeeds takes it back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock;

/// What a trouble stands in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Reading and writing the archive.
    Archive,
    /// Visiting sources.
    Crawling,
    /// Bringing the index up to date.
    Indexing,
    /// Answering from the index.
    Searching,
}

/// What kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// There is no space left, or no more may be used.
    DiskFull,
    /// The files can only be read.
    ReadOnly,
    /// The disk fails to read or write.
    DiskFault,
    /// A file does not hold what was written into it.
    Damaged,
    /// Another process holds what is needed.
    Busy,
    /// The server of the archive does not answer.
    Away,
    /// Anything else; the log says what.
    Other,
}

/// Words of the system, of SQLite and of the engine, and the cause they tell of; the first that is found counts.
const CAUSES: [(&str, Cause); 23] = [
    ("disk is full", Cause::DiskFull),
    ("(os error 28)", Cause::DiskFull),
    ("(os error 27)", Cause::DiskFull),
    ("(os error 122)", Cause::DiskFull),
    ("readonly database", Cause::ReadOnly),
    ("(os error 30)", Cause::ReadOnly),
    ("(os error 13)", Cause::ReadOnly),
    ("unable to open database", Cause::ReadOnly),
    ("disk I/O error", Cause::DiskFault),
    ("(os error 5)", Cause::DiskFault),
    ("is malformed", Cause::Damaged),
    ("is not a database", Cause::Damaged),
    ("database is locked", Cause::Busy),
    ("another process", Cause::Busy),
    ("error connecting to server", Cause::Away),
    ("connection closed", Cause::Away),
    ("error communicating with the server", Cause::Away),
    ("terminating connection", Cause::Away),
    ("check that it runs and can be reached", Cause::Away),
    ("takes no more connections", Cause::Away),
    ("No space left on device", Cause::DiskFull),
    ("read-only transaction", Cause::ReadOnly),
    ("the database system is", Cause::Away),
];

impl Part {
    /// The word shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Crawling => "crawling",
            Self::Indexing => "indexing",
            Self::Searching => "searching",
        }
    }
}

impl Cause {
    /// The cause that an error's message tells of. Errors of several libraries have only their words in common.
    #[must_use]
    pub fn told_by(message: &str) -> Self {
        let told = CAUSES.iter().find(|(words, _)| message.contains(words));
        told.map_or(Self::Other, |(_, cause)| *cause)
    }

    /// Whether the disk, its rights or a server are the cause, so that writing anew helps nothing.
    #[must_use]
    pub fn is_from_outside(self) -> bool {
        matches!(
            self,
            Self::DiskFull | Self::ReadOnly | Self::DiskFault | Self::Away
        )
    }

    /// The word shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::DiskFault => "disk_fault",
            Self::Damaged => "damaged",
            Self::Busy => "busy",
            Self::Away => "away",
            Self::Other => "other",
        }
    }

    /// What it is, and what the administrator can do.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::DiskFull => "there is no space left: free some, and it goes on by itself",
            Self::ReadOnly => {
                "the data directory can only be read: check its mount, owner and rights, and it goes on by itself"
            }
            Self::DiskFault => {
                "the disk refuses: check its space and health, and it goes on by itself"
            }
            Self::Damaged => {
                "files are damaged: what can be made anew is made anew by itself; the log says more"
            }
            Self::Away => {
                "the server of the archive does not answer: check that it runs and can be reached, and it goes on by itself"
            }
            Self::Busy => "another process is at it: it goes on by itself when that has ended",
            Self::Other => "the log says what; it is tried again",
        }
    }
}

/// One trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it stands in the way of.
    pub part: Part,
    /// What kind it is.
    pub cause: Cause,
    /// Since when, in seconds.
    pub since: i64,
}

/// The troubles of a service. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Troubles(Arc<Mutex<BTreeMap<Part, Trouble>>>);

impl Troubles {
    /// Notes what stands in the way of a part, from now on unless it did before.
    pub fn begin(&self, part: Part, cause: Cause) {
        let mut all = self.lock();
        let since = all
            .get(&part)
            .map_or_else(clock::now, |trouble| trouble.since);
        all.insert(part, Trouble { part, cause, since });
    }

    /// Takes back what stood in the way of a part.
    pub fn end(&self, part: Part) {
        self.lock().remove(&part);
    }

    /// Everything that stands in the way now.
    #[must_use]
    pub fn all(&self) -> Vec<Trouble> {
        self.lock().values().copied().collect()
    }

    /// What stands in the way of a part.
    #[must_use]
    pub fn of(&self, part: Part) -> Option<Trouble> {
        self.lock().get(&part).copied()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Part, Trouble>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_told_by_the_words_of_errors() {
        let full = std::io::Error::from_raw_os_error(28).to_string();
        assert_eq!(Cause::told_by(&full), Cause::DiskFull);
        assert_eq!(
            Cause::told_by("the archive a.db: database or disk is full"),
            Cause::DiskFull
        );
        assert_eq!(
            Cause::told_by("attempt to write a readonly database"),
            Cause::ReadOnly
        );
        assert_eq!(
            Cause::told_by("database disk image is malformed"),
            Cause::Damaged
        );
        assert_eq!(Cause::told_by("no"), Cause::Other);
    }

    #[test]
    fn a_trouble_that_goes_on_keeps_its_beginning() {
        let troubles = Troubles::default();
        troubles.begin(Part::Crawling, Cause::DiskFull);
        let since = troubles.of(Part::Crawling).unwrap().since;
        troubles.begin(Part::Crawling, Cause::Busy);
        assert_eq!(
            troubles.all(),
            [Trouble {
                part: Part::Crawling,
                cause: Cause::Busy,
                since
            }]
        );
        troubles.end(Part::Crawling);
        assert!(troubles.all().is_empty());
    }
}
