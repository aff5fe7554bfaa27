//! The form of a backup: a SQLite file with the tables of the archive, and the files that lie beside it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rusqlite::{Connection, OpenFlags, params};

use crate::archive::{articles, copying, schema, sources, store};

/// What SQLite's header of every backup says: "Alue".
const APPLICATION: i32 = 0x416c_7565;

/// The table of the files beside the archive.
const TABLE: &str = "CREATE TABLE backup_files (
    kind    TEXT PRIMARY KEY,
    path    TEXT NOT NULL,      -- where it lay
    content BLOB NOT NULL
) STRICT;
CREATE TABLE backup_facts (
    made_at INTEGER NOT NULL,   -- seconds since 1970 in UTC
    version TEXT NOT NULL       -- of the program that made it
) STRICT;";

/// A file beside the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The settings file.
    Settings,
    /// The table of words that mean the same.
    Vocabulary,
    /// The administrator's file of names.
    Names,
    /// The key that opens the recipients of alerts.
    AlertsKey,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Settings,
        Self::Vocabulary,
        Self::Names,
        Self::AlertsKey,
    ];

    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Vocabulary => "vocabulary",
            Self::Names => "names",
            Self::AlertsKey => "alerts key",
        }
    }
}

/// A file with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// What it is.
    pub kind: Kind,
    /// Where it lay.
    pub path: PathBuf,
    /// What it said.
    pub content: Vec<u8>,
}

/// What a backup holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// When it was made, in seconds; absent for a copy of an archive that another program made.
    pub made_at: Option<i64>,
    /// Articles that are not removed.
    pub articles: u64,
    /// Sources.
    pub sources: u64,
    /// Files beside the archive.
    pub files: Vec<KeptFile>,
}

/// Makes a copy of an archive a backup: adds the files beside it.
///
/// # Errors
/// When SQLite refuses.
pub(super) fn complete(copy: &Connection, files: &[KeptFile], now: i64) -> rusqlite::Result<()> {
    copy.execute_batch(TABLE)?;
    copy.execute(
        "INSERT INTO backup_facts (made_at, version) VALUES (?1, ?2)",
        params![now, env!("CARGO_PKG_VERSION")],
    )?;
    for file in files {
        copy.execute(
            "INSERT INTO backup_files (kind, path, content) VALUES (?1, ?2, ?3)",
            params![
                file.kind.as_str(),
                file.path.to_string_lossy(),
                file.content
            ],
        )?;
    }
    copy.pragma_update(None, "application_id", APPLICATION)
}

/// Takes what [`complete`] added out of a copy again.
///
/// # Errors
/// When SQLite refuses.
pub(super) fn strip(copy: &store::Connection) -> store::Result<()> {
    copy.execute_batch(
        "DROP TABLE IF EXISTS backup_files; DROP TABLE IF EXISTS backup_facts;
         PRAGMA application_id = 0;",
    )
}

/// Whether a file is a backup, so that a new one may take its place.
#[must_use]
pub fn is_backup(path: &Path) -> bool {
    let id = open(path).and_then(|file| {
        let id = file.query_row("PRAGMA application_id", [], |row| row.get::<_, i32>(0));
        Ok(id?)
    });
    id.is_ok_and(|id| id == APPLICATION)
}

/// Checks a backup from its first to its last byte, and says what it holds.
///
/// # Errors
/// When it is no archive, is damaged, or a newer version made it; the message says so.
pub fn check(path: &Path) -> anyhow::Result<Contents> {
    let file = open(path)?;
    let faults = copying::faults(&file).with_context(|| no_backup(path))?;
    if let Some(fault) = faults.first() {
        bail!(
            "{} is damaged ({fault}): take another backup",
            path.display()
        );
    }
    let file = store::Connection::from(file);
    let format = schema::format(&file).with_context(|| no_backup(path))?;
    if format > schema::KNOWN_FORMAT {
        bail!(
            "{} was made by a newer version (format {format}, this version knows {}): use the newer version",
            path.display(),
            schema::KNOWN_FORMAT
        );
    }
    if format == 0 {
        bail!("{}", no_backup(path));
    }
    Ok(Contents {
        made_at: file.sqlite().and_then(made_at),
        articles: articles::count(&file).with_context(|| no_backup(path))?,
        sources: sources::all(&file).with_context(|| no_backup(path))?.len() as u64,
        files: file.sqlite().map(files).unwrap_or_default(),
    })
}

fn open(path: &Path) -> anyhow::Result<Connection> {
    if !path.is_file() {
        bail!("there is no file {}: check the path", path.display());
    }
    let read = || format!("cannot read {}", path.display());
    let absolute = std::path::absolute(path).with_context(read)?;
    let mut address = url::Url::from_file_path(&absolute)
        .map_err(|()| std::io::Error::from(std::io::ErrorKind::InvalidInput))
        .with_context(read)?;
    // Nobody writes it: it is read without locks, also where the folder cannot be written.
    address.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address.as_str(), flags).with_context(read)
}

fn no_backup(path: &Path) -> String {
    format!(
        "{} is no backup: name a file that `aluehaku backup` made, or a copy of archive.db",
        path.display()
    )
}

/// A plain copy of an archive has no such table.
fn made_at(file: &Connection) -> Option<i64> {
    file.query_row("SELECT made_at FROM backup_facts", [], |row| row.get(0))
        .ok()
}

fn files(file: &Connection) -> Vec<KeptFile> {
    let one = |kind: Kind| {
        let kept = file.query_row(
            "SELECT path, content FROM backup_files WHERE kind = ?1",
            [kind.as_str()],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?)),
        );
        let (path, content) = kept.ok()?;
        Some(KeptFile {
            kind,
            path: path.into(),
            content,
        })
    };
    Kind::ALL.into_iter().filter_map(one).collect()
}
