//! One article as JSON: the whole text where its source allows it, else an excerpt.

use aluehaku_article::masking::mask;
use aluehaku_article::{Event, LanguagePart};
use aluehaku_index::search::response::IndexedArticle;
use jiff::civil::Time;
use serde::Serialize;
use utoipa::ToSchema;

use crate::article_record::QuoteRecord;
use crate::http::service::Show;
use crate::http::text::{excerpt, web_link};

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
    /// Happenings with a day that it tells of, past or coming.
    pub(crate) events: Vec<EventView>,
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

/// A happening that an article tells of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    /// Its day, or the first of several.
    #[schema(example = "2022-10-06")]
    date: String,
    /// The last day where there are several.
    #[schema(required)]
    end_date: Option<String>,
    /// When it begins, in Finnish time.
    #[schema(required, example = "09:00")]
    time: Option<String>,
    /// When it ends.
    #[schema(required)]
    end_time: Option<String>,
    /// Whether the text names no year, and the nearest to the publication was taken.
    inferred_year: bool,
    /// What it is called, where its line says that.
    #[schema(required)]
    title: Option<String>,
    /// Municipality it takes place in, where the text says that.
    #[schema(required)]
    place: Option<String>,
    /// The sentence that states it.
    text: String,
}

impl From<Event> for EventView {
    fn from(event: Event) -> Self {
        let clock = |time: Time| time.strftime("%H:%M").to_string();
        let last_day = Some(event.last_day).filter(|day| *day != event.first_day);
        Self {
            date: event.first_day.to_string(),
            end_date: last_day.map(|day| day.to_string()),
            time: event.begins.map(clock),
            end_time: event.ends.map(clock),
            inferred_year: event.inferred_year,
            title: event.title,
            place: event.place,
            text: event.text,
        }
    }
}

/// What somebody says in an article.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Quote)]
pub(crate) struct QuoteView {
    /// Who says it.
    speaker: String,
    /// The words.
    text: String,
}

impl QuoteView {
    /// A quote with e-mail addresses and phone numbers masked.
    pub(crate) fn masked(quote: QuoteRecord) -> Self {
        Self {
            speaker: quote.speaker,
            text: mask(&quote.text).into_owned(),
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
    pub(crate) quotes: Vec<QuoteView>,
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
        let (body, body_complete) = match show {
            Show::Full => (article.body, true),
            Show::Snippet => excerpt(&article.body),
        };
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
            events: events.into_iter().map(EventView::from).collect(),
        }
    }
}
