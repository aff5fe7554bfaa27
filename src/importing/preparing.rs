//! Makes imported records into articles that can be stored. Nothing of it writes, so that threads share it.

use std::sync::Arc;

use aluehaku_article::ids::ArticleId;
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_enrich::fingerprint::Fingerprint;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Lesson;
use aluehaku_enrich::{Given, contained};
use url::Url;

use super::line_error::LineError;
use crate::article_record::{ArticleRecord, RecordError};
use crate::clock;
use crate::crawl::source::CrawlSource;

/// Source of an article that names none and has no address.
const UNNAMED_SOURCE: &str = "import";

/// What records are made into articles with.
#[derive(Debug)]
pub(super) struct Preparation {
    pub(super) configured: Vec<Arc<CrawlSource>>,
    pub(super) knowledge: Knowledge,
    /// Whether articles are not taken as they are.
    pub(super) enriches: bool,
}

/// A record made into an article, ready to be stored.
pub(super) struct Ready {
    pub(super) article: EnrichedArticle,
    pub(super) given: Vec<String>,
    pub(super) fingerprint: Option<Fingerprint>,
    /// What it teaches about names; absent for one that is taken as it is or cannot be understood.
    pub(super) lesson: Option<Lesson>,
}

impl Preparation {
    /// The source of the settings with this identifier.
    pub(super) fn configured(&self, id: &str) -> Option<&Arc<CrawlSource>> {
        self.configured.iter().find(|source| source.id() == id)
    }

    /// Makes a record into an article.
    ///
    /// # Errors
    /// When a field of the record cannot be used.
    pub(super) fn ready(&self, record: &ArticleRecord) -> Result<Ready, LineError> {
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
        self.configured(source)?.settings.language.as_deref()
    }
}

fn given(record: &ArticleRecord, article: &Article) -> Result<Given, RecordError> {
    let mentions = record.placed_mentions(article)?;
    Ok(Given {
        lists: record.lists(),
        mentions: record.mentions.as_ref().map(|_| mentions),
    })
}
