//! The articles in the order in which they changed, for whoever follows the archive or writes all of it out.
//!
//! A record that is damaged on the disk stops nobody: it is told as damaged, and the others follow.

use aluehaku_article::EnrichedArticle;
use rusqlite::params;
use rusqlite::types::ValueRef;

use super::rows::read_article;
use super::store::{self, Connection, ErrorKind, Row};

/// One article that changed, as the index wants to know it.
#[derive(Clone, Debug)]
pub struct Change {
    /// Number of the change.
    pub revision: u64,
    /// Identifier of the article, or what is left of it.
    pub id: String,
    /// What it is now.
    pub now: Now,
    /// The maakunta its source publishes in.
    pub publisher_region: Option<String>,
}

/// What an article is after a change.
#[derive(Clone, Debug)]
pub enum Now {
    /// It is this.
    Article(Box<EnrichedArticle>),
    /// It was removed.
    Removed,
    /// Its record cannot be read.
    Damaged,
}

/// An article whose record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Its identifier, or what is left of it.
    pub id: String,
    /// Number of its last change.
    pub revision: u64,
}

impl Change {
    /// The article, where it is there and can be read.
    #[must_use]
    pub fn article(self) -> Option<EnrichedArticle> {
        match self.now {
            Now::Article(article) => Some(*article),
            Now::Removed | Now::Damaged => None,
        }
    }

    /// The article as damaged, where it is; the log names it.
    #[must_use]
    pub fn damaged(&self) -> Option<Damaged> {
        let Now::Damaged = self.now else { return None };
        let damaged = Damaged {
            id: self.id.clone(),
            revision: self.revision,
        };
        tracing::error!("the archive's record of the article {damaged} is damaged: it is left out");
        Some(damaged)
    }
}

impl std::fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.id.as_str() {
            "" => write!(formatter, "of change {}", self.revision),
            id => formatter.write_str(id),
        }
    }
}

/// A row of the table as a change.
const COLUMNS: &str =
    "articles.revision, articles.id, live, region, record, duplicate_group, events, quotes,
     record_sum, told_sum FROM articles LEFT JOIN sources ON sources.id = articles.source";

/// Articles that changed after a revision, oldest change first, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub fn since(connection: &Connection, revision: u64, limit: u32) -> store::Result<Vec<Change>> {
    let together = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} WHERE articles.revision > ?1 ORDER BY articles.revision LIMIT ?2"
        ))?
        .query_map(params![revision.cast_signed(), limit], change)?
        .collect();
    match together {
        Err(error) if error.kind() == ErrorKind::Damaged => one_by_one(connection, revision, limit),
        together => together,
    }
}

/// How many articles are not removed and can be read.
///
/// # Errors
/// When the database refuses.
pub fn count_readable(connection: &Connection) -> store::Result<u64> {
    const BATCH: u32 = 500;
    let (mut revision, mut count) = (0, 0);
    loop {
        let changes = since(connection, revision, BATCH)?;
        let Some(last) = changes.last() else {
            return Ok(count);
        };
        revision = last.revision;
        count += changes
            .iter()
            .filter(|change| matches!(change.now, Now::Article(_)))
            .count() as u64;
    }
}

/// Number of changes after a revision, each article counted once.
///
/// # Errors
/// When the database refuses.
pub fn count_since(connection: &Connection, revision: u64) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM articles WHERE revision > ?1")?
        .query_row([revision.cast_signed()], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// When the first of the changes after a revision was made, in seconds; absent when there is none.
///
/// # Errors
/// When the database refuses.
pub fn oldest_since(connection: &Connection, revision: u64) -> store::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT min(changed_at) FROM articles WHERE revision > ?1")?
        .query_row([revision.cast_signed()], |row| row.get(0))
}

/// The same where some page of the file cannot be read: each article by itself, found by the index of revisions.
fn one_by_one(connection: &Connection, revision: u64, limit: u32) -> store::Result<Vec<Change>> {
    let revisions: Vec<i64> = connection
        .prepare_cached(
            "SELECT revision FROM articles WHERE revision > ?1 ORDER BY revision LIMIT ?2",
        )?
        .query_map(params![revision.cast_signed(), limit], |row| row.get(0))?
        .collect::<store::Result<_>>()?;
    let mut one =
        connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE articles.revision = ?1"))?;
    let changes = revisions
        .into_iter()
        .map(|revision| match one.query_row([revision], change) {
            Err(error) if error.kind() != ErrorKind::Away => Ok(Change {
                revision: revision.cast_unsigned(),
                id: String::new(),
                now: Now::Damaged,
                publisher_region: None,
            }),
            read => read,
        });
    changes.collect()
}

fn change(row: &Row<'_>) -> store::Result<Change> {
    let id = row.get_ref(1)?.as_bytes().unwrap_or_default();
    let now = match row.get::<i64>(2) {
        // Nothing is stored of an article that was removed.
        Ok(0) if row.get_ref(8)? == ValueRef::Null => Now::Removed,
        Ok(1) => match read_article(row, 4) {
            Ok(article) if article.article.id.as_str().as_bytes() == id => {
                Now::Article(Box::new(article))
            }
            _ => Now::Damaged,
        },
        _ => Now::Damaged,
    };
    Ok(Change {
        revision: row.get::<i64>(0)?.cast_unsigned(),
        id: String::from_utf8_lossy(id).into_owned(),
        now,
        publisher_region: row.get(3).unwrap_or_default(),
    })
}
