//! `/api/v1/sources`: whose news is searched.

use aluehaku_index::engine::Reader;
use aluehaku_index::facet::Facet;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::params::SearchParams;
use crate::http::params::read::Reading;
use crate::http::params::table::LabelParams;
use crate::http::problem::Problem;
use crate::http::search::search;
use crate::http::state::{AppState, Show, SourceView};
use crate::http::view::text::web_link;

/// Most sources that only articles name, not the settings.
const MAX_UNCONFIGURED: usize = 10_000;

/// The sources.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SourcesAnswer {
    /// Configured ones in the order of the settings, then those that imported articles name.
    sources: Vec<SourceItem>,
}

/// A source.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub(crate) struct SourceItem {
    /// Stable identifier, as the filter `source` takes it.
    id: String,
    /// Name as people know it.
    name: String,
    /// Maakunta it publishes in.
    #[schema(required)]
    region: Option<String>,
    /// Its own web page.
    #[schema(required)]
    home_url: Option<String>,
    /// How much of its articles is shown: `snippet` or `full`.
    #[schema(example = "snippet")]
    show: &'static str,
    /// Articles of it in the index.
    articles: u64,
}

/// A source and how many articles of it there are.
#[derive(Clone, Debug)]
pub(crate) struct SourceRow {
    /// The source.
    pub(crate) source: SourceView,
    /// Articles of it in the index.
    pub(crate) articles: u64,
}

/// List the sources.
#[utoipa::path(
    get,
    path = "/api/v1/sources",
    tag = "sources",
    params(LabelParams),
    responses(
        (status = 200, description = "The sources", body = SourcesAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
    ),
)]
pub(crate) async fn sources(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    request.only_language(&state)?;
    let view_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let rows = list(reader, &view_state)?;
        Ok(SourcesAnswer {
            sources: rows.into_iter().map(SourceItem::new).collect(),
        })
    });
    Ok(answer.await?.json())
}

/// Every source: the configured ones, then those that only articles name.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn list(reader: &dyn Reader, state: &AppState) -> Result<Vec<SourceRow>, Problem> {
    let configured = &state.settings().sources;
    let params = SearchParams {
        per_page: 1,
        facets: vec![Facet::Source],
        facet_limit: configured.len() + MAX_UNCONFIGURED,
        histogram: false,
        duplicates: aluehaku_index::search::request::Duplicates::Show,
        ..SearchParams::default()
    };
    let found = search(
        reader,
        Reading {
            params,
            ..Reading::default()
        },
    )?;
    let buckets = found
        .response
        .facets
        .first()
        .map(|counts| counts.buckets.as_slice());
    let buckets = buckets.unwrap_or_default();
    let count = |id: &str| buckets.iter().find(|bucket| bucket.value == id);
    let mut rows: Vec<_> = configured
        .iter()
        .map(|source| SourceRow {
            source: source.clone(),
            articles: count(&source.id).map_or(0, |bucket| bucket.count),
        })
        .collect();
    let unconfigured = buckets
        .iter()
        .filter(|bucket| state.source(&bucket.value).is_none());
    rows.extend(unconfigured.map(|bucket| SourceRow {
        source: SourceView::unconfigured(&bucket.value),
        articles: bucket.count,
    }));
    Ok(rows)
}

impl SourceItem {
    fn new(row: SourceRow) -> Self {
        let SourceRow { source, articles } = row;
        Self {
            id: source.id,
            name: source.name,
            region: source.region,
            home_url: source.home_url.filter(|url| web_link(url).is_some()),
            show: match source.show {
                Show::Snippet => "snippet",
                Show::Full => "full",
            },
            articles,
        }
    }
}
