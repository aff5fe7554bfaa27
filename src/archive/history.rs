//! What an article was before, and what articles tell of somebody: for readers who want to know how a
//! statement came to be.

use std::collections::BTreeSet;

use aluehaku_article::{Article, EnrichedArticle, EntityKind, Mention, Quote};

use super::store::{self, Connection, Optional};
use super::tombstones::{self, Kind};
use super::{articles, rows};
use aluehaku_enrich::surroundings::sentence_at;

/// Most earlier versions of an article that are read, the newest.
const MAX_VERSIONS: u32 = 300;

/// An article through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHistory {
    /// When it was first archived, in seconds.
    pub archived_at: i64,
    /// What it is now.
    pub now: Article,
    /// Since when it is so, in seconds.
    pub seen_at: i64,
    /// How its address was found when it was visited last.
    pub visited: Visited,
    /// What it was before, the newest first.
    pub earlier: Vec<EarlierVersion>,
}

/// What an article was before a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierVersion {
    /// When it was seen first, in seconds.
    pub seen_at: i64,
    /// When the next version took its place, in seconds.
    pub replaced_at: i64,
    /// The article as it was.
    pub article: Article,
}

/// When the addresses of an article were visited, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Visited {
    /// The last visit that found the article there.
    pub found_at: Option<i64>,
    /// The last visit, where it found nothing at any of them.
    pub missing_at: Option<i64>,
}

/// What may change in a history while the article stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HistoryMark {
    visited: Visited,
    earlier: u32,
}

/// What one article says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statements {
    /// The article.
    pub article: Article,
    /// In which role it names the person, where it says that.
    pub role: Option<RoleStatement>,
    /// What the person said.
    pub quotes: Vec<String>,
}

/// A role and the sentence that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleStatement {
    /// The words before the name.
    pub role: String,
    /// The sentence with the name.
    pub sentence: String,
}

/// The history of an article; `None` when there is no such article.
///
/// # Errors
/// When the database refuses or a stored record is damaged.
pub fn of_article(connection: &Connection, id: &str) -> store::Result<Option<ArticleHistory>> {
    let now = connection
        .prepare_cached(
            "SELECT record, duplicate_group, events, quotes, record_sum, told_sum, archived_at,
                 changed_at
             FROM articles WHERE id = ?1 AND live = 1",
        )?
        .query_row([id], |row| {
            Ok((rows::read_article(row, 0)?, row.get(6)?, row.get(7)?))
        })
        .optional()?;
    let Some((now, archived_at, seen_at)) = now else {
        return Ok(None);
    };
    let earlier = connection
        .prepare_cached(
            "SELECT record, NULL, '[]', '[]', NULL, NULL, coalesce(seen_at, replaced_at), replaced_at
             FROM article_versions WHERE article = ?1 ORDER BY revision DESC LIMIT ?2",
        )?
        .query_map((id, MAX_VERSIONS), |row| {
            Ok(EarlierVersion {
                article: rows::read_article(row, 0)?.article,
                seen_at: row.get(6)?,
                replaced_at: row.get(7)?,
            })
        })?
        .collect::<store::Result<_>>()?;
    Ok(Some(ArticleHistory {
        archived_at,
        now: now.article,
        seen_at,
        visited: visited(connection, id)?,
        earlier,
    }))
}

/// The mark of the history of an article: when the article was visited, and how many earlier versions are kept.
///
/// # Errors
/// When the database refuses.
pub fn mark(connection: &Connection, id: &str) -> store::Result<HistoryMark> {
    let earlier = connection
        .prepare_cached("SELECT count(*) FROM article_versions WHERE article = ?1")?
        .query_row([id], |row| row.get(0))?;
    Ok(HistoryMark {
        visited: visited(connection, id)?,
        earlier,
    })
}

/// When it was noticed that an article is gone from its publisher's pages, in seconds; `None` where it is not, and where
/// something else removed it: who or what was removed on request leaves no trace.
///
/// # Errors
/// When the database refuses.
pub fn gone_at(connection: &Connection, id: &str) -> store::Result<Option<i64>> {
    let gone = connection
        .prepare_cached(
            "SELECT articles.source, identity, visited_at FROM articles JOIN frontier ON url = identity
             WHERE id = ?1 AND live = 0 AND outcome IN ('not_found', 'gone')",
        )?
        .query_row([id], |row| {
            Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((source, identity, visited_at)) = gone else {
        return Ok(None);
    };
    let is_forgotten = tombstones::has(connection, Kind::Source, &source)?
        || tombstones::has(connection, Kind::Url, &identity)?;
    Ok(if is_forgotten { None } else { visited_at })
}

fn visited(connection: &Connection, id: &str) -> store::Result<Visited> {
    connection
        .prepare_cached(
            "SELECT max(visited_at) FILTER (WHERE outcome LIKE '%article' OR outcome = 'not_modified'),
                    max(visited_at),
                    count(*) > 0 AND count(*) FILTER (WHERE outcome NOT IN ('not_found', 'gone')) = 0
             FROM frontier WHERE article = ?1 AND visited_at IS NOT NULL",
        )?
        .query_row([id], |row| {
            let last: Option<i64> = row.get(1)?;
            let is_missing: Option<bool> = row.get(2)?;
            Ok(Visited {
                found_at: row.get(0)?,
                missing_at: last.filter(|_| is_missing == Some(true)),
            })
        })
}

/// What articles say of a person, in the order of their identifiers; those that are gone are left out.
///
/// # Errors
/// When the database refuses or a stored record is damaged.
pub fn of_person(
    connection: &Connection,
    name: &str,
    ids: &[String],
) -> store::Result<Vec<Statements>> {
    let found = ids.iter().map(|id| articles::find(connection, id));
    let found = found.filter_map(Result::transpose);
    found
        .map(|article| Ok(Statements::new(article?, name)))
        .collect()
}

/// Who says what in an article; nothing when there is no such article.
///
/// # Errors
/// When the database refuses or a stored record is damaged.
pub fn quotes(connection: &Connection, id: &str) -> store::Result<Vec<Quote>> {
    let found = articles::find(connection, id)?;
    Ok(found.map_or_else(Vec::new, |article| article.quotes))
}

/// The words by which articles name something of a kind, each spelling once.
///
/// # Errors
/// When the database refuses or a stored record is damaged.
pub fn spellings(
    connection: &Connection,
    kind: EntityKind,
    name: &str,
    ids: &[String],
) -> store::Result<BTreeSet<String>> {
    let mut spellings = BTreeSet::new();
    for id in ids {
        let Some(enriched) = articles::find(connection, id)? else {
            continue;
        };
        let mentions = enriched.mentions.into_iter();
        let own = mentions.filter(|mention| mention.kind == kind && mention.name == name);
        spellings.extend(own.map(|mention| mention.text));
    }
    Ok(spellings)
}

impl Statements {
    fn new(enriched: EnrichedArticle, name: &str) -> Self {
        let own = enriched.quotes.iter().filter(|quote| quote.speaker == name);
        Self {
            role: role(&enriched, name),
            quotes: own.map(|quote| quote.text.clone()).collect(),
            article: enriched.article,
        }
    }
}

/// The first role in which an article names a person.
fn role(enriched: &EnrichedArticle, name: &str) -> Option<RoleStatement> {
    let is_stated = |mention: &&Mention| {
        mention.kind == EntityKind::Person && mention.name == name && mention.role.is_some()
    };
    let mention = enriched.mentions.iter().find(is_stated)?;
    let article = &enriched.article;
    let text = article.text(mention.part);
    // Given mentions come from elsewhere, and may stand anywhere.
    text.get(mention.start..)?;
    Some(RoleStatement {
        role: mention.role.clone()?,
        sentence: text[sentence_at(text, mention.start)].to_owned(),
    })
}
