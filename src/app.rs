//! The parts of the service put together from the settings.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use aluehaku_article::listing::PersonThreshold;
use aluehaku_article::region::RegionRegister;
use aluehaku_article::{EntityKind, Quote};
use aluehaku_finnish::{Finnish, Method};
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::Engine;
use aluehaku_index::vocabulary::Vocabulary;
use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt as _;

use crate::archive::history::{self, ArticleHistory, Statements};
use crate::archive::{Archive, ArchiveError, articles, fetches, health, observations};
use crate::clock;
use crate::config::Settings;
use crate::config::sections::{CrawlerSettings, ServerSettings};
use crate::config::source::Show;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::http::connections::ConnectionLimits;
use crate::http::crawl_facts::CrawlFacts;
use crate::http::history::{History, KnownName};
use crate::http::{self, AnalyserView, AppState, OperatorView, ServiceSettings, SourceView};
use crate::{indexing, removing, understanding};
use aluehaku_article::facet::Facet;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Edits;
use aluehaku_extract::profile::ProfileSet;

/// Folder of the index in the data directory.
pub(crate) const INDEX_FOLDER: &str = "index";

/// The file of the data directory that takes the place of the shipped table of words that mean the same.
const VOCABULARY_FILE: &str = "vocabulary.txt";

/// Largest answer of the API read by a command, in bytes.
const MAX_ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// The service as the settings want it; opens its parts on demand.
#[derive(Debug)]
pub struct App {
    settings: Settings,
    profiles: ProfileSet,
    analyzer: OnceLock<Loaded>,
    /// In place of the table in the data directory.
    vocabulary: Option<Arc<Vocabulary>>,
}

/// The analyser, once it is loaded.
#[derive(Debug)]
struct Loaded {
    analyzer: Arc<dyn TextAnalyzer>,
    in_use: AnalyserInUse,
    finnish: Arc<Finnish>,
}

/// Which analyser is in use, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalyserInUse {
    /// Its name.
    pub name: &'static str,
    /// The dictionary it reads; absent when it has none.
    pub dictionary: Option<&'static str>,
    /// Where that dictionary lies; not for readers of the service.
    pub path: Option<PathBuf>,
    /// Where the Swedish dictionary lies; absent when Swedish is cut by Snowball's stemmer.
    pub swedish: Option<PathBuf>,
}

impl fmt::Display for AnalyserInUse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.dictionary, &self.path) {
            (Some(dictionary), Some(path)) => {
                write!(
                    formatter,
                    "{} with the {dictionary} ({}); ",
                    self.name,
                    path.display()
                )?;
                match &self.swedish {
                    Some(path) => write!(
                        formatter,
                        "Swedish by Hunspell's dictionary ({})",
                        path.display()
                    ),
                    None => formatter.write_str("Swedish by Snowball's stemmer, which finds less"),
                }
            }
            _ => write!(
                formatter,
                "{}, WITHOUT A FINNISH DICTIONARY: finds far less",
                self.name
            ),
        }
    }
}

impl App {
    /// Takes settings that were checked when they were loaded.
    ///
    /// # Errors
    /// When a profile cannot be compiled.
    pub fn new(settings: Settings) -> anyhow::Result<Self> {
        let profiles = ProfileSet::new(&settings.profiles)?;
        Ok(Self {
            settings,
            profiles,
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

    /// Folder of the archive and the index.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.settings.data_dir
    }

    /// Opens the archive.
    ///
    /// # Errors
    /// [`ArchiveError`] says what stands in the way.
    pub fn archive(&self) -> Result<Archive, ArchiveError> {
        Archive::open(self.data_dir())
    }

    /// Opens the index as it is.
    ///
    /// # Errors
    /// When its folder cannot be made or read.
    pub fn engine(&self) -> anyhow::Result<Arc<dyn Engine>> {
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
    fn person_threshold(&self) -> PersonThreshold {
        PersonThreshold {
            articles: self.settings.persons.min_articles,
            sources: self.settings.persons.min_sources,
        }
    }

    /// Opens the index and brings it up to date with the archive; a removal that was not finished is carried out first.
    ///
    /// # Errors
    /// When archive or index cannot be used.
    pub fn repaired_engine(&self) -> anyhow::Result<Arc<dyn Engine>> {
        removing::resume(self)?;
        let archive = self.archive()?;
        let engine = self.engine()?;
        indexing::repair(&archive, engine.as_ref())?;
        Ok(engine)
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
        let mut knowledge = Knowledge::new(self.finnish()?);
        understanding::load(&self.archive()?, &self.name_edits()?, &mut knowledge)?;
        Ok(knowledge)
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

    /// The analyser, loaded once: Finnish by a dictionary where there is one, else Snowball.
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

    fn analyzer(&self) -> anyhow::Result<&Loaded> {
        if let Some(loaded) = self.analyzer.get() {
            return Ok(loaded);
        }
        let named = self.settings.finnish.dictionary.as_deref();
        let found = aluehaku_dictionary::load(named, Some(self.data_dir()))?;
        let finnish = Arc::new(found.finnish);
        let loaded = match found.dictionary {
            Some(path) => {
                let build = match finnish.method() {
                    Method::Sukija => "sukija dictionary, made for indexing",
                    Method::Standard | Method::Snowball => "standard dictionary",
                };
                let mut analyzer = FinnishAnalyzer::new(Arc::clone(&finnish), found.hash);
                let swedish =
                    aluehaku_dictionary::load_swedish(self.settings.swedish.dictionary.as_deref())?;
                let swedish_path = swedish.as_ref().map(|found| found.dictionary.clone());
                if let Some(found) = swedish {
                    analyzer = analyzer.with_swedish(Arc::new(found.swedish), found.hash);
                }
                let in_use = AnalyserInUse {
                    name: "voikko",
                    dictionary: Some(build),
                    path: Some(path),
                    swedish: swedish_path,
                };
                let analyzer = Arc::new(analyzer);
                Loaded {
                    analyzer,
                    in_use,
                    finnish,
                }
            }
            None => {
                let in_use = AnalyserInUse {
                    name: "snowball",
                    dictionary: None,
                    path: None,
                    swedish: None,
                };
                Loaded {
                    analyzer: Arc::new(Snowball),
                    in_use,
                    finnish,
                }
            }
        };
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

    /// What the HTTP side works with, over an engine.
    ///
    /// # Errors
    /// When the dictionary that the settings name cannot be used.
    pub fn http_state(&self, engine: Arc<dyn Engine>) -> anyhow::Result<AppState> {
        self.http_state_with(engine, self.settings.server.rate_limit)
    }

    fn http_state_with(
        &self,
        engine: Arc<dyn Engine>,
        rate_limit: u32,
    ) -> anyhow::Result<AppState> {
        let analyser = self.analyser()?.clone();
        let sources = self.crawl_sources();
        let settings = ServiceSettings {
            public_url: self.settings.server.public_url.clone(),
            rate_limit,
            trust_loopback_proxy: self.settings.server.trust_proxy,
            connections: connection_limits(&self.settings.server),
            sources: sources.iter().map(|source| source_view(source)).collect(),
            person_threshold: self.person_threshold(),
            operator: OperatorView {
                name: self.settings.operator.name.clone(),
                contact: self.settings.operator.contact.clone(),
            },
            analyser: AnalyserView {
                name: analyser.name.to_owned(),
                dictionary: analyser.dictionary.map(str::to_owned),
            },
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let data_dir = self.data_dir().to_owned();
        let history = ArchiveHistory(data_dir.clone());
        let facts = move || crawl_facts(&data_dir);
        Ok(AppState::with_archive(
            engine,
            RegionRegister::shipped(),
            settings,
            Some(Arc::new(facts)),
            Some(Arc::new(history)),
        ))
    }

    /// The HTTP API inside this process, over an index brought up to date.
    ///
    /// # Errors
    /// When nothing was ever archived, or the index cannot be used.
    pub fn api(&self) -> anyhow::Result<Api> {
        Archive::open_existing(self.data_dir())?;
        // Nobody else asks, so nobody asks too often.
        let state = self.http_state_with(self.repaired_engine()?, 0)?;
        let router = http::router(state);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(Api { router, runtime })
    }

    /// Asks the HTTP API inside this process once and returns its JSON.
    ///
    /// # Errors
    /// The problem that the API states, or when the index cannot be used.
    pub fn ask_api(&self, address: &str) -> anyhow::Result<serde_json::Value> {
        self.api()?.ask(address)
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

/// The HTTP API inside this process, asked without a socket.
#[derive(Debug)]
pub struct Api {
    router: Router,
    runtime: tokio::runtime::Runtime,
}

impl Api {
    /// Asks for an address and returns the JSON of the answer.
    ///
    /// # Errors
    /// The problem that the API states.
    pub fn ask(&self, address: &str) -> anyhow::Result<serde_json::Value> {
        self.runtime.block_on(async {
            let response = self
                .router
                .clone()
                .oneshot(Request::get(address).body(Body::empty())?)
                .await?;
            let status = response.status();
            let body = axum::body::to_bytes(response.into_body(), MAX_ANSWER_BYTES).await?;
            let answer: serde_json::Value =
                serde_json::from_slice(&body).context("the answer is no JSON")?;
            if !status.is_success() {
                bail!("{}", problem_text(&answer));
            }
            Ok(answer)
        })
    }
}

/// What the crawler left in the archive about its sources.
fn crawl_facts(data_dir: &Path) -> Result<CrawlFacts, ArchiveError> {
    let is_failure = |word: &str| Outcome::from_word(word).is_some_and(Outcome::is_failure);
    Archive::open(data_dir)?.read(|connection| {
        Ok(CrawlFacts {
            health: health::all(connection, clock::now(), is_failure)?,
            counts: fetches::counts(connection)?,
            nameless: articles::count_nameless(connection)?,
        })
    })
}

/// The history of articles in the archive of a data directory.
struct ArchiveHistory(PathBuf);

impl History for ArchiveHistory {
    fn of_article(&self, id: &str) -> Result<Option<ArticleHistory>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::of_article(connection, id))
    }

    fn of_person(&self, name: &str, ids: &[String]) -> Result<Vec<Statements>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::of_person(connection, name, ids))
    }

    fn quotes(&self, id: &str) -> Result<Vec<Quote>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::quotes(connection, id))
    }

    fn spellings(
        &self,
        kind: EntityKind,
        name: &str,
        ids: &[String],
    ) -> Result<BTreeSet<String>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::spellings(connection, kind, name, ids))
    }

    fn named(&self, alias: &str) -> Result<Vec<KnownName>, ArchiveError> {
        let alias = alias.to_lowercase();
        let found =
            Archive::open(&self.0)?.read(|connection| observations::named(connection, &alias))?;
        Ok(known_names(found))
    }

    fn beginning(&self, typed: &str, limit: usize) -> Result<Vec<KnownName>, ArchiveError> {
        let typed = typed.to_lowercase();
        let found = Archive::open(&self.0)?
            .read(|connection| observations::beginning(connection, &typed, limit))?;
        Ok(known_names(found))
    }
}

/// Names as the archive keeps them: what each names, and the name.
fn known_names(found: Vec<(String, String)>) -> Vec<KnownName> {
    let known = found.into_iter().filter_map(|(kind, name)| {
        let facet = Facet::from_name(&kind)?;
        Some(KnownName { facet, name })
    });
    known.collect()
}

/// What a problem says, with what is wrong with each parameter.
fn problem_text(problem: &serde_json::Value) -> String {
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let faults = problem["errors"].as_array().into_iter().flatten();
    let faults: Vec<String> = faults.filter_map(|fault| text(&fault["detail"])).collect();
    if faults.is_empty() {
        return text(&problem["detail"])
            .or_else(|| text(&problem["title"]))
            .unwrap_or_default();
    }
    faults.join("; ")
}

fn connection_limits(settings: &ServerSettings) -> ConnectionLimits {
    ConnectionLimits {
        total: settings.max_connections,
        per_client: settings.connections_per_client,
        spares_loopback: settings.trust_proxy,
        head: Duration::from_secs(settings.request_timeout_s),
        write: Duration::from_secs(settings.answer_timeout_s),
        ..ConnectionLimits::default()
    }
}

fn source_view(source: &CrawlSource) -> SourceView {
    let stored = source.stored();
    SourceView {
        id: stored.id,
        name: stored.name,
        region: stored.region,
        show: match source.settings.show {
            Show::Snippet => http::Show::Snippet,
            Show::Full => http::Show::Full,
        },
        home_url: stored.home,
    }
}
