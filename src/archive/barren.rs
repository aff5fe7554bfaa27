//! Sources that were visited and gave no article, and why: nobody should have to find that out alone.

use rusqlite::params;

use super::frontier::MAX_BARREN;
use super::store::{self, Connection, Optional};

/// Why a source gives no article where nothing else tells.
pub const NOTHING_FOUND: &str = "no_article_found";

/// A source without an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barren {
    /// The source.
    pub source: String,
    /// Why, as a word: a remark, a failure, `robots_forbid`, `robots_unreachable`, `noindex` or
    /// [`NOTHING_FOUND`].
    pub reason: String,
}

/// Sources of which everything that is known was visited and that have no article, with the reason;
/// `is_failure` says which words for results are failures.
///
/// # Errors
/// When the database refuses.
pub fn all(
    connection: &Connection,
    now: i64,
    is_failure: impl Fn(&str) -> bool,
) -> store::Result<Vec<Barren>> {
    let mut statement = connection.prepare_cached(
        "SELECT source, robots FROM source_states
         WHERE visited_at IS NOT NULL AND opted_out_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM articles
                             WHERE articles.source = source_states.source AND live = 1)
             AND NOT EXISTS (SELECT 1 FROM frontier
                             WHERE frontier.source = source_states.source AND visited_at IS NULL
                                 AND due_at <= ?1 AND barren <= ?2)",
    )?;
    let sources = statement.query_map(params![now, MAX_BARREN], |row| {
        Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?))
    })?;
    let mut barren = Vec::new();
    for source in sources {
        let (source, robots) = source?;
        let reason = match robots.as_deref() {
            Some("nothing") => "robots_forbid".to_owned(),
            Some("unreachable") => "robots_unreachable".to_owned(),
            _ => reason(connection, &source, &is_failure)?,
        };
        barren.push(Barren { source, reason });
    }
    Ok(barren)
}

/// What was remarked most, where the source begins before elsewhere; else how visits ended.
fn reason(
    connection: &Connection,
    source: &str,
    is_failure: impl Fn(&str) -> bool,
) -> store::Result<String> {
    let most = |column: &str| {
        connection
            .prepare_cached(&format!(
                "SELECT {column} FROM frontier WHERE source = ?1 AND {column} IS NOT NULL
                 GROUP BY {column} ORDER BY count(*) FILTER (WHERE kind = 'start') > 0 DESC, count(*) DESC LIMIT 1"
            ))?
            .query_row([source], |row| row.get::<String>(0))
            .optional()
    };
    if let Some(remark) = most("remark")? {
        return Ok(remark);
    }
    let outcome = most("outcome")?;
    let tells = |word: &String| is_failure(word) || word == "noindex";
    Ok(outcome
        .filter(tells)
        .unwrap_or_else(|| NOTHING_FOUND.to_owned()))
}
