//! One article as JSON: the whole text where its source allows it, else an excerpt.

use aluehaku_article::{Event, LanguagePart};
use aluehaku_index::search::response::IndexedArticle;
use serde::Serialize;
use utoipa::ToSchema;

use crate::event_record::{EventRecord, QuoteRecord};
use crate::http::allowance::Allowance;
use crate::http::service::Show;
use crate::http::text::web_link;

/// An article. E-mail addresses and phone numbers are masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Article)]
pub(crate) struct ArticleView {
    /// Stable identifier.
    pub(crate) id: String,
    /// Address of the original; absent when it has none that a browser could open.
    #[schema(required)]
    pub(crate) url: Option<String>,
    /// Identifier of the source.
    pub(crate) source: String,
    /// Title.
    pub(crate) title: String,
    /// Lead paragraph, where the page marks one.
    #[schema(required)]
    pub(crate) lead: Option<String>,
    /// Plain text, a blank line between paragraphs; an excerpt unless `body_complete`.
    pub(crate) body: String,
    /// Whether `body` is the whole text.
    pub(crate) body_complete: bool,
    /// When the page says it was published, as exactly as it says.
    #[schema(required, example = "2022-10-06T12:58:00+03:00")]
    pub(crate) published: Option<String>,
    /// `year`, `month`, `day`, `minute` or `second`.
    #[schema(required)]
    pub(crate) published_precision: Option<&'static str>,
    /// When the page says it was last changed.
    #[schema(required)]
    pub(crate) modified: Option<String>,
    /// Who wrote it, as named by the page.
    pub(crate) authors: Vec<String>,
    /// The source's own topic words.
    pub(crate) topics: Vec<String>,
    /// ISO 639-1 code of its language.
    #[schema(required)]
    pub(crate) language: Option<String>,
    /// Paragraphs of the text in other languages; paragraphs stand a blank line apart.
    pub(crate) language_parts: Vec<LanguagePartView>,
    /// Persons told about.
    pub(crate) persons: Vec<String>,
    /// Organisations told about.
    pub(crate) organisations: Vec<String>,
    /// Projects told about.
    pub(crate) projects: Vec<String>,
    /// Maakunnat told about.
    pub(crate) regions: Vec<String>,
    /// Municipalities told about.
    pub(crate) municipalities: Vec<String>,
    /// Wellbeing services counties told about.
    pub(crate) hyvinvointialueet: Vec<String>,
    /// Events with a day that it tells of, past or coming.
    pub(crate) events: Vec<EventRecord>,
}

/// Paragraphs of a text, one after another, in another language than the article.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LanguagePart)]
pub(crate) struct LanguagePartView {
    /// Number of the first paragraph of the text; its first is 0.
    first: usize,
    /// Number of the last.
    last: usize,
    /// Language as a code of ISO 639-1.
    #[schema(example = "sv")]
    language: String,
}

impl From<LanguagePart> for LanguagePartView {
    fn from(part: LanguagePart) -> Self {
        Self {
            first: part.first,
            last: part.last,
            language: part.language,
        }
    }
}

/// An article with what is read out of its whole text.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ArticleDetails)]
pub(crate) struct ArticleDetails {
    #[serde(flatten)]
    pub(crate) article: ArticleView,
    /// Who says what in it; none where only an excerpt of it may be shown.
    pub(crate) quotes: Vec<QuoteRecord>,
}

impl ArticleView {
    /// The article with as much text as its source allows to be shown.
    pub(crate) fn new(indexed: IndexedArticle, show: Show) -> Self {
        let IndexedArticle {
            article,
            entities,
            events,
            publisher_region: _,
        } = indexed;
        let mut allowance = Allowance::new(show);
        let (body, body_complete) = allowance.body(article.body);
        let events = events.into_iter().map(|event| {
            let text = allowance.sentence(&event.text);
            EventRecord::from(Event { text, ..event })
        });
        Self {
            id: article.id.as_str().to_owned(),
            url: article.url.filter(|url| web_link(url).is_some()),
            source: article.source.as_str().to_owned(),
            title: article.title,
            lead: article.lead,
            body,
            body_complete,
            published: article.published.map(|time| time.to_string()),
            published_precision: article.published.map(|time| time.precision().as_str()),
            modified: article.modified.map(|time| time.to_string()),
            authors: article.authors,
            topics: article.topics,
            language: article.language,
            language_parts: article
                .parts
                .into_iter()
                .map(LanguagePartView::from)
                .collect(),
            persons: entities.persons,
            organisations: entities.organisations,
            projects: entities.projects,
            regions: entities.regions,
            municipalities: entities.municipalities,
            hyvinvointialueet: entities.hyvinvointialueet,
            events: events.collect(),
        }
    }
}
