//! When an address is visited next, from how this visit ended.

use std::time::Duration;

use super::outcome::Outcome;
use crate::archive::frontier::PageKind;
use crate::config::sections::CrawlerSettings;

/// First pause after a failure that may pass; each further one doubles it.
const FIRST_RETRY: Duration = Duration::from_secs(5 * 60);

/// Longest pause after failures that may pass.
const LONGEST_RETRY: Duration = Duration::from_secs(24 * 3600);

/// When a page that is not there is looked for once more, to be sure.
const CONFIRMATION: Duration = Duration::from_secs(24 * 3600);

/// Pause until the next visit; absent: never again.
///
/// `failures` counts failed visits in a row, this one included; `asked` is what the server asked
/// for; `confirmed` says that the visit before ended the same way.
pub(crate) fn next_visit(
    settings: &CrawlerSettings,
    outcome: Outcome,
    kind: PageKind,
    failures: u32,
    asked: Option<Duration>,
    confirmed: bool,
) -> Option<Duration> {
    let hours = |hours: u64| Duration::from_secs(hours * 3600);
    match outcome {
        outcome if outcome.is_passing_failure() => {
            let doublings = failures.saturating_sub(1).min(16);
            let pause = (FIRST_RETRY * 2u32.pow(doublings)).min(LONGEST_RETRY);
            Some(asked.map_or(pause, |asked| asked.max(pause)))
        }
        // A start address is never given up: its site may come back.
        _ if kind == PageKind::Start => Some(hours(settings.list_interval_h)),
        Outcome::NotFound | Outcome::Gone if !confirmed => Some(CONFIRMATION),
        outcome if outcome.is_failure() => None,
        Outcome::Moved | Outcome::UnknownContent => None,
        _ => Some(hours(match kind {
            PageKind::Article => settings.article_interval_h,
            PageKind::Start | PageKind::Sitemap | PageKind::Feed | PageKind::List => {
                settings.list_interval_h
            }
        })),
    }
}

/// Whether an article read from the address before is taken out of the archive now.
pub(crate) fn removes_article(outcome: Outcome, confirmed: bool) -> bool {
    (is_absent(outcome) && confirmed) || outcome == Outcome::Noindex
}

/// Whether two visits one after the other found the page absent.
pub(crate) fn confirms(outcome: Outcome, last_outcome: Option<&str>) -> bool {
    let absent = [Outcome::NotFound, Outcome::Gone].map(Outcome::as_str);
    is_absent(outcome) && last_outcome.is_some_and(|last| absent.contains(&last))
}

fn is_absent(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotFound | Outcome::Gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_that_may_pass_are_tried_ever_more_rarely() {
        let settings = CrawlerSettings::default();
        let pause = |failures, asked| {
            let kind = PageKind::Article;
            next_visit(&settings, Outcome::Timeout, kind, failures, asked, false).unwrap()
        };
        assert_eq!(pause(1, None), FIRST_RETRY);
        assert_eq!(pause(2, None), FIRST_RETRY * 2);
        assert_eq!(pause(60, None), LONGEST_RETRY);
        assert_eq!(
            pause(1, Some(Duration::from_secs(900))),
            Duration::from_secs(900)
        );
    }

    #[test]
    fn an_absent_page_is_looked_for_twice_and_then_removed() {
        let settings = CrawlerSettings::default();
        let next = |confirmed| {
            next_visit(
                &settings,
                Outcome::NotFound,
                PageKind::Article,
                1,
                None,
                confirmed,
            )
        };
        assert_eq!((next(false), next(true)), (Some(CONFIRMATION), None));
        assert!(!removes_article(Outcome::Gone, false) && removes_article(Outcome::Gone, true));
        assert!(confirms(Outcome::Gone, Some("not_found")));
        assert!(!confirms(Outcome::Gone, Some("timeout")));
        assert!(!confirms(Outcome::Timeout, Some("gone")));
    }
}
