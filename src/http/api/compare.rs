//! `/api/v1/compare`: regions beside each other.

use aluehaku_article::facet::Facet;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::aliases;
use crate::http::links::Links;
use crate::http::listing::require_listed_persons;
use crate::http::params::description::CompareParams;
use crate::http::params::names::NameBook;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::search::warnings_of;
use crate::http::shares::{Comparison, Part, RegionShare, compare as shares};
use crate::http::state::AppState;
use crate::http::warning::WarningView;
use crate::i18n::Language;

/// Regions beside each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Comparison)]
pub(crate) struct ComparisonView {
    /// The regions asked for, in that order; without a choice all that have articles, the largest share first.
    regions: Vec<RegionShareView>,
    /// The whole country.
    country: ShareView,
    /// How a clumsy search was read.
    warnings: Vec<WarningView>,
}

/// How much is told of something in one region.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RegionShare)]
pub(crate) struct RegionShareView {
    /// The maakunta, as filters take it.
    #[schema(example = "Keski-Suomi")]
    region: String,
    /// What people read for it.
    label: String,
    #[serde(flatten)]
    share: ShareView,
}

/// A part of the articles, in all and by year.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Share)]
pub(crate) struct ShareView {
    #[serde(flatten)]
    whole: PartView,
    /// The same by year, from the first year with articles in the country to the last.
    years: Vec<YearView>,
}

/// The part of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = YearShare)]
pub(crate) struct YearView {
    /// The year.
    #[schema(example = 2022)]
    year: i16,
    #[serde(flatten)]
    part: PartView,
}

/// A part of a number of articles.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Part)]
pub(crate) struct PartView {
    /// Articles that match.
    matching: u64,
    /// Articles in all.
    articles: u64,
    /// The one by the other; absent where there are none.
    #[schema(required, example = 0.25)]
    share: Option<f64>,
}

/// Compare regions.
///
/// How large a part of what is told of or published in each region matches, in all and by year. Regions publish
/// different amounts, so shares are compared.
#[utoipa::path(
    get,
    path = "/api/v1/compare",
    tag = "search",
    params(CompareParams),
    responses(
        (status = 200, description = "The shares", body = ComparisonView),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 404, description = "A filter names a person who is not put forward",
            body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn compare(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let mut reading = request.params(Endpoint::Compare, &state)?;
    let table = format!("/compare.csv?{}", reading.params.query_string());
    let languages = request.languages;
    let read_state = state.clone();
    let answer = request.conditions.heavy().read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, read_state.history())?;
        require_listed_persons(reader, &reading.params)?;
        let comparison = shares(reader, &reading.params, read_state.regions())?;
        let names = NameBook::of(&read_state);
        let warnings = warnings_of(&reading, languages.messages);
        Ok(ComparisonView::new(
            &comparison,
            warnings,
            names,
            languages.labels,
        ))
    });
    let links = Links::default().with(&table, "alternate", Some("text/csv"));
    Ok(links.on(answer.await?.json()))
}

impl ComparisonView {
    fn new(
        comparison: &Comparison,
        warnings: Vec<WarningView>,
        names: NameBook<'_>,
        language: Language,
    ) -> Self {
        let regions = comparison.regions.iter().map(|share| RegionShareView {
            region: share.region.clone(),
            label: names.label(Facet::Region, &share.region, language),
            share: ShareView::from(share),
        });
        Self {
            regions: regions.collect(),
            country: ShareView::from(&comparison.country),
            warnings,
        }
    }
}

impl From<&RegionShare> for ShareView {
    fn from(share: &RegionShare) -> Self {
        let years = share.years.iter().map(|(year, part)| YearView {
            year: *year,
            part: PartView::from(*part),
        });
        Self {
            whole: PartView::from(share.whole),
            years: years.collect(),
        }
    }
}

impl From<Part> for PartView {
    fn from(part: Part) -> Self {
        Self {
            matching: part.matching,
            articles: part.articles,
            share: part.share(),
        }
    }
}
