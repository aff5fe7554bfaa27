//! Whom articles come from.

use rusqlite::params;

use super::store::{self, Connection, Optional, Row};
use super::{articles, revisions, source_states};

/// A source as the archive remembers it, so that articles keep their publisher even when it is no
/// longer configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSource {
    /// Short stable word.
    pub id: String,
    /// The publisher's name.
    pub name: String,
    /// Address readers are sent to.
    pub home: Option<String>,
    /// Maakunta it publishes in, Finnish name.
    pub region: Option<String>,
    /// Language most of its articles are in.
    pub language: Option<String>,
}

/// Adds a source or brings it up to date.
///
/// When the region changed, its articles get new revisions, because the index holds the
/// publisher's region with each of them.
///
/// # Errors
/// When the database refuses.
pub fn save(connection: &Connection, source: &StoredSource) -> store::Result<()> {
    let before = find(connection, &source.id)?;
    if before.as_ref() == Some(source) {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO sources (id, name, home, region, language) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = ?2, home = ?3, region = ?4, language = ?5",
        )?
        .execute(params![
            source.id,
            source.name,
            source.home,
            source.region,
            source.language
        ])?;
    if before.is_some_and(|before| before.region != source.region) {
        revisions::renumber_source(connection, &source.id)?;
    }
    Ok(())
}

/// What was forgotten of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Articles that were removed.
    pub articles: u64,
    /// Addresses that are no longer known.
    pub addresses: u64,
}

/// What would be forgotten of a source.
///
/// # Errors
/// When the database refuses.
pub fn to_forget(connection: &Connection, id: &str) -> store::Result<Forgotten> {
    let count = |query: &str| {
        let counted = connection.query_row(query, [id], |row| row.get::<u32>(0));
        counted.map(u64::from)
    };
    Ok(Forgotten {
        articles: count("SELECT count(*) FROM articles WHERE source = ?1 AND live = 1")?,
        addresses: count("SELECT count(*) FROM frontier WHERE source = ?1")?,
    })
}

/// Removes everything that came from a source, and sees to it that it is not visited again. Its
/// name stays, so that it is known who wanted that.
///
/// # Errors
/// When the database refuses.
pub fn forget(connection: &Connection, id: &str, now: i64) -> store::Result<Forgotten> {
    source_states::opt_out(connection, id, Some(now))?;
    let articles: Vec<String> = connection
        .prepare_cached("SELECT id FROM articles WHERE source = ?1 AND live = 1")?
        .query_map([id], |row| row.get(0))?
        .collect::<store::Result<_>>()?;
    for article in &articles {
        articles::remove(connection, article, now)?;
    }
    let addresses = connection
        .prepare_cached("DELETE FROM frontier WHERE source = ?1")?
        .execute([id])?;
    for table in ["pages", "fetches", "rhythms", "shapes"] {
        connection.execute(&format!("DELETE FROM {table} WHERE source = ?1"), [id])?;
    }
    Ok(Forgotten {
        articles: articles.len() as u64,
        addresses: addresses as u64,
    })
}

/// The source with an identifier.
///
/// # Errors
/// When the database refuses.
pub fn find(connection: &Connection, id: &str) -> store::Result<Option<StoredSource>> {
    connection
        .prepare_cached("SELECT id, name, home, region, language FROM sources WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// Every source, by identifier.
///
/// # Errors
/// When the database refuses.
pub fn all(connection: &Connection) -> store::Result<Vec<StoredSource>> {
    connection
        .prepare_cached("SELECT id, name, home, region, language FROM sources ORDER BY id")?
        .query_map([], read)?
        .collect()
}

fn read(row: &Row<'_>) -> store::Result<StoredSource> {
    Ok(StoredSource {
        id: row.get(0)?,
        name: row.get(1)?,
        home: row.get(2)?,
        region: row.get(3)?,
        language: row.get(4)?,
    })
}

/// Names of the sources that have one beside their identifier.
///
/// # Errors
/// When the database refuses.
pub fn names(connection: &Connection) -> store::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT name FROM sources WHERE name <> id ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect()
}
