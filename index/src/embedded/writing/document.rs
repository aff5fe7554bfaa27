//! An article as a document of a segment: terms to search by, columns to filter, count and sort by, and
//! the record that hits are made from.

use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::schema::Fields;
use super::segment::SegmentBuilder;
use crate::analysis::TextAnalyzer;
use crate::document::listed::{day_number, event_days, facet_values, title_start};
use crate::document::texts::{Starts, article_words, name_words};
use crate::document::{TextLanguages, record};
use crate::engine::Document;
use crate::search::fields::SearchField;
use crate::search::response::IndexedArticle;
use aluehaku_article::TextPart;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;

/// Adds an article to a segment.
pub(super) fn add_document(
    fields: &Fields,
    analyzer: &dyn TextAnalyzer,
    document: Document<'_>,
    segment: &mut SegmentBuilder,
) -> tantivy::Result<()> {
    let indexed = IndexedArticle::masked(document);
    let languages = TextLanguages::of(&indexed.article);
    segment.begin();
    let mut starts = Starts::default();
    if let Some(mut words) = segment.words(fields.text) {
        starts = article_words(analyzer, &indexed.article, &languages, &mut words);
    }
    for (field, name) in names(fields, &indexed) {
        if let Some(mut words) = segment.words(field) {
            name_words(analyzer, name, languages.main, &mut words);
        }
    }
    let group = document.article.duplicate_group.as_ref();
    segment.add(&columns(fields, &indexed, &starts, group))
}

/// The names that are searched by their words, each with its field.
pub(super) fn names<'i>(
    fields: &'i Fields,
    indexed: &'i IndexedArticle,
) -> impl Iterator<Item = (Field, &'i str)> {
    let authors = indexed.article.authors.iter();
    let authors = authors.map(|author| (SearchField::Author, author.as_str()));
    let facets = Facet::ALL.into_iter().flat_map(|facet| {
        let values = facet_values(indexed, facet).into_iter();
        values.map(move |value| (SearchField::Facet(facet), value))
    });
    authors
        .chain(facets)
        .filter_map(|(field, name)| Some((fields.words(field)?, name)))
}

/// All of an article but its words, which begin at `starts`.
pub(super) fn columns(
    fields: &Fields,
    indexed: &IndexedArticle,
    starts: &Starts,
    group: Option<&ArticleId>,
) -> TantivyDocument {
    let article = &indexed.article;
    let mut target = TantivyDocument::new();
    target.add_text(fields.id, article.id.as_str());
    target.add_text(fields.record, record::to_text(indexed));
    if let Some(published) = article.published {
        target.add_i64(fields.published, published.timestamp().as_second());
        target.add_i64(fields.day, day_number(published.finnish_date()));
    }
    event_days(indexed)
        .into_iter()
        .for_each(|day| target.add_i64(fields.event_day, day));
    if let Some(group) = group {
        target.add_u64(fields.group, fingerprint(group));
    }
    target.add_text(fields.title_start, title_start(&article.title));
    target.add_u64(fields.lead_start, starts.of_part(TextPart::Lead));
    target.add_u64(fields.body_start, starts.of_part(TextPart::Body));
    target.add_u64(fields.authors_start, starts.authors);
    for facet in Facet::ALL {
        facet_values(indexed, facet)
            .iter()
            .for_each(|value| target.add_text(fields.facet(facet), value));
    }
    target
}

/// A number that stands for a group of near-copies: 64 bits of SHA-256, so that a collision among
/// a million groups stays improbable.
fn fingerprint(group: &ArticleId) -> u64 {
    let digest = Sha256::digest(group.as_str().as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}
