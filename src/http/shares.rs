//! How much of what is written in or about each region tells of something: the share of its articles that match.
//!
//! Regions publish different amounts, so shares are compared, not numbers. Where nothing in particular is asked
//! for, the share is that of the region among all articles.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::{Filters, HistogramStep, SearchRequest};
use aluehaku_index::search::response::Basis;
use aluehaku_query::parse;

use super::params::SearchParams;
use super::problem::Problem;

/// Regions whose years are read, the first of those compared.
const MAX_REGIONS: usize = 19;

/// Regions beside each other.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// The regions asked for, in that order; without a choice all that have articles, the largest share first.
    pub(crate) regions: Vec<RegionShare>,
    /// The whole country.
    pub(crate) country: RegionShare,
    /// Whether something in particular is asked for.
    pub(crate) is_asked: bool,
}

/// How much is told of something in one region.
#[derive(Clone, Debug)]
pub(crate) struct RegionShare {
    /// The maakunta; empty for the whole country.
    pub(crate) region: String,
    /// Articles that match, and articles in all.
    pub(crate) whole: Part,
    /// The same by year, from the first year with articles in the country to the last.
    pub(crate) years: Vec<(i16, Part)>,
}

/// A part of a number of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Articles that match.
    pub(crate) matching: u64,
    /// Articles in all.
    pub(crate) articles: u64,
}

impl Part {
    /// The share; nothing is a part of nothing.
    pub(crate) fn share(self) -> Option<f64> {
        (self.articles > 0).then(|| self.matching as f64 / self.articles as f64)
    }
}

/// Compares the regions that a search names, or all of them, by the rest of the search.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn compare(
    reader: &dyn Reader,
    params: &SearchParams,
    register: &RegionRegister,
) -> Result<Comparison, Problem> {
    let asked = params.without_facet(Facet::Region);
    let everything = SearchParams {
        q: String::new(),
        filters: Filters {
            from: asked.filters.from,
            to: asked.filters.to,
            ..Filters::default()
        },
        ..asked.clone()
    };
    let is_asked = !asked.q.is_empty() || !asked.filters.facets.is_empty();
    let all = by_year(reader, everything.clone())?;
    let of_region = |region: &str| -> Result<RegionShare, Problem> {
        let inside = |params: &SearchParams| params.with_filter(params.compared_by, region);
        let here = by_year(reader, inside(&everything))?;
        Ok(match is_asked {
            true => RegionShare::new(region, &by_year(reader, inside(&asked))?, &here, &all),
            false => RegionShare::new(region, &here, &all, &all),
        })
    };
    let chosen = params.filter(Facet::Region);
    let mut regions = Vec::new();
    match chosen.filter(|filter| !filter.any_of.is_empty()) {
        Some(filter) => {
            for region in filter.any_of.iter().take(MAX_REGIONS) {
                regions.push(of_region(region)?);
            }
        }
        None => {
            for region in register.of_kind(RegionKind::Maakunta) {
                regions.push(of_region(&region.name_fi)?);
            }
            regions.retain(|region| match is_asked {
                true => region.whole.articles > 0,
                false => region.whole.matching > 0,
            });
            regions.sort_by(|one, other| descending(one.whole.share(), other.whole.share()));
        }
    }
    let matching = match is_asked {
        true => by_year(reader, asked)?,
        false => all.clone(),
    };
    Ok(Comparison {
        regions,
        country: RegionShare::new("", &matching, &all, &all),
        is_asked,
    })
}

fn descending(one: Option<f64>, other: Option<f64>) -> Ordering {
    other.partial_cmp(&one).unwrap_or(Ordering::Equal)
}

impl RegionShare {
    /// From matching articles and articles in all, each by year; `country` gives the years.
    fn new(region: &str, matching: &Counts, articles: &Counts, country: &Counts) -> Self {
        let years = country.years.keys().next().zip(country.years.keys().last());
        let of = |counts: &Counts, year| counts.years.get(&year).copied().unwrap_or(0);
        let years = years.into_iter().flat_map(|(first, last)| *first..=*last);
        Self {
            region: region.to_owned(),
            whole: Part {
                matching: matching.total,
                articles: articles.total,
            },
            years: years
                .map(|year| {
                    let part = Part {
                        matching: of(matching, year),
                        articles: of(articles, year),
                    };
                    (year, part)
                })
                .collect(),
        }
    }
}

/// Articles of a search, all of them and those of each year.
#[derive(Clone, Debug, Default)]
struct Counts {
    total: u64,
    years: BTreeMap<i16, u64>,
}

/// Counts the articles that have all that is asked for.
fn by_year(reader: &dyn Reader, params: SearchParams) -> Result<Counts, Problem> {
    let params = SearchParams {
        facets: Vec::new(),
        histogram: Some(HistogramStep::Year),
        ..params
    };
    let query = parse(&params.q, &FIELD_TABLE).query;
    let found = reader.search(&SearchRequest {
        shows_hits: false,
        ..params.to_request(query)
    })?;
    if found.basis != Basis::Everything {
        return Ok(Counts::default());
    }
    let periods = found.histogram.into_iter();
    let periods = periods.flat_map(|histogram| histogram.periods);
    Ok(Counts {
        total: found.total.value,
        years: periods
            .map(|year| (year.start.year(), year.count))
            .collect(),
    })
}
