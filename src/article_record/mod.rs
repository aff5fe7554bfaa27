//! The article as JSON: one shape for import, export, extraction and the archive.
//!
//! This is the only place where articles meet their outside names; the types of the index are
//! converted here by hand.

mod mention;

use aluehaku_article::ids::{ArticleId, IdError, SourceId};
use aluehaku_article::time::{PageTime, PageTimeError, Precision};
use aluehaku_article::{Article, EnrichedArticle, Entities, EntityLists, LanguagePart, Mention};
use serde::{Deserialize, Serialize};

use crate::event_record::{EventRecord, QuoteRecord};
pub use mention::{Confidence, MentionRecord};

/// An article as one JSON object. On the way in every field may be absent; on the way out all are
/// there, empty ones as null or an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleRecord {
    /// Stable identifier; derived from the canonical address when absent.
    pub id: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Identifier of the source.
    pub source: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Lead paragraph.
    pub lead: Option<String>,
    /// Plain text, a blank line between paragraphs.
    pub body: Option<String>,
    /// `2022-10-06` or `2022-10-06T12:58:00+03:00`.
    pub published: Option<String>,
    /// `year`, `month`, `day`, `minute` or `second`.
    pub published_precision: Option<String>,
    /// As `published`.
    pub modified: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The source's own topic words.
    pub topics: Vec<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Paragraphs of the body in other languages; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub language_parts: Vec<LanguagePartRecord>,
    /// Whether readers see a snippet at most, because the page asks for no copy; left out when not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub snippet_only: bool,
    /// Canonical names of persons told about.
    pub persons: Option<Vec<String>>,
    /// Canonical names of organisations told about.
    pub organisations: Option<Vec<String>>,
    /// Canonical names of projects told about.
    pub projects: Option<Vec<String>>,
    /// Maakunnat told about.
    pub regions: Option<Vec<String>>,
    /// Municipalities told about.
    pub municipalities: Option<Vec<String>>,
    /// Wellbeing services counties told about.
    pub hyvinvointialueet: Option<Vec<String>>,
    /// Each place in the texts that names one of them.
    pub mentions: Option<Vec<MentionRecord>>,
    /// Events with a day, read out of the texts; not taken on the way in, and kept beside the record.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventRecord>>,
    /// Who said what, read out of the texts; as the events.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<Vec<QuoteRecord>>,
}

/// Paragraphs of a body, one after another, in a language of their own, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguagePartRecord {
    /// Number of the first paragraph; the body's first is 0.
    pub first: usize,
    /// Number of the last.
    pub last: usize,
    /// ISO 639-1 code.
    pub language: String,
}

impl From<&LanguagePart> for LanguagePartRecord {
    fn from(part: &LanguagePart) -> Self {
        Self {
            first: part.first,
            last: part.last,
            language: part.language.clone(),
        }
    }
}

impl From<&LanguagePartRecord> for LanguagePart {
    fn from(record: &LanguagePartRecord) -> Self {
        Self {
            first: record.first,
            last: record.last,
            language: record.language.clone(),
        }
    }
}

/// Why a record is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Give `url` or `id`.
    #[error("neither `url` nor `id` is given; one of them is needed to know the article again")]
    NoIdentity,
    /// Give `title` or `body`.
    #[error("neither `title` nor `body` has text")]
    NoText,
    /// Give `source`, or let the command name one.
    #[error("`source` is missing")]
    NoSource,
    /// The field cannot be an identifier.
    #[error("`{field}`: {error}")]
    Id {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        error: IdError,
    },
    /// The address cannot be read; give an absolute one.
    #[error("`url`: {0:?} is no http or https address")]
    Url(String),
    /// The time cannot be read.
    #[error("`{field}`: {error}")]
    Time {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        error: PageTimeError,
    },
    /// A mention does not stand in its text; count bytes of UTF-8, from 0, after spaces at both ends are taken off.
    #[error("`mentions`: {name:?} cannot stand in bytes {start} to {end} of the {part}, {reason}")]
    Mention {
        /// Beginning of the name that is mentioned.
        name: String,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// The text.
        part: &'static str,
        /// What is wrong with the bytes.
        reason: &'static str,
    },
}

/// Letters of a value that an error shows.
const SHOWN_LETTERS: usize = 200;

impl ArticleRecord {
    /// The JSON shape of an enriched article, every field present.
    #[must_use]
    pub fn from_enriched(enriched: &EnrichedArticle) -> Self {
        let (events, quotes) = (enriched.events.iter(), enriched.quotes.iter());
        Self {
            events: Some(events.map(EventRecord::with_place).collect()),
            quotes: Some(quotes.map(QuoteRecord::with_place).collect()),
            ..Self::without_events(enriched)
        }
    }

    /// The same without events and quotes.
    #[must_use]
    pub fn without_events(enriched: &EnrichedArticle) -> Self {
        let entities = enriched.entities.clone().map(|_, names| Some(names));
        let mentions = enriched.mentions.iter().map(MentionRecord::from_mention);
        Self {
            persons: entities.persons,
            organisations: entities.organisations,
            projects: entities.projects,
            regions: entities.regions,
            municipalities: entities.municipalities,
            hyvinvointialueet: entities.hyvinvointialueet,
            mentions: Some(mentions.collect()),
            ..Self::from_article(&enriched.article)
        }
    }

    /// The JSON shape of an article nobody has enriched.
    #[must_use]
    pub fn from_article(article: &Article) -> Self {
        Self {
            id: Some(article.id.to_string()),
            url: article.url.clone(),
            source: Some(article.source.to_string()),
            title: Some(article.title.clone()),
            lead: article.lead.clone(),
            body: Some(article.body.clone()),
            published: article.published.map(|time| time.to_string()),
            published_precision: article
                .published
                .map(|time| time.precision().as_str().to_owned()),
            modified: article.modified.map(|time| time.to_string()),
            authors: article.authors.clone(),
            topics: article.topics.clone(),
            language: article.language.clone(),
            language_parts: article.parts.iter().map(Into::into).collect(),
            snippet_only: article.snippet_only,
            ..Self::default()
        }
    }

    /// The article this record describes.
    ///
    /// # Errors
    /// [`RecordError`] names the field and what is wrong with it.
    pub fn article(&self) -> Result<Article, RecordError> {
        let title = one_line(self.title.as_deref().unwrap_or_default());
        let body = self.body.as_deref().unwrap_or_default().trim();
        if title.is_empty() && body.is_empty() {
            return Err(RecordError::NoText);
        }
        let source = self.source.as_deref().ok_or(RecordError::NoSource)?;
        let source = SourceId::new(source).map_err(|error| RecordError::Id {
            field: "source",
            error,
        })?;
        let url = self.canonical_url()?;
        Ok(Article {
            id: self.identifier(url.as_ref())?,
            url: url.map(Into::into),
            source,
            title,
            lead: self
                .lead
                .as_deref()
                .map(str::trim)
                .filter(|lead| !lead.is_empty())
                .map(Into::into),
            body: body.to_owned(),
            published: self.published()?,
            modified: time("modified", self.modified.as_deref())?,
            authors: self.authors.clone(),
            topics: self.topics.clone(),
            language: self.language.clone(),
            parts: self.language_parts.iter().map(Into::into).collect(),
            snippet_only: self.snippet_only,
        })
    }

    /// The lists of names that are given.
    #[must_use]
    pub fn lists(&self) -> EntityLists<Option<Vec<String>>> {
        EntityLists {
            persons: self.persons.clone(),
            organisations: self.organisations.clone(),
            projects: self.projects.clone(),
            regions: self.regions.clone(),
            municipalities: self.municipalities.clone(),
            hyvinvointialueet: self.hyvinvointialueet.clone(),
        }
    }

    /// The same lists, where nothing given means nothing there.
    #[must_use]
    pub fn entities(&self) -> Entities {
        self.lists().map(|_, names| names.unwrap_or_default())
    }

    /// The mentions whose words are known.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention> {
        self.mentions
            .iter()
            .flatten()
            .filter_map(MentionRecord::mention)
            .collect()
    }

    /// The mentions whose words are known, each in its place in a text of the article.
    ///
    /// # Errors
    /// [`RecordError::Mention`] names the first that is in no such place.
    pub fn placed_mentions(&self, article: &Article) -> Result<Vec<Mention>, RecordError> {
        let mentions = self.mentions();
        for mention in &mentions {
            let text = article.text(mention.part);
            if let Some(reason) = misplaced(text, mention.start, mention.end) {
                return Err(RecordError::Mention {
                    name: mention.name.chars().take(SHOWN_LETTERS).collect(),
                    start: mention.start,
                    end: mention.end,
                    part: mention.part.as_str(),
                    reason,
                });
            }
        }
        Ok(mentions)
    }

    fn canonical_url(&self) -> Result<Option<url::Url>, RecordError> {
        let Some(text) = self.url.as_deref() else {
            return Ok(None);
        };
        match url::Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => {
                Ok(Some(crate::address::normalised(&url)))
            }
            _ => Err(RecordError::Url(text.chars().take(SHOWN_LETTERS).collect())),
        }
    }

    fn identifier(&self, url: Option<&url::Url>) -> Result<ArticleId, RecordError> {
        match (&self.id, url) {
            (Some(id), _) => {
                ArticleId::new(id).map_err(|error| RecordError::Id { field: "id", error })
            }
            (None, Some(url)) => Ok(ArticleId::from_canonical_url(&crate::address::identity(
                url,
            ))),
            (None, None) => Err(RecordError::NoIdentity),
        }
    }

    fn published(&self) -> Result<Option<PageTime>, RecordError> {
        let Some(published) = time("published", self.published.as_deref())? else {
            return Ok(None);
        };
        let precision = self
            .published_precision
            .as_deref()
            .map(str::parse::<Precision>);
        let precision = precision.transpose().map_err(|error| RecordError::Time {
            field: "published_precision",
            error,
        })?;
        Ok(Some(precision.map_or(published, |precision| {
            published.at_precision(precision)
        })))
    }
}

fn time(field: &'static str, text: Option<&str>) -> Result<Option<PageTime>, RecordError> {
    text.map(str::parse)
        .transpose()
        .map_err(|error| RecordError::Time { field, error })
}

/// Why a text has no words in a range of bytes, if it has none.
fn misplaced(text: &str, start: usize, end: usize) -> Option<&'static str> {
    if start >= end {
        Some("which end where they begin or before")
    } else if end > text.len() {
        Some("which is shorter")
    } else if text.get(start..end).is_none() {
        Some("which begin or end within a letter")
    } else {
        None
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
