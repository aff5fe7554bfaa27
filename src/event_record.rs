//! Events and quotes as JSON: one shape for what the programs and the interface give out.

use aluehaku_article::masking::mask;
use aluehaku_article::{Event, Quote, TextPart};
use jiff::civil::Time;
use serde::Serialize;
use utoipa::ToSchema;

/// An event that an article tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventRecord {
    /// Its day, or the first of several.
    #[schema(example = "2022-10-06")]
    pub date: String,
    /// The last day where there are several.
    #[schema(required)]
    pub end_date: Option<String>,
    /// When it begins, in Finnish time.
    #[schema(required, example = "09:00")]
    pub time: Option<String>,
    /// When it ends.
    #[schema(required)]
    pub end_time: Option<String>,
    /// Whether the text names no year, and the likeliest was taken.
    pub inferred_year: bool,
    /// What it is called, where its line says that.
    #[schema(required)]
    pub title: Option<String>,
    /// Municipality it takes place in, where the text says that.
    #[schema(required)]
    pub place: Option<String>,
    /// The sentence that states it; empty where no more of the article may be shown.
    pub text: String,
    /// Where the text states it; left out where the text is not given as it is.
    #[serde(flatten)]
    #[schema(ignore)]
    pub stated_at: Option<SpanRecord>,
}

/// What somebody says in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Quote)]
pub struct QuoteRecord {
    /// Who says it.
    pub speaker: String,
    /// The words.
    pub text: String,
    /// Where they stand; left out where the text is not given as it is.
    #[serde(flatten)]
    #[schema(ignore)]
    pub stated_at: Option<SpanRecord>,
}

/// A part of one of the texts of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpanRecord {
    /// `title`, `lead` or `body`.
    pub part: &'static str,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl SpanRecord {
    fn new(part: TextPart, start: usize, end: usize) -> Self {
        Self {
            part: part.as_str(),
            start,
            end,
        }
    }
}

impl EventRecord {
    /// An event with the place that states it.
    #[must_use]
    pub fn with_place(event: &Event) -> Self {
        Self {
            stated_at: Some(SpanRecord::new(event.part, event.start, event.end)),
            ..Self::from(event.clone())
        }
    }
}

impl From<Event> for EventRecord {
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
            stated_at: None,
        }
    }
}

impl QuoteRecord {
    /// A quote with the place where its words stand.
    #[must_use]
    pub fn with_place(quote: &Quote) -> Self {
        Self {
            speaker: quote.speaker.clone(),
            text: quote.text.clone(),
            stated_at: Some(SpanRecord::new(quote.part, quote.start, quote.end)),
        }
    }

    /// A quote with e-mail addresses and phone numbers masked.
    #[must_use]
    pub fn masked(quote: Quote) -> Self {
        Self {
            text: mask(&quote.text).into_owned(),
            speaker: quote.speaker,
            stated_at: None,
        }
    }
}
