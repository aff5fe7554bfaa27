//! Which articles are near-copies of each other.
//!
//! Copies agree in at least one band of their fingerprints ([`Fingerprint::bands`]), so the bands
//! are an index for candidates. A group of copies bears the identifier of the article that was
//! published first, whichever was found first.

use rusqlite::params;

use super::revisions::renumber;
use super::store::{self, Connection, Optional};
use aluehaku_enrich::fingerprint::Fingerprint;

/// Brings bands and group of an article up to date after its text was put in.
pub(super) fn regroup(
    connection: &Connection,
    id: &str,
    fingerprint: Option<&Fingerprint>,
) -> store::Result<()> {
    let group = match fingerprint {
        Some(fingerprint) => group_of_nearest(connection, id, fingerprint)?,
        None => None,
    };
    let before: Option<String> = connection
        .prepare_cached("SELECT duplicate_group FROM articles WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if before.is_some() && before != group {
        leave_group(connection, id)?;
    }
    connection
        .prepare_cached("DELETE FROM fingerprint_bands WHERE article = ?1")?
        .execute([id])?;
    for (band, value) in fingerprint.into_iter().flat_map(Fingerprint::bands) {
        connection
            .prepare_cached(
                "INSERT INTO fingerprint_bands (band, value, article) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![band, value.cast_signed(), id])?;
    }
    connection
        .prepare_cached("UPDATE articles SET duplicate_group = ?2 WHERE id = ?1")?
        .execute(params![id, group])
        .map(|_| ())?;
    match group {
        Some(group) => name_by_earliest(connection, &group),
        None => Ok(()),
    }
}

/// Gives a group the identifier of its earliest article, when it bears another one.
fn name_by_earliest(connection: &Connection, group: &str) -> store::Result<()> {
    let members = members(connection, group)?;
    let Some(earliest) = members.first().filter(|earliest| *earliest != group) else {
        return Ok(());
    };
    for member in &members {
        connection
            .prepare_cached("UPDATE articles SET duplicate_group = ?2 WHERE id = ?1")?
            .execute(params![member, earliest])?;
        renumber(connection, member)?;
    }
    Ok(())
}

/// The articles of a group, the one that was published first in front. Those that state no day
/// count from when they were found.
fn members(connection: &Connection, group: &str) -> store::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT id FROM articles WHERE duplicate_group = ?1 AND live = 1
             ORDER BY coalesce(json_extract(record, '$.published'), date(archived_at, 'unixepoch')),
                 archived_at, id",
        )?
        .query_map([group], |row| row.get(0))?
        .collect()
}

/// Takes an article out of its group; a group of one is none.
pub(super) fn leave_group(connection: &Connection, id: &str) -> store::Result<()> {
    connection
        .prepare_cached("DELETE FROM fingerprint_bands WHERE article = ?1")?
        .execute([id])?;
    let group: Option<String> = connection
        .prepare_cached("SELECT duplicate_group FROM articles WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten();
    let Some(group) = group else { return Ok(()) };
    connection
        .prepare_cached("UPDATE articles SET duplicate_group = NULL WHERE id = ?1")?
        .execute([id])?;
    let left = members(connection, &group)?;
    let new_group = left.first().filter(|_| left.len() > 1);
    for member in &left {
        connection
            .prepare_cached("UPDATE articles SET duplicate_group = ?2 WHERE id = ?1")?
            .execute(params![member, new_group])?;
        renumber(connection, member)?;
    }
    Ok(())
}

/// The group of the most similar other article; makes one where that article stood alone.
fn group_of_nearest(
    connection: &Connection,
    id: &str,
    fingerprint: &Fingerprint,
) -> store::Result<Option<String>> {
    let mut nearest: Option<(f64, String, Option<String>)> = None;
    let mut statement = connection.prepare_cached(
        "SELECT articles.id, fingerprint, duplicate_group FROM fingerprint_bands
         JOIN articles ON articles.id = fingerprint_bands.article
         WHERE band = ?1 AND value = ?2 AND articles.id <> ?3 AND live = 1",
    )?;
    for (band, value) in fingerprint.bands() {
        let rows = statement.query_map(params![band, value.cast_signed(), id], |row| {
            Ok((row.get(0)?, row.get::<Option<Vec<u8>>>(1)?, row.get(2)?))
        })?;
        for row in rows {
            let (other_id, stored, group) = row?;
            let Some(other) = stored.as_deref().and_then(Fingerprint::from_bytes) else {
                continue;
            };
            let similarity = fingerprint.similarity(&other);
            let better = nearest.as_ref().is_none_or(|(best, ..)| similarity > *best);
            if fingerprint.is_copy_of(&other) && better {
                nearest = Some((similarity, other_id, group));
            }
        }
    }
    let Some((_, other, group)) = nearest else {
        return Ok(None);
    };
    if group.is_none() {
        connection
            .prepare_cached("UPDATE articles SET duplicate_group = id WHERE id = ?1")?
            .execute([&other])?;
        renumber(connection, &other)?;
    }
    Ok(Some(group.unwrap_or(other)))
}
