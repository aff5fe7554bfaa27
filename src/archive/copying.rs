//! Copies of the archive while it is in use: out of it as a backup, and a backup in its place.
//!
//! A copy is made in one step and from one state, whatever is written meanwhile. A copy takes the archive's place in
//! one transaction: whoever reads sees all of the state before or all of the one after it.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::Value;
use rusqlite::{ErrorCode, OpenFlags, params};

use super::removal::contents::values;
use super::store::connection::Purpose;
use super::store::{self, Connection, Optional};
use super::{Archive, ArchiveError, articles, identity, opening, removal, schema};

/// How long to wait before a copy is tried again that another process holds up.
const PAUSE: Duration = Duration::from_millis(50);

/// How often that is tried: about as long as any other write waits.
const TRIES: u32 = 600;

/// Pages that are moved while a copy takes the archive's place: all of them.
const ALL_PAGES: i32 = -1;

/// What became of tombstones when a backup took the place of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tombstones {
    /// There were none that the backup lacks.
    Same,
    /// What was removed after the backup was made is removed from it, too.
    Kept,
    /// They were made with another key, so that nobody can tell whom they name.
    Foreign,
}

/// What tells whether an archive has changed since a copy was made to follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    revision: u64,
    tombstones: u32,
}

impl Archive {
    /// Copies one state of the archive into a new file of SQLite.
    ///
    /// # Errors
    /// When the database refuses, as when the disk is full; the file is then no whole copy.
    pub fn copy_to(&self, target: &Path) -> Result<(), ArchiveError> {
        let copied = match self.connection.sqlite() {
            Some(file) => copy_file(file, target).map_err(store::Error::from),
            None => {
                return self
                    .snapshot(|archive| archive.read(|from| copy_from_server(from, target)));
            }
        };
        copied.map_err(|reason| ArchiveError::Refused {
            place: target.display().to_string(),
            reason,
        })
    }

    /// Makes the archive one file without a log beside it, as long as nobody else has it open.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn close_log(&self) -> Result<(), ArchiveError> {
        self.read(one_file)
    }

    /// Puts a copy in the place of everything that is archived, in one transaction. False, and nothing is changed, where
    /// other machines archived or removed something since what was `seen`.
    ///
    /// # Errors
    /// When the database refuses, or another process holds the archive too long; it then stays as it is.
    pub fn replace_with(&mut self, copy: &Path, seen: Seen) -> Result<bool, ArchiveError> {
        let opened = rusqlite::Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let source = opened.map_err(|error| self.explained(error.into()))?;
        if self.connection.server().is_some() {
            let source = source.into();
            return self.write(|to| {
                if Seen::of(to)? != seen {
                    return Ok(false);
                }
                replace_rows(&source, to)?;
                number_on(to)?;
                Ok(true)
            });
        }
        self.wait_for_disk(true)?;
        let moved = self.connection.sqlite_mut().map_or(Ok(()), |file| {
            let moved = move_pages(&source, file);
            // Statements that were kept ready belong to the tables that are gone.
            file.flush_prepared_statement_cache();
            moved
        });
        moved.map_err(|error| self.explained(error.into()))?;
        Ok(true)
    }
}

impl Seen {
    /// What an archive holds now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(connection: &Connection) -> store::Result<Self> {
        let tombstones =
            connection.query_row("SELECT count(*) FROM tombstones", [], |row| row.get(0))?;
        Ok(Self {
            revision: articles::revision(connection)?,
            tombstones,
        })
    }
}

/// What SQLite finds wrong with a file; nothing when it is whole.
///
/// # Errors
/// When the file is none of SQLite's or cannot be read at all.
pub fn faults(file: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let found = file
        .prepare("PRAGMA integrity_check")
        .and_then(|mut check| check.query_map([], |row| row.get(0))?.collect());
    let mut faults: Vec<String> = match found {
        // So damaged that the check itself stumbles.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            vec![error.to_string()]
        }
        found => found?,
    };
    faults.retain(|fault| fault != "ok");
    Ok(faults)
}

/// Makes a copy ready to follow an archive: whoever knows the archive finds every article changed, those removed
/// that the copy lacks, and nothing come back that was removed for good.
///
/// # Errors
/// When the database refuses.
pub fn follow_on(copy: &Connection, before: &Connection, now: i64) -> store::Result<Tombstones> {
    let newest = articles::revision(before)?
        .max(articles::revision(copy)?)
        .cast_signed();
    // All numbers stay apart, since each is raised above the highest.
    copy.execute("UPDATE articles SET revision = revision + ?1", [newest])?;
    copy.execute(
        "UPDATE counters SET value = value + ?1 WHERE name = 'revision'",
        [newest],
    )?;
    remove_missing(copy, before, now)?;
    // What comes back is no news.
    copy.execute(
        "UPDATE counters SET value = (SELECT value FROM counters WHERE name = 'revision')
         WHERE name = 'alerts'",
        [],
    )?;
    take_alerts(copy, before)?;
    // An index that machines share goes on to belong to the archive in this place; where there was nothing yet, to the
    // one that the copy was made of.
    if articles::revision(before)? > 0 {
        identity::take_over(copy, before)?;
    }
    // Whoever follows removals has seen none of those that are carried out in the copy.
    let removals = removal::carried_out(before)?.max(removal::carried_out(copy)?);
    removal::count_from(copy, removals + 1)?;
    let tombstones = take_tombstones(copy, before)?;
    if tombstones == Tombstones::Kept {
        removal::order(copy, now)?;
    }
    Ok(tombstones)
}

/// Marks articles as removed that only the archive before had.
fn remove_missing(copy: &Connection, before: &Connection, now: i64) -> store::Result<()> {
    let mut statement = before.prepare_cached(
        "SELECT articles.id, sources.id, sources.name FROM articles
         JOIN sources ON sources.id = articles.source WHERE live = 1",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next_row()? {
        let (id, source, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let is_there: bool = copy
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1)")?
            .query_row([&id], |row| row.get(0))?;
        if is_there {
            continue;
        }
        copy.prepare_cached(
            "INSERT INTO sources (id, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?
        .execute([&source, &name])?;
        let revision = super::revisions::next_revision(copy)?;
        copy.prepare_cached(
            "INSERT INTO articles (id, source, revision, live, record, given, archived_at, changed_at)
             VALUES (?1, ?2, ?3, 0, '{}', '[]', ?4, ?4)",
        )?
        .execute(params![id, source, revision, now])?;
    }
    Ok(())
}

/// Alerts stay as they are where there are any: who has left since the copy was made does not come back.
fn take_alerts(copy: &Connection, before: &Connection) -> store::Result<()> {
    let has_any: bool = before.query_row(
        "SELECT EXISTS (SELECT 1 FROM alerts) OR EXISTS (SELECT 1 FROM alert_counts)",
        [],
        |row| row.get(0),
    )?;
    if !has_any {
        return Ok(());
    }
    // What others refer to comes first, and goes last.
    for table in schema::OF_ALERTS.iter().rev() {
        copy.execute(&format!("DELETE FROM {table}"), [])?;
    }
    for table in schema::OF_ALERTS {
        copy_rows(table, before, copy)?;
    }
    number_on(copy)
}

/// Takes over the tombstones that were put up since the copy was made.
fn take_tombstones(copy: &Connection, before: &Connection) -> store::Result<Tombstones> {
    let key = |connection: &Connection| {
        connection
            .query_row("SELECT value FROM hash_key", [], |row| {
                row.get::<Vec<u8>>(0)
            })
            .optional()
    };
    let Some(own) = key(before)? else {
        return Ok(Tombstones::Same);
    };
    match key(copy)? {
        Some(other) if other != own => return Ok(Tombstones::Foreign),
        Some(_) => {}
        None => {
            copy.execute("INSERT INTO hash_key (id, value) VALUES (1, ?1)", [own])?;
        }
    }
    let mut taken = 0;
    let mut statement =
        before.prepare_cached("SELECT kind, hash, removed_at, written FROM tombstones")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next_row()? {
        taken += copy
            .prepare_cached(
                "INSERT INTO tombstones (kind, hash, removed_at, written)
                 VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                row.get::<String>(0)?,
                row.get::<Vec<u8>>(1)?,
                row.get::<i64>(2)?,
                row.get::<Option<Vec<u8>>>(3)?
            ])?;
    }
    Ok(if taken > 0 {
        Tombstones::Kept
    } else {
        Tombstones::Same
    })
}

fn copy_file(from: &rusqlite::Connection, target: &Path) -> rusqlite::Result<()> {
    let mut copy = rusqlite::Connection::open(target)?;
    move_pages(from, &mut copy)?;
    copy.pragma_update(None, "journal_mode", "delete")
}

/// Makes a file with everything that is archived on a server.
fn copy_from_server(from: &Connection, target: &Path) -> store::Result<()> {
    let copy = opening::open(target)?.connection;
    let transaction = copy.begin(Purpose::Writing)?;
    schema::steps_in_file(&copy, 0)?;
    replace_rows(from, &copy)?;
    number_on(&copy)?;
    transaction.commit()?;
    one_file(&copy)
}

/// Lets what is numbered go on behind all numbers that stand somewhere: news say by which message they were told, also
/// when that is gone.
fn number_on(connection: &Connection) -> store::Result<()> {
    let highest = |table: &str, column: &str| {
        connection.query_row(
            &format!("SELECT coalesce(max({column}), 0) FROM {table}"),
            [],
            |row| row.get::<i64>(0),
        )
    };
    let messages = highest("alert_messages", "id")?.max(highest("alert_news", "message")?);
    if connection.server().is_none() {
        connection.execute(
            "DELETE FROM sqlite_sequence WHERE name = 'alert_messages'",
            [],
        )?;
        return connection
            .execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES ('alert_messages', ?1)",
                [messages],
            )
            .map(|_| ());
    }
    for (table, number) in [
        ("alert_messages", messages),
        ("fetches", highest("fetches", "id")?),
    ] {
        connection.query_row(
            &format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), ?1, false)"),
            [number + 1],
            |_| Ok(()),
        )?;
    }
    Ok(())
}

fn replace_rows(from: &Connection, to: &Connection) -> store::Result<()> {
    for table in schema::known_tables().rev() {
        to.execute(&format!("DELETE FROM {table}"), [])?;
    }
    schema::known_tables().try_for_each(|table| copy_rows(table, from, to))
}

fn copy_rows(table: &str, from: &Connection, to: &Connection) -> store::Result<()> {
    let columns = schema::columns(from, table)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<String> = (1..=names.len())
        .map(|number| format!("?{number}"))
        .collect();
    let (names, places) = (names.join(", "), places.join(", "));
    let mut select = from.prepare_cached(&format!("SELECT {names} FROM {table}"))?;
    let mut insert =
        to.prepare_cached(&format!("INSERT INTO {table} ({names}) VALUES ({places})"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next_row()? {
        let row: Vec<Value> = (0..columns.len())
            .map(|at| row.get(at))
            .collect::<store::Result<_>>()?;
        insert.execute(values(&row).as_slice())?;
    }
    Ok(())
}

/// Makes a file one without a log beside it.
fn one_file(connection: &Connection) -> store::Result<()> {
    if let Some(file) = connection.sqlite() {
        file.pragma_update(None, "journal_mode", "delete")?;
    }
    Ok(())
}

fn move_pages(from: &rusqlite::Connection, to: &mut rusqlite::Connection) -> rusqlite::Result<()> {
    let backup = Backup::new(from, to)?;
    for _ in 0..TRIES {
        match backup.step(ALL_PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => std::thread::sleep(PAUSE),
        }
    }
    let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    Err(rusqlite::Error::SqliteFailure(busy, None))
}
