//! When the hits were published: bars to narrow by, and a table that says the same.

use aluehaku_index::search::response::{Histogram, Period, Step};
use jiff::civil::Date;

use super::Frame;
use super::hits::search_path;
use crate::http::params::SearchParams;
use crate::i18n::Language;
use crate::i18n::format::{days, fill, month, number};

/// Height of the drawing, in its own units.
pub(crate) const HEIGHT: u32 = 72;

/// Width of the column of one bar.
const COLUMN: u32 = 10;

/// Width of the bar in it.
const WIDTH: u32 = 8;

/// When the hits were published.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// Days, weeks, months or years, oldest first, empty ones between included.
    pub(crate) bars: Vec<Bar>,
    /// Hits without a date, in words.
    pub(crate) undated: Option<String>,
}

/// A day, week, month or year of the hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// What people call it.
    pub(crate) name: String,
    /// Hits of it.
    pub(crate) count: String,
    /// Left edge of its column.
    pub(crate) x: u32,
    /// Width of its column.
    pub(crate) column: u32,
    /// Upper edge of the bar.
    pub(crate) y: u32,
    /// Width of the bar.
    pub(crate) width: u32,
    /// Height of the bar.
    pub(crate) height: u32,
    /// Its first day.
    pub(crate) from: Date,
    /// Its last day.
    pub(crate) to: Date,
    /// The search within it.
    pub(crate) href: String,
}

impl Timeline {
    /// The timeline of a search, without bars when there is nothing to choose between.
    pub(crate) fn new(histogram: &Histogram, params: &SearchParams, frame: &Frame) -> Self {
        let undated = (histogram.missing > 0).then(|| {
            let count = number(histogram.missing, frame.language);
            fill(frame.t.dates_undated, &[("count", &count)])
        });
        let bars = match &histogram.periods[..] {
            [] | [_] => Vec::new(),
            _ => bars(histogram, params, frame),
        };
        Self { bars, undated }
    }

    /// Width of the drawing.
    pub(crate) fn width(&self) -> usize {
        self.bars.len() * COLUMN as usize
    }

    /// Name of the first bar.
    pub(crate) fn first(&self) -> &str {
        self.bars.first().map_or("", |bar| &bar.name)
    }

    /// Name of the last bar.
    pub(crate) fn last(&self) -> &str {
        self.bars.last().map_or("", |bar| &bar.name)
    }
}

fn bars(histogram: &Histogram, params: &SearchParams, frame: &Frame) -> Vec<Bar> {
    let counts = histogram.periods.iter().map(|period| period.count);
    let fullest = counts.max().unwrap_or(0).max(1);
    let bar = |(position, period): (usize, &Period)| {
        // What is there can be seen, however little it is.
        let height = (period.count * u64::from(HEIGHT)).div_ceil(fullest) as u32;
        let height = height.max(if period.count > 0 { 3 } else { 0 });
        let mut within = params.first_page();
        within.filters.from = Some(period.from);
        within.filters.to = Some(period.to);
        Bar {
            name: name(histogram.step, period, frame.language),
            count: number(period.count, frame.language),
            x: position as u32 * COLUMN,
            column: COLUMN,
            y: HEIGHT - height,
            width: WIDTH,
            height,
            from: period.from,
            to: period.to,
            href: search_path(&within),
        }
    };
    histogram.periods.iter().enumerate().map(bar).collect()
}

/// What people call a stretch of time.
fn name(step: Step, period: &Period, language: Language) -> String {
    match step {
        Step::Day | Step::Week => days(period.from, period.to, language),
        Step::Month => month(period.start, language),
        Step::Year => period.start.year().to_string(),
    }
}
