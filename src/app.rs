//! The parts of the service put together from the settings.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use aluehaku_article::listing::PersonThreshold;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Edits;
use aluehaku_extract::profile::ProfileSet;
use aluehaku_finnish::Finnish;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::Engine;
use aluehaku_index::opensearch::{self, OpenSearch};
use aluehaku_index::vocabulary::Vocabulary;
use anyhow::Context as _;

use crate::analyser::{self, AnalyserInUse, Loaded};
use crate::archive::{Archive, ArchiveError, Location, identity, observations};
use crate::config::Settings;
use crate::config::sections::{CrawlerSettings, IndexEngine};
use crate::crawl::source::CrawlSource;
use crate::understanding;

/// Folder of the index in the data directory.
pub(crate) const INDEX_FOLDER: &str = "index";

/// The file of the data directory that takes the place of the shipped table of words that mean the same.
pub(crate) const VOCABULARY_FILE: &str = "vocabulary.txt";

/// Memory in which a small index is made, in bytes.
const SMALL_MEMORY: usize = 15_000_000;

/// The service as the settings want it; opens its parts on demand.
#[derive(Debug)]
pub struct App {
    settings: Settings,
    profiles: ProfileSet,
    location: Location,
    analyzer: OnceLock<Loaded>,
    /// In place of the table in the data directory.
    vocabulary: Option<Arc<Vocabulary>>,
}

impl App {
    /// Takes settings that were checked when they were loaded.
    ///
    /// # Errors
    /// When a profile cannot be compiled, or the address of the archive is none.
    pub fn new(settings: Settings) -> anyhow::Result<Self> {
        let profiles = ProfileSet::new(&settings.profiles)?;
        let location = match settings.archive.server() {
            Some(server) => Location::on_server(&settings.data_dir, &server)?,
            None => settings.data_dir.as_path().into(),
        };
        Ok(Self {
            settings,
            profiles,
            location,
            analyzer: OnceLock::new(),
            vocabulary: None,
        })
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The profiles, compiled.
    #[must_use]
    pub fn profiles(&self) -> &ProfileSet {
        &self.profiles
    }

    /// Folder of the archive's file, the index, and what else belongs to this machine.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.settings.data_dir
    }

    /// Where the archive lies.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Opens the archive.
    ///
    /// # Errors
    /// [`ArchiveError`] says what stands in the way.
    pub fn archive(&self) -> Result<Archive, ArchiveError> {
        Archive::open(&self.location)
    }

    /// Opens the index as it is.
    ///
    /// # Errors
    /// When its folder cannot be made or read, or the cluster cannot be entered.
    pub fn engine(&self) -> anyhow::Result<Arc<dyn Engine>> {
        self.engine_of(self.settings.index.engine)
    }

    /// Opens the index of an engine, whatever the settings say.
    ///
    /// # Errors
    /// When its folder cannot be made or read, or the cluster cannot be entered.
    pub fn engine_of(&self, engine: IndexEngine) -> anyhow::Result<Arc<dyn Engine>> {
        match engine {
            IndexEngine::Embedded => self.embedded(),
            IndexEngine::OpenSearch => Ok(Arc::new(self.opensearch()?)),
        }
    }

    /// The index in the cluster that the settings name, also while another one is in use; `None` where they name none.
    ///
    /// # Errors
    /// When the cluster cannot be entered.
    pub(crate) fn cluster(&self) -> anyhow::Result<Option<OpenSearch>> {
        let names_one = !self.settings.index.nodes.is_empty();
        names_one.then(|| self.opensearch()).transpose()
    }

    fn opensearch(&self) -> anyhow::Result<OpenSearch> {
        let settings = &self.settings.index;
        let options = opensearch::Options {
            nodes: settings.nodes.clone(),
            name: settings.name.clone(),
            archive: self.archive_identity()?,
            user: settings.user.clone(),
            password_file: settings.password_file.clone(),
            ca_file: settings.ca_file.clone(),
            shards: settings.shards,
            replicas: settings.replicas,
            person_threshold: self.person_threshold(),
            vocabulary: self.vocabulary()?,
            ..opensearch::Options::default()
        };
        let analyzer = Arc::clone(&self.analyzer()?.analyzer);
        Ok(OpenSearch::open(analyzer, options)?)
    }

    /// What tells the archive from those of other machines; nothing where there is none.
    fn archive_identity(&self) -> Result<Option<String>, ArchiveError> {
        if !self.location.has_archive()? {
            return Ok(None);
        }
        let mut archive = self.archive()?;
        let known = archive.read(identity::of)?;
        if known.is_some() || archive.is_read_only() {
            return Ok(known);
        }
        archive.write(identity::ensure)?;
        archive.read(identity::of)
    }

    fn embedded(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let analyzer = Arc::clone(&self.analyzer()?.analyzer);
        let bytes = |megabytes: u64| {
            let megabytes = usize::try_from(megabytes).unwrap_or(usize::MAX);
            megabytes.saturating_mul(1_000_000)
        };
        let settings = &self.settings.index;
        let options = Options {
            writer_memory: bytes(settings.writer_memory_mb),
            rebuild_memory: bytes(settings.rebuild_memory_mb),
            person_threshold: self.person_threshold(),
            vocabulary: self.vocabulary()?,
            ..Options::default()
        };
        Ok(Arc::new(Embedded::open(
            &self.data_dir().join(INDEX_FOLDER),
            analyzer,
            options,
        )?))
    }

    /// Makes small indexes with the analyser and the vocabulary of the settings, each in a folder of its own.
    ///
    /// # Errors
    /// When the dictionary or the vocabulary cannot be used.
    pub fn engine_maker(
        &self,
    ) -> anyhow::Result<impl Fn(&Path) -> anyhow::Result<Arc<dyn Engine>> + Send + 'static> {
        let analyzer = Arc::clone(&self.analyzer()?.analyzer);
        let options = Options {
            writer_memory: SMALL_MEMORY,
            rebuild_memory: SMALL_MEMORY,
            vocabulary: self.vocabulary()?,
            ..Options::default()
        };
        Ok(move |folder: &Path| {
            let engine = Embedded::open(folder, Arc::clone(&analyzer), options.clone())?;
            Ok(Arc::new(engine) as Arc<dyn Engine>)
        })
    }

    /// The same with another table of words that mean the same.
    #[must_use]
    pub fn with_vocabulary(mut self, vocabulary: Arc<Vocabulary>) -> Self {
        self.vocabulary = Some(vocabulary);
        self
    }

    /// Words that mean the same: by the table in the data directory where there is one, else by the shipped one.
    ///
    /// # Errors
    /// When the table in the data directory cannot be read; the message says which line.
    pub fn vocabulary(&self) -> anyhow::Result<Arc<Vocabulary>> {
        if let Some(vocabulary) = &self.vocabulary {
            return Ok(Arc::clone(vocabulary));
        }
        let own = self.data_dir().join(VOCABULARY_FILE);
        Ok(Arc::new(match own.exists() {
            true => read_vocabulary(&own)?,
            false => Vocabulary::shipped().clone(),
        }))
    }

    /// From how many articles and sources on a person is put forward.
    pub(crate) fn person_threshold(&self) -> PersonThreshold {
        PersonThreshold {
            articles: self.settings.persons.min_articles,
            sources: self.settings.persons.min_sources,
        }
    }

    /// Which analyser is in use.
    ///
    /// # Errors
    /// When the dictionary that the settings name cannot be used.
    pub fn analyser(&self) -> anyhow::Result<&AnalyserInUse> {
        self.analyzer().map(|loaded| &loaded.in_use)
    }

    /// Finnish analysis, with a dictionary where there is one.
    ///
    /// # Errors
    /// When the dictionary that the settings name cannot be used.
    pub fn finnish(&self) -> anyhow::Result<Arc<Finnish>> {
        self.analyzer().map(|loaded| Arc::clone(&loaded.finnish))
    }

    /// What enrichment knows, from the archive and the administrator's file.
    ///
    /// # Errors
    /// When the dictionary, the archive or the file cannot be used.
    pub fn knowledge(&self) -> anyhow::Result<Knowledge> {
        self.taught(Knowledge::new(self.finnish()?))
    }

    /// The same for reading very many articles at once.
    ///
    /// # Errors
    /// When the dictionary, the archive or the file cannot be used.
    pub fn knowledge_for_many_articles(&self) -> anyhow::Result<Knowledge> {
        self.taught(Knowledge::for_many_articles(self.finnish()?))
    }

    /// What the administrator's file says of names.
    ///
    /// # Errors
    /// When the file cannot be read or is no such file.
    pub fn name_edits(&self) -> anyhow::Result<Edits> {
        let Some(path) = &self.settings.names.register else {
            return Ok(Edits::default());
        };
        let text = std::fs::read_to_string(path).with_context(|| {
            format!(
                "cannot read the register of names {}; correct names.register",
                path.display()
            )
        })?;
        Edits::from_toml(&text).with_context(|| format!("the register of names {}", path.display()))
    }

    /// Reads the articles anew that the administrator's file of names reads otherwise than when they were last read.
    ///
    /// # Errors
    /// When the file cannot be read or the archive refuses.
    pub fn apply_name_edits(&self) -> anyhow::Result<()> {
        let edits = self.name_edits()?;
        let mut archive = self.archive()?;
        let last = archive.read(observations::load)?;
        if last.is_none_or(|last| last.edits == edits) {
            return Ok(());
        }
        let mut knowledge = self.knowledge()?;
        understanding::follow(&mut archive, &edits, &mut knowledge)?;
        Ok(())
    }

    fn taught(&self, mut knowledge: Knowledge) -> anyhow::Result<Knowledge> {
        understanding::load(&self.archive()?, &self.name_edits()?, &mut knowledge)?;
        Ok(knowledge)
    }

    fn analyzer(&self) -> anyhow::Result<&Loaded> {
        if let Some(loaded) = self.analyzer.get() {
            return Ok(loaded);
        }
        let loaded = analyser::load(&self.settings)?;
        Ok(self.analyzer.get_or_init(|| loaded))
    }

    /// The sources, enabled or not, with their profiles.
    #[must_use]
    pub fn crawl_sources(&self) -> Vec<Arc<CrawlSource>> {
        self.settings
            .sources
            .iter()
            .filter_map(|source| {
                let profile = self.profiles.get(&source.profile)?;
                Some(Arc::new(CrawlSource::new(source.clone(), profile)))
            })
            .collect()
    }

    /// How sites are visited. Where no contact is set, whoever wonders about the crawler is sent
    /// to the service's own page about itself.
    #[must_use]
    pub fn crawler_settings(&self) -> CrawlerSettings {
        let mut settings = self.settings.crawler.clone();
        let public_url = self.settings.server.public_url.as_deref();
        settings.contact = settings
            .contact
            .or_else(|| public_url.map(|url| format!("{}/about", url.trim_end_matches('/'))));
        settings
    }
}

/// Reads a table of words that mean the same.
///
/// # Errors
/// When the file cannot be read or a line of it is no such words.
pub fn read_vocabulary(file: &Path) -> anyhow::Result<Vocabulary> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the vocabulary {}", file.display()))?;
    Vocabulary::from_text(&text).with_context(|| format!("the vocabulary {}", file.display()))
}
