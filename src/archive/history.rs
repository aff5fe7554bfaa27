//! What an article was before, and what articles tell of somebody: for readers who want to know how a
//! statement came to be.

use std::collections::BTreeSet;

use aluehaku_article::{Article, EnrichedArticle, EntityKind, Mention, Quote};
use rusqlite::{Connection, OptionalExtension};

use super::{articles, rows};
use aluehaku_enrich::surroundings::sentence_at;

/// Most earlier versions of an article that are read, the newest.
const MAX_VERSIONS: u32 = 50;

/// An article through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHistory {
    /// When it was first archived, in seconds.
    pub archived_at: i64,
    /// What it is now.
    pub now: Article,
    /// What it was before, the newest first.
    pub earlier: Vec<EarlierVersion>,
}

/// What an article was before a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierVersion {
    /// When the next version took its place, in seconds.
    pub replaced_at: i64,
    /// The article as it was.
    pub article: Article,
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
/// When SQLite refuses or a stored record is damaged.
pub fn of_article(connection: &Connection, id: &str) -> rusqlite::Result<Option<ArticleHistory>> {
    let now = connection
        .prepare_cached(
            "SELECT record, duplicate_group, events, quotes, record_sum, told_sum, archived_at
             FROM articles WHERE id = ?1 AND live = 1",
        )?
        .query_row([id], |row| Ok((rows::read_article(row, 0)?, row.get(6)?)))
        .optional()?;
    let Some((now, archived_at)) = now else {
        return Ok(None);
    };
    let earlier = connection
        .prepare_cached(
            "SELECT record, NULL, '[]', '[]', NULL, NULL, replaced_at FROM article_versions
             WHERE article = ?1 ORDER BY revision DESC LIMIT ?2",
        )?
        .query_map((id, MAX_VERSIONS), |row| {
            Ok(EarlierVersion {
                article: rows::read_article(row, 0)?.article,
                replaced_at: row.get(6)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(ArticleHistory {
        archived_at,
        now: now.article,
        earlier,
    }))
}

/// What articles say of a person, in the order of their identifiers; those that are gone are left out.
///
/// # Errors
/// When SQLite refuses or a stored record is damaged.
pub fn of_person(
    connection: &Connection,
    name: &str,
    ids: &[String],
) -> rusqlite::Result<Vec<Statements>> {
    let found = ids.iter().map(|id| articles::find(connection, id));
    let found = found.filter_map(Result::transpose);
    found
        .map(|article| Ok(Statements::new(article?, name)))
        .collect()
}

/// Who says what in an article; nothing when there is no such article.
///
/// # Errors
/// When SQLite refuses or a stored record is damaged.
pub fn quotes(connection: &Connection, id: &str) -> rusqlite::Result<Vec<Quote>> {
    let found = articles::find(connection, id)?;
    Ok(found.map_or_else(Vec::new, |article| article.quotes))
}

/// The words by which articles name something of a kind, each spelling once.
///
/// # Errors
/// When SQLite refuses or a stored record is damaged.
pub fn spellings(
    connection: &Connection,
    kind: EntityKind,
    name: &str,
    ids: &[String],
) -> rusqlite::Result<BTreeSet<String>> {
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
