//! What is kept for a while only: lines of the fetch log, raw pages, and earlier versions of articles.

use rusqlite::params;

use super::store::{self, Connection};

/// From when on something is kept, in seconds; absent: for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptSince {
    /// Lines of the fetch log; the counts stay.
    pub log: Option<i64>,
    /// Raw pages, by when they came.
    pub pages: Option<i64>,
    /// Earlier versions of articles, by when the next one took their place.
    pub versions: Option<i64>,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Lines of the fetch log.
    pub log: usize,
    /// Raw pages.
    pub pages: usize,
    /// Earlier versions.
    pub versions: usize,
}

/// Removes what is older than it is kept.
///
/// # Errors
/// When the database refuses.
pub fn prune(connection: &Connection, kept: &KeptSince) -> store::Result<Pruned> {
    let remove = |table: &str, column: &str, before: Option<i64>| {
        let Some(before) = before else { return Ok(0) };
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE {column} < ?1"))?
            .execute(params![before])
    };
    Ok(Pruned {
        log: remove("fetches", "fetched_at", kept.log)?,
        pages: remove("pages", "fetched_at", kept.pages)?,
        versions: remove("article_versions", "replaced_at", kept.versions)?,
    })
}
