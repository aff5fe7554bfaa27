//! `/compare`: regions beside each other, by the share of their articles that tell of something.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{Region, RegionKind};
use aluehaku_index::engine::Reader;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Response};

use super::curves::{decimal, line, percent};
use super::filters::{self, Chip};
use super::form::SearchForm;
use super::hits::search_path;
use super::{Frame, answer};
use crate::http::aliases;
use crate::http::conditional::Conditions;
use crate::http::listing::require_listed_persons;
use crate::http::params::SearchParams;
use crate::http::params::fault::Fault;
use crate::http::params::names::{NameBook, region_name};
use crate::http::params::read::{Reading, read};
use crate::http::params::table::Endpoint;
use crate::http::problem::Problem;
use crate::http::shares::{Comparison, RegionShare, compare as shares};
use crate::http::slug::value_path;
use crate::http::state::AppState;
use crate::i18n::format::{fill, number};
use crate::spreadsheet::cell;

/// Width of the bar of the largest share, in units of its drawing.
const BAR: f64 = 100.0;

#[derive(Debug, Template)]
#[template(path = "compare.html")]
struct ComparePage {
    form: SearchForm,
    notices: Vec<String>,
    chips: Vec<Chip>,
    q: String,
    project: String,
    topic: String,
    from: String,
    to: String,
    is_by_publisher: bool,
    is_asked: bool,
    is_narrowed: bool,
    regions: Vec<RegionChoice>,
    kept: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    country: Row,
    years: Vec<i16>,
    scale: String,
    table: String,
    frame: Frame,
}

/// A maakunta to choose.
#[derive(Clone, Debug)]
struct RegionChoice {
    value: String,
    name: String,
    is_chosen: bool,
}

/// A region of the comparison, ready to be written out.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    page: String,
    search: String,
    matching: String,
    articles: String,
    share: String,
    bar: u32,
    line: String,
    years: Vec<String>,
}

/// Shows the comparison.
pub(crate) async fn compare(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let mut reading = read(&query, Endpoint::Compare, NameBook::of(&state));
    let page_state = state.clone();
    let page = conditions.heavy().read(&state, move |reader| {
        let comparison = compared(reader, &mut reading, &page_state)?;
        let names = NameBook::of(&page_state);
        let mut chips = filters::chips(reader, &reading.params, names, &frame)?;
        // Regions and years have fields of their own.
        let of_form = [frame.t.facet(Facet::Region), frame.t.dates_heading];
        chips.retain(|chip| !of_form.contains(&chip.kind));
        for chip in &mut chips {
            chip.href = chip.href.replacen("/search", "/compare", 1);
        }
        let mut page = ComparePage::new(&comparison, &reading.params, &page_state, frame);
        page.chips = chips;
        page.notices = notices(&reading.faults, &page.frame);
        Ok(page)
    });
    Ok(answer(page.await?))
}

/// The comparison as a table for spreadsheet programs: a line a region and year.
pub(crate) async fn table(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let mut reading = read(&query, Endpoint::Compare, NameBook::of(&state));
    let table_state = state.clone();
    let table = conditions.heavy().read(&state, move |reader| {
        let comparison = compared(reader, &mut reading, &table_state)?;
        Ok(csv(&comparison, NameBook::of(&table_state), &frame))
    });
    let name = "attachment; filename=\"aluehaku-compare.csv\"";
    let table = table.await?.text("text/csv; charset=utf-8");
    Ok(([(CONTENT_DISPOSITION, name)], table).into_response())
}

/// The shares that a request asks for.
fn compared(
    reader: &dyn Reader,
    reading: &mut Reading,
    state: &AppState,
) -> Result<Comparison, Problem> {
    aliases::resolve(reading, reader, state.history())?;
    require_listed_persons(reader, &reading.params)?;
    shares(reader, &reading.params, state.regions())
}

/// What was wrong with the address, but for parameters that are none of ours.
fn notices(faults: &[Fault], frame: &Frame) -> Vec<String> {
    let ours = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::Unknown { .. }));
    ours.map(|fault| fault.detail(frame.language)).collect()
}

impl ComparePage {
    fn new(comparison: &Comparison, params: &SearchParams, state: &AppState, frame: Frame) -> Self {
        let of_all = || comparison.regions.iter().chain([&comparison.country]);
        let most = of_all().filter_map(|region| region.whole.share());
        let most = most.fold(0.001, f64::max);
        let by_year = of_all().flat_map(|region| &region.years);
        let top = by_year
            .filter_map(|(_, part)| part.share())
            .fold(0.001, f64::max);
        let row = |region: &RegionShare| Row::new(region, (most, top), params, state, &frame);
        let year = |date: Option<jiff::civil::Date>| {
            date.map(|date| date.year().to_string()).unwrap_or_default()
        };
        Self {
            form: SearchForm::empty(&frame),
            notices: Vec::new(),
            chips: Vec::new(),
            q: params.q.clone(),
            project: one_value(params, Facet::Project),
            topic: one_value(params, Facet::Topic),
            from: year(params.filters.from),
            to: year(params.filters.to),
            is_by_publisher: params.compared_by == Facet::PublisherRegion,
            is_asked: comparison.is_asked,
            is_narrowed: *params
                != SearchParams {
                    ui: params.ui,
                    ..SearchParams::default()
                },
            regions: region_choices(params, state, &frame),
            kept: kept(params),
            rows: comparison.regions.iter().map(row).collect(),
            country: row(&comparison.country),
            years: comparison
                .country
                .years
                .iter()
                .map(|(year, _)| *year)
                .collect(),
            scale: fill(
                frame.p.compare_scale,
                &[("top", &percent(Some(top), frame.language))],
            ),
            table: search_path(params).replacen("/search", "/compare.csv", 1),
            frame,
        }
    }
}

impl Row {
    /// `most` and `top` are the largest shares of all years together and of one year.
    fn new(
        share: &RegionShare,
        (most, top): (f64, f64),
        params: &SearchParams,
        state: &AppState,
        frame: &Frame,
    ) -> Self {
        let names = NameBook::of(state);
        let asked = SearchParams {
            compared_by: Facet::Region,
            ..params.without_facet(Facet::Region)
        };
        let search = match share.region.as_str() {
            "" => asked,
            region => asked.with_filter(params.compared_by, region),
        };
        let page = value_path(Facet::Region, &share.region, names);
        let of_whole = share.whole.share();
        let years = share.years.iter().map(|(_, part)| part.share());
        Self {
            name: match share.region.as_str() {
                "" => frame.p.compare_country.to_owned(),
                region => names.label(Facet::Region, region, frame.language),
            },
            page: frame.link(page.as_deref().unwrap_or("/regions")),
            search: search_path(&search),
            matching: number(share.whole.matching, frame.language),
            articles: number(share.whole.articles, frame.language),
            share: percent(of_whole, frame.language),
            bar: (of_whole.unwrap_or(0.0) / most * BAR).round() as u32,
            line: line(years.clone(), share.years.len(), top),
            years: years.map(|share| percent(share, frame.language)).collect(),
        }
    }
}

fn region_choices(params: &SearchParams, state: &AppState, frame: &Frame) -> Vec<RegionChoice> {
    let chosen = params.filter(Facet::Region);
    let is_chosen =
        |region: &Region| chosen.is_some_and(|filter| filter.any_of.contains(&region.name_fi));
    let maakunnat = state.regions().of_kind(RegionKind::Maakunta);
    maakunnat
        .map(|region| RegionChoice {
            value: region.name_fi.clone(),
            name: region_name(region, frame.language).to_owned(),
            is_chosen: is_chosen(region),
        })
        .collect()
}

/// What the form hands on beside its own fields.
fn kept(params: &SearchParams) -> Vec<(&'static str, String)> {
    let of_form = ["q", "region", "from", "to", "by"];
    let mut pairs = params.first_page().pairs();
    let fields = [Facet::Project, Facet::Topic].map(|facet| (facet, one_value(params, facet)));
    pairs.retain(|(name, value)| {
        let is_field = |(facet, shown): &(Facet, String)| facet.name() == *name && shown == value;
        !of_form.contains(name) && !fields.iter().any(is_field)
    });
    pairs
}

/// What a field shows of a filter: its value, where there is one and it is wanted.
fn one_value(params: &SearchParams, facet: Facet) -> String {
    let wanted = params.filter(facet).map(|filter| filter.any_of.as_slice());
    match wanted {
        Some([value]) => value.clone(),
        _ => String::new(),
    }
}

fn csv(comparison: &Comparison, names: NameBook<'_>, frame: &Frame) -> String {
    let p = frame.p;
    let mut table = csv::Writer::from_writer(Vec::new());
    let share = format!("{} %", p.compare_share);
    // Writing to memory cannot fail.
    let _ = table.write_record([
        frame.t.facet_region,
        p.name_year,
        p.compare_matching,
        p.name_count,
        &share,
    ]);
    for region in comparison.regions.iter().chain([&comparison.country]) {
        let name = match region.region.as_str() {
            "" => p.compare_country.to_owned(),
            region => names.label(Facet::Region, region, frame.language),
        };
        let name = cell(name);
        for (year, part) in &region.years {
            let _ = table.write_record([
                &name,
                &year.to_string(),
                &part.matching.to_string(),
                &part.articles.to_string(),
                &decimal(part.share()),
            ]);
        }
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}
