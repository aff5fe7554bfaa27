//! Rows of the table of articles as articles.

use aluehaku_article::EnrichedArticle;
use aluehaku_article::ids::ArticleId;
use rusqlite::Row;
use rusqlite::types::Type;

use super::json::from_json;
use crate::article_record::{ArticleRecord, RecordError};

/// The article of a row whose columns from `first` on are record, group, events and quotes.
pub(super) fn read_article(row: &Row<'_>, first: usize) -> rusqlite::Result<EnrichedArticle> {
    let record: ArticleRecord = from_json(row, first)?;
    let article = record.article().map_err(|error: RecordError| {
        rusqlite::Error::FromSqlConversionFailure(first, Type::Text, Box::new(error))
    })?;
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

pub(super) fn article_id(text: &str) -> rusqlite::Result<ArticleId> {
    ArticleId::new(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}
