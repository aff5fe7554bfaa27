//! Shows how far a crawl or an import has come: bars on a terminal, lines otherwise.

use std::collections::BTreeMap;
use std::io::{IsTerminal, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::Context;
use super::output::say;
use crate::crawl::{Event, Progress};

/// How often a bar moves while nothing arrives.
const TICK: Duration = Duration::from_millis(120);

/// Reports the visits of a crawl as the flags ask: not at all, by bars, or a line a visit.
pub(super) fn of_crawl(context: &Context) -> Progress {
    if context.quiet {
        return Progress::new(|_| {});
    }
    if stderr().is_terminal() {
        let bars = Bars::default();
        return Progress::new(move |event| bars.show(event));
    }
    if context.verbose > 0 {
        return Progress::new(|event| {
            say!("{} {} {}", event.source, event.outcome.as_str(), event.url);
        });
    }
    let visits = Mutex::new(0u64);
    Progress::new(move |_| {
        let mut visits = visits.lock().unwrap_or_else(PoisonError::into_inner);
        *visits += 1;
        if visits.is_multiple_of(50) {
            say!("{visits} pages visited");
        }
    })
}

/// One moving line a source, and one for all of them below.
#[derive(Debug)]
struct Bars {
    all: MultiProgress,
    total: ProgressBar,
    by_source: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Default for Bars {
    fn default() -> Self {
        let all = MultiProgress::new();
        let total = all.add(bar(
            "{spinner} {prefix:<18} {pos:>5} pages, {per_sec}, {elapsed}",
            "all sources",
        ));
        Self {
            all,
            total,
            by_source: Mutex::default(),
        }
    }
}

impl Bars {
    fn show(&self, event: &Event<'_>) {
        let mut bars = self
            .by_source
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let bar = bars.entry(event.source.to_owned()).or_insert_with(|| {
            let bar = bar(
                "{spinner} {prefix:<18} {pos:>5} pages  {wide_msg:.dim}",
                event.source,
            );
            self.all.insert_before(&self.total, bar)
        });
        bar.inc(1);
        self.total.inc(1);
        bar.set_message(event.url.to_owned());
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        let bars = self
            .by_source
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        for bar in bars.values() {
            bar.finish_with_message("done");
        }
        self.total.finish();
    }
}

fn bar(template: &str, prefix: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_prefix(prefix.to_owned());
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.expect("the template is fixed and well formed"));
    bar.enable_steady_tick(TICK);
    bar
}

/// A bar over the bytes of a file that is read, or a count when the size is not known.
pub(super) fn of_import(context: &Context, bytes: Option<u64>) -> ProgressBar {
    if context.quiet || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match bytes {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{bar:40} {bytes}/{total_bytes} {msg} {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} {msg}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.expect("the template is fixed and well formed"))
}
