//! What the index holds of an article: everything but e-mail addresses and phone numbers.
//!
//! - [`record`]: the stored form; [`languages`]: in which language each word is analysed.
//! - [`listed`]: what an article is filtered, counted and looked up by.
//! - [`texts`]: the words of its texts and their terms; [`encoding`]: the same as one string.

pub(crate) mod encoding;
mod languages;
pub(crate) mod listed;
pub(crate) mod record;
pub(crate) mod texts;

pub(crate) use languages::TextLanguages;
pub(crate) use listed::text_of;

use crate::engine::Document;
use crate::search::response::IndexedArticle;
use aluehaku_article::masking::{gives_contact, mask};
use aluehaku_article::{Article, Event};

/// Longest title that is kept, in characters: a longer one is none, and every page that shows it would carry it.
const LONGEST_TITLE: usize = 500;

/// Longest name of an author or a topic that is kept, in characters.
const LONGEST_NAME: usize = 300;

/// Most names of one kind that are kept of an article.
const MOST_NAMES: usize = 1_000;

impl IndexedArticle {
    /// Masks the texts and names of a document, and shortens titles and names beyond all measure. Identifiers stay,
    /// and so does the address unless it gives a contact.
    #[must_use]
    pub fn masked(document: Document<'_>) -> Self {
        let article = &document.article.article;
        let entities = &document.article.entities;
        Self {
            article: Article {
                id: article.id.clone(),
                url: article.url.clone().filter(|url| !gives_contact(url)),
                source: article.source.clone(),
                title: shortened(masked_text(&article.title), LONGEST_TITLE),
                lead: article.lead.as_deref().map(masked_text),
                body: masked_text(&article.body),
                published: article.published,
                modified: article.modified,
                authors: masked_names(&article.authors),
                topics: masked_names(&article.topics),
                language: article.language.clone(),
                // Masks leave the paragraphs as they are.
                parts: article.parts.clone(),
                snippet_only: article.snippet_only,
            },
            entities: entities
                .as_ref()
                .map(|list, names| match list.is_of_regions() {
                    true => names.clone(),
                    false => masked_names(names),
                }),
            publisher_region: document.publisher_region.map(ToOwned::to_owned),
            events: document.article.events.iter().map(masked_event).collect(),
        }
    }
}

fn masked_event(event: &Event) -> Event {
    Event {
        title: event
            .title
            .as_deref()
            .map(|title| shortened(masked_text(title), LONGEST_TITLE)),
        text: masked_text(&event.text),
        ..event.clone()
    }
}

fn masked_text(text: &str) -> String {
    mask(text).into_owned()
}

fn masked_names(names: &[String]) -> Vec<String> {
    let kept = names.iter().take(MOST_NAMES);
    kept.map(|name| shortened(masked_text(name), LONGEST_NAME))
        .collect()
}

/// A text cut after so many characters, with a sign that it goes on.
fn shortened(mut text: String, longest: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(longest) {
        text.truncate(end);
        text.push('…');
    }
    text
}
