//! Takes imported records into the archive, a batch at a time.

use std::collections::BTreeSet;
use std::sync::Arc;

use aluehaku_article::ids::ArticleId;
use aluehaku_article::{Article, EnrichedArticle};
use url::Url;

use crate::archive::articles::{self, Incoming, Stored};
use crate::archive::sources::{self, StoredSource};
use crate::archive::{Archive, ArchiveError, tombstones};
use crate::article_record::{ArticleRecord, RecordError};
use crate::clock;
use crate::crawl::source::CrawlSource;
use crate::understanding::{self, Understood};
use aluehaku_enrich::fingerprint::Fingerprint;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Edits, Lesson};
use aluehaku_enrich::{Given, contained};

/// Source of an article that names none and has no address.
const UNNAMED_SOURCE: &str = "import";

/// Why a line is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The line is no JSON object of the expected shape.
    #[error("{0}")]
    Json(String),
    /// A field cannot be used.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The line is longer than what is read.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// Longest line read, in bytes.
        limit: u64,
    },
}

/// A line's number, and what became of it.
pub type LineResult = (u64, Result<Stored, LineError>);

/// Takes records into the archive.
#[derive(Debug)]
pub struct Importer {
    archive: Archive,
    configured: Vec<Arc<CrawlSource>>,
    known_sources: BTreeSet<String>,
    knowledge: Knowledge,
    /// Whether articles are not taken as they are.
    enriches: bool,
}

/// A record made into an article, ready to be stored.
struct Ready {
    article: EnrichedArticle,
    given: Vec<String>,
    fingerprint: Option<Fingerprint>,
    /// What it teaches about names; absent for one that is taken as it is or cannot be understood.
    lesson: Option<Lesson>,
}

impl Importer {
    /// An importer into an archive; `configured` are the sources of the settings.
    #[must_use]
    pub fn new(
        archive: Archive,
        configured: Vec<Arc<CrawlSource>>,
        knowledge: Knowledge,
        enriches: bool,
    ) -> Self {
        Self {
            archive,
            configured,
            known_sources: BTreeSet::new(),
            knowledge,
            enriches,
        }
    }

    /// Learns names from what was imported, and enriches the articles anew that are read otherwise with them.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn finish(&mut self, edits: &Edits) -> Result<Understood, ArchiveError> {
        if !self.enriches {
            return Ok(Understood::default());
        }
        understanding::follow(&mut self.archive, edits, &mut self.knowledge)
    }

    /// Stores the records of a batch, each with its number, in one transaction; when this returns
    /// they are kept. Records that are no articles are refused one by one.
    ///
    /// # Errors
    /// When the archive refuses; then nothing of the batch is kept.
    pub fn put(&mut self, batch: &[(u64, ArticleRecord)]) -> Result<Vec<LineResult>, ArchiveError> {
        loop {
            if let Some(results) = self.try_put(batch)? {
                return Ok(results);
            }
            // A person was removed after the knowledge was taken.
            let removed = self.archive.read(tombstones::persons)?;
            self.knowledge.set_removed(removed);
        }
    }

    /// The same; `None`, and nothing stored, when the importer does not know of a person who was removed.
    fn try_put(
        &mut self,
        batch: &[(u64, ArticleRecord)],
    ) -> Result<Option<Vec<LineResult>>, ArchiveError> {
        let ready: Vec<(u64, Result<Ready, LineError>)> = batch
            .iter()
            .map(|(number, record)| (*number, self.ready(record)))
            .collect();
        let new_sources = self.new_sources(&ready);
        let now = clock::now();
        let known = self.knowledge.removed().stamp();
        let results = self.archive.write(|connection| {
            if tombstones::stamp_of_persons(connection)? != known {
                return Ok(None);
            }
            new_sources
                .iter()
                .try_for_each(|source| sources::save(connection, source))?;
            let results = ready
                .into_iter()
                .map(|(number, ready)| {
                    let stored = match ready {
                        Ok(ready) => {
                            let incoming = Incoming {
                                article: &ready.article,
                                given: &ready.given,
                                fingerprint: ready.fingerprint.as_ref(),
                                lesson: ready.lesson.as_ref(),
                                now,
                            };
                            Ok(articles::put(connection, &incoming)?.stored)
                        }
                        Err(reason) => Err(reason),
                    };
                    Ok((number, stored))
                })
                .collect::<rusqlite::Result<_>>()?;
            Ok(Some(results))
        })?;
        if results.is_some() {
            self.known_sources
                .extend(new_sources.into_iter().map(|source| source.id));
        }
        Ok(results)
    }

    fn ready(&self, record: &ArticleRecord) -> Result<Ready, LineError> {
        let mut record = record.clone();
        if record.source.as_deref().is_none_or(str::is_empty) {
            record.source = Some(self.source_of(record.url.as_deref()));
        }
        if let Some(id) = &record.id {
            let id = ArticleId::without_contact(id);
            // What cannot be an identifier is told with the record's other faults.
            record.id = id.ok().map(|id| id.to_string()).or(record.id);
        }
        let article = record.article()?;
        let given = given(&record, &article)?;
        let context = aluehaku_enrich::Context {
            source_language: self.language_of(article.source.as_str()),
            read_on: Some(clock::today()),
            ..self.knowledge.context()
        };
        let given = if self.enriches {
            given
        } else {
            given.completed()
        };
        let names = given.names();
        let (enriched, lesson) = if self.enriches {
            // Without a lesson it is tried again when names are learnt, and named if that fails, too.
            let (enriched, lesson) = contained::enrich_and_observe(article, given, &context);
            (enriched, lesson.ok())
        } else {
            (contained::taken_as_given(article, given, &context), None)
        };
        let fingerprint = Fingerprint::of(&enriched.article.whole_text());
        Ok(Ready {
            article: enriched,
            given: names,
            fingerprint,
            lesson,
        })
    }

    /// The configured source an address belongs to, else its host.
    fn source_of(&self, url: Option<&str>) -> String {
        let Some(url) = url.and_then(|url| Url::parse(url).ok()) else {
            return UNNAMED_SOURCE.to_owned();
        };
        if let Some(source) = self.configured.iter().find(|source| source.contains(&url)) {
            return source.id().to_owned();
        }
        url.host_str()
            .unwrap_or(UNNAMED_SOURCE)
            .trim_start_matches("www.")
            .to_owned()
    }

    fn language_of(&self, source: &str) -> Option<&str> {
        let configured = self
            .configured
            .iter()
            .find(|configured| configured.id() == source)?;
        configured.settings.language.as_deref()
    }

    /// Sources of a batch that the archive may not know yet: the configured ones as the settings
    /// describe them, others by their identifier.
    fn new_sources(&self, ready: &[(u64, Result<Ready, LineError>)]) -> Vec<StoredSource> {
        let named: BTreeSet<&str> = ready
            .iter()
            .filter_map(|(_, ready)| ready.as_ref().ok())
            .map(|ready| ready.article.article.source.as_str())
            .filter(|source| !self.known_sources.contains(*source))
            .collect();
        named
            .into_iter()
            .filter_map(|id| {
                let configured = self.configured.iter().find(|source| source.id() == id);
                match configured {
                    Some(source) => Some(source.stored()),
                    None => self.unconfigured(id),
                }
            })
            .collect()
    }

    /// A source that only articles name; one that is stored already stays as it is.
    fn unconfigured(&self, id: &str) -> Option<StoredSource> {
        let stored = self.archive.read(|reading| sources::find(reading, id));
        if matches!(stored, Ok(Some(_))) {
            return None;
        }
        Some(StoredSource {
            id: id.to_owned(),
            name: id.to_owned(),
            home: None,
            region: None,
            language: None,
        })
    }
}

fn given(record: &ArticleRecord, article: &Article) -> Result<Given, RecordError> {
    let mentions = record.placed_mentions(article)?;
    Ok(Given {
        lists: record.lists(),
        mentions: record.mentions.as_ref().map(|_| mentions),
    })
}
