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
use crate::http::params::SearchParams;
use crate::http::params::read::Reading;
use crate::http::problem::Problem;
use crate::http::search::search;
use crate::i18n::Language;
use crate::i18n::format::number;

/// Width and height of the drawing inside its margins, in its own units.
const SIZE: (f64, f64) = (600.0, 150.0);

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
            let decimal = |share: Option<f64>| {
                share.map_or_else(String::new, |share| format!("{:.2}", share * 100.0))
            };
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

fn percent(share: Option<f64>, language: Language) -> String {
    let Some(share) = share else {
        return "–".to_owned();
    };
    let tenths = (share * 1000.0).round() as u64;
    let decimal = if language == Language::English {
        '.'
    } else {
        ','
    };
    format!(
        "{}{decimal}{}\u{a0}%",
        number(tenths / 10, language),
        tenths % 10
    )
}

/// The path of a line from the left to the right edge of the drawing, broken where nothing is known.
fn line(shares: impl Iterator<Item = Option<f64>>, count: usize, top: f64) -> String {
    let step = SIZE.0 / count.saturating_sub(1).max(1) as f64;
    let mut path = String::new();
    let mut is_broken = true;
    for (position, share) in shares.enumerate() {
        if let Some(share) = share {
            let (x, y) = (position as f64 * step, SIZE.1 * (1.0 - share / top));
            // A line of no length shows a point that stands alone.
            path.push_str(&match is_broken {
                true => format!("M{x:.1} {y:.1}h0"),
                false => format!("L{x:.1} {y:.1}"),
            });
        }
        is_broken = share.is_none();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_drawn_from_edge_to_edge() {
        assert_eq!(
            line([Some(0.0), Some(0.5), Some(1.0)].into_iter(), 3, 1.0),
            "M0.0 150.0h0L300.0 75.0L600.0 0.0"
        );
        assert_eq!(line([Some(0.5)].into_iter(), 1, 0.5), "M0.0 0.0h0");
        assert_eq!(
            line([Some(1.0), None, Some(0.0)].into_iter(), 3, 1.0),
            "M0.0 0.0h0M600.0 150.0h0"
        );
    }

    #[test]
    fn shares_are_written_as_each_language_does() {
        assert_eq!(percent(Some(0.1234), Language::Finnish), "12,3\u{a0}%");
        assert_eq!(percent(Some(1.0), Language::English), "100.0\u{a0}%");
        assert_eq!(percent(ratio(0, 0), Language::English), "–");
    }
}
