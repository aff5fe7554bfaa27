//! Which addresses are known and when each is visited next.
//!
//! A crawler *claims* an address: a lease keeps others away until the visit is finished or, after
//! a crash, until the lease runs out. Finishing a visit and storing what it brought happen in one
//! transaction, so an address is done exactly when its article is archived.

use rusqlite::params;

use super::remarks::Remark;
use super::store::{self, Connection, Optional, Row};
use crate::rhythm::Watch;

/// Pages without news that are followed in a row before a way is given up: an endless calendar
/// ends here, and so does paging that brings nothing new. A page counts as news when it holds an
/// article, names addresses that were not known, or leads to an article in one step.
pub const MAX_BARREN: u32 = 8;

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
#[derive(Clone, Debug, PartialEq)]
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
    /// Visits begun since one ended, this one included: more than one means that a crawler broke
    /// off while it was at the address.
    pub begun: u32,
    /// Digest of the last body.
    pub digest: Option<i64>,
    /// When it was visited last.
    pub visited_at: Option<i64>,
    /// When the body last differed from the one before.
    pub changed_at: Option<i64>,
    /// The change that a list stated last.
    pub stated_at: Option<i64>,
    /// When it was published, as a list states, and the address of that list.
    pub published: Option<(i64, String)>,
    /// What the last visit found wanting.
    pub remark: Option<Remark>,
    /// News it brought, and the days in which they came.
    pub watch: Watch,
}

impl Claim {
    /// The claim of an address that was never visited.
    #[must_use]
    pub fn first(discovery: Discovery) -> Self {
        Self {
            discovery,
            failures: 0,
            etag: None,
            last_modified: None,
            last_outcome: None,
            article: None,
            begun: 1,
            digest: None,
            visited_at: None,
            changed_at: None,
            stated_at: None,
            published: None,
            remark: None,
            watch: Watch::default(),
        }
    }
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Finish {
    /// When it ended.
    pub visited_at: i64,
    /// Number of the round it was in.
    pub round: i64,
    /// When to come again; absent: never.
    pub due_at: Option<i64>,
    /// Word for the result.
    pub outcome: &'static str,
    /// What was found wanting.
    pub remark: Option<Remark>,
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
    /// Digest of the body.
    pub digest: Option<i64>,
    /// When the body last differed from the one before.
    pub changed_at: i64,
    /// News it brought, and the days in which they came.
    pub watch: Watch,
}

/// Whether another address of the source answered with the same body.
///
/// # Errors
/// When the database refuses.
pub fn has_twin(
    connection: &Connection,
    source: &str,
    url: &str,
    digest: i64,
) -> store::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM frontier
                            WHERE source = ?1 AND digest = ?2 AND url <> ?3)",
        )?
        .query_row(params![source, digest, url], |row| row.get(0))
}

/// Whether an article is read from an address other than this one too.
///
/// # Errors
/// When the database refuses.
pub fn holds_article(connection: &Connection, article: &str, url: &str) -> store::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM frontier WHERE article = ?1 AND url <> ?2)")?
        .query_row([article, url], |row| row.get(0))
}

/// Forgets what would let a server say that nothing changed, so that every page of a source is
/// read anew at its next visit.
///
/// # Errors
/// When the database refuses.
pub fn read_anew(connection: &Connection, source: &str) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET etag = NULL, last_modified = NULL, digest = NULL
             WHERE source = ?1",
        )?
        .execute([source])
        .map(|_| ())
}

/// Begins a round of crawling and returns its number; each address is visited once a round.
///
/// # Errors
/// When the database refuses.
pub fn begin_round(connection: &Connection) -> store::Result<i64> {
    connection
        .prepare_cached(
            "UPDATE counters SET value = value + 1 WHERE name = 'round' RETURNING value",
        )?
        .query_row([], |row| row.get(0))
}

/// Takes back what a clock ahead of its time put off: visits, rests and turns that are later than any can be.
/// Returns how many addresses are due again.
///
/// # Errors
/// When the database refuses.
pub fn take_back_later_than(
    connection: &Connection,
    latest: i64,
    now: i64,
) -> store::Result<usize> {
    connection
        .prepare_cached(
            "UPDATE source_states SET rests_until = min(rests_until, ?2), leased_until = min(leased_until, ?2)
             WHERE rests_until > ?1 OR leased_until > ?1",
        )?
        .execute(params![latest, now])?;
    // By source, as the index of what is due asks it.
    connection
        .prepare_cached(
            "UPDATE frontier SET due_at = ?2, leased_until = min(leased_until, ?2)
             WHERE source IN (SELECT id FROM sources) AND due_at > ?1",
        )?
        .execute(params![latest, now])
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

/// Addresses of a source that are due and were not visited in this round, the next `limit` of them.
///
/// Start addresses, sitemaps, feeds and lists come before articles, near ones before far ones,
/// and then the one that has waited longest. Ways that brought nothing for too long are left out.
///
/// # Errors
/// When the database refuses.
pub fn turns(
    connection: &Connection,
    source: &str,
    lease: Lease,
    limit: u32,
) -> store::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT url FROM frontier INDEXED BY frontier_by_turn
             WHERE source = ?1 AND due_at <= ?3 AND leased_until <= ?3 AND visited_round < ?2
                 AND barren <= ?4
             ORDER BY kind = 'article', depth, due_at, url LIMIT ?5",
        )?
        .query_map(
            params![source, lease.round, lease.now, MAX_BARREN, limit],
            |row| row.get(0),
        )?
        .collect()
}

/// Claims an address, unless somebody else has it or has visited it meanwhile.
///
/// # Errors
/// When the database refuses.
pub fn claim(connection: &Connection, url: &str, lease: Lease) -> store::Result<Option<Claim>> {
    connection
        .prepare_cached(
            "UPDATE frontier SET leased_until = ?4, begun = begun + 1
             WHERE url = ?1 AND due_at <= ?3 AND leased_until <= ?3 AND visited_round < ?2
             RETURNING url, kind, depth, barren, failures, etag, last_modified, outcome, article,
                 begun, digest, visited_at, changed_at, stated_at, news, watched_days,
                 published_at, published_in, remark",
        )?
        .query_row(params![url, lease.round, lease.now, lease.end], read_claim)
        .optional()
}

fn read_claim(row: &Row<'_>) -> store::Result<Claim> {
    let kind: String = row.get(1)?;
    let published_at: Option<i64> = row.get(16)?;
    let remark: Option<String> = row.get(18)?;
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
        begun: row.get(9)?,
        digest: row.get(10)?,
        visited_at: row.get(11)?,
        changed_at: row.get(12)?,
        stated_at: row.get(13)?,
        published: published_at.zip(row.get(17)?),
        remark: remark.as_deref().and_then(Remark::from_word),
        watch: Watch {
            news: row.get(14)?,
            days: row.get(15)?,
        },
    })
}

/// Records how a visit ended and gives the lease back.
///
/// # Errors
/// When the database refuses.
pub fn finish(connection: &Connection, url: &str, finish: &Finish) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET visited_at = ?2, due_at = ?3, outcome = ?4, failures = ?5,
                 etag = ?6, last_modified = ?7, kind = ?8, article = ?9, visited_round = ?10,
                 digest = ?11, changed_at = ?12, news = ?13, watched_days = ?14,
                 remark = CASE WHEN ?4 = 'not_modified' THEN remark ELSE ?15 END,
                 leased_until = 0, begun = 0
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
            finish.round,
            finish.digest,
            finish.changed_at,
            finish.watch.news,
            finish.watch.days,
            finish.remark.map(Remark::as_str)
        ])
        .map(|_| ())
}

/// Gives back the leases of a source, as its only crawler does when it starts after a crash.
///
/// # Errors
/// When the database refuses.
pub fn release(connection: &Connection, source: &str) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET leased_until = 0 WHERE source = ?1 AND leased_until > 0",
        )?
        .execute([source])
        .map(|_| ())
}

/// When a page was published, as a list states, and the address of that list.
///
/// # Errors
/// When the database refuses.
pub fn published(connection: &Connection, url: &str) -> store::Result<Option<(i64, String)>> {
    let stated = connection
        .prepare_cached(
            "SELECT published_at, published_in FROM frontier
             WHERE url = ?1 AND published_at IS NOT NULL AND published_in IS NOT NULL",
        )?
        .query_row([url], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(stated)
}

/// Number of addresses known of a source.
///
/// # Errors
/// When the database refuses.
pub fn known(connection: &Connection, source: &str) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM frontier WHERE source = ?1")?
        .query_row([source], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// When the next address of a source is due and may be visited; absent when none ever is.
///
/// # Errors
/// When the database refuses.
pub fn next_due(connection: &Connection, source: &str) -> store::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT max(min(max(due_at, frontier.leased_until)),
                    coalesce((SELECT max(rests_until, leased_until) FROM source_states
                              WHERE source = ?1), 0))
         FROM frontier WHERE source = ?1 AND barren <= ?2",
        )?
        .query_row(params![source, MAX_BARREN], |row| row.get(0))
}
