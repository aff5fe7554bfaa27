//! What articles teach about names of projects and organisations: each its lesson, and all together what the
//! articles were last read with.

use rusqlite::params;

use super::json::{from_json, to_json};
use super::store::{self, Connection, Optional};
use aluehaku_enrich::Given;
use aluehaku_enrich::names::register::{Edits, Lesson, Observations, Register};

/// Keeps what an article teaches in place of what it taught before. Where it cannot be told, nothing is kept, and the
/// article is noted as one whose names are to be read again, unless all of it was given.
///
/// # Errors
/// When the database refuses.
pub fn keep_lesson(
    connection: &Connection,
    article: &str,
    lesson: Option<&Lesson>,
) -> store::Result<()> {
    forget_nameless(connection, article)?;
    let Some(lesson) = lesson else {
        forget_lesson(connection, article)?;
        return note_nameless(connection, article);
    };
    connection
        .prepare_cached(
            "INSERT INTO lessons (article, content) VALUES (?1, ?2)
             ON CONFLICT (article) DO UPDATE SET content = ?2",
        )?
        .execute([article, &to_json(lesson)?])
        .map(|_| ())
}

/// Forgets an article that is removed: what it taught, and that its names were not read.
///
/// # Errors
/// When the database refuses.
pub fn forget(connection: &Connection, article: &str) -> store::Result<()> {
    forget_nameless(connection, article)?;
    forget_lesson(connection, article)
}

/// Number of articles whose names were not read, though names are to be read of them.
///
/// # Errors
/// When the database refuses.
pub fn count_nameless(connection: &Connection) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM nameless")?
        .query_row([], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

fn forget_lesson(connection: &Connection, article: &str) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM lessons WHERE article = ?1")?
        .execute([article])
        .map(|_| ())
}

fn note_nameless(connection: &Connection, article: &str) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO nameless (article)
             SELECT id FROM articles WHERE id = ?1 AND live = 1 AND json_array_length(given) < ?2",
        )?
        .execute(params![article, Given::LISTS as i64])
        .map(|_| ())
}

fn forget_nameless(connection: &Connection, article: &str) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM nameless WHERE article = ?1")?
        .execute([article])
        .map(|_| ())
}

/// Number of the register of names that articles are read with.
///
/// # Errors
/// When the database refuses.
pub fn register_number(connection: &Connection) -> store::Result<i64> {
    connection
        .prepare_cached("SELECT value FROM counters WHERE name = 'register'")?
        .query_row([], |row| row.get(0))
}

/// Number of the register that is kept; less than [`register_number`] while articles are read with a new one.
///
/// # Errors
/// When the database refuses.
pub fn kept_register(connection: &Connection) -> store::Result<i64> {
    connection
        .prepare_cached("SELECT value FROM counters WHERE name = 'register_kept'")?
        .query_row([], |row| row.get(0))
}

/// Takes the number of a new register, before any article is read with it: what others read with an older one from
/// now on is read anew.
///
/// # Errors
/// When the database refuses.
pub fn next_register(connection: &Connection) -> store::Result<i64> {
    connection
        .prepare_cached(
            "UPDATE counters SET value = value + 1 WHERE name = 'register' RETURNING value",
        )?
        .query_row([], |row| row.get(0))
}

/// What all articles teach together.
///
/// # Errors
/// When the database refuses or what is stored is damaged.
pub fn of_lessons(connection: &Connection) -> store::Result<Observations> {
    let mut observations = Observations::default();
    let mut statement = connection.prepare_cached(
        "SELECT content, source FROM lessons JOIN articles ON articles.id = article
         ORDER BY article",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next_row()? {
        let source = row.get_ref(1)?.as_str()?;
        observations.add(source, &from_json::<Lesson>(&row, 0)?);
    }
    Ok(observations)
}

/// What the articles were last read with.
#[derive(Clone, Debug, Default)]
pub struct LastRead {
    /// What they had taught.
    pub observations: Observations,
    /// What the administrator had said.
    pub edits: Edits,
    /// Whether an older version read them, so that all are to be read anew.
    pub is_stale: bool,
}

/// What the articles were last read with; `None` when they were never read with a register, or when what is stored
/// of it is damaged: it is learnt anew from the articles.
///
/// # Errors
/// When the database refuses.
pub fn load(connection: &Connection) -> store::Result<Option<LastRead>> {
    let last = connection
        .prepare_cached("SELECT content, edits, is_stale FROM observations")?
        .query_row([], |row| {
            Ok(LastRead {
                observations: from_json(row, 0)?,
                edits: from_json(row, 1)?,
                is_stale: row.get(2)?,
            })
        });
    match last {
        Err(store::Error::Column { .. }) => {
            tracing::warn!("what articles taught about names is damaged: it is learnt anew");
            Ok(None)
        }
        last => last.optional(),
    }
}

/// Keeps what the articles are read with from now on, by the number that it has taken where it has, and what the names
/// of the register go by.
///
/// # Errors
/// When the database refuses.
pub fn save(
    connection: &Connection,
    observations: &Observations,
    edits: &Edits,
    (number, register): (Option<i64>, &Register),
) -> store::Result<()> {
    if let Some(number) = number {
        connection
            .prepare_cached("UPDATE counters SET value = ?1 WHERE name = 'register_kept'")?
            .execute([number])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO observations (id, content, edits) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET content = ?1, edits = ?2, is_stale = 0",
        )?
        .execute([to_json(observations)?, to_json(edits)?])?;
    connection.execute("DELETE FROM aliases", [])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO aliases (kind, alias, name) VALUES (?1, ?2, ?3)")?;
    for (kind, alias, name) in register.aliases() {
        insert.execute([kind.as_str(), alias, name])?;
    }
    Ok(())
}

/// The names of which something in small letters is another name, with what each names.
///
/// # Errors
/// When the database refuses.
pub fn named(connection: &Connection, alias: &str) -> store::Result<Vec<(String, String)>> {
    connection
        .prepare_cached("SELECT kind, name FROM aliases WHERE alias = ?1 ORDER BY kind")?
        .query_map([alias], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The names whose other names begin with something in small letters, at most so many, with what each names.
///
/// # Errors
/// When the database refuses.
pub fn beginning(
    connection: &Connection,
    typed: &str,
    limit: usize,
) -> store::Result<Vec<(String, String)>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // The last character there is ends the range of what begins so.
    let end = format!("{typed}{}", char::MAX);
    connection
        .prepare_cached(
            "SELECT DISTINCT kind, name FROM aliases WHERE alias >= ?1 AND alias < ?2 LIMIT ?3",
        )?
        .query_map((typed, end, limit), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
