//! `/sitemap.xml`: our pages for web search engines (sitemaps.org).
//!
//! The index names one part for the pages and one for each month of articles, so that no part grows
//! without bound and an old one stays as it is. Persons are in none of them.

use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{Duplicates, HistogramStep, Sort};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;

use super::entry::absolute;
use crate::http::conditional::Conditions;
use crate::http::pages::hits::article_path;
use crate::http::pages::region::region_path;
use crate::http::params::dates::{first_day, last_day};
use crate::http::params::read::Reading;
use crate::http::params::{Place, SearchParams};
use crate::http::problem::{Code, Problem};
use crate::http::search::search;
use crate::http::state::AppState;

const XML: &str = "application/xml; charset=utf-8";

/// Most addresses in one part, as the protocol has it.
const MAX_ADDRESSES: usize = 50_000;

/// Articles read at a time.
const BATCH: usize = 1_000;

#[derive(Debug, Template)]
#[template(path = "sitemap_index.xml")]
struct Index {
    parts: Vec<String>,
}

#[derive(Debug, Template)]
#[template(path = "sitemap.xml")]
struct Part {
    pages: Vec<String>,
}

/// The list of parts.
pub(super) async fn index(
    State(state): State<AppState>,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let part_state = state.clone();
    let made = conditions.read(&state, move |reader| {
        let months = months(reader)?;
        let months = months
            .into_iter()
            .map(|month| month.strftime("/sitemaps/%Y-%m.xml").to_string());
        let parts = ["/sitemaps/pages.xml".to_owned()].into_iter().chain(months);
        let parts = parts.map(|path| absolute(&part_state, &path)).collect();
        Ok(Index { parts }.render().unwrap_or_default())
    });
    Ok(made.await?.text(XML))
}

/// One part: the pages, or the articles of a month.
pub(super) async fn part(
    State(state): State<AppState>,
    Path(name): Path<String>,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let part_state = state.clone();
    let made = conditions.read(&state, move |reader| {
        let name = name.strip_suffix(".xml").unwrap_or_default();
        let paths = match name {
            "pages" => pages(&part_state),
            month if is_month(month) => articles(reader, month)?,
            _ => return Err(Problem::new(Code::NotFound)),
        };
        let pages = paths
            .iter()
            .map(|path| absolute(&part_state, path))
            .collect();
        Ok(Part { pages }.render().unwrap_or_default())
    });
    Ok(made.await?.text(XML))
}

/// Months with articles, newest first.
fn months(reader: &dyn Reader) -> Result<Vec<Date>, Problem> {
    let params = SearchParams {
        per_page: 1,
        histogram: Some(HistogramStep::Month),
        ..everything()
    };
    let found = search(
        reader,
        Reading {
            params,
            ..Reading::default()
        },
    )?;
    let histogram = found.response.histogram;
    let months = histogram
        .map(|histogram| histogram.periods)
        .unwrap_or_default();
    let months = months.iter().rev().filter(|month| month.count > 0);
    Ok(months.map(|month| month.start).collect())
}

fn pages(state: &AppState) -> Vec<String> {
    let fixed = [
        "/",
        "/events",
        "/sources",
        "/embed",
        "/docs",
        "/about",
        "/privacy",
        "/accessibility",
    ];
    let regions = state.regions().all().iter().map(region_path);
    fixed
        .into_iter()
        .map(str::to_owned)
        .chain(regions)
        .collect()
}

fn articles(reader: &dyn Reader, month: &str) -> Result<Vec<String>, Problem> {
    let mut params = everything();
    params.filters.from = first_day(month);
    params.filters.to = last_day(month);
    params.per_page = BATCH;
    params.histogram = None;
    let mut paths = Vec::new();
    loop {
        let found = search(
            reader,
            Reading {
                params: params.clone(),
                ..Reading::default()
            },
        )?;
        let ids = found
            .response
            .hits
            .iter()
            .map(|hit| &hit.article.article.id);
        paths.extend(ids.map(|id| article_path(id.as_str())));
        let Some(cursor) = found.response.next.filter(|_| paths.len() < MAX_ADDRESSES) else {
            paths.truncate(MAX_ADDRESSES);
            return Ok(paths);
        };
        params.place = Place::After(cursor);
    }
}

fn everything() -> SearchParams {
    SearchParams {
        sort: Sort::NewestFirst,
        duplicates: Duplicates::Show,
        ..SearchParams::default()
    }
}

fn is_month(name: &str) -> bool {
    name.len() == 7 && first_day(name).is_some()
}
