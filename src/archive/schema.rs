//! The tables of the archive and how older archives are brought up to date.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::store::session::Session;
use super::store::{self, Connection, ErrorKind, Optional as _, Server};
use super::{Archive, ArchiveError};

/// One step a format, oldest first: the format of a file is the number of steps it has taken.
/// A step that was released is never changed; a new one is added behind it.
const STEPS: [&str; 15] = [
    include_str!("schema/001_first.sql"),
    include_str!("schema/002_crawler.sql"),
    include_str!("schema/003_names.sql"),
    include_str!("schema/004_bands.sql"),
    include_str!("schema/005_lessons.sql"),
    include_str!("schema/006_removals.sql"),
    include_str!("schema/007_events.sql"),
    include_str!("schema/008_known_names.sql"),
    include_str!("schema/009_findings.sql"),
    include_str!("schema/010_sums.sql"),
    include_str!("schema/011_alerts.sql"),
    include_str!("schema/012_versions.sql"),
    include_str!("schema/013_crawlers.sql"),
    include_str!("schema/014_register.sql"),
    include_str!("schema/015_overview.sql"),
];

/// The first format that a server has had; later steps are taken there as in a file.
const FIRST_ON_SERVER: usize = 14;

/// The tables of that format on a server.
const ON_SERVER: &str = include_str!("schema/postgres.sql");

/// How long tables that others use are waited for before they are written anew, and how long between two tries.
const PATIENCE: Duration = Duration::from_secs(600);
const PAUSE: Duration = Duration::from_millis(500);

/// The tables of articles and of what visits bring, those first that others refer to.
const OF_ARTICLES: [&str; 19] = [
    "sources",
    "articles",
    "article_versions",
    "fingerprint_bands",
    "lessons",
    "nameless",
    "frontier",
    "fetches",
    "pages",
    "source_states",
    "visit_counts",
    "rhythms",
    "shapes",
    "counters",
    "observations",
    "aliases",
    "tombstones",
    "hash_key",
    "removals",
];

/// The tables of alerts, in such an order, too.
pub(super) const OF_ALERTS: [&str; 6] = [
    "alerts",
    "alert_renewals",
    "alert_news",
    "alert_messages",
    "alert_counts",
    "alarms",
];

/// The tables of crawlers at work.
const OF_CRAWLERS: [&str; 2] = ["crawlers", "hosts"];

/// All tables of this format, those first that others refer to.
pub(super) fn known_tables() -> impl DoubleEndedIterator<Item = &'static str> {
    let tables = OF_ARTICLES.into_iter().chain(OF_ALERTS);
    tables.chain(OF_CRAWLERS)
}

/// The newest format this version knows.
pub(crate) const KNOWN_FORMAT: i64 = STEPS.len() as i64;

/// Takes the steps an older or new archive has not taken yet.
pub(super) fn bring_up_to_date(archive: &mut Archive) -> Result<(), ArchiveError> {
    let found = archive.read(format)?;
    if found > KNOWN_FORMAT {
        return Err(ArchiveError::Newer {
            place: archive.location.place(),
            found,
            known: KNOWN_FORMAT,
        });
    }
    if found == KNOWN_FORMAT {
        return Ok(());
    }
    archive.write(|connection| {
        // Another process may have taken the steps while this one waited for its turn.
        let found = usize::try_from(format(connection)?).unwrap_or(0);
        match connection.server() {
            None => steps_in_file(connection, found),
            Some(session) => steps_on_server(connection, session, found),
        }
    })
}

/// Takes the steps of a file behind those it has taken.
pub(super) fn steps_in_file(connection: &Connection, found: usize) -> store::Result<()> {
    for step in STEPS.iter().skip(found) {
        connection.execute_batch(step)?;
    }
    connection.execute_batch(&format!("PRAGMA user_version = {KNOWN_FORMAT}"))
}

fn steps_on_server(connection: &Connection, session: &Session, found: usize) -> store::Result<()> {
    if found == 0 {
        session.run(&ON_SERVER.replace("{schema}", session.server().schema()))?;
    }
    for step in STEPS.iter().skip(found.max(FIRST_ON_SERVER)) {
        connection.execute_batch(step)?;
    }
    connection.execute_batch(&format!(
        "UPDATE archive_format SET format = {KNOWN_FORMAT}"
    ))
}

/// The format of an archive: 0 when there is none.
///
/// # Errors
/// When the database refuses.
pub(crate) fn format(connection: &Connection) -> store::Result<i64> {
    match connection.server() {
        None => connection.query_row("PRAGMA user_version", [], |row| row.get(0)),
        Some(session) if is_in_schema(connection, session)? => {
            connection.query_row("SELECT format FROM archive_format", [], |row| row.get(0))
        }
        Some(_) => Ok(0),
    }
}

/// Whether there is an archive in the schema of a server.
///
/// # Errors
/// When the server does not answer.
pub(super) fn is_on_server(server: &Arc<Server>) -> store::Result<bool> {
    let connection = Connection::from(Session::new(Arc::clone(server)));
    format(&connection).map(|format| format > 0)
}

/// Bytes that the archive takes on a server.
///
/// # Errors
/// When the server does not answer.
pub(super) fn bytes_on_server(server: &Arc<Server>) -> store::Result<u64> {
    let connection = Connection::from(Session::new(Arc::clone(server)));
    connection
        .query_row(
            "SELECT CAST(coalesce(sum(pg_total_relation_size(pg_class.oid)), 0) AS BIGINT)
             FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
             WHERE nspname = ?1 AND relkind = 'r'",
            [server.schema()],
            |row| row.get::<i64>(0),
        )
        .map(i64::cast_unsigned)
}

/// The version of a server, and its clock in milliseconds.
///
/// # Errors
/// When the server does not answer.
pub(crate) fn server_facts(connection: &Connection) -> store::Result<(String, i64)> {
    connection.query_row(
        "SELECT current_setting('server_version'),
             CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Writes all tables on a server anew, so that nothing removed is left in its files.
///
/// Rows that a transaction may still see are written, too: whatever began before this is waited for. And whoever waits
/// for a table stops all others there, so that this is given up at once and tried again.
///
/// # Errors
/// When the server refuses, or others look at one state, or use a table, for longer than anybody waits.
pub(super) fn compact_server(connection: &Connection) -> store::Result<()> {
    wait_for_those_before(connection)?;
    connection.execute_batch("SET lock_timeout = '1s'")?;
    let written = tables(connection)?.iter().try_for_each(|table| {
        again_while_busy(|| connection.execute_batch(&format!("VACUUM FULL \"{table}\"")))
    });
    connection.execute_batch("SET lock_timeout = '30s'")?;
    written
}

fn wait_for_those_before(connection: &Connection) -> store::Result<()> {
    let now: f64 = connection.query_row(
        "SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)",
        [],
        |row| row.get(0),
    )?;
    again_while_busy(|| {
        let are_left: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()
                     AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)
                     AND xact_start <= to_timestamp(?1))",
            [now],
            |row| row.get(0),
        )?;
        match are_left {
            true => Err(store::Error::Held),
            false => Ok(()),
        }
    })
}

fn again_while_busy(mut work: impl FnMut() -> store::Result<()>) -> store::Result<()> {
    let begun = Instant::now();
    loop {
        match work() {
            Err(error) if error.kind() == ErrorKind::Busy && begun.elapsed() < PATIENCE => {
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

/// The names of the tables of an archive, in the order of the alphabet.
///
/// # Errors
/// When the database refuses.
pub(super) fn tables(connection: &Connection) -> store::Result<Vec<String>> {
    let sql = match connection.server() {
        None => "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
        Some(_) => {
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()
             ORDER BY 1"
        }
    };
    connection
        .prepare_cached(sql)?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The columns of a table in their order but those that follow from others, and whether each belongs to its key.
///
/// # Errors
/// When the database refuses.
pub(super) fn columns(connection: &Connection, table: &str) -> store::Result<Vec<(String, bool)>> {
    let sql = match connection.server() {
        None => "SELECT name, pk > 0 FROM pragma_table_info(?1) ORDER BY cid",
        Some(_) => {
            "SELECT CAST(attname AS TEXT),
                 EXISTS (SELECT 1 FROM pg_index
                         WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey))
             FROM pg_attribute
             WHERE attrelid = CAST(CAST(?1 AS TEXT) AS regclass) AND attnum > 0 AND NOT attisdropped
                 AND attgenerated = ''
             ORDER BY attnum"
        }
    };
    connection
        .prepare_cached(sql)?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn is_in_schema(connection: &Connection, session: &Session) -> store::Result<bool> {
    let found = connection
        .query_row(
            "SELECT 1 FROM pg_tables WHERE schemaname = ?1 AND tablename = 'archive_format'",
            [session.server().schema()],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}
