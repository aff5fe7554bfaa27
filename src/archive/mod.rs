//! The archive: the truth about what was visited, read and understood, in one SQLite file.
//!
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
//! - [`understood`]: articles understood anew; [`reread`]: read anew from kept pages; `rows`: rows as articles.
//! - `revisions`: the numbers of changes; `json`: values kept as JSON.
//! - [`alerts`]: searches that somebody is told news of.
//! - [`understood`]: articles understood anew; `rows`: rows as articles; [`sums`]: their checksums.
//! - `opening`: the ways to open the file; `revisions`: the numbers of changes; `json`: values kept as JSON.
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
pub mod sums;
pub mod tombstones;
pub mod understood;

use std::cell::Cell;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

/// Name of the archive's file in the data directory.
pub const FILE_NAME: &str = "archive.db";

/// An open archive. Each thread that needs one opens its own.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    path: PathBuf,
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
    /// A newer version wrote the archive: use that version, or another data directory.
    #[error(
        "the archive {} was written by a newer version (format {found}, this version knows {known}): use the newer version or another data directory",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Format found.
        found: i64,
        /// Newest format this version knows.
        known: i64,
    },
    /// SQLite refused: a full disk, a damaged file or missing rights. What was stored before stays.
    #[error("the archive {}: {source}{}", .path.display(), hint(source))]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// What the administrator can do about the common failures of SQLite.
fn hint(error: &rusqlite::Error) -> &'static str {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => ": free some space and start again; nothing stored is lost",
        Some(ErrorCode::SystemIoFailure) => {
            ": the disk refused to write; check its space and health, then start again"
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            ": check the owner and rights of the file and its folder"
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            ": another process is using it; try again"
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            ": the file is damaged; put back a copy of it, or move it away and crawl again"
        }
        _ => "",
    }
}

impl ArchiveError {
    /// Whether the file is damaged.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Sqlite { source, .. } if changes::is_damage(source))
    }
}

impl Archive {
    /// Opens the archive of a data directory, makes both when they are not there, and brings an
    /// older format up to date. Where the disk is full or can only be read, it is opened for reading alone.
    ///
    /// # Errors
    /// [`ArchiveError`] says what stands in the way and what to do.
    pub fn open(data_dir: &Path) -> Result<Self, ArchiveError> {
        std::fs::create_dir_all(data_dir).map_err(|error| ArchiveError::Directory {
            path: data_dir.to_owned(),
            reason: error.to_string(),
        })?;
        let path = data_dir.join(FILE_NAME);
        let opened = opening::open(&path).map_err(|source| ArchiveError::Sqlite {
            path: path.clone(),
            source,
        })?;
        let mut archive = Self {
            connection: opened.connection,
            path,
            waits_for_disk: Cell::new(true),
            is_read_only: opened.is_read_only,
        };
        schema::bring_up_to_date(&mut archive)?;
        Ok(archive)
    }

    /// Opens the archive of a data directory that was filled before: who only reads makes none.
    ///
    /// # Errors
    /// [`ArchiveError`] says what stands in the way and what to do.
    pub fn open_existing(data_dir: &Path) -> Result<Self, ArchiveError> {
        if !data_dir.join(FILE_NAME).exists() {
            return Err(ArchiveError::Absent {
                path: data_dir.to_owned(),
            });
        }
        Self::open(data_dir)
    }

    /// Takes more memory for storing very many articles.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn make_room(&self) -> Result<(), ArchiveError> {
        self.read(opening::make_room)
    }

    /// Where the archive lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can only be read: the disk is full, or the file may not be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Reads from one state of the archive.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ArchiveError> {
        query(&self.connection).map_err(|source| self.explained(source))
    }

    /// Reads several times from one state of the archive, which others may change meanwhile.
    ///
    /// # Errors
    /// What `reading` returns, or when SQLite refuses.
    pub fn snapshot<T, E: From<ArchiveError>>(
        &self,
        reading: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .unchecked_transaction()
            .map_err(|source| self.explained(source))?;
        let value = reading(self)?;
        // Nothing was written: ending the transaction either way gives the state back.
        drop(transaction);
        Ok(value)
    }

    /// Makes changes that are kept together or not at all, and that survive a power cut once this returns.
    ///
    /// # Errors
    /// When SQLite refuses; then nothing of the change is kept.
    pub fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ArchiveError> {
        self.wait_for_disk(true)?;
        self.commit(change)
    }

    /// Makes changes like [`write`](Self::write) that need not be on the disk at once: they survive the end of
    /// this process, but a power cut may take back the last ones. The next `write` or [`settle`](Self::settle)
    /// takes them to the disk.
    ///
    /// # Errors
    /// When SQLite refuses; then nothing of the change is kept.
    pub fn note<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ArchiveError> {
        self.wait_for_disk(false)?;
        self.commit(change)
    }

    /// Takes to the disk what was noted so far, here or by another process.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn settle(&self) -> Result<(), ArchiveError> {
        if self.is_read_only {
            return Ok(());
        }
        self.wait_for_disk(true)?;
        // SQLite takes its log to the disk with a commit that waits for it and writes something.
        self.read(|connection| {
            connection
                .prepare_cached("UPDATE counters SET value = value WHERE name = 'revision'")?
                .execute([])
                .map(|_| ())
        })
    }

    /// Writes the file anew without anything that was removed, and empties its log.
    ///
    /// # Errors
    /// When SQLite refuses, or another process reads one state of the archive all the time.
    pub fn compact(&self) -> Result<(), ArchiveError> {
        self.read(|connection| {
            connection.execute_batch("VACUUM")?;
            let is_busy: bool =
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if is_busy {
                let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                return Err(rusqlite::Error::SqliteFailure(busy, None));
            }
            Ok(())
        })
    }

    fn commit<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ArchiveError> {
        let result = (|| {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = change(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        result.map_err(|source| self.explained(source))
    }

    fn wait_for_disk(&self, waits: bool) -> Result<(), ArchiveError> {
        if self.waits_for_disk.get() == waits {
            return Ok(());
        }
        let level = if waits { "full" } else { "normal" };
        self.read(|connection| connection.pragma_update(None, "synchronous", level))?;
        self.waits_for_disk.set(waits);
        Ok(())
    }

    fn explained(&self, source: rusqlite::Error) -> ArchiveError {
        ArchiveError::Sqlite {
            path: self.path.clone(),
            source,
        }
    }
}
