//! How much is written of a topic in a region and in the whole country, year by year.
//!
//! Regions publish different amounts, so shares are compared: of the articles that tell about the
//! region in a year, how many match; and the same for all articles. Without a topic the share is that
//! of the region among all articles.

use std::collections::BTreeMap;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::Region;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::HistogramStep;

use super::super::Frame;
use super::super::curves::{decimal, line, percent};
use crate::http::params::SearchParams;
use crate::http::params::read::Reading;
use crate::http::problem::Problem;
use crate::http::search::search;

/// The years compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Comparison {
    /// Word or topic; empty for all articles.
    pub(super) topic: String,
    /// The years, oldest first.
    pub(super) years: Vec<Year>,
    /// The share in the region as a line.
    pub(super) here: String,
    /// The share in the whole country as a line.
    pub(super) country: String,
    /// What the upper edge of the drawing stands for.
    pub(super) top: String,
}

/// A year of the comparison.
#[derive(Clone, Debug)]
pub(super) struct Year {
    /// The year.
    pub(super) year: i16,
    /// Articles about the region that match.
    pub(super) matching: u64,
    /// Articles about the region.
    pub(super) articles: u64,
    /// Share of the first in the second.
    share: Option<f64>,
    /// The same share in the whole country.
    country: Option<f64>,
    /// The share for people.
    pub(super) share_text: String,
    /// The share in the whole country for people.
    pub(super) country_text: String,
}

impl Comparison {
    pub(super) fn new(
        reader: &dyn Reader,
        facet: Facet,
        region: &Region,
        topic: &str,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let everywhere = SearchParams {
            per_page: 1,
            histogram: Some(HistogramStep::Year),
            ..SearchParams::default()
        };
        let here = everywhere.with_filter(facet, &region.name_fi);
        let with_topic = |params: &SearchParams| SearchParams {
            q: topic.to_owned(),
            ..params.clone()
        };
        let here_all = by_year(reader, here.clone())?;
        let here_matching = match topic {
            "" => here_all.clone(),
            _ => by_year(reader, with_topic(&here))?,
        };
        let country_all = by_year(reader, everywhere.clone())?;
        let country_matching = match topic {
            "" => BTreeMap::new(),
            _ => by_year(reader, with_topic(&everywhere))?,
        };
        let (Some(first), Some(last)) = (country_all.keys().next(), country_all.keys().last())
        else {
            return Ok(Self {
                topic: topic.to_owned(),
                ..Self::default()
            });
        };
        let of = |counts: &BTreeMap<i16, u64>, year| counts.get(&year).copied().unwrap_or(0);
        let years: Vec<_> = (*first..=*last)
            .map(|year| {
                let whole = of(
                    if topic.is_empty() {
                        &country_all
                    } else {
                        &here_all
                    },
                    year,
                );
                let share = ratio(of(&here_matching, year), whole);
                let country = ratio(of(&country_matching, year), of(&country_all, year));
                Year {
                    year,
                    matching: of(&here_matching, year),
                    articles: whole,
                    share,
                    country,
                    share_text: percent(share, frame.language),
                    country_text: percent(country, frame.language),
                }
            })
            .collect();
        let shares = years.iter().flat_map(|year| [year.share, year.country]);
        let top = shares.flatten().fold(0.01, f64::max);
        let line =
            |share: fn(&Year) -> Option<f64>| line(years.iter().map(share), years.len(), top);
        Ok(Self {
            topic: topic.to_owned(),
            here: line(|year| year.share),
            country: if topic.is_empty() {
                String::new()
            } else {
                line(|year| year.country)
            },
            top: percent(Some(top), frame.language),
            years,
        })
    }

    /// The table as CSV, with a header row; `region` is the name that people read.
    pub(super) fn csv(&self, region: &str, frame: &Frame) -> String {
        let p = frame.p;
        let mut table = csv::Writer::from_writer(Vec::new());
        let share = |name: &str| format!("{name} %");
        // Writing to memory cannot fail.
        let _ = table.write_record([
            p.name_year,
            p.name_count,
            p.name_all,
            &share(region),
            &share(p.compare_country),
        ]);
        for year in &self.years {
            let _ = table.write_record([
                year.year.to_string(),
                year.matching.to_string(),
                year.articles.to_string(),
                decimal(year.share),
                if self.topic.is_empty() {
                    String::new()
                } else {
                    decimal(year.country)
                },
            ]);
        }
        let bytes = table.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

fn by_year(reader: &dyn Reader, params: SearchParams) -> Result<BTreeMap<i16, u64>, Problem> {
    let found = search(
        reader,
        Reading {
            params,
            ..Reading::default()
        },
    )?;
    let is_whole = found.is_whole();
    let years = found.response.histogram.into_iter().filter(|_| is_whole);
    let years = years.flat_map(|histogram| histogram.periods);
    Ok(years.map(|year| (year.start.year(), year.count)).collect())
}

/// A part of a whole; nothing is a part of nothing.
fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
