//! When an address is visited next, from how this visit ended.

use std::time::Duration;

use super::outcome::Outcome;
use crate::archive::frontier::PageKind;
use crate::config::sections::CrawlerSettings;
use crate::rhythm::{self, Watch, Week};

/// First pause after a failure that may pass; each further one doubles it.
const FIRST_RETRY: Duration = Duration::from_secs(5 * 60);

/// Longest pause after failures that may pass.
const LONGEST_RETRY: Duration = Duration::from_secs(24 * 3600);

/// When a page that is not there is looked for once more, to be sure.
const CONFIRMATION: Duration = Duration::from_secs(24 * 3600);

/// Longest pause that a server may ask for without ending the round at its source.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Failures in a row, of a kind that may pass, after which a source is left alone for a while.
const REST_AFTER: u32 = 5;

/// A visit that has ended, as far as the next one depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// How.
    pub outcome: Outcome,
    /// What the address holds.
    pub kind: PageKind,
    /// Failed visits in a row, this one included.
    pub failures: u32,
    /// What the server asked for.
    pub asked: Option<Duration>,
    /// Whether the visit before ended the same way.
    pub confirmed: bool,
    /// When.
    pub now: i64,
    /// Since when the page has been as it is.
    pub still_since: i64,
    /// What it brought so far.
    pub watch: Watch,
    /// When its source publishes.
    pub week: &'a Week,
}

/// Pause until the next visit; absent: never again.
#[must_use]
pub fn next_visit(settings: &CrawlerSettings, ended: &Ended<'_>) -> Option<Duration> {
    match ended.outcome {
        outcome if outcome.is_passing_failure() => {
            let pause = backed_off(ended.failures);
            Some(ended.asked.map_or(pause, |asked| asked.max(pause)))
        }
        // A start address is never given up: its site may come back.
        outcome if ended.kind == PageKind::Start && outcome.is_failure() => Some(LONGEST_RETRY),
        Outcome::NotFound | Outcome::Gone if !ended.confirmed => Some(CONFIRMATION),
        // A name that leads to a wrong machine for a while is no reason to lose the page.
        Outcome::OutOfReach => Some(LONGEST_RETRY),
        outcome if outcome.is_failure() => None,
        Outcome::Moved | Outcome::UnknownContent if ended.kind != PageKind::Start => None,
        _ => Some(regular(settings, ended)),
    }
}

/// The longest that anything is put off: by the settings, by failures, or because a server asked for it, and a day
/// of reserve. What stands later was put off by a clock that was ahead, or by other settings.
pub(crate) fn latest(settings: &CrawlerSettings) -> Duration {
    const DAY: u64 = 24 * 3600;
    let regular = Duration::from_secs(settings.longest_interval_d.saturating_mul(DAY));
    let latest = regular.max(LONGEST_RETRY);
    latest.saturating_add(Duration::from_secs(DAY))
}

/// How long a source is left alone after a visit; absent: not at all. `failures` counts those in a
/// row at any of its addresses that may pass.
pub(crate) fn rest(outcome: Outcome, failures: u32, asked: Option<Duration>) -> Option<Duration> {
    let broken = failures.checked_sub(REST_AFTER);
    let broken = broken.map(|beyond| backed_off(beyond + 2));
    let asked = match outcome {
        Outcome::RobotsUnreachable => Some(backed_off(failures)),
        // A short pause is waited for within the round.
        Outcome::ToldToWait => asked
            .or_else(|| Some(backed_off(failures)))
            .filter(|asked| *asked > LONGEST_WAIT),
        _ => None,
    };
    asked.max(broken)
}

/// Whether an article read from the address before is taken out of the archive now.
pub(crate) fn removes_article(outcome: Outcome, confirmed: bool) -> bool {
    (is_absent(outcome) && confirmed) || outcome == Outcome::Noindex
}

/// Whether two visits one after the other found the page absent.
pub(crate) fn confirms(outcome: Outcome, last_outcome: Option<&str>) -> bool {
    let last = last_outcome.and_then(Outcome::from_word);
    is_absent(outcome) && last.is_some_and(is_absent)
}

fn is_absent(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NotFound | Outcome::Gone)
}

fn backed_off(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    (FIRST_RETRY * 2u32.pow(doublings)).min(LONGEST_RETRY)
}

/// Lists that bring news are visited by their rhythm; whatever else the rarer, the longer it has
/// been as it is.
fn regular(settings: &CrawlerSettings, ended: &Ended<'_>) -> Duration {
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    let longest = minutes(settings.longest_interval_d * 24 * 60);
    let leads = match ended.kind {
        PageKind::Start | PageKind::Feed => true,
        PageKind::Sitemap | PageKind::List => ended.watch.news > 0.0,
        PageKind::Article => false,
    };
    let least = minutes(match ended.kind {
        PageKind::Article => settings.article_interval_h * 60,
        _ if leads => settings.list_interval_m,
        // A list that never brought news is looked at like any page.
        _ => settings
            .list_interval_m
            .max(settings.article_interval_h * 60),
    });
    if leads {
        return rhythm::next_look(ended.now, ended.watch, ended.week, least, longest);
    }
    let still = u64::try_from(ended.now - ended.still_since).unwrap_or(0);
    Duration::from_secs(still).clamp(least.min(longest), longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn next(outcome: Outcome, change: impl FnOnce(&mut Ended<'_>)) -> Option<Duration> {
        let week = Week::default();
        let mut ended = Ended {
            outcome,
            kind: PageKind::Article,
            failures: 0,
            asked: None,
            confirmed: false,
            now: 1_665_050_400,
            still_since: 1_665_050_400,
            watch: Watch::default(),
            week: &week,
        };
        change(&mut ended);
        next_visit(&CrawlerSettings::default(), &ended)
    }

    #[test]
    fn failures_that_may_pass_are_tried_ever_more_rarely() {
        let pause = |failures, asked| {
            next(Outcome::Timeout, |ended| {
                ended.failures = failures;
                ended.asked = asked;
            })
        };
        assert_eq!(pause(1, None), Some(FIRST_RETRY));
        assert_eq!(pause(2, None), Some(FIRST_RETRY * 2));
        assert_eq!(pause(60, None), Some(LONGEST_RETRY));
        assert_eq!(pause(1, Some(HOUR)), Some(HOUR));
    }

    #[test]
    fn a_source_that_fails_again_and_again_rests() {
        let after = |failures| rest(Outcome::Timeout, failures, None);
        assert_eq!(after(REST_AFTER - 1), None);
        assert_eq!(after(REST_AFTER), Some(FIRST_RETRY * 2));
        assert_eq!(after(REST_AFTER + 30), Some(LONGEST_RETRY));
    }

    #[test]
    fn a_source_that_asks_for_it_rests() {
        let told = |asked| rest(Outcome::ToldToWait, 1, asked);
        assert_eq!(told(Some(HOUR)), Some(HOUR));
        assert_eq!(told(Some(LONGEST_WAIT)), None);
        assert_eq!(told(None), Some(FIRST_RETRY));
        assert_eq!(
            rest(Outcome::RobotsUnreachable, 2, None),
            Some(FIRST_RETRY * 2)
        );
    }

    #[test]
    fn an_absent_page_is_looked_for_twice_and_then_removed() {
        let pause = |confirmed| next(Outcome::NotFound, |ended| ended.confirmed = confirmed);
        assert_eq!((pause(false), pause(true)), (Some(CONFIRMATION), None));
        assert!(!removes_article(Outcome::Gone, false) && removes_article(Outcome::Gone, true));
        assert!(confirms(Outcome::Gone, Some("not_found")));
        assert!(!confirms(Outcome::Gone, Some("timeout")));
        assert!(!confirms(Outcome::Timeout, Some("gone")));
    }

    #[test]
    fn an_article_is_visited_the_rarer_the_longer_it_stays_as_it_is() {
        let pause = |still: i64| {
            next(Outcome::UnchangedArticle, |ended| {
                ended.still_since -= still;
            })
        };
        assert_eq!(pause(0), Some(24 * HOUR));
        assert_eq!(pause(10 * 86_400), Some(240 * HOUR));
        assert_eq!(pause(4_000 * 86_400), Some(90 * 24 * HOUR));
    }

    #[test]
    fn a_list_with_news_is_visited_more_often_than_one_without() {
        let list = |news| {
            next(Outcome::Listing, |ended| {
                ended.kind = PageKind::List;
                ended.watch = Watch { news, days: 30.0 };
                ended.still_since -= 10 * 86_400;
            })
        };
        assert!(list(30.0) < Some(2 * HOUR), "{:?}", list(30.0));
        assert_eq!(list(0.0), Some(240 * HOUR));
    }

    #[test]
    fn a_start_address_is_never_given_up() {
        for outcome in Outcome::all() {
            let pause = next(outcome, |ended| {
                ended.kind = PageKind::Start;
                ended.confirmed = true;
            });
            assert!(pause.is_some(), "{outcome:?}");
        }
    }
}
