//! `/persons/{slug}`, `/projects/{slug}`, `/organisations/{slug}`: what the articles tell of a name.
//!
//! A name has a page when its facet has it, so that whatever keeps a name out of the facets (a
//! threshold, a removal) keeps it without a page too. Pages of persons ask not to be indexed.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{HistogramStep, Sort};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use jiff::civil::Date;
use url::form_urlencoded;

use super::beside::Beside;
use super::events::Entry;
use super::form::SearchForm;
use super::hits::{HitCard, HitCards, search_path};
use super::person::Told;
use super::project::Project;
use super::region_map::{self, Tile};
use super::timeline::{self, Bar, Timeline};
use super::twins::Twins;
use super::{Frame, answer};
use crate::clock;
use crate::http::conditional::Conditions;
use crate::http::events;
use crate::http::name_list::{NAMED, find};
use crate::http::newest::Newest;
use crate::http::outline::published_years;
use crate::http::params::names::NameBook;
use crate::http::params::read::Reading;
use crate::http::params::{MAX_FACET_LIMIT, SearchParams};
use crate::http::problem::{Code, Problem};
use crate::http::search::search;
use crate::http::slug::name_path;
use crate::http::state::AppState;
use crate::i18n::format::{count, day, fill, years};

/// Articles shown; a link leads to all.
const LATEST: usize = 20;

/// Coming events shown; a link leads to all.
const COMING: usize = 5;

#[derive(Debug, Template)]
#[template(path = "name.html")]
struct NamePage {
    form: SearchForm,
    kind: &'static str,
    is_person: bool,
    told: Told,
    report: Option<String>,
    project: Project,
    other_names: Vec<String>,
    name: String,
    figures: Vec<String>,
    coming: Vec<Entry>,
    hits: Vec<HitCard>,
    all: String,
    twins: Twins,
    citation: String,
    tiles: Vec<Tile>,
    years: Vec<Bar>,
    beside: Vec<Beside>,
    frame: Frame,
}

/// Shows a person.
pub(crate) async fn person(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let mut response = page(Facet::Person, slug, state, frame, conditions).await?;
    response.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    );
    Ok(response)
}

/// Shows a project.
pub(crate) async fn project(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    page(Facet::Project, slug, state, frame, conditions).await
}

/// Shows an organisation.
pub(crate) async fn organisation(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    page(Facet::Organisation, slug, state, frame, conditions).await
}

async fn page(
    facet: Facet,
    slug: String,
    state: AppState,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let page_state = state.clone();
    let today = clock::today();
    let page = conditions.and(today).read(&state, move |reader| {
        let missing = match facet {
            Facet::Person => Code::PersonNotListed,
            _ => Code::NotFound,
        };
        let name = find(reader, facet, &slug)?.ok_or_else(|| Problem::new(missing))?;
        NamePage::new(reader, facet, name, today, &page_state, frame)
    });
    Ok(answer(page.await?))
}

impl NamePage {
    fn new(
        reader: &dyn Reader,
        facet: Facet,
        name: String,
        today: Date,
        state: &AppState,
        frame: Frame,
    ) -> Result<Self, Problem> {
        let names = NameBook::of(state);
        let all = SearchParams {
            ui: frame.ui(),
            ..SearchParams::default()
        }
        .with_filter(facet, &name);
        let asked = SearchParams {
            // The words of the name bring the passage that names it into the snippet.
            q: format!("\"{}\"", name.replace('"', " ")),
            sort: Sort::NewestFirst,
            per_page: LATEST,
            facets: [&NAMED[..], &[Facet::Region, Facet::Source]].concat(),
            facet_limit: MAX_FACET_LIMIT,
            histogram: Some(HistogramStep::Year),
            ..all.clone()
        };
        let everything = SearchParams {
            q: String::new(),
            ..asked.clone()
        };
        let found = search(
            reader,
            Reading {
                params: everything,
                ..Reading::default()
            },
        )?
        .response;
        let named = search(
            reader,
            Reading {
                params: SearchParams {
                    facets: Vec::new(),
                    ..asked
                },
                ..Reading::default()
            },
        )?
        .response;
        let counts = |facet| found.facets.iter().find(|counts| counts.facet == facet);
        let sources = counts(Facet::Source).map_or(0, |counts| counts.buckets.len() as u64);
        let timeline = found
            .histogram
            .as_ref()
            .map(|years| Timeline::new(years, &all, &frame));
        let cards = HitCards {
            reader,
            search: &all,
            names,
            frame: &frame,
        };
        let passage = |hit: &aluehaku_index::search::response::Hit| {
            let same = named
                .hits
                .iter()
                .find(|other| other.article.article.id == hit.article.article.id);
            cards.card(same.unwrap_or(hit))
        };
        let newest = Newest::of(facet, &name, reader)?;
        let project = match facet {
            Facet::Project => Project::of(reader, &name, &newest.ids, state, &frame)?,
            _ => Project::default(),
        };
        let mut regions = counts(Facet::Region).cloned();
        if let Some(regions) = regions.as_mut().filter(|_| facet == Facet::Project) {
            project.retain_regions(regions);
        }
        let coming = events::read(reader, &all, events::since(today), Vec::new(), state)?.events;
        let span = found.histogram.as_ref().and_then(published_years);
        let mut beside = Vec::new();
        for kind in NAMED {
            // A project's persons stand on its page with their roles.
            if kind == Facet::Person && !project.persons.is_empty() {
                continue;
            }
            beside.extend(match counts(kind).filter(|_| kind != facet) {
                Some(counts) => {
                    let counted = counts.buckets.iter().filter(|bucket| bucket.count > 0);
                    let counted = counted.map(|bucket| (bucket.value.as_str(), bucket.count));
                    Beside::new(kind, counted, &frame)
                }
                None => {
                    let others = newest.beside(facet, &name, reader)?;
                    let counted = others.iter().map(|(other, count)| (other.as_str(), *count));
                    Beside::new(kind, counted, &frame)
                }
            });
        }
        let newest_first = SearchParams {
            sort: Sort::NewestFirst,
            ..all.clone()
        };
        Ok(Self {
            form: SearchForm::empty(&frame),
            kind: frame.t.facet(facet),
            is_person: facet == Facet::Person,
            told: match facet {
                Facet::Person => Told::of(&name, &newest, state, &frame),
                _ => Told::default(),
            },
            report: report(facet, &name, state, &frame),
            other_names: newest.other_names(facet, &name, state.history()),
            figures: vec![
                count(
                    frame.p.name_articles_one,
                    frame.p.name_articles_many,
                    found.total.value,
                    frame.language,
                ),
                count(
                    frame.p.name_sources_one,
                    frame.p.name_sources_many,
                    sources,
                    frame.language,
                ),
            ]
            .into_iter()
            .chain(span.map(|(first, last)| years(first, last)))
            .collect(),
            coming: coming
                .iter()
                .take(COMING)
                .map(|event| Entry::new(event, names, &frame))
                .collect(),
            citation: citation(facet, &name, today, &frame),
            hits: found.hits.iter().map(passage).collect::<Result<_, _>>()?,
            all: search_path(&newest_first),
            twins: Twins::new(&all),
            tiles: region_map::tiles(regions.as_ref(), &all, state.regions(), &frame),
            years: timeline.map(|timeline| timeline.bars).unwrap_or_default(),
            beside,
            project,
            name,
            frame,
        })
    }
}

/// A sentence that names the page, the day and its address.
fn citation(facet: Facet, name: &str, today: Date, frame: &Frame) -> String {
    let path = name_path(facet, name).unwrap_or_default();
    let path = frame.link(&path);
    let address = frame.absolute(&path).unwrap_or(path);
    let subject = format!("{}: {name}", frame.t.facet(facet));
    let values = [
        ("search", subject.as_str()),
        ("date", &day(today, frame.language)),
        ("address", &address),
    ];
    fill(frame.t.cite_search_text, &values)
}

/// Where to tell that a page mixes up persons: the operator, with the name of the page as subject of an e-mail.
fn report(facet: Facet, name: &str, state: &AppState, frame: &Frame) -> Option<String> {
    let operator = &state.settings().operator;
    let (href, _) = operator.contact_link().filter(|_| facet == Facet::Person)?;
    if !href.starts_with("mailto:") {
        return Some(href);
    }
    let subject = fill(frame.p.person_report_subject, &[("name", name)]);
    let subject: String = form_urlencoded::byte_serialize(subject.as_bytes()).collect();
    Some(format!("{href}?subject={}", subject.replace('+', "%20")))
}
