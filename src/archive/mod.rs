//! The archive: the truth about what was visited, read and understood, in one SQLite file, or in PostgreSQL where
//! several machines share it.
//!
//! - [`location`]: where it lies; [`locks`]: what one process does at a time; [`store`]: one way to ask both databases.
//! - [`schema`]: the tables and how older files are brought up to date.
//! - [`sources`]: whom articles come from.
//! - [`frontier`]: which addresses are known and when each is visited next; [`discoveries`]: how they become known;
//!   [`remarks`]: what visits to them found wanting.
//! - [`queue`]: the addresses to visit, as people see them.
//! - [`fetches`]: what each visit brought, with the raw pages.
//! - [`articles`]: the articles and their earlier versions; [`changes`]: the order in which they changed.
//! - [`history`]: what an article was before; [`projects`]: what articles say of a project.
//! - [`source_states`]: how the crawler stands with each source; [`health`]: the state of each;
//!   [`barren`]: which give no article, and why.
//!   [`reading_quality`]: whether its new pages are read worse than before.
//! - [`crawlers`]: which crawlers are at work, and which of them asks which host.
//! - [`copies`]: which articles are near-copies of each other; [`same_page`]: which are one at several addresses.
//! - [`observations`]: what articles taught about names.
//! - [`copying`]: the archive copied while it is in use, and a copy in its place; [`identity`]: what tells it from others.
//! - [`removal`]: what has to go with something that is removed for good.
//! - [`retention`]: what is kept for a while only.
//! - [`understood`]: articles understood anew; [`reread`]: read anew from kept pages; `rows`: rows as articles;
//!   [`sums`]: their checksums.
//! - [`alerts`]: searches that somebody is told news of.
//! - `opening`: the ways to open it; `revisions`: the numbers of changes; `json`: values kept as JSON.
//! - [`tombstones`]: what was removed and must not come back.
//!
//! Every change of an article gets the next *revision*, a number that only grows. The index
//! carries the revision it holds, so that whoever finds it behind replays the changes since
//! ([`changes::since`]). Several processes may use one archive: writes are short
//! transactions, and a process waits for another's.
//!
//! What people order ([`Archive::write`]) is on the disk when they are told so. What a visit brings is only noted
//! ([`Archive::note`]): a power cut may take back the visits of the last moments, whole, and they are made
//! again. The index takes nothing in that is not on the disk ([`Archive::settle`]).

pub mod alerts;
pub mod articles;
pub mod barren;
pub mod changes;
pub mod copies;
pub mod copying;
pub mod crawlers;
pub mod discoveries;
pub mod fetches;
pub mod frontier;
pub mod health;
pub mod history;
pub mod identity;
mod json;
pub mod location;
pub mod locks;
pub mod observations;
mod opening;
pub mod projects;
pub mod queue;
pub mod reading_quality;
pub mod remarks;
pub mod removal;
pub mod reread;
pub mod retention;
mod revisions;
mod rows;
pub mod same_page;
pub mod schema;
pub mod source_states;
pub mod sources;
pub mod store;
pub mod sums;
pub mod tombstones;
pub mod understood;

use std::cell::Cell;
use std::path::PathBuf;

pub use location::Location;
use store::connection::Purpose;
use store::{Connection, ErrorKind};

/// Name of the archive's file in the data directory.
pub const FILE_NAME: &str = "archive.db";

/// An open archive. Each thread that needs one opens its own.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    location: Location,
    /// Whether a commit waits for the disk.
    waits_for_disk: Cell<bool>,
    is_read_only: bool,
}

/// Why the archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The data directory cannot be made or written: check its path, owner and rights.
    #[error("the data directory {} cannot be used: {reason}", .path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Nothing was ever archived there: fill it, or name another data directory.
    #[error(
        "there is no archive in {}: fill it with `aluehaku import` or `aluehaku crawl`, or name another folder with --data-dir",
        .path.display()
    )]
    Absent {
        /// The directory.
        path: PathBuf,
    },
    /// Nothing was ever archived on the server: fill it, or name another one.
    #[error(
        "there is no archive in {place}: fill it with `aluehaku import`, `aluehaku crawl` or `aluehaku restore`, or name another one in `[archive] url`"
    )]
    AbsentOnServer {
        /// The server and the schema.
        place: String,
    },
    /// A newer version wrote the archive: use that version, or another data directory.
    #[error(
        "the archive {place} was written by a newer version (format {found}, this version knows {known}): use the newer version or another data directory"
    )]
    Newer {
        /// The file, or the server and the schema.
        place: String,
        /// Format found.
        found: i64,
        /// Newest format this version knows.
        known: i64,
    },
    /// The database refused: a full disk, a damaged file, missing rights, or a server that does not answer. What was
    /// stored before stays.
    #[error("the archive {place}: {reason}{}", hint(reason))]
    Refused {
        /// The file, or the server and the schema.
        place: String,
        /// What the database said.
        reason: store::Error,
    },
}

/// What the administrator can do about the common failures.
fn hint(error: &store::Error) -> &'static str {
    match error.kind() {
        ErrorKind::Full => ": free some space and start again; nothing stored is lost",
        ErrorKind::Disk => {
            ": the disk refused to write; check its space and health, then start again"
        }
        ErrorKind::Rights if matches!(error, store::Error::Sqlite(_)) => {
            ": check the owner and rights of the file and its folder"
        }
        ErrorKind::Rights => ": give the user of `[archive] url` all rights in the schema",
        ErrorKind::Busy => ": another process is using it; try again",
        ErrorKind::Damaged => {
            ": the file is damaged; put back a copy of it, or move it away and crawl again"
        }
        ErrorKind::Away | ErrorKind::Other => "",
    }
}

impl ArchiveError {
    /// Whether the file is damaged.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Refused { reason, .. } if reason.kind() == ErrorKind::Damaged)
    }
}

impl Archive {
    /// Opens an archive, makes it when it is not there, and brings an older format up to date. A file on a disk that is
    /// full or can only be read is opened for reading alone, and so is a server that only follows another one.
    ///
    /// # Errors
    /// [`ArchiveError`] says what stands in the way and what to do.
    pub fn open(location: impl Into<Location>) -> Result<Self, ArchiveError> {
        let location = location.into();
        std::fs::create_dir_all(location.data_dir()).map_err(|error| ArchiveError::Directory {
            path: location.data_dir().to_owned(),
            reason: error.to_string(),
        })?;
        let opened = match location.server() {
            Some(server) => opening::on_server(server),
            None => opening::open(&location.file()),
        };
        let opened = opened.map_err(|source| location.explained(source))?;
        let mut archive = Self {
            connection: opened.connection,
            location,
            waits_for_disk: Cell::new(true),
            is_read_only: opened.is_read_only,
        };
        schema::bring_up_to_date(&mut archive)?;
        Ok(archive)
    }

    /// Opens an archive that was filled before: who only reads makes none.
    ///
    /// # Errors
    /// [`ArchiveError`] says what stands in the way and what to do.
    pub fn open_existing(location: impl Into<Location>) -> Result<Self, ArchiveError> {
        let location = location.into();
        if !location.has_archive()? {
            return Err(location.absent());
        }
        Self::open(location)
    }

    /// Takes more memory for storing very many articles.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn make_room(&self) -> Result<(), ArchiveError> {
        match self.connection.sqlite() {
            Some(file) => opening::make_room(file).map_err(|error| self.explained(error.into())),
            None => Ok(()),
        }
    }

    /// Where the archive lies.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Whether it can only be read.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Reads from one state of the archive.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> store::Result<T>,
    ) -> Result<T, ArchiveError> {
        query(&self.connection).map_err(|source| self.explained(source))
    }

    /// Reads several times from one state of the archive, which others may change meanwhile.
    ///
    /// # Errors
    /// What `reading` returns, or when the database refuses.
    pub fn snapshot<T, E: From<ArchiveError>>(
        &self,
        reading: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .begin(Purpose::Reading)
            .map_err(|source| self.explained(source))?;
        let value = reading(self)?;
        // Nothing was written: ending the transaction either way gives the state back.
        drop(transaction);
        Ok(value)
    }

    /// Makes changes that are kept together or not at all, and that survive a power cut once this returns.
    ///
    /// # Errors
    /// When the database refuses; then nothing of the change is kept.
    pub fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> store::Result<T>,
    ) -> Result<T, ArchiveError> {
        self.wait_for_disk(true)?;
        self.commit(Purpose::Writing, change)
    }

    /// Makes changes like [`write`](Self::write) that need not be on the disk at once: they survive the end of
    /// this process, but a power cut may take back the last ones. The next `write` or [`settle`](Self::settle)
    /// takes them to the disk.
    ///
    /// # Errors
    /// When the database refuses; then nothing of the change is kept.
    pub fn note<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> store::Result<T>,
    ) -> Result<T, ArchiveError> {
        self.wait_for_disk(false)?;
        self.commit(Purpose::Noting, change)
    }

    /// Takes to the disk what was noted so far, here or by another process.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn settle(&self) -> Result<(), ArchiveError> {
        if self.is_read_only {
            return Ok(());
        }
        self.wait_for_disk(true)?;
        // The log of changes is taken to the disk with a commit that waits for it and writes something.
        self.read(|connection| {
            connection
                .execute(
                    "UPDATE counters SET value = value WHERE name = 'revision'",
                    [],
                )
                .map(|_| ())
        })
    }

    /// Writes the archive anew without anything that was removed, and empties the log of a file.
    ///
    /// # Errors
    /// When the database refuses, or another process reads one state of the archive all the time.
    pub fn compact(&self) -> Result<(), ArchiveError> {
        let compacted = match self.connection.sqlite() {
            Some(file) => opening::compact(file).map_err(store::Error::from),
            None => schema::compact_server(&self.connection),
        };
        compacted.map_err(|source| self.explained(source))
    }

    fn commit<T>(
        &self,
        purpose: Purpose,
        change: impl FnOnce(&Connection) -> store::Result<T>,
    ) -> Result<T, ArchiveError> {
        let result = (|| {
            let transaction = self.connection.begin(purpose)?;
            let value = change(&self.connection)?;
            transaction.commit()?;
            Ok(value)
        })();
        result.map_err(|source| self.explained(source))
    }

    fn wait_for_disk(&self, waits: bool) -> Result<(), ArchiveError> {
        let Some(file) = self.connection.sqlite() else {
            // A server is told so with each change.
            return Ok(());
        };
        if self.waits_for_disk.get() == waits {
            return Ok(());
        }
        let level = if waits { "full" } else { "normal" };
        file.pragma_update(None, "synchronous", level)
            .map_err(|error| self.explained(error.into()))?;
        self.waits_for_disk.set(waits);
        Ok(())
    }

    fn explained(&self, source: store::Error) -> ArchiveError {
        self.location.explained(source)
    }
}
