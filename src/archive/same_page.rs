//! Articles that stand at several addresses of their source, which differ only in how the page is shown:
//! one of them is kept, at the plainest address.

use rusqlite::params;
use url::Url;

use super::store::{self, Connection, Optional};
use crate::address;
use aluehaku_enrich::fingerprint::Fingerprint;

/// SQLite joins by `CROSS JOIN` in this order. Left to itself it begins with all articles of the source, and reads each.
const OF_TEXT: &str = "SELECT articles.id, identity FROM fingerprint_bands CROSS JOIN articles
     WHERE articles.id = fingerprint_bands.article
         AND band = ?1 AND value = ?2 AND source = ?3 AND fingerprint = ?4 AND live = 1
         AND json_extract(record, '$.title') = ?5 AND identity IS NOT NULL";

/// An article as it stands in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its identifier.
    pub id: String,
    /// Its address.
    pub url: Url,
}

/// The articles of a source with this title and text that stand at addresses which may lead to the page
/// at `url`.
///
/// # Errors
/// When the database refuses.
pub fn of_text(
    connection: &Connection,
    source: &str,
    url: &Url,
    title: &str,
    text: &Fingerprint,
) -> store::Result<Vec<Standing>> {
    // Texts that are the same agree in every band.
    let Some((band, value)) = text.bands().next() else {
        return Ok(Vec::new());
    };
    let mut statement = connection.prepare_cached(OF_TEXT)?;
    let found = statement.query_map(
        params![band, value.cast_signed(), source, text.to_bytes(), title],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    let own = address::identity(url);
    let mut standing = Vec::new();
    for row in found {
        let (id, identity) = row?;
        if let Some(other) = Url::parse(&identity).ok().filter(|_| identity != own) {
            standing.push(Standing { id, url: other });
        }
    }
    let own = Url::parse(&own).unwrap_or_else(|_| url.clone());
    standing.retain(|standing| address::may_be_copies(&own, &standing.url));
    Ok(standing)
}

/// Where an article stands that may be at another address of the page at `url`; none when it is not
/// archived, or stands at an address of another page.
///
/// # Errors
/// When the database refuses.
pub fn of_article(connection: &Connection, id: &str, url: &Url) -> store::Result<Option<Standing>> {
    let identity = connection
        .prepare_cached(
            "SELECT identity FROM articles WHERE id = ?1 AND live = 1 AND identity IS NOT NULL",
        )?
        .query_row([id], |row| row.get::<String>(0))
        .optional()?;
    let own = address::identity(url);
    let other = identity.filter(|identity| *identity != own);
    let other = other.and_then(|identity| Url::parse(&identity).ok());
    let standing = other.filter(|other| address::may_be_copies(url, other));
    Ok(standing.map(|url| Standing {
        id: id.to_owned(),
        url,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Archive;

    #[test]
    fn a_visit_reads_no_article_of_its_source_but_those_of_the_same_text() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::open(folder.path()).unwrap();
        let steps: Vec<String> = archive
            .read(|connection| {
                let mut plan =
                    connection.prepare_cached(&format!("EXPLAIN QUERY PLAN {OF_TEXT}"))?;
                let steps = plan.query_map(params![0, 0, "", [0u8], ""], |row| row.get(3))?;
                steps.collect()
            })
            .unwrap();
        assert!(
            steps[0].starts_with("SEARCH fingerprint_bands"),
            "{steps:?}"
        );
    }
}
