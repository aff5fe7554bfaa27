//! What the handlers share: the engine, the register of regions and the facts from the settings.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use aluehaku_article::Article;
use aluehaku_article::listing::PersonThreshold;
use aluehaku_article::region::RegionRegister;
use aluehaku_index::engine::Engine;

use super::crawl_facts::{CrawlFacts, FactsAccess, ReadFacts};
use super::history::{History, HistoryAccess};
use super::index_access::IndexAccess;
use super::middleware::rate_limit::RateLimiter;
use super::view::text::web_link;

/// What the handlers share. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct AppState {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    index: IndexAccess,
    facts: FactsAccess,
    history: HistoryAccess,
    regions: &'static RegionRegister,
    settings: ServiceSettings,
    rate_limiter: RateLimiter,
    fingerprint: u64,
}

/// Facts from the settings that the HTTP side needs.
#[derive(Clone, Debug, Hash)]
pub struct ServiceSettings {
    /// Address under which people reach the service, without a slash at the end
    /// (`https://haku.example`); addresses in answers are relative when it is absent.
    pub public_url: Option<String>,
    /// Requests a second that one client may make; 0 lets everyone ask at will.
    pub rate_limit: u32,
    /// Whether a proxy on this machine is believed when it names its client in `X-Forwarded-For`.
    pub trust_loopback_proxy: bool,
    /// The configured sources.
    pub sources: Vec<SourceView>,
    /// From how many articles and sources on a person is put forward, as the engine was told.
    pub person_threshold: PersonThreshold,
    /// Who runs the service.
    pub operator: OperatorView,
    /// How Finnish is analysed, for `/health/ready`.
    pub analyser: AnalyserView,
    /// Version of the service.
    pub version: String,
}

/// Who runs the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OperatorView {
    /// Name of the person or body; pages say so when it is not stated.
    pub name: Option<String>,
    /// E-mail address or address of a page that reaches them.
    pub contact: Option<String>,
}

/// What readers of the service may know about a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceView {
    /// Stable identifier.
    pub id: String,
    /// Name as people know it.
    pub name: String,
    /// Maakunta it publishes in.
    pub region: Option<String>,
    /// How much of its articles is shown.
    pub show: Show,
    /// Its own web page.
    pub home_url: Option<String>,
}

/// How much of an article is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Show {
    /// Title, lead, a snippet and the link.
    #[default]
    Snippet,
    /// The whole text, where the publisher's terms allow it.
    Full,
}

/// How Finnish is analysed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AnalyserView {
    /// Name of the analyser in use, as `voikko` or `snowball`.
    pub name: String,
    /// Description of the dictionary it reads; absent when it has none.
    pub dictionary: Option<String>,
}

impl OperatorView {
    /// The contact as a link: where it leads and what it says.
    #[must_use]
    pub(crate) fn contact_link(&self) -> Option<(String, &str)> {
        let contact = self.contact.as_deref()?;
        let href = match web_link(contact) {
            Some(address) => address.to_owned(),
            None if contact.contains('@') => format!("mailto:{contact}"),
            None => return None,
        };
        Some((href, contact))
    }
}

impl SourceView {
    /// A source that only articles name, not the settings.
    #[must_use]
    pub(crate) fn unconfigured(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            region: None,
            show: Show::default(),
            home_url: None,
        }
    }
}

impl AppState {
    /// Joins an engine, the register of regions and the settings.
    #[must_use]
    pub fn new(
        engine: Arc<dyn Engine>,
        regions: &'static RegionRegister,
        settings: ServiceSettings,
    ) -> Self {
        Self::with_archive(engine, regions, settings, None, None)
    }

    /// The same, with ways to what the archive says of sources and of articles.
    #[must_use]
    pub fn with_archive(
        engine: Arc<dyn Engine>,
        regions: &'static RegionRegister,
        settings: ServiceSettings,
        facts: Option<Arc<ReadFacts>>,
        history: Option<Arc<dyn History>>,
    ) -> Self {
        let mut hasher = DefaultHasher::new();
        settings.hash(&mut hasher);
        let inner = Inner {
            index: IndexAccess::new(engine),
            facts: FactsAccess::new(facts),
            history: HistoryAccess::new(history),
            regions,
            rate_limiter: RateLimiter::new(settings.rate_limit),
            settings,
            fingerprint: hasher.finish(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The way to the index.
    #[must_use]
    pub(crate) fn index(&self) -> &IndexAccess {
        &self.inner.index
    }

    /// What the crawler says of its sources.
    pub(crate) async fn crawl_facts(&self) -> Arc<CrawlFacts> {
        self.inner.facts.latest().await
    }

    /// What articles were before, and whom they name where; asking blocks.
    #[must_use]
    pub(crate) fn history(&self) -> &HistoryAccess {
        &self.inner.history
    }

    /// The register of regions.
    #[must_use]
    pub(crate) fn regions(&self) -> &'static RegionRegister {
        self.inner.regions
    }

    /// The facts from the settings.
    #[must_use]
    pub(crate) fn settings(&self) -> &ServiceSettings {
        &self.inner.settings
    }

    /// Who asks too often.
    #[must_use]
    pub(crate) fn rate_limiter(&self) -> &RateLimiter {
        &self.inner.rate_limiter
    }

    /// Changes when the same index would be shown otherwise: part of every validator.
    #[must_use]
    pub(crate) fn fingerprint(&self) -> u64 {
        self.inner.fingerprint
    }

    /// The settings of a source; absent for sources that only imported articles name.
    #[must_use]
    pub(crate) fn source(&self, id: &str) -> Option<&SourceView> {
        self.settings()
            .sources
            .iter()
            .find(|source| source.id == id)
    }

    /// How much of an article is shown: no more than a snippet unless its source's settings say so,
    /// and never more where its page asks for no copy.
    #[must_use]
    pub(crate) fn show(&self, article: &Article) -> Show {
        let source = self.source(article.source.as_str());
        source
            .filter(|_| !article.snippet_only)
            .map(|source| source.show)
            .unwrap_or_default()
    }
}
