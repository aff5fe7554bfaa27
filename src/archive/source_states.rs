//! How the crawler stands with each source: who visits it now, whether it rests, what its
//! robots.txt allows, when it publishes, and how far its lists are believed.

use rusqlite::params;

use super::store::{self, Connection, Optional};
use crate::rhythm::{Week, fading};

/// Statements of change that were wrong, for each that was right, after which a source's lists
/// are no longer believed.
const WRONG_FOR_ONE_RIGHT: f64 = 4.0;

/// What robots.txt allows the crawler to visit of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RobotsWord {
    /// There is none.
    Everything,
    /// What its rules do not forbid.
    ByRules,
    /// No start address of the source.
    Nothing,
    /// It cannot be read, so nothing until it can.
    Unreachable,
}

/// Whether a crawler may visit a source now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It may, and nobody else does until its lease ends.
    Granted,
    /// Another crawler is at it.
    Taken,
    /// It failed too often, or asked to be left alone for a while.
    Rests,
    /// Its owner wants no visits.
    OptedOut,
}

/// Who wants to visit a source, and until when.
#[derive(Clone, Copy, Debug)]
pub struct SourceLease<'a> {
    /// A word that no other crawler has.
    pub crawler: &'a str,
    /// Now, in seconds.
    pub now: i64,
    /// End of the lease, in seconds.
    pub end: i64,
}

impl RobotsWord {
    /// The word stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::ByRules => "by_rules",
            Self::Nothing => "nothing",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Takes the turn at a source, or takes it for longer.
///
/// # Errors
/// When the database refuses.
pub fn take_turn(
    connection: &Connection,
    source: &str,
    lease: SourceLease<'_>,
) -> store::Result<Turn> {
    make(connection, source)?;
    let taken = connection
        .prepare_cached(
            "UPDATE source_states SET crawler = ?2, leased_until = ?4
             WHERE source = ?1 AND opted_out_at IS NULL AND rests_until <= ?3
                 AND (crawler IS NULL OR crawler = ?2 OR leased_until <= ?3)",
        )?
        .execute(params![source, lease.crawler, lease.now, lease.end])?;
    if taken > 0 {
        return Ok(Turn::Granted);
    }
    connection.prepare_cached("SELECT opted_out_at IS NOT NULL, rests_until > ?2 FROM source_states WHERE source = ?1")?.query_row(params![source, lease.now], |row| {
            Ok(match (row.get(0)?, row.get(1)?) {
                (true, _) => Turn::OptedOut,
                (false, true) => Turn::Rests,
                (false, false) => Turn::Taken,
            })
        })
}

/// Gives the turn back; `crawler` absent takes it from whoever had it.
///
/// # Errors
/// When the database refuses.
pub fn end_turn(connection: &Connection, source: &str, crawler: Option<&str>) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE source_states SET crawler = NULL, leased_until = 0
             WHERE source = ?1 AND (CAST(?2 AS TEXT) IS NULL OR crawler = ?2)",
        )?
        .execute(params![source, crawler])
        .map(|_| ())
}

/// Counts failures in a row of a source, and returns how many there are now.
///
/// # Errors
/// When the database refuses.
pub fn count_failures(
    connection: &Connection,
    source: &str,
    failed: bool,
    now: i64,
) -> store::Result<u32> {
    connection
        .prepare_cached(
            "UPDATE source_states SET visited_at = ?3,
                 failures = CASE WHEN ?2 = 1 THEN failures + 1 ELSE 0 END
             WHERE source = ?1 RETURNING failures",
        )?
        .query_row(params![source, failed, now], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}

/// Leaves a source alone until a time.
///
/// # Errors
/// When the database refuses.
pub fn rest(connection: &Connection, source: &str, until: i64) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE source_states SET rests_until = max(rests_until, ?2) WHERE source = ?1",
        )?
        .execute(params![source, until])
        .map(|_| ())
}

/// Remembers what robots.txt allows.
///
/// # Errors
/// When the database refuses.
pub fn note_robots(
    connection: &Connection,
    source: &str,
    robots: RobotsWord,
    now: i64,
) -> store::Result<()> {
    connection
        .prepare_cached("UPDATE source_states SET robots = ?2, robots_at = ?3 WHERE source = ?1")?
        .execute(params![source, robots.as_str(), now])
        .map(|_| ())
}

/// Remembers with which profile a source is read; says whether it was another one before.
///
/// # Errors
/// When the database refuses.
pub fn note_profile(
    connection: &Connection,
    source: &str,
    fingerprint: i64,
) -> store::Result<bool> {
    make(connection, source)?;
    let before: Option<i64> = connection
        .prepare_cached("SELECT profile FROM source_states WHERE source = ?1")?
        .query_row([source], |row| row.get(0))?;
    connection
        .prepare_cached(
            "UPDATE source_states SET profile = ?2,
                 fitting = CASE WHEN profile = ?2 THEN fitting ELSE 0 END,
                 fitting_lists = CASE WHEN profile = ?2 THEN fitting_lists ELSE 0 END,
                 generally = CASE WHEN profile = ?2 THEN generally ELSE 0 END
             WHERE source = ?1",
        )?
        .execute(params![source, fingerprint])?;
    Ok(before.is_some_and(|before| before != fingerprint))
}

/// Whether changes that a source's lists state are believed.
///
/// # Errors
/// When the database refuses.
pub fn believes_lists(connection: &Connection, source: &str) -> store::Result<bool> {
    let known = connection
        .prepare_cached("SELECT lists_right, lists_wrong FROM source_states WHERE source = ?1")?
        .query_row([source], |row| Ok((row.get::<f64>(0)?, row.get::<f64>(1)?)))
        .optional()?;
    Ok(known.is_none_or(|(right, wrong)| wrong <= right * WRONG_FOR_ONE_RIGHT))
}

/// Remembers whether a change that a list stated was there. What was long ago counts ever less.
///
/// # Errors
/// When the database refuses.
pub fn note_statement(connection: &Connection, source: &str, right: bool) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE source_states SET lists_right = lists_right * 0.98 + ?2,
                 lists_wrong = lists_wrong * 0.98 + (1 - ?2) WHERE source = ?1",
        )?
        .execute(params![source, right])
        .map(|_| ())
}

/// Whether the profile of a source finds on its pages what it looks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Whether its article was found on a page.
    pub article: bool,
    /// Whether its list was found on a page.
    pub list: bool,
    /// Whether pages without its article are read by general rules, as it was found on none.
    pub generally: bool,
}

/// Whether the profile of a source fits its pages.
///
/// # Errors
/// When the database refuses.
pub fn fit(connection: &Connection, source: &str) -> store::Result<Fit> {
    let known = connection
        .prepare_cached(
            "SELECT fitting > 0, fitting_lists > 0, generally FROM source_states WHERE source = ?1",
        )?
        .query_row([source], |row| {
            Ok(Fit {
                article: row.get(0)?,
                list: row.get(1)?,
                generally: row.get(2)?,
            })
        })
        .optional()?;
    Ok(known.unwrap_or_default())
}

/// Counts a page on which the article or the list of the source's profile was found.
///
/// # Errors
/// When the database refuses.
pub fn note_fitting(
    connection: &Connection,
    source: &str,
    article: bool,
    list: bool,
) -> store::Result<()> {
    if !article && !list {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE source_states SET fitting = fitting + ?2, fitting_lists = fitting_lists + ?3,
                 generally = CASE WHEN ?2 = 1 THEN 0 ELSE generally END
             WHERE source = ?1",
        )?
        .execute(params![source, article, list])
        .map(|_| ())
}

/// Has the pages of a source read by general rules from now on, where its profile's article is missing.
///
/// # Errors
/// When the database refuses.
pub fn read_generally(connection: &Connection, source: &str) -> store::Result<()> {
    connection
        .prepare_cached("UPDATE source_states SET generally = 1 WHERE source = ?1")?
        .execute([source])
        .map(|_| ())
}

/// Remembers how many addresses one page led to that are beyond the most that are kept of a source; the
/// largest number stays.
///
/// # Errors
/// When the database refuses.
pub fn note_left_out(connection: &Connection, source: &str, addresses: u64) -> store::Result<()> {
    connection
        .prepare_cached("UPDATE source_states SET left_out = max(left_out, ?2) WHERE source = ?1")?
        .execute(params![source, addresses.cast_signed()])
        .map(|_| ())
}

/// When in the week a source publishes.
///
/// # Errors
/// When the database refuses.
pub fn week(connection: &Connection, source: &str) -> store::Result<Week> {
    let hours = connection
        .prepare_cached("SELECT hour, news FROM rhythms WHERE source = ?1")?
        .query_map([source], |row| {
            Ok((usize::from(row.get::<u8>(0)?), row.get(1)?))
        })?
        .collect::<store::Result<Vec<(usize, f64)>>>()?;
    Ok(Week::new(hours))
}

/// Adds news that came between two moments to the habits of a source.
///
/// # Errors
/// When the database refuses.
pub fn note_news(
    connection: &Connection,
    source: &str,
    news: u32,
    since: i64,
    now: i64,
) -> store::Result<()> {
    let week = week(connection, source)?;
    let left = fading(now.saturating_sub(since) as f64 / 86_400.0);
    connection
        .prepare_cached("UPDATE rhythms SET news = news * ?2 WHERE source = ?1")?
        .execute(params![source, left])?;
    for (hour, share) in week.shares(since, now) {
        connection
            .prepare_cached(
                "INSERT INTO rhythms (source, hour, news) VALUES (?1, ?2, ?3)
                 ON CONFLICT (source, hour) DO UPDATE SET news = rhythms.news + ?3",
            )?
            .execute(params![source, hour as i64, share * f64::from(news)])?;
    }
    Ok(())
}

/// Counts a page of a shape that held an article or led to one, or that did neither.
///
/// # Errors
/// When the database refuses.
pub fn count_shape(
    connection: &Connection,
    source: &str,
    shape: &str,
    news: bool,
) -> store::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO shapes (source, shape, barren, articles) VALUES (?1, ?2, 1 - ?3, ?3)
             ON CONFLICT (source, shape) DO UPDATE SET barren = shapes.barren + 1 - ?3,
                 articles = shapes.articles + ?3",
        )?
        .execute(params![source, shape, news])
        .map(|_| ())
}

/// Whether so many pages of a shape were read and none held an article.
///
/// # Errors
/// When the database refuses.
pub fn is_barren_shape(
    connection: &Connection,
    source: &str,
    shape: &str,
    pages: u32,
) -> store::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM shapes
                            WHERE source = ?1 AND shape = ?2 AND articles = 0 AND barren >= ?3)",
        )?
        .query_row(params![source, shape, pages], |row| row.get(0))
}

/// Remembers that the owner of a source wants no visits, or wants them again.
///
/// # Errors
/// When the database refuses.
pub fn opt_out(connection: &Connection, source: &str, at: Option<i64>) -> store::Result<()> {
    make(connection, source)?;
    connection
        .prepare_cached("UPDATE source_states SET opted_out_at = ?2 WHERE source = ?1")?
        .execute(params![source, at])
        .map(|_| ())
}

/// Whether the owner of a source wants no visits.
///
/// # Errors
/// When the database refuses.
pub fn has_opted_out(connection: &Connection, source: &str) -> store::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM source_states
                            WHERE source = ?1 AND opted_out_at IS NOT NULL)",
        )?
        .query_row([source], |row| row.get(0))
}

fn make(connection: &Connection, source: &str) -> store::Result<()> {
    connection
        .prepare_cached("INSERT INTO source_states (source) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([source])
        .map(|_| ())
}
