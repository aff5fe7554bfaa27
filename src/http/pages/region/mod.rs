//! `/regions/{slug}`: a maakunta, wellbeing services county or municipality and what is told of it.
//!
//! - [`compare`]: how much is written here and in the whole country, year by year.

mod compare;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{Region, RegionKind, RegionRegister};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Sort;
use aluehaku_index::search::response::FacetCounts;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

use super::form::SearchForm;
use super::hits::{HitCard, HitCards, NamedLink, search_path};
use super::twins::Twins;
use super::{Frame, answer};
use crate::http::conditional::Conditions;
use crate::http::params::SearchParams;
use crate::http::params::names::{NameBook, region_facet, region_name};
use crate::http::params::read::Reading;
use crate::http::problem::{Code, Problem};
use crate::http::search::search;
use crate::http::slug::{name_path, region_path};
use crate::http::state::AppState;
use crate::i18n::format::{count, number};
use compare::Comparison;

/// Articles shown; a link leads to all.
const LATEST: usize = 10;

/// Names shown beside the articles, of each kind.
const BESIDE: usize = 10;

/// Longest word or topic that is compared, in characters.
const MAX_TOPIC: usize = 200;

#[derive(Debug, Template)]
#[template(path = "region.html")]
struct RegionPage {
    form: SearchForm,
    kind: &'static str,
    name: String,
    slug: String,
    /// The same comparison for all regions.
    beside: String,
    parents: Vec<NamedLink>,
    figures: String,
    hits: Vec<HitCard>,
    all: String,
    twins: Twins,
    counties: Vec<NamedLink>,
    municipalities: Vec<(NamedLink, String)>,
    projects: Vec<(NamedLink, String)>,
    organisations: Vec<(NamedLink, String)>,
    publishers: Vec<(NamedLink, String)>,
    comparison: Comparison,
    frame: Frame,
}

/// Shows a region.
pub(crate) async fn region(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let region = find(&state, &slug)?;
    let topic = topic(query.as_deref().unwrap_or_default());
    let page_state = state.clone();
    let page = conditions.read(&state, move |reader| {
        RegionPage::new(reader, region, &topic, &page_state, frame)
    });
    Ok(answer(page.await?))
}

/// The comparison of a region with the whole country as a table for spreadsheet programs.
pub(crate) async fn years(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let region = find(&state, &slug)?;
    let topic = topic(query.as_deref().unwrap_or_default());
    let table = conditions.read(&state, move |reader| {
        let comparison =
            Comparison::new(reader, region_facet(region.kind), region, &topic, &frame)?;
        Ok(comparison.csv(region_name(region, frame.language), &frame))
    });
    let name = format!("attachment; filename=\"aluehaku-{slug}.csv\"");
    let table = table.await?.text("text/csv; charset=utf-8");
    Ok(([(CONTENT_DISPOSITION, name)], table).into_response())
}

fn find(state: &AppState, slug: &str) -> Result<&'static Region, Problem> {
    let missing = || Problem::new(Code::NotFound);
    state.regions().get(slug).ok_or_else(missing)
}

/// The word or topic that the address asks to compare.
fn topic(query: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let topic = pairs.find(|(name, _)| name == "q").map(|(_, value)| value);
    topic
        .unwrap_or_default()
        .trim()
        .chars()
        .take(MAX_TOPIC)
        .collect()
}

impl RegionPage {
    fn new(
        reader: &dyn Reader,
        region: &'static Region,
        topic: &str,
        state: &AppState,
        frame: Frame,
    ) -> Result<Self, Problem> {
        let names = NameBook::of(state);
        let facet = region_facet(region.kind);
        let everywhere = SearchParams {
            ui: frame.ui(),
            ..SearchParams::default()
        };
        let all = everywhere.with_filter(facet, &region.name_fi);
        let newest_first = SearchParams {
            sort: Sort::NewestFirst,
            ..all.clone()
        };
        let asked = SearchParams {
            per_page: LATEST,
            facets: vec![
                Facet::Municipality,
                Facet::Project,
                Facet::Organisation,
                Facet::Source,
            ],
            facet_limit: state.regions().all().len(),
            histogram: None,
            ..newest_first.clone()
        };
        let found = search(
            reader,
            Reading {
                params: asked,
                ..Reading::default()
            },
        )?
        .response;
        let counts = |facet| found.facets.iter().find(|counts| counts.facet == facet);
        let publishers = counts(Facet::Source)
            .into_iter()
            .flat_map(|counts| &counts.buckets);
        let is_from_here = |id: &str| {
            let source = state.source(id).and_then(|source| source.region.as_deref());
            source == Some(region.name_fi.as_str())
        };
        let publishers = publishers.filter(|bucket| is_from_here(&bucket.value));
        let cards = HitCards {
            reader,
            search: &everywhere,
            names,
            frame: &frame,
        };
        let link_to = |region: &Region| NamedLink {
            name: region_name(region, frame.language).to_owned(),
            href: frame.link(&region_path(region)),
        };
        Ok(Self {
            form: SearchForm::empty(&frame),
            kind: frame.t.facet(facet),
            name: region_name(region, frame.language).to_owned(),
            slug: region.id.clone(),
            beside: search_path(&SearchParams {
                q: topic.to_owned(),
                ..everywhere.clone()
            })
            .replacen("/search", "/compare", 1),
            parents: parents(region, state.regions()).map(link_to).collect(),
            figures: count(
                frame.p.name_articles_one,
                frame.p.name_articles_many,
                found.total.value,
                frame.language,
            ),
            hits: cards.cards(&found.hits)?,
            all: search_path(&newest_first),
            twins: Twins::new(&all),
            counties: children(region, RegionKind::Hyvinvointialue, state.regions())
                .map(link_to)
                .collect(),
            municipalities: municipalities(
                region,
                counts(Facet::Municipality),
                state.regions(),
                &frame,
            ),
            projects: named(counts(Facet::Project), &frame),
            organisations: named(counts(Facet::Organisation), &frame),
            publishers: publishers
                .map(|bucket| {
                    let link = NamedLink {
                        name: names.label(Facet::Source, &bucket.value, frame.language),
                        href: search_path(&everywhere.with_filter(Facet::Source, &bucket.value)),
                    };
                    (link, number(bucket.count, frame.language))
                })
                .collect(),
            comparison: Comparison::new(reader, facet, region, topic, &frame)?,
            frame,
        })
    }
}

/// The regions that a region lies in.
fn parents<'a>(
    region: &'a Region,
    register: &'a RegionRegister,
) -> impl Iterator<Item = &'a Region> {
    let county = region.hyvinvointialue.as_deref();
    let ids = region.parent.as_deref().into_iter().chain(county);
    ids.filter_map(|id| register.get(id))
}

fn children<'a>(
    region: &'a Region,
    kind: RegionKind,
    register: &'a RegionRegister,
) -> impl Iterator<Item = &'a Region> {
    let is_maakunta = region.kind == RegionKind::Maakunta;
    let of_kind = register.of_kind(kind);
    of_kind.filter(move |child| is_maakunta && child.parent.as_deref() == Some(region.id.as_str()))
}

/// The municipalities of a region, each with the articles that tell about both.
fn municipalities(
    region: &Region,
    counts: Option<&FacetCounts>,
    register: &RegionRegister,
    frame: &Frame,
) -> Vec<(NamedLink, String)> {
    let belongs = |child: &&Region| match region.kind {
        RegionKind::Maakunta => child.parent.as_deref() == Some(region.id.as_str()),
        RegionKind::Hyvinvointialue => child.hyvinvointialue.as_deref() == Some(region.id.as_str()),
        RegionKind::Municipality => false,
    };
    let articles = |name: &str| {
        let buckets = counts.map_or(&[][..], |counts| counts.buckets.as_slice());
        let bucket = buckets.iter().find(|bucket| bucket.value == name);
        bucket.map_or(0, |bucket| bucket.count)
    };
    let all = register.of_kind(RegionKind::Municipality).filter(belongs);
    all.map(|child| {
        let link = NamedLink {
            name: region_name(child, frame.language).to_owned(),
            href: frame.link(&region_path(child)),
        };
        (link, number(articles(&child.name_fi), frame.language))
    })
    .collect()
}

fn named(counts: Option<&FacetCounts>, frame: &Frame) -> Vec<(NamedLink, String)> {
    let buckets = counts
        .into_iter()
        .flat_map(|counts| counts.buckets.iter().map(|bucket| (counts.facet, bucket)));
    let links = buckets.filter_map(|(facet, bucket)| {
        let href = frame.link(&name_path(facet, &bucket.value)?);
        let link = NamedLink {
            name: bucket.value.clone(),
            href,
        };
        Some((link, number(bucket.count, frame.language)))
    });
    links.take(BESIDE).collect()
}
