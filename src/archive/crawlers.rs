//! Which crawlers are at work, and which of them asks which host: leases, so that several crawlers share the sources
//! of one archive.
//!
//! A crawler says again and again that it lives ([`renew`]). One that has not said so for the length of its lease has
//! died: whoever sees it first [buries](bury_dead) it, which frees the hosts that it asked, its turns at sources and
//! the addresses that it had claimed. A host is [taken](take_host) for one request and [given
//! back](give_back_host) with the pause that it is left alone, whichever crawler asks it next.
//!
//! Moments are in milliseconds by the clock that all crawlers of an archive share.

use std::time::Duration;

use rusqlite::params;

use super::store::{self, Connection, Optional};
use super::{frontier, source_states};

/// What stands between the parts of a crawler's name.
pub const SEPARATOR: char = '/';

/// A name that no other crawler has: the machine, the number of the process there, and a number that is drawn.
#[must_use]
pub fn name(machine: &str, process: u32) -> String {
    format!(
        "{machine}{SEPARATOR}{process}{SEPARATOR}{:016x}",
        fastrand::u64(..)
    )
}

/// A crawler that is at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtWork {
    /// A word that no other crawler has.
    pub name: String,
    /// Number of its process.
    pub process: u32,
    /// When it began, in seconds.
    pub begun_at: i64,
    /// Sources that it visits now.
    pub sources: u64,
}

impl AtWork {
    /// The machine that its process is on.
    #[must_use]
    pub fn machine(&self) -> &str {
        self.name.split(SEPARATOR).next().unwrap_or_default()
    }
}

/// Whether a crawler may ask a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostTurn {
    /// It may, and nobody else does until it gives the host back.
    Granted,
    /// Another crawler asks it.
    Taken,
    /// It is left alone for so long.
    Pauses(Duration),
}

/// Says that a crawler is at work until a moment, unless it says so again.
///
/// # Errors
/// When the database refuses.
pub fn renew(
    connection: &Connection,
    name: &str,
    process: u32,
    now: i64,
    until: i64,
) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO crawlers (name, process, begun_at, until) VALUES (?1, ?2, CAST(?3 AS BIGINT) / 1000, ?4)
             ON CONFLICT (name) DO UPDATE SET until = ?4",
        )?
        .execute(params![name, process, now, until])
        .map(|_| ())
}

/// Frees what crawlers hold that have died, and returns the sources that these visited.
///
/// # Errors
/// When the database refuses.
pub fn bury_dead(connection: &Connection, now: i64) -> store::Result<Vec<String>> {
    connection
        .prepare_cached("DELETE FROM hosts WHERE crawler IS NULL AND free_at <= ?1")?
        .execute([now])?;
    bury(connection, now, now)
}

/// The same with all crawlers that are noted, for whoever knows that none of them is at work.
///
/// # Errors
/// When the database refuses.
pub fn bury_all(connection: &Connection, now: i64) -> store::Result<Vec<String>> {
    bury(connection, i64::MAX, now)
}

/// Frees what a crawler holds that asks no more from a moment on, and returns the sources that it visited.
///
/// # Errors
/// When the database refuses.
pub fn leave(connection: &Connection, name: &str, at: i64) -> store::Result<Vec<String>> {
    connection
        .prepare_cached(
            "UPDATE hosts SET crawler = NULL, free_at = max(free_at, ?2 + pause) WHERE crawler = ?1",
        )?
        .execute(params![name, at])?;
    let sources: Vec<String> = connection
        .prepare_cached("SELECT source FROM source_states WHERE crawler = ?1 ORDER BY source")?
        .query_map([name], |row| row.get(0))?
        .collect::<store::Result<_>>()?;
    for source in &sources {
        frontier::release(connection, source)?;
        source_states::end_turn(connection, source, Some(name))?;
    }
    connection
        .prepare_cached("DELETE FROM crawlers WHERE name = ?1")?
        .execute([name])?;
    Ok(sources)
}

/// The sources that crawlers other than this one visit now; `now` is in seconds.
///
/// # Errors
/// When the database refuses.
pub fn visited_by_others(
    connection: &Connection,
    name: &str,
    now: i64,
) -> store::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT source FROM source_states
             WHERE crawler IS NOT NULL AND crawler <> ?1 AND leased_until > ?2",
        )?
        .query_map(params![name, now], |row| row.get(0))?
        .collect()
}

/// Whether a host may be asked now, as far as others tell; a look that keeps nobody from writing.
///
/// # Errors
/// When the database refuses.
pub fn look_at_host(
    connection: &Connection,
    host: &str,
    name: &str,
    now: i64,
) -> store::Result<HostTurn> {
    let known = connection
        .prepare_cached(
            "SELECT crawler IS NOT NULL AND crawler <> ?2
                    AND EXISTS (SELECT 1 FROM crawlers WHERE name = hosts.crawler),
                    free_at, pause
             FROM hosts WHERE host = ?1",
        )?
        .query_row([host, name], |row| {
            Ok::<(bool, i64, i64), _>((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((is_taken, free_at, pause)) = known else {
        return Ok(HostTurn::Granted);
    };
    let left = free_at - now;
    Ok(match is_taken {
        true => HostTurn::Taken,
        // No pause is longer than it was: what is has been written by a clock ahead of its time.
        false if (1..=pause).contains(&left) => {
            HostTurn::Pauses(Duration::from_millis(left.unsigned_abs()))
        }
        false => HostTurn::Granted,
    })
}

/// Takes a host for one request of a crawler that is at work, when it may be asked; the pause after it is in
/// milliseconds.
///
/// # Errors
/// When the database refuses.
pub fn take_host(
    connection: &Connection,
    host: &str,
    name: &str,
    pause: i64,
    now: i64,
) -> store::Result<HostTurn> {
    let turn = look_at_host(connection, host, name, now)?;
    if turn == HostTurn::Granted {
        connection
            .prepare_cached(
                "INSERT INTO hosts (host, crawler, pause, free_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (host) DO UPDATE SET crawler = ?2, pause = ?3, free_at = ?4",
            )?
            .execute(params![host, name, pause, now])?;
    }
    Ok(turn)
}

/// Gives a host back after a request; it is left alone for a pause in milliseconds.
///
/// # Errors
/// When the database refuses.
pub fn give_back_host(
    connection: &Connection,
    host: &str,
    name: &str,
    pause: i64,
    now: i64,
) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE hosts SET crawler = NULL, pause = ?3, free_at = ?4
             WHERE host = ?1 AND crawler = ?2",
        )?
        .execute(params![host, name, pause, now.saturating_add(pause)])
        .map(|_| ())
}

/// The crawlers that are at work, the one that began first before the others.
///
/// # Errors
/// When the database refuses.
pub fn at_work(connection: &Connection, now: i64) -> store::Result<Vec<AtWork>> {
    connection
        .prepare_cached(
            "SELECT name, process, begun_at,
                    (SELECT count(*) FROM source_states WHERE crawler = name)
             FROM crawlers WHERE until > ?1 ORDER BY begun_at, name",
        )?
        .query_map([now], |row| {
            Ok(AtWork {
                name: row.get(0)?,
                process: row.get(1)?,
                begun_at: row.get(2)?,
                sources: row.get::<i64>(3)?.cast_unsigned(),
            })
        })?
        .collect()
}

/// Buries crawlers whose lease ended before a moment; they may have asked until it did.
fn bury(connection: &Connection, before: i64, now: i64) -> store::Result<Vec<String>> {
    let dead: Vec<(String, i64)> = connection
        .prepare_cached("SELECT name, until FROM crawlers WHERE until <= ?1")?
        .query_map([before], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<store::Result<_>>()?;
    let mut freed = Vec::new();
    for (name, until) in dead {
        freed.extend(leave(connection, &name, until.min(now))?);
    }
    Ok(freed)
}
