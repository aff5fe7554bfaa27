//! The stored form of an article: one JSON record, from which hits are made.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::search::response::IndexedArticle;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::time::{PageTime, Precision};
use aluehaku_article::{Article, Entities, Event, LanguagePart};

/// An article as it is stored; absent fields are left out.
#[derive(Serialize, Deserialize)]
pub(crate) struct Record<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    lead: Option<Cow<'a, str>>,
    #[serde(borrow)]
    body: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    published: Option<(String, Cow<'a, str>)>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    modified: Option<(String, Cow<'a, str>)>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    authors: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    topics: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    language: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    parts: Vec<(usize, usize, String)>,
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    snippet_only: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    persons: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    organisations: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    projects: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    regions: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    municipalities: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "<[String]>::is_empty", default)]
    hyvinvointialueet: Cow<'a, [String]>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    publisher_region: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "<[Event]>::is_empty", default)]
    events: Cow<'a, [Event]>,
}

/// The text to store of an article.
pub(crate) fn to_text(indexed: &IndexedArticle) -> String {
    let IndexedArticle {
        article,
        entities,
        publisher_region,
        events,
    } = indexed;
    let record = Record {
        id: article.id.as_str().into(),
        source: article.source.as_str().into(),
        url: article.url.as_deref().map(Cow::Borrowed),
        title: article.title.as_str().into(),
        lead: article.lead.as_deref().map(Cow::Borrowed),
        body: article.body.as_str().into(),
        published: article.published.map(written_time),
        modified: article.modified.map(written_time),
        authors: article.authors.as_slice().into(),
        topics: article.topics.as_slice().into(),
        language: article.language.as_deref().map(Cow::Borrowed),
        parts: article.parts.iter().map(written_part).collect(),
        snippet_only: article.snippet_only,
        persons: entities.persons.as_slice().into(),
        organisations: entities.organisations.as_slice().into(),
        projects: entities.projects.as_slice().into(),
        regions: entities.regions.as_slice().into(),
        municipalities: entities.municipalities.as_slice().into(),
        hyvinvointialueet: entities.hyvinvointialueet.as_slice().into(),
        publisher_region: publisher_region.as_deref().map(Cow::Borrowed),
        events: events.as_slice().into(),
    };
    serde_json::to_string(&record).expect("a record is plain data with text keys")
}

/// The article that a text was made of; the reason when it is damaged.
pub(crate) fn from_text(text: &str) -> Result<IndexedArticle, String> {
    let record: Record<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let article = Article {
        id: ArticleId::new(&record.id).map_err(|error| error.to_string())?,
        url: record.url.map(Cow::into_owned),
        source: SourceId::new(&record.source).map_err(|error| error.to_string())?,
        title: record.title.into_owned(),
        lead: record.lead.map(Cow::into_owned),
        body: record.body.into_owned(),
        published: record.published.as_ref().and_then(read_time),
        modified: record.modified.as_ref().and_then(read_time),
        authors: record.authors.into_owned(),
        topics: record.topics.into_owned(),
        language: record.language.map(Cow::into_owned),
        parts: record.parts.into_iter().map(read_part).collect(),
        snippet_only: record.snippet_only,
    };
    let entities = Entities {
        persons: record.persons.into_owned(),
        organisations: record.organisations.into_owned(),
        projects: record.projects.into_owned(),
        regions: record.regions.into_owned(),
        municipalities: record.municipalities.into_owned(),
        hyvinvointialueet: record.hyvinvointialueet.into_owned(),
    };
    let publisher_region = record.publisher_region.map(Cow::into_owned);
    Ok(IndexedArticle {
        article,
        entities,
        publisher_region,
        events: record.events.into_owned(),
    })
}

/// A time and its precision, which the text of a time in minutes does not show.
fn written_time(time: PageTime) -> (String, Cow<'static, str>) {
    (time.to_string(), Cow::Borrowed(time.precision().as_str()))
}

/// The time again; a time that this version cannot read is as good as none.
fn read_time((time, precision): &(String, Cow<'_, str>)) -> Option<PageTime> {
    let precision: Precision = precision.parse().ok()?;
    let time: PageTime = time.parse().ok()?;
    Some(time.at_precision(precision))
}

fn written_part(part: &LanguagePart) -> (usize, usize, String) {
    (part.first, part.last, part.language.clone())
}

fn read_part((first, last, language): (usize, usize, String)) -> LanguagePart {
    LanguagePart {
        first,
        last,
        language,
    }
}
