//! Rows of the table of articles as articles.

use aluehaku_article::EnrichedArticle;
use aluehaku_article::ids::ArticleId;

use super::json::from_json;
use super::store::{self, Row};
use super::sums;
use crate::article_record::{ArticleRecord, RecordError};

/// What does not hold what was written into it.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("it does not match its checksum")]
struct Changed;

/// The article of a row whose columns from `first` on are record, group, events and quotes, and the checksums of the
/// record and of the two others, where they are known.
pub(super) fn read_article(row: &Row<'_>, first: usize) -> store::Result<EnrichedArticle> {
    let record = read_record(row, first, first + 4)?;
    let told = sums::of_told(
        &row.get::<String>(first + 2)?,
        &row.get::<String>(first + 3)?,
    );
    if row
        .get::<Option<i64>>(first + 5)?
        .is_some_and(|sum| sum != told)
    {
        return Err(changed(first + 2));
    }
    let article = record
        .article()
        .map_err(|error: RecordError| store::Error::column(first, error))?;
    let group: Option<String> = row.get(first + 1)?;
    Ok(EnrichedArticle {
        article,
        entities: record.entities(),
        mentions: record.mentions(),
        events: from_json(row, first + 2)?,
        quotes: from_json(row, first + 3)?,
        duplicate_group: group.map(|group| article_id(&group)).transpose()?,
    })
}

/// The record in a column whose checksum is in another, where it is known.
pub(super) fn read_record(
    row: &Row<'_>,
    column: usize,
    sum: usize,
) -> store::Result<ArticleRecord> {
    let found = sums::of_record(&row.get::<String>(column)?);
    if row.get::<Option<i64>>(sum)?.is_some_and(|sum| sum != found) {
        return Err(changed(column));
    }
    from_json(row, column)
}

fn changed(column: usize) -> store::Error {
    store::Error::column(column, Changed)
}

pub(super) fn article_id(text: &str) -> store::Result<ArticleId> {
    ArticleId::new(text).map_err(|error| store::Error::column(0, error))
}
