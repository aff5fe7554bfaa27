//! What has to go when something is removed for good. [`contents`] looks into every table.
//!
//! Who orders a removal notes that in the transaction of its tombstone ([`order`]), and takes the note away when
//! everything is done ([`note_done`]): whoever is stopped between them leaves the rest to the next one.

pub mod contents;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rusqlite::types::Value;

use super::articles;
use super::tombstones::{self, Kind};
use crate::archive::store::{self, Connection, Optional};
use aluehaku_enrich::removal::Removed;
use contents::Table;

/// Tables whose rows stay though they name somebody: articles are masked or removed by themselves, what was observed
/// is made anew, and sources are what the settings and imports say of them.
const STAYING: [&str; 4] = ["articles", "observations", "sources", "source_states"];

/// Notes that a removal has to be carried out.
///
/// # Errors
/// When the database refuses.
pub fn order(connection: &Connection, now: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO removals (id, ordered_at) VALUES (1, ?1)
             ON CONFLICT (id) DO UPDATE SET ordered_at = max(?1, removals.ordered_at + 1)",
        )?
        .execute([now])
        .map(|_| ())
}

/// The removal that has to be carried out, by the time it was ordered.
///
/// # Errors
/// When the database refuses.
pub fn ordered(connection: &Connection) -> store::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT ordered_at FROM removals")?
        .query_row([], |row| row.get(0))
        .optional()
}

/// Notes that a removal was carried out; one that was ordered later is still to do.
///
/// # Errors
/// When the database refuses.
pub fn note_done(connection: &Connection, ordered_at: i64) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM removals WHERE ordered_at = ?1")?
        .execute([ordered_at])?;
    connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES ('removals', 1)
             ON CONFLICT (name) DO UPDATE SET value = counters.value + 1",
        )?
        .execute([])
        .map(|_| ())
}

/// How many removals were carried out.
///
/// # Errors
/// When the database refuses.
pub fn carried_out(connection: &Connection) -> store::Result<i64> {
    let known = connection
        .prepare_cached("SELECT value FROM counters WHERE name = 'removals'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(known.unwrap_or(0))
}

/// Has removals counted from a number on.
///
/// # Errors
/// When the database refuses.
pub fn count_from(connection: &Connection, number: i64) -> store::Result<()> {
    connection
        .execute(
            "INSERT INTO counters (name, value) VALUES ('removals', ?1)
             ON CONFLICT (name) DO UPDATE SET value = ?1",
            [number],
        )
        .map(|_| ())
}

/// Articles whose address or identifier names somebody: those cannot be masked.
///
/// # Errors
/// When the database refuses.
pub fn articles_named_by_address(
    connection: &Connection,
    removed: &Removed,
) -> store::Result<Vec<String>> {
    let mut named = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT id, identity, CASE live WHEN 1 THEN json_extract(record, '$.url') END FROM articles",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next_row()? {
        let id: String = row.get(0)?;
        let addresses = [Some(id.clone()), row.get(1)?, row.get(2)?];
        if addresses.iter().flatten().any(|text| removed.is_in(text)) {
            named.push(id);
        }
    }
    Ok(named)
}

/// Removes articles without a trace, so that they do not come back.
///
/// # Errors
/// When the database refuses.
pub fn erase_articles(connection: &Connection, ids: &[String], now: i64) -> store::Result<()> {
    for id in ids {
        let identity: Option<String> = connection
            .prepare_cached("SELECT identity FROM articles WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?
            .flatten();
        if let Some(identity) = identity {
            tombstones::put(connection, Kind::Url, &identity, now)?;
            pages_at(connection, &identity)?;
        }
        articles::erase(connection, id, now)?;
    }
    Ok(())
}

/// Rows beside the articles that name somebody, by table: addresses, log lines, pages, versions, lessons, and
/// whatever else there is.
///
/// # Errors
/// When the database refuses.
pub fn rows_that_name(
    connection: &Connection,
    removed: &Removed,
) -> store::Result<Vec<(Table, Vec<Vec<Value>>)>> {
    let tables = contents::tables(connection)?;
    let swept = tables
        .into_iter()
        .filter(|table| !STAYING.contains(&table.name.as_str()));
    swept
        .map(|table| {
            let mut keys = Vec::new();
            table.each(connection, |written| {
                if !removed.is_in_bytes(written.content) {
                    return ControlFlow::Continue(());
                }
                keys.push(written.key.to_vec());
                ControlFlow::Break(())
            })?;
            Ok((table, keys))
        })
        .collect()
}

/// Forgets what robots.txt of a source allows where that names somebody: it is asked for again.
///
/// # Errors
/// When the database refuses.
pub fn robots_that_name(connection: &Connection, removed: &Removed) -> store::Result<()> {
    let robots: Vec<(String, String)> = connection
        .prepare_cached("SELECT source, robots FROM source_states WHERE robots IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<store::Result<_>>()?;
    for (source, _) in robots.iter().filter(|(_, robots)| removed.is_in(robots)) {
        connection
            .prepare_cached(
                "UPDATE source_states SET robots = NULL, robots_at = NULL WHERE source = ?1",
            )?
            .execute([source])?;
    }
    Ok(())
}

/// In how many articles each person is named.
///
/// # Errors
/// When the database refuses.
pub fn persons(connection: &Connection) -> store::Result<BTreeMap<String, u64>> {
    connection
        .prepare_cached(
            "SELECT person.value, count(DISTINCT articles.id)
             FROM articles, json_each(articles.record, '$.persons') AS person
             WHERE live = 1 GROUP BY person.value",
        )?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get::<i64>(1)?.cast_unsigned()))
        })?
        .collect()
}

/// How many articles name somebody in any field.
///
/// # Errors
/// When the database refuses.
pub fn count_articles_that_name(connection: &Connection, removed: &Removed) -> store::Result<u64> {
    let mut count = 0;
    let mut statement = connection.prepare_cached("SELECT record FROM articles WHERE live = 1")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next_row()? {
        count += u64::from(removed.is_in(row.get_ref(0)?.as_str()?));
    }
    Ok(count)
}

/// The article with an address.
///
/// # Errors
/// When the database refuses.
pub fn article_at(connection: &Connection, identity: &str) -> store::Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM articles WHERE identity = ?1 AND live = 1")?
        .query_row([identity], |row| row.get(0))
        .optional()
}

/// Removes the page that was kept of an address.
///
/// # Errors
/// When the database refuses.
pub fn pages_at(connection: &Connection, identity: &str) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM pages WHERE url = ?1 OR final_url = ?1")?
        .execute([identity])
        .map(|_| ())
}

/// Removes the pages of articles in whose text a name was masked.
///
/// # Errors
/// When the database refuses.
pub fn pages_of_masked(connection: &Connection, mask: &str) -> store::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM pages WHERE url IN
                 (SELECT identity FROM articles WHERE live = 1 AND instr(record, ?1) > 0)",
        )?
        .execute([mask])
        .map(|_| ())
}
