//! What the handlers share: the engine, the register of regions and the facts from the settings.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use aluehaku_article::Article;
use aluehaku_article::region::RegionRegister;
use aluehaku_index::engine::Engine;

use super::administration::Administration;
use super::alert_desk::AlertDesk;
use super::connections::Connections;
use super::crawl_facts::{CrawlFacts, FactsAccess, ReadFacts};
use super::history::{History, HistoryAccess};
use super::index_access::{Heal, IndexAccess};
use super::rate_limiter::RateLimiter;
use super::request_counts::RequestCounts;
use super::service::{ServiceSettings, Show, SourceView};
use crate::troubles::{Part, Trouble, Troubles};

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
    alerts: OnceLock<Arc<dyn AlertDesk>>,
    administration: OnceLock<Arc<Administration>>,
    request_counts: RequestCounts,
    regions: &'static RegionRegister,
    settings: ServiceSettings,
    rate_limiter: RateLimiter,
    connections: Arc<Connections>,
    troubles: Troubles,
    fingerprint: u64,
}

/// What stands behind the service: ways to the archive, and who keeps the whole going.
#[derive(Clone, Default)]
pub struct Behind {
    /// The way to what the crawler says of its sources.
    pub facts: Option<Arc<ReadFacts>>,
    /// The way to what articles were before.
    pub history: Option<Arc<dyn History>>,
    /// What stands in the way at the moment.
    pub troubles: Troubles,
    /// Asks for the index to be looked at and healed, after it could not be read; returns at once.
    pub heal: Option<Arc<Heal>>,
}

impl fmt::Debug for Behind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Behind")
            .field("troubles", &self.troubles)
            .finish_non_exhaustive()
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
        Self::with_archive(engine, regions, settings, Behind::default())
    }

    /// The same, with what stands behind the service.
    #[must_use]
    pub fn with_archive(
        engine: Arc<dyn Engine>,
        regions: &'static RegionRegister,
        settings: ServiceSettings,
        behind: Behind,
    ) -> Self {
        let mut hasher = DefaultHasher::new();
        settings.hash(&mut hasher);
        let inner = Inner {
            index: IndexAccess::new(engine, behind.heal),
            facts: FactsAccess::new(behind.facts),
            history: HistoryAccess::new(behind.history),
            alerts: OnceLock::new(),
            administration: OnceLock::new(),
            request_counts: RequestCounts::default(),
            regions,
            rate_limiter: RateLimiter::new(settings.rate_limit),
            connections: Connections::new(settings.connections.clone()),
            settings,
            troubles: behind.troubles,
            fingerprint: hasher.finish(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Offers alerts from now on; whoever is set first keeps them.
    pub fn offer_alerts(&self, desk: Arc<dyn AlertDesk>) {
        let _ = self.inner.alerts.set(desk);
    }

    /// Who keeps alerts, where they are offered.
    #[must_use]
    pub(crate) fn alert_desk(&self) -> Option<&Arc<dyn AlertDesk>> {
        self.inner.alerts.get()
    }

    /// Lets administrators see the state of the service from now on.
    pub fn offer_administration(&self, administration: Administration) {
        let _ = self.inner.administration.set(Arc::new(administration));
    }

    /// What only administrators see, where the settings let them.
    #[must_use]
    pub(crate) fn administration(&self) -> Option<&Arc<Administration>> {
        self.inner.administration.get()
    }

    /// The requests that were answered.
    #[must_use]
    pub(crate) fn request_counts(&self) -> &RequestCounts {
        &self.inner.request_counts
    }

    /// The way to the index.
    #[must_use]
    pub(crate) fn index(&self) -> &IndexAccess {
        &self.inner.index
    }

    /// What the crawler says of its sources; while nothing is visited, of each that.
    pub(crate) async fn crawl_facts(&self) -> Arc<CrawlFacts> {
        let facts = self.inner.facts.latest().await;
        match self.inner.troubles.of(Part::Crawling) {
            Some(trouble) => Arc::new(facts.halted(trouble.cause)),
            None => facts,
        }
    }

    /// What stands in the way of the service at the moment.
    pub(crate) async fn troubles(&self) -> Vec<Trouble> {
        // Whether the archive can be read shows when it is.
        self.inner.facts.latest().await;
        self.inner.troubles.all()
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

    /// The connections of the service.
    #[must_use]
    pub fn connections(&self) -> &Arc<Connections> {
        &self.inner.connections
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
