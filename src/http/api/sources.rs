//! `/api/v1/sources`: whose news is searched.

use std::collections::BTreeMap;

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::archive::health::{Alarm, SourceHealth};
use crate::http::crawl_facts::CrawlFacts;
use crate::http::params::SearchParams;
use crate::http::params::description::LabelParams;
use crate::http::params::read::Reading;
use crate::http::problem::Problem;
use crate::http::search::search;
use crate::http::service::{Show, SourceView};
use crate::http::state::AppState;
use crate::http::text::web_link;

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
    /// Its state; absent when the crawler has never had to do with it.
    #[schema(required)]
    health: Option<HealthItem>,
}

/// State of a source.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SourceHealth)]
pub(crate) struct HealthItem {
    /// When it was last visited.
    #[schema(required)]
    last_visit: Option<String>,
    /// When it is visited next.
    #[schema(required)]
    next_visit: Option<String>,
    /// When its newest article was found.
    #[schema(required)]
    last_new_article: Option<String>,
    /// Day its newest article was published, or found where it states none.
    #[schema(required)]
    last_published: Option<String>,
    /// Articles in a usual week of the last twelve; absent until there is enough to tell.
    #[schema(required)]
    articles_a_week: Option<f64>,
    /// What is out of the ordinary: `failing` (it cannot be visited), `no_articles` (it was visited and
    /// gives none), `silence` (nothing published for longer than chance explains), `surge` (more
    /// than chance explains) or `halted` (nothing is visited at present; the service has a trouble of its own).
    #[schema(required, example = "silence")]
    alarm: Option<&'static str>,
    /// Why it gives no articles: `needs_script`, `profile_missed`, `broken_feed`, `consent_wall`,
    /// `login`, `says_absent`, `too_deep`, `robots_forbid`, `robots_unreachable`, `noindex`, how visits
    /// fail, or `no_article_found`; or why nothing is visited: `disk_full`, `read_only`, `disk_fault`, `damaged`,
    /// `busy`, `away` or `other`.
    #[schema(required, example = "needs_script")]
    alarm_reason: Option<String>,
    /// Addresses at which visits found something wanting, by what; `too_deep` counts those that are not
    /// visited because they lie more than `crawler.max_depth` links away.
    remarks: BTreeMap<String, u64>,
    /// Addresses that one page led to and that are not visited because `crawler.max_pages` of the source
    /// are known.
    left_out: u64,
    /// Visits of the last thirty days that failed, by how.
    failures: BTreeMap<String, u64>,
    /// What its robots.txt lets the crawler visit: `everything` (there is none), `by_rules`,
    /// `nothing`, or `unreachable` (it cannot be read, so nothing until it can).
    #[schema(required, example = "by_rules")]
    robots: Option<String>,
    /// Until when it is left alone, after failures or because it asked.
    #[schema(required)]
    resting_until: Option<String>,
    /// Whether its owner wants no visits.
    opted_out: bool,
}

/// A source and how many articles of it there are.
#[derive(Clone, Debug)]
pub(crate) struct SourceRow {
    /// The source.
    pub(crate) source: SourceView,
    /// Articles of it in the index.
    pub(crate) articles: u64,
    /// Its state, as far as the crawler knows it.
    pub(crate) health: Option<SourceHealth>,
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
    let facts = state.crawl_facts().await;
    let conditions = request.conditions.and(facts.fingerprint());
    let answer = conditions.read(&state, move |reader| {
        let rows = list(reader, &view_state, &facts)?;
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
pub(crate) fn list(
    reader: &dyn Reader,
    state: &AppState,
    facts: &CrawlFacts,
) -> Result<Vec<SourceRow>, Problem> {
    let configured = &state.settings().sources;
    let params = SearchParams {
        per_page: 1,
        facets: vec![Facet::Source],
        facet_limit: configured.len() + MAX_UNCONFIGURED,
        histogram: None,
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
            health: facts.health_of(&source.id).cloned(),
        })
        .collect();
    let unconfigured = buckets
        .iter()
        .filter(|bucket| state.source(&bucket.value).is_none());
    rows.extend(unconfigured.map(|bucket| SourceRow {
        source: SourceView::unconfigured(&bucket.value),
        articles: bucket.count,
        health: facts.health_of(&bucket.value).cloned(),
    }));
    Ok(rows)
}

impl SourceItem {
    fn new(row: SourceRow) -> Self {
        let SourceRow {
            source,
            articles,
            health,
        } = row;
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
            health: health.map(HealthItem::new),
        }
    }
}

impl HealthItem {
    fn new(health: SourceHealth) -> Self {
        Self {
            last_visit: moment(health.visited_at),
            next_visit: moment(
                health
                    .next_visit_at
                    .filter(|_| health.opted_out_at.is_none()),
            ),
            last_new_article: moment(health.last_new_at),
            last_published: health.last_published,
            articles_a_week: health
                .articles_a_week
                .map(|number| (number * 10.0).round() / 10.0),
            alarm: health.alarm.map(Alarm::as_str),
            alarm_reason: health.alarm_reason,
            remarks: health.remarks,
            left_out: health.left_out,
            failures: health.failures,
            robots: health.robots,
            resting_until: moment(health.rests_until),
            opted_out: health.opted_out_at.is_some(),
        }
    }
}

/// A moment as RFC 3339 writes it, in UTC.
fn moment(seconds: Option<i64>) -> Option<String> {
    let moment = jiff::Timestamp::from_second(seconds?).ok()?;
    Some(moment.to_string())
}
