//! An article as tantivy's document: terms to search by, columns to filter, count and sort by, and
//! the record that hits are made from.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;

use super::encoding::{Encoder, encode_gap};
use super::languages::TextLanguages;
use super::record;
use super::schema::{Fields, TEXTS};
use crate::analysis::{Language, Token, fold};
use crate::engine::Document;
use crate::search::fields::SearchField;
use crate::search::response::IndexedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;
use aluehaku_article::masking::masks;
use aluehaku_article::{Article, Event, TextPart};

/// Longest beginning of a title that is looked up, in bytes.
const MOST_TITLE_BYTES: usize = 100;

/// Longest value of a facet in bytes; a longer one is no name and is not counted.
const MAX_FACET_BYTES: usize = 500;

/// Most days of one event that it is found by.
const MAX_EVENT_DAYS: usize = 100;

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
    let event_days: BTreeSet<i64> = indexed.events.iter().flat_map(days_of).collect();
    event_days
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
            encode(encoder, name, |_| languages.main, 1, &mut encoded);
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

/// Days from 1970-01-01 to a date.
pub(crate) fn day_number(day: Date) -> i64 {
    const EPOCH: Date = date(1970, 1, 1);
    day.duration_since(EPOCH).as_hours() / 24
}

/// The days of an event, of a very long one the first and the last of them.
fn days_of(event: &Event) -> impl Iterator<Item = i64> + use<> {
    let (first, last) = (day_number(event.first_day), day_number(event.last_day));
    (first..=last).take(MAX_EVENT_DAYS).chain([last])
}

/// The values of a facet that an article is filtered and counted by, each once.
fn facet_values(indexed: &IndexedArticle, facet: Facet) -> Vec<&str> {
    let mut kept = Vec::new();
    for value in stated_values(indexed, facet) {
        if !value.is_empty() && value.len() <= MAX_FACET_BYTES && !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// The values of a facet as the article states them.
fn stated_values(indexed: &IndexedArticle, facet: Facet) -> Vec<&str> {
    let IndexedArticle {
        article,
        entities,
        publisher_region,
        events: _,
    } = indexed;
    match facet {
        Facet::Region => all(&entities.regions),
        Facet::Municipality => all(&entities.municipalities),
        Facet::Hyvinvointialue => all(&entities.hyvinvointialueet),
        Facet::PublisherRegion => publisher_region.as_deref().into_iter().collect(),
        Facet::Person => all(&entities.persons),
        Facet::Project => all(&entities.projects),
        Facet::Organisation => all(&entities.organisations),
        Facet::Source => vec![article.source.as_str()],
        Facet::Topic => all(&article.topics),
        Facet::Language => article.language.as_deref().into_iter().collect(),
    }
}

fn all(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
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
    let mut position = 0;
    for (part, times) in TEXTS {
        match part {
            TextPart::Title => {}
            TextPart::Lead => target.add_u64(fields.lead_start, position),
            TextPart::Body => target.add_u64(fields.body_start, position),
        }
        let words = encode(
            encoder,
            text_of(article, part),
            |byte| languages.at(part, byte),
            times,
            &mut encoded,
        );
        encode_gap(&mut encoded);
        position += words as u64 + 1;
    }
    target.add_u64(fields.authors_start, position);
    for author in &article.authors {
        encode(encoder, author, |_| languages.main, 1, &mut encoded);
        encode_gap(&mut encoded);
    }
    target.add_text(fields.text, encoded);
}

/// A text of an article; empty when it has none.
pub(crate) fn text_of(article: &Article, part: TextPart) -> &str {
    match part {
        TextPart::Title => &article.title,
        TextPart::Lead => article.lead.as_deref().unwrap_or_default(),
        TextPart::Body => &article.body,
    }
}

/// Appends the words of a text with their terms and returns their number; words of masks are not
/// searchable.
fn encode(
    encoder: &mut Encoder,
    text: &str,
    language_at: impl Fn(usize) -> Language,
    times: usize,
    encoded: &mut String,
) -> usize {
    let masks = masks(text);
    let is_hidden = |token: &Token<'_>| masks.iter().any(|mask| mask.contains(&token.start));
    encoder.encode(text, language_at, times, is_hidden, encoded)
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

/// The beginning of a title as the index keeps it.
pub(crate) fn title_start(title: &str) -> String {
    let mut folded = fold(title.trim());
    let mut end = folded.len().min(MOST_TITLE_BYTES);
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    folded.truncate(end);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(date(1970, 1, 2)), 1);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
        assert_eq!(day_number(date(2022, 10, 6)), 19_271);
    }
}
