//! A name or a region in short: how many articles of how many sources tell of it, where and when.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{Filters, HistogramStep, SearchRequest};
use aluehaku_index::search::response::{Bucket, Histogram};
use aluehaku_query::Query;

use super::params::{MAX_FACET_LIMIT, SearchParams, TIME_LIMIT};
use super::problem::Problem;

/// A value of a facet in short.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    /// The facet.
    pub(crate) facet: Facet,
    /// The value, as filters take it.
    pub(crate) name: String,
    /// Articles that tell of it; near-copies count as one.
    pub(crate) articles: u64,
    /// Sources that published them.
    pub(crate) sources: u64,
    /// Maakunnat that they tell about, the most frequent first.
    pub(crate) regions: Vec<String>,
    /// Years of the first and the last of them.
    pub(crate) years: Option<(i16, i16)>,
}

impl Outline {
    /// Reads what the articles that pass some filters tell of a value.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn of(
        reader: &dyn Reader,
        facet: Facet,
        name: &str,
        filters: &Filters,
    ) -> Result<Self, Problem> {
        let narrowed = SearchParams {
            filters: filters.clone(),
            ..SearchParams::default()
        };
        let narrowed = narrowed.without_facet(facet).with_filter(facet, name);
        let answer = reader.search(&SearchRequest {
            filters: narrowed.filters,
            facets: vec![Facet::Region, Facet::Source],
            facet_limit: MAX_FACET_LIMIT,
            histogram: Some(HistogramStep::Year),
            time_limit: Some(TIME_LIMIT),
            shows_hits: false,
            ..SearchRequest::of(Query::default())
        })?;
        let named = |wanted| {
            let counts = answer.facets.iter().find(|counts| counts.facet == wanted);
            let buckets = counts.into_iter().flat_map(|counts| &counts.buckets);
            buckets.filter(|bucket| bucket.count > 0)
        };
        let mut regions: Vec<&Bucket> = named(Facet::Region).collect();
        if facet == Facet::Project {
            retain_regions_of_project(&mut regions);
        }
        Ok(Self {
            facet,
            name: name.to_owned(),
            articles: answer.total.value,
            sources: named(Facet::Source).count() as u64,
            regions: regions.iter().map(|bucket| bucket.value.clone()).collect(),
            years: answer.histogram.as_ref().and_then(published_years),
        })
    }
}

/// A project stands for several regions only where two articles that are no copies tell of it in each.
fn retain_regions_of_project(regions: &mut Vec<&Bucket>) {
    let sure = regions.iter().filter(|bucket| bucket.count > 1).count();
    regions.truncate(sure.max(1));
}

/// The first and the last year in which something was published.
pub(crate) fn published_years(histogram: &Histogram) -> Option<(i16, i16)> {
    let counted = || histogram.periods.iter().filter(|year| year.count > 0);
    let first = counted().next()?;
    let last = counted().next_back()?;
    Some((first.start.year(), last.start.year()))
}
