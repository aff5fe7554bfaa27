//! An article as tantivy's document: terms to search by, columns to filter, count and sort by, and
//! the record that hits are made from.

use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;

use super::schema::Fields;
use crate::document::encoding::Encoder;
use crate::document::listed::{day_number, event_days, facet_values, title_start};
use crate::document::{TextLanguages, record};
use crate::engine::Document;
use crate::search::fields::SearchField;
use crate::search::response::IndexedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;
use aluehaku_article::{Article, TextPart};

/// The document of an article.
pub(crate) fn tantivy_document(
    fields: &Fields,
    encoder: &mut Encoder,
    document: Document<'_>,
) -> TantivyDocument {
    let indexed = IndexedArticle::masked(document);
    let article = &indexed.article;
    let languages = TextLanguages::of(article);
    let mut target = TantivyDocument::new();
    target.add_text(fields.id, article.id.as_str());
    target.add_text(fields.record, record::to_text(&indexed));
    if let Some(published) = article.published {
        target.add_i64(fields.published, published.timestamp().as_second());
        target.add_i64(fields.day, day_number(published.finnish_date()));
    }
    event_days(&indexed)
        .into_iter()
        .for_each(|day| target.add_i64(fields.event_day, day));
    if let Some(group) = &document.article.duplicate_group {
        target.add_u64(fields.group, fingerprint(group));
    }
    target.add_text(fields.title_start, title_start(&article.title));
    add_text(fields, encoder, article, &languages, &mut target);
    let authors = article
        .authors
        .iter()
        .map(|author| (SearchField::Author, author.as_str()));
    let facets = Facet::ALL.map(|facet| (facet, facet_values(&indexed, facet)));
    let names = facets.iter().flat_map(|(facet, values)| {
        values
            .iter()
            .map(|value| (SearchField::Facet(*facet), *value))
    });
    for (field, name) in authors.chain(names) {
        if let Some(field) = fields.words(field) {
            let mut encoded = String::new();
            encoder.name(name, languages.main, &mut encoded);
            target.add_text(field, encoded);
        }
    }
    for (facet, values) in &facets {
        values
            .iter()
            .for_each(|value| target.add_text(fields.facet(*facet), value));
    }
    target
}

/// Adds title, lead, body and the authors' names as one text, and where the later ones begin.
fn add_text(
    fields: &Fields,
    encoder: &mut Encoder,
    article: &Article,
    languages: &TextLanguages,
    target: &mut TantivyDocument,
) {
    let mut encoded = String::with_capacity(article.body.len() * 4);
    let starts = encoder.article(article, languages, &mut encoded);
    target.add_u64(fields.lead_start, starts.of_part(TextPart::Lead));
    target.add_u64(fields.body_start, starts.of_part(TextPart::Body));
    target.add_u64(fields.authors_start, starts.authors);
    target.add_text(fields.text, encoded);
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
