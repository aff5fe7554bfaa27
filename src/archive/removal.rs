//! What has to go when something is removed for good.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

/// In how many articles each person is named.
///
/// # Errors
/// When SQLite refuses.
pub fn persons(connection: &Connection) -> rusqlite::Result<BTreeMap<String, u64>> {
    connection
        .prepare(
            "SELECT person.value, count(DISTINCT articles.id)
             FROM articles, json_each(articles.record, '$.persons') AS person
             WHERE live = 1 GROUP BY person.value",
        )?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?
        .collect()
}

/// The article with an address.
///
/// # Errors
/// When SQLite refuses.
pub fn article_at(connection: &Connection, identity: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM articles WHERE identity = ?1 AND live = 1")?
        .query_row([identity], |row| row.get(0))
        .optional()
}

/// Removes the page that was kept of an address.
///
/// # Errors
/// When SQLite refuses.
pub fn pages_at(connection: &Connection, identity: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM pages WHERE url = ?1 OR final_url = ?1")?
        .execute([identity])
        .map(|_| ())
}

/// Removes the pages of articles in whose text a name was masked.
///
/// # Errors
/// When SQLite refuses.
pub fn pages_of_masked(connection: &Connection, mask: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM pages WHERE url IN
                 (SELECT identity FROM articles WHERE live = 1 AND instr(record, ?1) > 0)",
        )?
        .execute([mask])
        .map(|_| ())
}
