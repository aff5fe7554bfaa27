//! What articles teach about names of projects and organisations: each its lesson, and all together what the
//! articles were last read with.

use rusqlite::{Connection, OptionalExtension};

use super::json::{from_json, to_json};
use aluehaku_enrich::names::register::{Lesson, Observations};

/// Keeps what an article teaches in place of what it taught before.
///
/// # Errors
/// When SQLite refuses.
pub fn keep_lesson(
    connection: &Connection,
    article: &str,
    lesson: &Lesson,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO lessons (article, content) VALUES (?1, ?2)
             ON CONFLICT (article) DO UPDATE SET content = ?2",
        )?
        .execute([article, &to_json(lesson)?])
        .map(|_| ())
}

/// Forgets what an article taught.
///
/// # Errors
/// When SQLite refuses.
pub fn forget_lesson(connection: &Connection, article: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM lessons WHERE article = ?1")?
        .execute([article])
        .map(|_| ())
}

/// What all articles teach together.
///
/// # Errors
/// When SQLite refuses or what is stored is damaged.
pub fn of_lessons(connection: &Connection) -> rusqlite::Result<Observations> {
    let mut observations = Observations::default();
    let mut statement = connection.prepare("SELECT content FROM lessons ORDER BY article")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        observations.add(&from_json::<Lesson>(row, 0)?);
    }
    Ok(observations)
}

/// What the articles were last read with.
///
/// # Errors
/// When SQLite refuses or what is stored is damaged.
pub fn load(connection: &Connection) -> rusqlite::Result<Observations> {
    let stored = connection
        .prepare_cached("SELECT content FROM observations")?
        .query_row([], |row| from_json(row, 0))
        .optional()?;
    Ok(stored.unwrap_or_default())
}

/// Keeps what the articles are read with from now on.
///
/// # Errors
/// When SQLite refuses.
pub fn save(connection: &Connection, observations: &Observations) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO observations (id, content) VALUES (1, ?1)
             ON CONFLICT (id) DO UPDATE SET content = ?1",
        )?
        .execute([to_json(observations)?])
        .map(|_| ())
}
