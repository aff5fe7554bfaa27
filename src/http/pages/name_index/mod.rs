//! `/persons`, `/projects`, `/organisations`, `/regions`: the lists that lead to the pages of names and regions.
//!
//! - [`choices`]: what a list is of, and the ways to see it.

mod choices;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::RegionKind;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Filters;
use aluehaku_index::search::response::FacetCounts;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use super::form::SearchForm;
use super::hits::NamedLink;
use super::region_map::{self, Tile};
use super::{Frame, answer};
use crate::http::aliases;
use crate::http::conditional::Conditions;
use crate::http::name_list::{self, Entry, NameList};
use crate::http::params::fault::Fault;
use crate::http::params::names::{NameBook, region_name};
use crate::http::params::read::{Reading, read};
use crate::http::params::{DEFAULT_PER_PAGE, SearchParams};
use crate::http::problem::Problem;
use crate::http::state::AppState;
use crate::i18n::format::{count, fill, number, years};
use choices::{Choice, Subject, address, kinds, letters, orders};

/// Names on a page unless the address says otherwise.
const PER_PAGE: usize = 40;

/// Regions named beside a name.
const REGIONS: usize = 3;

#[derive(Debug, Template)]
#[template(path = "name_index.html")]
struct NameIndexPage {
    form: SearchForm,
    heading: &'static str,
    lead: &'static str,
    figures: String,
    path: &'static str,
    is_of_persons: bool,
    is_narrowed: bool,
    notices: Vec<String>,
    q: String,
    from: String,
    to: String,
    regions: Vec<RegionOption>,
    kept: Vec<(&'static str, String)>,
    kinds: Vec<Choice>,
    orders: Vec<Choice>,
    letters: Vec<Choice>,
    rows: Vec<Row>,
    tiles: Vec<Tile>,
    previous: Option<String>,
    next: Option<String>,
    page: String,
    frame: Frame,
}

/// A maakunta to choose.
#[derive(Clone, Debug)]
struct RegionOption {
    value: String,
    name: String,
    is_chosen: bool,
}

/// A name of the list.
#[derive(Clone, Debug)]
struct Row {
    link: NamedLink,
    articles: String,
    count: u64,
    about: String,
}

/// Shows the persons that articles tell of.
pub(crate) async fn persons(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let subject = Subject::Names(Facet::Person);
    let mut response = page(subject, query, state, frame, conditions).await?;
    response.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    );
    Ok(response)
}

/// Shows the projects that articles tell of.
pub(crate) async fn projects(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let subject = Subject::Names(Facet::Project);
    page(subject, query, state, frame, conditions).await
}

/// Shows the organisations that articles tell of.
pub(crate) async fn organisations(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let subject = Subject::Names(Facet::Organisation);
    page(subject, query, state, frame, conditions).await
}

/// Shows the regions of Finland and how much is told of each.
pub(crate) async fn regions(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    page(Subject::Regions, query, state, frame, conditions).await
}

async fn page(
    subject: Subject,
    query: Option<String>,
    state: AppState,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let mut reading = read(&query, subject.endpoint(), NameBook::of(&state));
    let page_state = state.clone();
    let page = conditions.read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, page_state.history())?;
        let Reading { params, faults, .. } = reading;
        let asked = SearchParams {
            per_page: match params.per_page {
                DEFAULT_PER_PAGE => PER_PAGE,
                chosen => chosen,
            },
            ..params.clone()
        };
        let list = match subject {
            Subject::Names(facet) => name_list::names(reader, facet, &asked)?,
            Subject::Regions => {
                name_list::regions(reader, page_state.regions(), &asked, frame.language)?
            }
        };
        let mut page = NameIndexPage::new(subject, &list, &params, &page_state, frame);
        page.notices = notices(&faults, &page.frame);
        if subject == Subject::Regions {
            page.tiles = tiles(reader, &params, &page_state, &page.frame)?;
        }
        Ok(page)
    });
    Ok(answer(page.await?))
}

/// What was wrong with the address, but for parameters that are none of ours.
fn notices(faults: &[Fault], frame: &Frame) -> Vec<String> {
    let ours = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::Unknown { .. }));
    ours.map(|fault| fault.detail(frame.language)).collect()
}

/// The map, where no letter or word narrows the list.
fn tiles(
    reader: &dyn Reader,
    params: &SearchParams,
    state: &AppState,
    frame: &Frame,
) -> Result<Vec<Tile>, Problem> {
    if !params.q.is_empty() || params.letter.is_some() || params.page_number() > 1 {
        return Ok(Vec::new());
    }
    let filters = Filters {
        from: params.filters.from,
        to: params.filters.to,
        ..Filters::default()
    };
    let counts = FacetCounts {
        facet: Facet::Region,
        buckets: reader.facet_values(Facet::Region, "", &filters, region_map::MAAKUNNAT)?,
        missing: 0,
        other: 0,
    };
    Ok(region_map::page_tiles(&counts, state.regions(), frame))
}

impl NameIndexPage {
    fn new(
        subject: Subject,
        list: &NameList,
        params: &SearchParams,
        state: &AppState,
        frame: Frame,
    ) -> Self {
        let [heading, lead, one, many] = subject.texts(&frame);
        let names = NameBook::of(state);
        let start = params.first_page();
        let address = |params: &SearchParams| address(subject, params);
        let year = |date: Option<jiff::civil::Date>| {
            date.map(|date| date.year().to_string()).unwrap_or_default()
        };
        let paged = |params: &Option<SearchParams>| {
            params.as_ref().map(|params| {
                address(&SearchParams {
                    per_page: start.per_page,
                    ..params.clone()
                })
            })
        };
        Self {
            form: SearchForm::empty(&frame),
            heading,
            lead,
            figures: count(one, many, list.total, frame.language),
            path: subject.path(),
            is_of_persons: subject == Subject::Names(Facet::Person),
            is_narrowed: is_narrowed(params),
            notices: Vec::new(),
            q: params.q.clone(),
            from: year(params.filters.from),
            to: year(params.filters.to),
            regions: region_options(params, state, &frame),
            kept: kept(params),
            kinds: match subject {
                Subject::Regions => kinds(&start, &frame),
                Subject::Names(_) => Vec::new(),
            },
            orders: orders(subject, &start, &frame),
            letters: letters(subject, list, &start, &frame),
            rows: list
                .entries
                .iter()
                .map(|entry| Row::new(entry, names, &frame))
                .collect(),
            tiles: Vec::new(),
            previous: paged(&list.previous),
            next: paged(&list.next),
            page: fill(
                frame.t.page_number,
                &[("page", &params.page_number().to_string())],
            ),
            frame,
        }
    }
}

impl Row {
    fn new(entry: &Entry, names: NameBook<'_>, frame: &Frame) -> Self {
        let outline = &entry.outline;
        let place = match names.region(outline.facet, &outline.name) {
            Some(_) => frame.t.facet(outline.facet).to_owned(),
            None => {
                let regions = outline.regions.iter().take(REGIONS);
                let labels: Vec<_> = regions
                    .map(|region| names.label(Facet::Region, region, frame.language))
                    .collect();
                labels.join(", ")
            }
        };
        let span = outline.years.map(|(first, last)| years(first, last));
        let about = [Some(place), span].into_iter().flatten();
        let about: Vec<_> = about.filter(|part| !part.is_empty()).collect();
        Self {
            link: NamedLink {
                name: entry.label.clone(),
                href: frame.link(&entry.path),
            },
            articles: number(outline.articles, frame.language),
            count: outline.articles,
            about: about.join(" · "),
        }
    }
}

/// Whether something other than the language and the page chooses what is shown.
fn is_narrowed(params: &SearchParams) -> bool {
    let plain = SearchParams {
        ui: params.ui,
        ..SearchParams::default()
    };
    *params != plain
}

/// What the form hands on beside its own fields.
fn kept(params: &SearchParams) -> Vec<(&'static str, String)> {
    let of_form = ["q", "region", "from", "to", "letter"];
    let mut pairs = params.first_page().pairs();
    pairs.retain(|(name, _)| !of_form.contains(name));
    pairs
}

fn region_options(params: &SearchParams, state: &AppState, frame: &Frame) -> Vec<RegionOption> {
    let chosen = params.filter(Facet::Region);
    let maakunnat = state.regions().of_kind(RegionKind::Maakunta);
    maakunnat
        .map(|region| RegionOption {
            value: region.name_fi.clone(),
            name: region_name(region, frame.language).to_owned(),
            is_chosen: chosen.is_some_and(|filter| filter.any_of.contains(&region.name_fi)),
        })
        .collect()
}
