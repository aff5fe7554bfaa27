//! What a visit found wanting: why an address brought no article, or is not visited at all. One word an
//! address, from which the health of its source is told.

use rusqlite::params;

use super::store::{self, Connection};

/// Why an address brought no article, or not as its source's settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remark {
    /// The page is empty until its scripts run.
    NeedsScript,
    /// The page has nothing that the source's profile looks for.
    ProfileMissed,
    /// A feed or sitemap was named there, and there is none.
    BrokenFeed,
    /// The page only asks for consent.
    ConsentWall,
    /// The page only asks who one is.
    Login,
    /// The page says that what was asked for is not there.
    SaysAbsent,
    /// The page says that the site is closed for maintenance.
    Maintenance,
    /// The address lies deeper than `crawler.max_depth`, so it is not visited.
    TooDeep,
}

impl Remark {
    const ALL: [Self; 8] = [
        Self::NeedsScript,
        Self::ProfileMissed,
        Self::BrokenFeed,
        Self::ConsentWall,
        Self::Login,
        Self::SaysAbsent,
        Self::Maintenance,
        Self::TooDeep,
    ];

    /// The word stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedsScript => "needs_script",
            Self::ProfileMissed => "profile_missed",
            Self::BrokenFeed => "broken_feed",
            Self::ConsentWall => "consent_wall",
            Self::Login => "login",
            Self::SaysAbsent => "says_absent",
            Self::Maintenance => "maintenance",
            Self::TooDeep => "too_deep",
        }
    }

    /// The remark that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|remark| remark.as_str() == word)
    }

    /// What it means, and what an administrator can do.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::NeedsScript => {
                "the page is empty until its scripts run: give a feed or a sitemap of the site as start address"
            }
            Self::ProfileMissed => {
                "the page has nothing that the profile looks for, so it is read by general rules: propose another profile with `aluehaku sources suggest`, or set profile = \"generic\""
            }
            Self::BrokenFeed => {
                "a feed or sitemap is named there and there is none: tell the site's owner"
            }
            Self::ConsentWall => {
                "the page only asks for consent, which the crawler does not give: give a feed or a sitemap as start address"
            }
            Self::Login => "the page only asks who one is: it is for members",
            Self::SaysAbsent => "the page says that what was asked for is not there",
            Self::Maintenance => "the site is closed for maintenance: try again later",
            Self::TooDeep => {
                "the page lies too many links from a start address: raise crawler.max_depth, or give a start address nearer to it"
            }
        }
    }
}

/// Addresses of every source by remark.
///
/// # Errors
/// When the database refuses.
pub fn counts(connection: &Connection) -> store::Result<Vec<(String, String, u64)>> {
    connection
        .prepare_cached(
            "SELECT source, remark, count(*) FROM frontier WHERE remark IS NOT NULL
             GROUP BY source, remark",
        )?
        .query_map([], |row| {
            let addresses: i64 = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, addresses.cast_unsigned()))
        })?
        .collect()
}

/// How many addresses of a source bear a remark.
///
/// # Errors
/// When the database refuses.
pub fn count(connection: &Connection, source: &str, remark: Remark) -> store::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM frontier WHERE source = ?1 AND remark = ?2")?
        .query_row([source, remark.as_str()], |row| row.get::<i64>(0))
        .map(i64::cast_unsigned)
}

/// When addresses are read anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anew {
    /// In this round; they are without the remark until then.
    InThisRound,
    /// In the next one; until then they keep the remark.
    InTheNext,
}

/// Has the addresses of a source that bear a remark read anew as if they may hold articles.
///
/// # Errors
/// When the database refuses.
pub fn take_back(
    connection: &Connection,
    source: &str,
    remark: Remark,
    anew: Anew,
    now: i64,
) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET kind = 'article', etag = NULL, last_modified = NULL, digest = NULL,
                 due_at = coalesce(min(due_at, ?3), ?3),
                 remark = CASE WHEN ?4 = 1 THEN NULL ELSE remark END,
                 visited_round = CASE WHEN ?4 = 1 THEN 0 ELSE visited_round END
             WHERE source = ?1 AND remark = ?2",
        )?
        .execute(params![source, remark.as_str(), now, anew == Anew::InThisRound])
        .map(|_| ())
}

/// Lets addresses be visited that lay too deep before and do not any more.
///
/// # Errors
/// When the database refuses.
pub fn reach_deeper(
    connection: &Connection,
    source: &str,
    max_depth: u32,
    now: i64,
) -> store::Result<()> {
    connection
        .prepare_cached(
            "UPDATE frontier SET remark = NULL, due_at = ?4
             WHERE source = ?1 AND remark = ?2 AND depth <= ?3",
        )?
        .execute(params![source, Remark::TooDeep.as_str(), max_depth, now])
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_remark_has_a_word_of_its_own() {
        for remark in Remark::ALL {
            assert_eq!(Remark::from_word(remark.as_str()), Some(remark));
        }
    }
}
