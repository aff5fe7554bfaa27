//! `/health/live` and `/health/ready`: for whoever keeps the service running.

use aluehaku_index::engine::ClusterHealth;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::problem::{Problem, ProblemDocument};
use crate::http::state::AppState;
use crate::troubles::Trouble;

/// Health is asked for to know it now.
const UNCACHED: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

/// The process answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LiveAnswer {
    /// Always `live`.
    status: &'static str,
    /// Version of the service.
    version: String,
}

/// The index can be searched.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReadyAnswer {
    /// `ready`, or `degraded` while something stands in the way of other work than searching.
    status: &'static str,
    /// Version of the service.
    version: String,
    /// How Finnish is analysed.
    analyser: AnalyserItem,
    /// The state of the index that answers.
    index: IndexItem,
    /// What stands in the way at the moment; empty when all is well.
    troubles: Vec<TroubleItem>,
}

/// What stands in the way of a part of the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Trouble)]
pub(crate) struct TroubleItem {
    /// `archive`, `crawling`, `indexing` or `searching`.
    #[schema(example = "crawling")]
    part: &'static str,
    /// `disk_full`, `read_only`, `disk_fault`, `damaged`, `busy`, `away` or `other`.
    #[schema(example = "disk_full")]
    cause: &'static str,
    /// What it is, and what can be done.
    detail: &'static str,
    /// Since when.
    since: String,
}

impl From<Trouble> for TroubleItem {
    fn from(trouble: Trouble) -> Self {
        let since = Timestamp::from_second(trouble.since).unwrap_or_default();
        Self {
            part: trouble.part.as_str(),
            cause: trouble.cause.as_str(),
            detail: trouble.cause.description(),
            since: since.to_string(),
        }
    }
}

/// How Finnish is analysed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Analyser)]
pub(crate) struct AnalyserItem {
    /// Name of the analyser in use.
    #[schema(example = "voikko")]
    name: String,
    /// The dictionary it reads; absent when it has none.
    #[schema(required)]
    dictionary: Option<String>,
}

/// A state of the index.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = IndexState)]
pub(crate) struct IndexItem {
    /// Name of the generation.
    generation: String,
    /// Number of the last change of the archive that it holds.
    revision: u64,
    /// Articles in it.
    articles: u64,
    /// The analyser that wrote it, when it is not the one in use: less is found until the index is
    /// rebuilt with `aluehaku reindex`.
    #[schema(required)]
    foreign_analyser: Option<String>,
    /// `embedded`, in files of the machine, or `opensearch`, in a cluster.
    #[schema(example = "embedded")]
    engine: &'static str,
    /// Changes of the archive that the index does not hold yet, as far as this process knows of the archive.
    behind: u64,
    /// State of the cluster that holds the index; absent where it is in files of the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<ClusterItem>,
}

/// State of a cluster.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ClusterState)]
pub(crate) struct ClusterItem {
    /// `green`, `yellow` where some copy of a part is missing, or `red` where a part is on no node that runs.
    #[schema(example = "green")]
    status: String,
    /// Nodes that run.
    nodes: u64,
    /// Copies of parts of the index that are on no node yet.
    missing_copies: u64,
}

impl From<ClusterHealth> for ClusterItem {
    fn from(health: ClusterHealth) -> Self {
        Self {
            status: health.status,
            nodes: health.nodes,
            missing_copies: health.missing_copies,
        }
    }
}

/// Is the process alive?
#[utoipa::path(
    get,
    path = "/health/live",
    tag = "health",
    responses((status = 200, description = "It is", body = LiveAnswer)),
)]
pub(crate) async fn live(State(state): State<AppState>) -> Response {
    let version = state.settings().version.clone();
    (
        UNCACHED,
        axum::Json(LiveAnswer {
            status: "live",
            version,
        }),
    )
        .into_response()
}

/// Can the index be searched?
///
/// Says yes without a dictionary too; `analyser` tells which analysis is in use. `troubles` tells what stands in
/// the way of crawling, archiving and indexing meanwhile.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "health",
    responses(
        (status = 200, description = "It can", body = ReadyAnswer),
        (status = 503, description = "The index cannot be opened", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn ready(State(state): State<AppState>) -> Result<Response, Problem> {
    let settings = state.settings();
    let cluster = state.index().cluster_health().await?;
    let archived = state.crawl_facts().await.operation.revision;
    let index = state.index().read(move |reader| {
        Ok(IndexItem {
            engine: match &cluster {
                Some(_) => "opensearch",
                None => "embedded",
            },
            behind: archived.saturating_sub(reader.revision()),
            cluster: cluster.map(ClusterItem::from),
            generation: reader.generation().to_owned(),
            revision: reader.revision(),
            articles: reader.article_count(),
            foreign_analyser: reader.foreign_analyzer().map(ToString::to_string),
        })
    });
    let index = index.await?;
    let troubles: Vec<_> = state
        .troubles()
        .await
        .into_iter()
        .map(TroubleItem::from)
        .collect();
    let answer = ReadyAnswer {
        status: if troubles.is_empty() {
            "ready"
        } else {
            "degraded"
        },
        version: settings.version.clone(),
        analyser: AnalyserItem {
            name: settings.analyser.name.clone(),
            dictionary: settings.analyser.dictionary.clone(),
        },
        index,
        troubles,
    };
    Ok((UNCACHED, axum::Json(answer)).into_response())
}
