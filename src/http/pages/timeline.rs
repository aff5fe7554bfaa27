//! When the hits were published: bars to narrow by, and a table that says the same.

use aluehaku_index::search::response::Histogram;
use jiff::civil::Date;

use super::Frame;
use super::hits::search_path;
use crate::http::params::SearchParams;
use crate::i18n::format::{fill, month, number};

/// Height of the drawing, in its own units.
pub(crate) const HEIGHT: u32 = 72;

/// Width of the column of one bar.
const COLUMN: u32 = 10;

/// Width of the bar in it.
const WIDTH: u32 = 8;

/// Up to so many months are shown one by one; longer times by year.
const MAX_MONTHS: usize = 24;

/// When the hits were published.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// Months or years, oldest first, empty ones between included.
    pub(crate) bars: Vec<Bar>,
    /// Hits without a date, in words.
    pub(crate) undated: Option<String>,
}

/// A month or a year of the hits.
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

/// A stretch of time with its hits.
struct Span {
    from: Date,
    to: Date,
    count: u64,
}

impl Timeline {
    /// The timeline of a search, by month where it is short; without bars when there is nothing to
    /// choose between.
    pub(crate) fn new(histogram: &Histogram, params: &SearchParams, frame: &Frame) -> Self {
        if histogram.months.len() > MAX_MONTHS {
            return Self::by_year(histogram, params, frame);
        }
        let name = |span: &Span| month(span.from, frame.language);
        Self::of_spans(&months(histogram), name, histogram, params, frame)
    }

    /// The timeline of a search by year.
    pub(crate) fn by_year(histogram: &Histogram, params: &SearchParams, frame: &Frame) -> Self {
        let name = |span: &Span| span.from.year().to_string();
        Self::of_spans(&years(histogram), name, histogram, params, frame)
    }

    fn of_spans(
        spans: &[Span],
        name: impl Fn(&Span) -> String,
        histogram: &Histogram,
        params: &SearchParams,
        frame: &Frame,
    ) -> Self {
        let undated = (histogram.missing > 0).then(|| {
            let count = number(histogram.missing, frame.language);
            fill(frame.t.dates_undated, &[("count", &count)])
        });
        let bars = match spans {
            [] | [_] => Vec::new(),
            spans => bars(spans, name, params, frame),
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

fn months(histogram: &Histogram) -> Vec<Span> {
    let months = histogram.months.iter();
    months
        .map(|(first, count)| Span {
            from: *first,
            to: first.last_of_month(),
            count: *count,
        })
        .collect()
}

fn years(histogram: &Histogram) -> Vec<Span> {
    let mut years: Vec<Span> = Vec::new();
    for (first, count) in &histogram.months {
        match years.last_mut() {
            Some(year) if year.from.year() == first.year() => year.count += count,
            _ => years.push(Span {
                from: first.first_of_year(),
                to: first.last_of_year(),
                count: *count,
            }),
        }
    }
    years
}

fn bars(
    spans: &[Span],
    name: impl Fn(&Span) -> String,
    params: &SearchParams,
    frame: &Frame,
) -> Vec<Bar> {
    let fullest = spans
        .iter()
        .map(|span| span.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let bar = |(position, span): (usize, &Span)| {
        // What is there can be seen, however little it is.
        let height = (span.count * u64::from(HEIGHT)).div_ceil(fullest) as u32;
        let height = height.max(if span.count > 0 { 3 } else { 0 });
        let mut within = params.first_page();
        within.filters.from = Some(span.from);
        within.filters.to = Some(span.to);
        Bar {
            name: name(span),
            count: number(span.count, frame.language),
            x: position as u32 * COLUMN,
            column: COLUMN,
            y: HEIGHT - height,
            width: WIDTH,
            height,
            from: span.from,
            to: span.to,
            href: search_path(&within),
        }
    };
    spans.iter().enumerate().map(bar).collect()
}
