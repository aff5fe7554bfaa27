//! What enrichment needs to know, put together once: analyser, models, registers.

use std::sync::{Arc, LazyLock};

use aluehaku_article::region::RegionRegister;
use aluehaku_finnish::Finnish;
use aluehaku_finnish::names::Tagger;

use super::names::NameFinder;
use super::names::register::Register;
use super::places::PlaceFinder;
use super::removal::Removed;
use super::{Context, Understand, enrich_and_observe};

/// All that enrichment knows beside the article. A copy shares all of it and can then learn something else.
#[derive(Clone, Debug)]
pub struct Knowledge {
    tagger: Arc<Tagger>,
    places: &'static PlaceFinder,
    register: Arc<Register>,
    removed: Arc<Removed>,
    understand: Understand,
}

/// Words whose labels are remembered by whoever reads very many articles: four times as many as otherwise, of which
/// each takes about 400 bytes.
const MANY_WORDS: usize = 1 << 17;

impl Knowledge {
    /// With this analyser of Finnish and nothing learnt of names yet.
    #[must_use]
    pub fn new(finnish: Arc<Finnish>) -> Self {
        Self::with_tagger(Tagger::bundled(finnish))
    }

    /// The same for whoever reads very many articles at once: takes more memory and is faster.
    #[must_use]
    pub fn for_many_articles(finnish: Arc<Finnish>) -> Self {
        Self::with_tagger(Tagger::bundled(finnish).remembering(MANY_WORDS))
    }

    fn with_tagger(tagger: Tagger) -> Self {
        static PLACES: LazyLock<PlaceFinder> =
            LazyLock::new(|| PlaceFinder::new(RegionRegister::shipped()));
        Self {
            tagger: Arc::new(tagger),
            places: &PLACES,
            register: Arc::default(),
            removed: Arc::default(),
            understand: enrich_and_observe,
        }
    }

    /// The analyser of Finnish.
    #[must_use]
    pub fn finnish(&self) -> &Finnish {
        self.tagger.finnish()
    }

    /// Takes another register of names.
    pub fn set_register(&mut self, register: Register) {
        self.register = Arc::new(register);
    }

    /// What is known of names across articles.
    #[must_use]
    pub fn register(&self) -> Arc<Register> {
        Arc::clone(&self.register)
    }

    /// Takes what is known of persons who were removed.
    pub fn set_removed(&mut self, removed: Removed) {
        self.removed = Arc::new(removed);
    }

    /// What is known of persons who were removed.
    #[must_use]
    pub fn removed(&self) -> &Removed {
        &self.removed
    }

    /// Takes another way to understand articles: what is kept of those that cannot be understood is tried with it.
    pub fn set_understanding(&mut self, understand: Understand) {
        self.understand = understand;
    }

    /// Finds names.
    #[must_use]
    pub fn names(&self) -> NameFinder<'_> {
        NameFinder {
            tagger: &self.tagger,
            regions: RegionRegister::shipped(),
        }
    }

    /// What an article is enriched with, for one that says nothing of its language.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        Context {
            places: self.places,
            regions: RegionRegister::shipped(),
            names: self.names(),
            register: &self.register,
            removed: &self.removed,
            understand: self.understand,
            stated_language: None,
            source_language: None,
            read_on: None,
        }
    }
}
