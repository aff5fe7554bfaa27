//! Which addresses are known and when each is visited next.
//!
//! A crawler *claims* an address: a lease keeps others away until the visit is finished or, after
//! a crash, until the lease runs out. Finishing a visit and storing what it brought happen in one
//! transaction, so an address is done exactly when its article is archived.

use rusqlite::{Connection, OptionalExtension, params};

/// What an address is expected to hold; what it does hold is seen when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// A start address from the settings.
    Start,
    /// A sitemap or an index of sitemaps.
    Sitemap,
    /// An RSS, Atom or JSON feed.
    Feed,
    /// A page that lists articles.
    List,
    /// A page that is, or may be, an article.
    Article,
}

impl PageKind {
    const ALL: [Self; 5] = [
        Self::Start,
        Self::Sitemap,
        Self::Feed,
        Self::List,
        Self::Article,
    ];

    /// The word stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Sitemap => "sitemap",
            Self::Feed => "feed",
            Self::List => "list",
            Self::Article => "article",
        }
    }

    fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or(Self::Article)
    }
}

/// An address found on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// Identity of the address.
    pub url: String,
    /// What it is expected to hold.
    pub kind: PageKind,
    /// Links from a start address.
    pub depth: u32,
    /// Pages without news on the way since the last news.
    pub barren: u32,
}

/// An address claimed for a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What was discovered.
    pub discovery: Discovery,
    /// Failed visits in a row.
    pub failures: u32,
    /// Validator of the last answer.
    pub etag: Option<String>,
    /// Validator of the last answer.
    pub last_modified: Option<String>,
    /// Word for the result of the last visit.
    pub last_outcome: Option<String>,
    /// Identifier of the article last read from it.
    pub article: Option<String>,
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finish {
    /// When it ended.
    pub visited_at: i64,
    /// Number of the round it was in.
    pub round: i64,
    /// When to come again; absent: never.
    pub due_at: Option<i64>,
    /// Word for the result.
    pub outcome: &'static str,
    /// Failed visits in a row, this one included.
    pub failures: u32,
    /// Validators for the next visit.
    pub etag: Option<String>,
    /// Validators for the next visit.
    pub last_modified: Option<String>,
    /// What the address turned out to hold.
    pub kind: PageKind,
    /// Identifier of the article read from it.
    pub article: Option<String>,
}

/// Adds an address unless it is known; says whether it was new.
///
/// A known address that is found on a shorter way takes that way's depth, and one that is found
/// as a list, feed or sitemap is remembered as such.
///
/// # Errors
/// When SQLite refuses.
pub fn discover(
    connection: &Connection,
    source: &str,
    discovery: &Discovery,
    now: i64,
) -> rusqlite::Result<bool> {
    let added = connection
        .prepare_cached(
            "INSERT INTO frontier (url, source, kind, depth, barren, discovered_at, due_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (url) DO NOTHING",
        )?
        .execute(params![
            discovery.url,
            source,
            discovery.kind.as_str(),
            discovery.depth,
            discovery.barren,
            now
        ])?;
    if added == 0 {
        connection
            .prepare_cached(
                "UPDATE frontier SET depth = min(depth, ?2), barren = min(barren, ?3)
                 WHERE url = ?1 AND (depth > ?2 OR barren > ?3)",
            )?
            .execute(params![discovery.url, discovery.depth, discovery.barren])?;
    }
    Ok(added > 0)
}

/// Begins a round of crawling and returns its number; each address is visited once a round.
///
/// # Errors
/// When SQLite refuses.
pub fn begin_round(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "UPDATE counters SET value = value + 1 WHERE name = 'round' RETURNING value",
        [],
        |row| row.get(0),
    )
}

/// When a claim is made, for which round, and until when it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Number of the round.
    pub round: i64,
    /// Now, in seconds.
    pub now: i64,
    /// End of the lease, in seconds.
    pub end: i64,
}

/// Claims the address of a source that is due and was not visited in this round.
///
/// Start addresses, sitemaps, feeds and lists come before articles, near ones before far ones,
/// and then the one that has waited longest.
///
/// # Errors
/// When SQLite refuses.
pub fn claim(
    connection: &Connection,
    source: &str,
    lease: Lease,
) -> rusqlite::Result<Option<Claim>> {
    connection
        .prepare_cached(
            "UPDATE frontier SET leased_until = ?4 WHERE url = (
                 SELECT url FROM frontier
                 WHERE source = ?1 AND due_at <= ?3 AND leased_until <= ?3 AND visited_round < ?2
                 ORDER BY kind = 'article', depth, due_at, url LIMIT 1)
             RETURNING url, kind, depth, barren, failures, etag, last_modified, outcome, article",
        )?
        .query_row(params![source, lease.round, lease.now, lease.end], |row| {
            let kind: String = row.get(1)?;
            Ok(Claim {
                discovery: Discovery {
                    url: row.get(0)?,
                    kind: PageKind::from_word(&kind),
                    depth: row.get(2)?,
                    barren: row.get(3)?,
                },
                failures: row.get(4)?,
                etag: row.get(5)?,
                last_modified: row.get(6)?,
                last_outcome: row.get(7)?,
                article: row.get(8)?,
            })
        })
        .optional()
}

/// Records how a visit ended and gives the lease back.
///
/// # Errors
/// When SQLite refuses.
pub fn finish(connection: &Connection, url: &str, finish: &Finish) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET visited_at = ?2, due_at = ?3, outcome = ?4, failures = ?5,
                 etag = ?6, last_modified = ?7, kind = ?8, article = ?9, visited_round = ?10,
                 leased_until = 0
             WHERE url = ?1",
        )?
        .execute(params![
            url,
            finish.visited_at,
            finish.due_at,
            finish.outcome,
            finish.failures,
            finish.etag,
            finish.last_modified,
            finish.kind.as_str(),
            finish.article,
            finish.round
        ])
        .map(|_| ())
}

/// Gives back the leases of a source, as its only crawler does when it starts after a crash.
///
/// # Errors
/// When SQLite refuses.
pub fn release(connection: &Connection, source: &str) -> rusqlite::Result<()> {
    connection
        .execute(
            "UPDATE frontier SET leased_until = 0 WHERE source = ?1 AND leased_until > 0",
            [source],
        )
        .map(|_| ())
}

/// Number of addresses known of a source.
///
/// # Errors
/// When SQLite refuses.
pub fn known(connection: &Connection, source: &str) -> rusqlite::Result<u64> {
    connection
        .query_row(
            "SELECT count(*) FROM frontier WHERE source = ?1",
            [source],
            |row| row.get::<_, i64>(0),
        )
        .map(i64::cast_unsigned)
}

/// When the next address of any of the sources is due; absent when none ever is.
///
/// # Errors
/// When SQLite refuses.
pub fn next_due(connection: &Connection, source: &str) -> rusqlite::Result<Option<i64>> {
    connection.query_row(
        "SELECT min(max(due_at, leased_until)) FROM frontier WHERE source = ?1",
        [source],
        |row| row.get(0),
    )
}
