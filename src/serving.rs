//! The parts put to work: an index brought up to date, what the HTTP side works with, and the API asked inside this
//! process.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use aluehaku_article::region::RegionRegister;
use aluehaku_index::engine::Engine;
use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use futures::TryStreamExt as _;
use tower::ServiceExt as _;

use crate::app::App;
use crate::archive::Archive;
use crate::archive_reader::{ArchiveHistory, crawl_facts};
use crate::config::sections::ServerSettings;
use crate::config::source::Show;
use crate::crawl::source::CrawlSource;
use crate::http::connections::ConnectionLimits;
use crate::http::{
    self, AnalyserView, AppState, Behind, Heal, OperatorView, ServiceSettings, SourceView,
};
use crate::indexing::IndexingError;
use crate::troubles::{Cause, Part, Troubles};
use crate::{indexing, removing};

/// Largest answer of the API read by a command, in bytes.
const MAX_ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// The HTTP API inside this process, asked without a socket.
#[derive(Debug)]
pub struct Api {
    router: Router,
    runtime: tokio::runtime::Runtime,
}

impl App {
    /// Opens the index and brings it up to date with the archive; a removal that was not finished is carried out first.
    ///
    /// # Errors
    /// When archive or index cannot be used.
    pub fn repaired_engine(&self) -> anyhow::Result<Arc<dyn Engine>> {
        self.engine_noting(&Troubles::default())
    }

    /// The same, noting what stands in the way. Where the disk is full or can only be read, and where other machines
    /// share the index, one that can be searched is enough.
    ///
    /// # Errors
    /// When archive or index cannot be used.
    pub fn engine_noting(&self, troubles: &Troubles) -> anyhow::Result<Arc<dyn Engine>> {
        removing::resume(self)?;
        let archive = self.archive()?;
        let engine = self.engine()?;
        if let Err(error) = indexing::repair(&archive, engine.as_ref()) {
            let cause = Cause::told_by(&error.to_string());
            let is_of_shared = engine.is_shared() && !matches!(error, IndexingError::Archive(_));
            let may_serve = cause.is_from_outside() || archive.is_read_only() || is_of_shared;
            if !may_serve || engine.reader().is_err() {
                return Err(error.into());
            }
            tracing::warn!("the index stays as it is: {error}");
            troubles.begin(Part::Indexing, cause);
        }
        Ok(engine)
    }

    /// What the HTTP side works with, over an engine.
    ///
    /// # Errors
    /// When the dictionary that the settings name cannot be used.
    pub fn http_state(&self, engine: Arc<dyn Engine>) -> anyhow::Result<AppState> {
        self.http_state_noting(engine, &Troubles::default(), None)
    }

    /// The same, telling of troubles; `heal` is called when the index cannot be read.
    ///
    /// # Errors
    /// When the dictionary that the settings name cannot be used.
    pub fn http_state_noting(
        &self,
        engine: Arc<dyn Engine>,
        troubles: &Troubles,
        heal: Option<Arc<Heal>>,
    ) -> anyhow::Result<AppState> {
        self.http_state_with(engine, self.settings().server.rate_limit, troubles, heal)
    }

    fn http_state_with(
        &self,
        engine: Arc<dyn Engine>,
        rate_limit: u32,
        troubles: &Troubles,
        heal: Option<Arc<Heal>>,
    ) -> anyhow::Result<AppState> {
        let analyser = self.analyser()?.clone();
        let sources = self.crawl_sources();
        let settings = ServiceSettings {
            public_url: self.settings().server.public_url.clone(),
            rate_limit,
            trust_loopback_proxy: self.settings().server.trust_proxy,
            connections: connection_limits(&self.settings().server),
            sources: sources.iter().map(|source| source_view(source)).collect(),
            person_threshold: self.person_threshold(),
            operator: OperatorView {
                name: self.settings().operator.name.clone(),
                contact: self.settings().operator.contact.clone(),
            },
            frame_ancestors: self.settings().server.frame_ancestors.clone(),
            analyser: AnalyserView {
                name: analyser.name.to_owned(),
                dictionary: analyser.dictionary.map(str::to_owned),
            },
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let location = self.location().clone();
        let history = ArchiveHistory(location.clone());
        let noted = troubles.clone();
        let facts = move || crawl_facts(&location, &noted);
        Ok(AppState::with_archive(
            engine,
            RegionRegister::shipped(),
            settings,
            Behind {
                facts: Some(Arc::new(facts)),
                history: Some(Arc::new(history)),
                troubles: troubles.clone(),
                heal,
            },
        ))
    }

    /// The HTTP API inside this process, over an index brought up to date.
    ///
    /// # Errors
    /// When nothing was ever archived, or the index cannot be used.
    pub fn api(&self) -> anyhow::Result<Api> {
        Archive::open_existing(self.location())?;
        // Nobody else asks, so nobody asks too often.
        let state = self.http_state_with(self.repaired_engine()?, 0, &Troubles::default(), None)?;
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

impl Api {
    /// Asks for an export and writes it as it comes. Returns how many lines there are, the header aside.
    ///
    /// # Errors
    /// The problem that the API states, or when the output refuses.
    pub fn write(&self, address: &str, output: &mut impl Write) -> anyhow::Result<u64> {
        self.runtime.block_on(async {
            let request = Request::get(address).body(Body::empty())?;
            let response = self.router.clone().oneshot(request).await?;
            let is_answered = response.status().is_success();
            let rows = response.headers().get(http::ROW_COUNT);
            let rows = rows.and_then(|rows| rows.to_str().ok()?.parse().ok());
            let mut pieces = response.into_body().into_data_stream();
            let mut problem = Vec::new();
            while let Some(piece) = pieces.try_next().await? {
                match is_answered {
                    true => output.write_all(&piece)?,
                    false => problem.extend_from_slice(&piece),
                }
            }
            if !is_answered {
                let problem = serde_json::from_slice(&problem).context("the answer is no JSON")?;
                bail!("{}", problem_text(&problem));
            }
            Ok(rows.unwrap_or(0))
        })
    }
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
