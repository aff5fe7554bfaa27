//! State of each source: what its last visits brought, how often it publishes, and whether it has
//! fallen silent, publishes far more than usual, or fails.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::barren::{self, Barren};
use super::remarks;
use super::store::{self, Connection};

/// Days of which the rhythm of a source is made.
pub const WINDOW_DAYS: u32 = 84;

/// Days a source must have published over before its rhythm is known.
const LEAST_DAYS: f64 = 14.0;

/// Days of failures that are counted.
const FAILURE_DAYS: i64 = 30;

/// Seconds of a day.
const DAY_S: i64 = 86_400;

/// A chance so small that it asks for another explanation: once in a thousand.
const UNLIKELY: f64 = 0.001;

/// Days without news that are no silence, whatever the rhythm: weekends and holidays.
const LEAST_SILENCE_DAYS: f64 = 5.0;

/// Articles in two days that are no surge, whatever the rhythm.
const LEAST_SURGE: u64 = 10;

/// Failures in a row that mean that a source cannot be visited.
const FAILING_AFTER: u32 = 5;

/// State of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceHealth {
    /// The source.
    pub source: String,
    /// When it was last visited, in seconds.
    pub visited_at: Option<i64>,
    /// When the next address of it is due.
    pub next_visit_at: Option<i64>,
    /// When its newest article was found.
    pub last_new_at: Option<i64>,
    /// Day its newest article was published, or found when it states none.
    pub last_published: Option<String>,
    /// Articles a week, over the last twelve or as long as it publishes; absent until there is
    /// enough to tell.
    pub articles_a_week: Option<f64>,
    /// What is out of the ordinary.
    pub alarm: Option<Alarm>,
    /// Why it gives no article or is not visited, as a word, where that is the alarm.
    pub alarm_reason: Option<String>,
    /// Addresses at which visits found something wanting, by the word for what.
    pub remarks: BTreeMap<String, u64>,
    /// Addresses that one page led to beyond the most that are kept of a source.
    pub left_out: u64,
    /// Visits that failed in the last thirty days, by the word for how.
    pub failures: BTreeMap<String, u64>,
    /// What robots.txt allows, as a word.
    pub robots: Option<String>,
    /// Until when it is left alone.
    pub rests_until: Option<i64>,
    /// Since when its owner wants no visits.
    pub opted_out_at: Option<i64>,
}

/// What is out of the ordinary about a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alarm {
    /// Every visit fails.
    Failing,
    /// It has published nothing for longer than chance explains.
    Silence,
    /// It publishes more than chance explains.
    Surge,
    /// It was visited and gives no article.
    NoArticles,
    /// Nothing is visited at present, for a reason that lies with the service.
    Halted,
}

impl Alarm {
    /// The word shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::Silence => "silence",
            Self::Surge => "surge",
            Self::NoArticles => "no_articles",
            Self::Halted => "halted",
        }
    }
}

/// Articles of a source by day.
#[derive(Clone, Debug, Default, PartialEq)]
struct Days {
    /// Articles within the window, those of the last two days left out.
    before: u64,
    /// Articles of the last two days.
    latest: u64,
    /// Days since the first article within the window.
    since_first: f64,
    /// Days since the newest article.
    since_last: f64,
    last: String,
}

/// State of every source, by identifier; `is_failure` says which words for results are failures.
///
/// # Errors
/// When the database refuses.
pub fn all(
    connection: &Connection,
    now: i64,
    is_failure: impl Fn(&str) -> bool,
) -> store::Result<Vec<SourceHealth>> {
    let mut sources = states(connection, now)?;
    for (source, remark, addresses) in remarks::counts(connection)? {
        if let Some(health) = sources.get_mut(&source) {
            health.remarks.insert(remark, addresses);
        }
    }
    for Barren { source, reason } in barren::all(connection, now, &is_failure)? {
        if let Some(health) = sources
            .get_mut(&source)
            .filter(|health| health.alarm.is_none())
        {
            health.alarm = Some(Alarm::NoArticles);
            health.alarm_reason = Some(reason);
        }
    }
    for (source, outcome, visits) in outcomes(connection, now)? {
        if let Some(health) = sources.get_mut(&source).filter(|_| is_failure(&outcome)) {
            *health.failures.entry(outcome).or_default() += visits;
        }
    }
    for (source, days) in published_days(connection, now)? {
        let Some(health) = sources.get_mut(&source) else {
            continue;
        };
        health.articles_a_week = days.a_day().map(|a_day| a_day * 7.0);
        health.alarm = health.alarm.or_else(|| days.alarm());
        health.last_published = Some(days.last);
    }
    Ok(sources.into_values().collect())
}

impl Days {
    /// Articles a day, when there is enough to tell.
    fn a_day(&self) -> Option<f64> {
        let window = self.since_first.min(f64::from(WINDOW_DAYS));
        (window >= LEAST_DAYS).then(|| self.before as f64 / (window - 2.0).max(1.0))
    }

    fn alarm(&self) -> Option<Alarm> {
        let a_day = self.a_day()?;
        let silence = (-a_day * self.since_last).exp();
        if silence < UNLIKELY && self.since_last >= LEAST_SILENCE_DAYS {
            return Some(Alarm::Silence);
        }
        let surge = chance_of_at_least(self.latest, a_day * 2.0);
        (surge < UNLIKELY && self.latest >= LEAST_SURGE).then_some(Alarm::Surge)
    }
}

/// The chance that so many or more come where a number is expected (Poisson).
fn chance_of_at_least(count: u64, expected: f64) -> f64 {
    let mut term = (-expected).exp();
    let mut fewer = 0.0;
    for number in 0..count {
        fewer += term;
        term *= expected / (number + 1) as f64;
    }
    (1.0_f64 - fewer).max(0.0)
}

fn states(connection: &Connection, now: i64) -> store::Result<BTreeMap<String, SourceHealth>> {
    connection
        .prepare_cached(
            "SELECT sources.id, visited_at, failures, robots, rests_until, opted_out_at,
                 (SELECT min(due_at) FROM frontier WHERE frontier.source = sources.id),
                 (SELECT max(archived_at) FROM articles
                  WHERE articles.source = sources.id AND live = 1),
                 left_out
             FROM sources LEFT JOIN source_states ON source_states.source = sources.id",
        )?
        .query_map([], |row| {
            let id: String = row.get(0)?;
            let failures: Option<u32> = row.get(2)?;
            let rests_until: Option<i64> = row.get(4)?;
            let rests_until = rests_until.filter(|until| *until > now);
            let next: Option<i64> = row.get(6)?;
            let is_failing = failures.is_some_and(|failures| failures >= FAILING_AFTER);
            let health = SourceHealth {
                source: id.clone(),
                visited_at: row.get(1)?,
                next_visit_at: next.map(|next| next.max(rests_until.unwrap_or(0))),
                last_new_at: row.get(7)?,
                alarm: is_failing.then_some(Alarm::Failing),
                robots: row.get(3)?,
                rests_until,
                opted_out_at: row.get(5)?,
                left_out: row.get::<Option<i64>>(8)?.unwrap_or(0).cast_unsigned(),
                ..SourceHealth::default()
            };
            Ok((id, health))
        })?
        .collect()
}

fn outcomes(connection: &Connection, now: i64) -> store::Result<Vec<(String, String, u64)>> {
    connection
        .prepare_cached(
            "SELECT source, outcome, count(*) FROM fetches WHERE fetched_at >= ?1
             GROUP BY source, outcome",
        )?
        .query_map([now - FAILURE_DAYS * DAY_S], |row| {
            let visits: i64 = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, visits.cast_unsigned()))
        })?
        .collect()
}

fn published_days(connection: &Connection, now: i64) -> store::Result<Vec<(String, Days)>> {
    // As an index of each has it, so that no record is read.
    let published_day = match connection.server() {
        None => {
            "coalesce(substr(json_extract(record, '$.published'), 1, 10),
                      date(archived_at, 'unixepoch'))"
        }
        Some(_) => "published_day",
    };
    let day = |days: i64| day_of(now + days * DAY_S);
    let since = |day: Option<String>| day.map_or(0.0, |day| days_since(&day, now));
    // Each is asked of the index by itself: all articles of a source are many, those of the window few.
    let of_source = "FROM articles WHERE source = sources.id AND live = 1";
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id,
             (SELECT count(*) {of_source} AND {published_day} >= ?1 AND {published_day} < ?2),
             (SELECT count(*) {of_source} AND {published_day} >= ?2 AND {published_day} <= ?3),
             (SELECT min({published_day}) {of_source} AND {published_day} >= ?1 AND {published_day} <= ?3),
             (SELECT max({published_day}) {of_source} AND {published_day} <= ?3)
         FROM sources"
    ))?;
    let window = [day(-i64::from(WINDOW_DAYS)), day(-1), day(1)];
    let sources = statement.query_map(window, |row| {
        let source: String = row.get(0)?;
        let (before, latest): (i64, i64) = (row.get(1)?, row.get(2)?);
        let first = row.get(3)?;
        let last: Option<String> = row.get(4)?;
        let days = last.map(|last| Days {
            before: before.cast_unsigned(),
            latest: latest.cast_unsigned(),
            since_first: since(first),
            since_last: since(Some(last.clone())),
            last,
        });
        Ok(days.map(|days| (source, days)))
    })?;
    sources.filter_map(Result::transpose).collect()
}

/// The day of a moment in UTC, as it is stored.
fn day_of(seconds: i64) -> String {
    let moment = Timestamp::from_second(seconds).unwrap_or_default();
    TimeZone::UTC.to_datetime(moment).date().to_string()
}

/// Days from the beginning of a day in UTC to a moment; 0 when it is none.
fn days_since(day: &str, now: i64) -> f64 {
    let begins = day
        .parse::<Date>()
        .and_then(|day| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)));
    begins.map_or(0.0, |begins| {
        (now - begins.as_second()) as f64 / DAY_S as f64
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: u64, latest: u64, since_last: f64, alarm: Option<Alarm>) {
        let days = Days {
            before,
            latest,
            since_first: 84.0,
            since_last,
            last: String::new(),
        };
        assert_eq!(days.alarm(), alarm, "{before} {latest} {since_last}");
    }

    #[test]
    fn silence_and_surge_are_told_from_chance() {
        // One article a working day.
        check(60, 1, 0.5, None);
        check(60, 0, 4.0, None);
        check(60, 0, 11.0, Some(Alarm::Silence));
        check(60, 12, 0.5, Some(Alarm::Surge));
        // Two a month: three silent weeks are nothing special, half a year is.
        check(6, 0, 21.0, None);
        // Twenty a day.
        check(1_640, 55, 0.1, None);
        check(1_640, 90, 0.1, Some(Alarm::Surge));
    }

    #[test]
    fn a_new_source_has_no_rhythm_yet() {
        let days = Days {
            before: 5,
            since_first: 10.0,
            since_last: 9.0,
            ..Days::default()
        };
        assert_eq!((days.a_day(), days.alarm()), (None, None));
    }

    #[test]
    fn the_chance_of_many_is_that_of_poisson() {
        assert!((chance_of_at_least(0, 3.0) - 1.0).abs() < 1e-12);
        assert!((chance_of_at_least(1, 3.0) - (1.0 - (-3.0_f64).exp())).abs() < 1e-12);
        assert!(chance_of_at_least(30, 3.0) < 1e-12);
    }
}
