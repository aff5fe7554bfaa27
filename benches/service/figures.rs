//! Figures of one round as rows of a table, beside those of another build.

use std::time::Duration;

use crate::program::{Run, Service};

const ROWS: [&str; 8] = [
    "import: articles a second",
    "import: processor time of an article, ms",
    "import: most memory, MB",
    "reindex: processor time of an article, ms",
    "reindex: most memory, MB",
    "start until ready, ms",
    "first suggestion, ms",
    "memory after all kinds of requests, MB",
];

/// What was measured of one build in one round, by row.
#[derive(Clone, Copy)]
pub(crate) struct Figures([f64; ROWS.len()]);

impl Figures {
    pub(crate) fn new(
        articles: usize,
        import: &Run,
        reindex: &Run,
        service: &Service,
        suggestion: Duration,
    ) -> Self {
        let articles = articles as f64;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        Self([
            articles / import.wall.as_secs_f64(),
            milliseconds(import.processor) / articles,
            import.peak_mb,
            milliseconds(reindex.processor) / articles,
            reindex.peak_mb,
            milliseconds(service.ready),
            milliseconds(suggestion),
            service.own_mb(),
        ])
    }
}

/// Prints a table of the rounds of each build, the one in question last: medians, and the median of the ratios round by
/// round.
pub(crate) fn print(builds: &[Vec<Figures>]) {
    let Some((now, others)) = builds.split_last() else {
        return;
    };
    match others.first() {
        None => println!("| | now |\n|---|---:|"),
        Some(_) => println!("| | before | now | now / before |\n|---|---:|---:|---:|"),
    }
    for (row, name) in ROWS.iter().enumerate() {
        let of = |rounds: &[Figures]| median(rounds.iter().map(|round| round.0[row]).collect());
        match others.first() {
            None => println!("| {name} | {:.1} |", of(now)),
            Some(before) => {
                let pairs = now.iter().zip(before);
                let ratios = pairs.map(|(now, before)| now.0[row] / before.0[row]);
                let (before, ratio) = (of(before), median(ratios.collect()));
                println!("| {name} | {before:.1} | {:.1} | {ratio:.2} |", of(now));
            }
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
