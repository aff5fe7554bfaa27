//! What an article is filtered, counted and looked up by.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::analysis::fold;
use crate::search::response::IndexedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::{Article, Event, TextPart};

/// Longest beginning of a title that is looked up, in bytes.
const MOST_TITLE_BYTES: usize = 100;

/// Longest value of a facet in bytes; a longer one is no name and is not counted.
const MAX_FACET_BYTES: usize = 500;

/// Most days of one event that it is found by.
const MAX_EVENT_DAYS: usize = 100;

/// Days from 1970-01-01 to a date.
pub(crate) fn day_number(day: Date) -> i64 {
    const EPOCH: Date = date(1970, 1, 1);
    day.duration_since(EPOCH).as_hours() / 24
}

/// The days of the events that an article tells of, each once.
pub(crate) fn event_days(indexed: &IndexedArticle) -> BTreeSet<i64> {
    indexed.events.iter().flat_map(days_of).collect()
}

/// The values of a facet that an article is filtered and counted by, each once.
pub(crate) fn facet_values(indexed: &IndexedArticle, facet: Facet) -> Vec<&str> {
    let mut kept = Vec::new();
    for value in stated_values(indexed, facet) {
        if !value.is_empty() && value.len() <= MAX_FACET_BYTES && !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// A text of an article; empty when it has none.
pub(crate) fn text_of(article: &Article, part: TextPart) -> &str {
    match part {
        TextPart::Title => &article.title,
        TextPart::Lead => article.lead.as_deref().unwrap_or_default(),
        TextPart::Body => &article.body,
    }
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

/// The days of an event, of a very long one the first and the last of them.
fn days_of(event: &Event) -> impl Iterator<Item = i64> + use<> {
    let (first, last) = (day_number(event.first_day), day_number(event.last_day));
    (first..=last).take(MAX_EVENT_DAYS).chain([last])
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
