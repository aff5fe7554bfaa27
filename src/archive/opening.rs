//! The ways to open the archive: for reading and writing, or, where the disk is full or can only be read, for reading
//! alone.

use std::path::Path;
use std::sync::{Arc, Once};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::store::session::Session;
use super::store::{self, Server};

/// How long a write waits for another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Statements that are kept ready. One visit of the crawler runs about fifty different ones; to read a
/// statement takes longer than to run it.
const STATEMENTS: usize = 256;

/// Pages of changes after which they are moved from the log into the file. Each visit touches some pages that the
/// one before it touched too; the longer the log, the fewer of them are moved twice.
const PAGES_OF_LOG: u32 = 4_000;

/// The same for whoever stores very many articles: what is looked up for each stands on pages all over the file.
const PAGES_OF_LONG_LOG: u32 = 16_000;

/// Memory for pages of the file for whoever does, in kilobytes.
const KILOBYTES_OF_PAGES: i32 = 32_000;

/// An open archive.
#[derive(Debug)]
pub(super) struct Opened {
    /// The way to it.
    pub(super) connection: store::Connection,
    /// Whether it can only be read.
    pub(super) is_read_only: bool,
}

/// Opens the file, which is made when it is not there.
///
/// # Errors
/// When SQLite can neither write nor read it.
pub(super) fn open(path: &Path) -> store::Result<Opened> {
    let refused = match for_writing(path) {
        Ok(connection) => {
            let is_read_only = connection.is_readonly("main")?;
            return Ok(Opened {
                connection: connection.into(),
                is_read_only,
            });
        }
        Err(error) => error,
    };
    if !is_of_disk(&refused) || !path.exists() {
        return Err(refused.into());
    }
    let Ok(connection) = for_reading(path) else {
        return Err(refused.into());
    };
    say_once(path, &refused);
    Ok(Opened {
        connection: connection.into(),
        is_read_only: true,
    })
}

/// Opens the archive on a server. One that follows another server can only be read.
///
/// # Errors
/// When the server does not answer.
pub(super) fn on_server(server: &Arc<Server>) -> store::Result<Opened> {
    let connection = store::Connection::from(Session::new(Arc::clone(server)));
    let is_read_only = connection.query_row("SELECT pg_is_in_recovery()", [], |row| row.get(0))?;
    Ok(Opened {
        connection,
        is_read_only,
    })
}

/// Writes the file anew without anything that was removed, and empties its log.
///
/// # Errors
/// When SQLite refuses, or another process reads one state of the file all the time.
pub(super) fn compact(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("VACUUM")?;
    let is_busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy {
        let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        return Err(rusqlite::Error::SqliteFailure(busy, None));
    }
    Ok(())
}

fn for_writing(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", PAGES_OF_LOG)?;
    connection.pragma_update(None, "foreign_keys", "on")?;
    // What is removed is written over.
    connection.pragma_update(None, "secure_delete", "on")?;
    prepare(&connection)?;
    // The log is opened with the first look at the file.
    look(&connection)?;
    Ok(connection)
}

/// Takes more memory and a longer log: with these, storing a hundred thousand articles reads and writes half as much.
pub(super) fn make_room(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "wal_autocheckpoint", PAGES_OF_LONG_LOG)?;
    connection.pragma_update(None, "cache_size", -KILOBYTES_OF_PAGES)
}

/// Opens a file that cannot be written: with its log where that can be read, else, where the log is empty, without.
fn for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |option: &str| -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(format!("{}?{option}", uri(path)), flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        prepare(&connection)?;
        look(&connection)?;
        Ok(connection)
    };
    let with_log = open("mode=ro");
    let log = path.with_extension("db-wal");
    let log_is_empty = log.metadata().map_or(true, |log| log.len() == 0);
    match with_log {
        Err(_) if log_is_empty => open("immutable=1"),
        opened => opened,
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    // Plans do not depend on the values that are bound: else a statement is read anew for many of them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

fn look(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Whether the disk or its rights are why a file cannot be opened for writing.
fn is_of_disk(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure
                | ErrorCode::DiskFull
        )
    )
}

/// The path as SQLite reads it in an address.
fn uri(path: &Path) -> String {
    let path = path.to_string_lossy();
    let escaped = path
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    format!("file:{escaped}")
}

/// Says once a process that the archive can only be read: each request opens it.
fn say_once(path: &Path, refused: &rusqlite::Error) {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        tracing::warn!(
            "the archive {} can only be read ({refused}): searching and exporting go on, nothing new is archived",
            path.display()
        );
    });
}
