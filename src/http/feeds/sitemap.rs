//! `/sitemap.xml`: our pages for web search engines (sitemaps.org).
//!
//! The index names one part for the pages, one each for projects and organisations, one for each month of
//! articles and one for articles without a date, so that no part grows without bound and an old one stays
//! as it is. Persons are in none of them.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{Duplicates, HistogramStep, Sort};
use aluehaku_index::search::response::SearchResponse;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;

use super::entry::absolute;
use crate::http::conditional::Conditions;
use crate::http::params::dates::{first_day, last_day};
use crate::http::params::read::Reading;
use crate::http::params::{Place, SearchParams};
use crate::http::problem::{Code, Problem};
use crate::http::search::search;
use crate::http::slug::{article_path, name_path, region_path};
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
    let made = conditions.heavy().read(&state, move |reader| {
        let months = months(reader)?;
        let months = months
            .into_iter()
            .map(|month| month.strftime("/sitemaps/%Y-%m.xml").to_string());
        let fixed = ["pages", "projects", "organisations", "undated"];
        let fixed = fixed.map(|name| format!("/sitemaps/{name}.xml"));
        let parts = fixed.into_iter().chain(months);
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
    let made = conditions.heavy().read(&state, move |reader| {
        let name = name.strip_suffix(".xml").unwrap_or_default();
        let paths = match name {
            "pages" => pages(&part_state),
            "projects" => names(reader, Facet::Project)?,
            "organisations" => names(reader, Facet::Organisation)?,
            "undated" => undated(reader)?,
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
        "/projects",
        "/organisations",
        "/regions",
        "/compare",
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

/// The pages of all names of a facet.
fn names(reader: &dyn Reader, facet: Facet) -> Result<Vec<String>, Problem> {
    let params = SearchParams {
        per_page: 1,
        histogram: None,
        facets: vec![facet],
        facet_limit: MAX_ADDRESSES,
        ..everything()
    };
    let found = ask(reader, params)?;
    let buckets = found.facets.into_iter().flat_map(|counts| counts.buckets);
    let mut paths: Vec<_> = buckets
        .filter_map(|bucket| name_path(facet, &bucket.value))
        .collect();
    // Two names may share a page.
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// The articles without a date: they come after all the others.
fn undated(reader: &dyn Reader) -> Result<Vec<String>, Problem> {
    let counted = SearchParams {
        per_page: 1,
        histogram: Some(HistogramStep::Year),
        ..everything()
    };
    let found = ask(reader, counted)?;
    let missing = found.histogram.map_or(0, |histogram| histogram.missing);
    let dated = found.total.value.saturating_sub(missing);
    let mut page = usize::try_from(dated).unwrap_or(usize::MAX) / BATCH + 1;
    let mut paths = Vec::new();
    loop {
        let params = SearchParams {
            per_page: BATCH,
            histogram: None,
            place: Place::Number(page),
            ..everything()
        };
        let found = ask(reader, params)?;
        let hits = found.hits.iter().map(|hit| &hit.article.article);
        let undated = hits.filter(|article| article.published.is_none());
        paths.extend(undated.map(|article| article_path(article.id.as_str())));
        if found.next.is_none() || paths.len() >= MAX_ADDRESSES {
            paths.truncate(MAX_ADDRESSES);
            return Ok(paths);
        }
        page += 1;
    }
}

fn ask(reader: &dyn Reader, params: SearchParams) -> Result<SearchResponse, Problem> {
    let asked = Reading {
        params,
        ..Reading::default()
    };
    Ok(search(reader, asked)?.response)
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
