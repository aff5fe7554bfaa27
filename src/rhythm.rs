//! How often a source brings news, and when it pays to look for them.
//!
//! A look costs a request; news that wait cost their readers' patience, by the square of the time
//! they wait: one that waits two hours is worse than two that wait one. Where news come at a rate
//! `r` and one look is worth as much as one article waiting for `w` ([`WORTH_OF_A_LOOK`]), looks
//! that are `T` apart cost `w²/T + r·T²/3` a second, which is least for `T³ = 1.5 · w² / r`. The rate
//! is that of the hour: associations and counties publish on working days, and each has its own
//! habits, which are learned from when its news were found.

use std::sync::OnceLock;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Hours of a week.
pub const HOURS: usize = 168;

/// Waiting of one article, in seconds, that one request is worth. `benches/schedule.rs` shows what it brings: a
/// greater one saves requests, a smaller one time.
pub const WORTH_OF_A_LOOK: f64 = 450.0;

/// Days after which what was learned counts half.
const HALF_LIFE_DAYS: f64 = 45.0;

/// News that the habits of all sources count as, beside a source's own.
const PRIOR_NEWS: f64 = 25.0;

/// What is assumed of an address before it was watched: news in days.
const FIRST_GUESS: (f64, f64) = (0.5, 1.5);

/// When in the week news were found: from Monday's first hour in Finland.
#[derive(Clone, Debug, PartialEq)]
pub struct Week([f64; HOURS]);

/// What was seen of one list: news, and the days in which they came, both fading.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Watch {
    /// News.
    pub news: f64,
    /// Days.
    pub days: f64,
}

impl Default for Week {
    fn default() -> Self {
        Self([0.0; HOURS])
    }
}

impl Watch {
    /// Adds what the time since the last look brought.
    #[must_use]
    pub fn after(self, elapsed: Duration, news: u32) -> Self {
        let days = elapsed.as_secs_f64() / 86_400.0;
        let left = fading(days);
        Self {
            news: self.news * left + f64::from(news),
            days: self.days * left + days,
        }
    }

    /// News a second, on the average of the week.
    #[must_use]
    pub fn rate(self) -> f64 {
        let (news, days) = FIRST_GUESS;
        (self.news + news) / (self.days + days) / 86_400.0
    }
}

impl Week {
    /// A week from the news of each hour; hours beyond the week are left out.
    pub fn new(hours: impl IntoIterator<Item = (usize, f64)>) -> Self {
        let mut week = Self::default();
        for (hour, news) in hours {
            if let Some(known) = week.0.get_mut(hour) {
                *known += news;
            }
        }
        week
    }

    /// How much more news come in an hour of the week than on the average.
    #[must_use]
    pub fn weight(&self, hour: usize) -> f64 {
        let own: f64 = self.0.iter().sum();
        let usual = usual_week();
        let news = self.0[hour % HOURS] + PRIOR_NEWS * usual[hour % HOURS] / HOURS as f64;
        news * HOURS as f64 / (own + PRIOR_NEWS)
    }

    /// The hours between two moments, each with the share of news that came in it: those found
    /// after a night came in the morning rather than in the night.
    #[must_use]
    pub fn shares(&self, from: i64, to: i64) -> Vec<(usize, f64)> {
        let week = 7 * 86_400;
        let from = from.max(to - week);
        let mut shares = Vec::new();
        let mut at = from;
        while at < to {
            let end = (at - at.rem_euclid(3_600) + 3_600).min(to);
            let hour = hour_of_week(at);
            shares.push((hour, self.weight(hour) * (end - at) as f64));
            at = end;
        }
        let all: f64 = shares.iter().map(|(_, share)| share).sum();
        for (_, share) in &mut shares {
            *share /= all;
        }
        shares
    }
}

/// What is left of what was learned so many days ago.
#[must_use]
pub fn fading(days: f64) -> f64 {
    0.5_f64.powf(days / HALF_LIFE_DAYS)
}

/// Time until the next look pays, between a shortest and a longest one.
#[must_use]
pub fn next_look(
    now: i64,
    watch: Watch,
    week: &Week,
    shortest: Duration,
    longest: Duration,
) -> Duration {
    let rate = watch.rate();
    let (shortest, longest) = (shortest.as_secs_f64(), longest.as_secs_f64());
    let mut elapsed = 0.0;
    let mut due = 0.0;
    while elapsed < longest {
        let at = now.saturating_add(elapsed as i64);
        let left_of_hour = (3_600 - at.rem_euclid(3_600)) as f64;
        let rate = rate * week.weight(hour_of_week(at));
        let density = (rate / (1.5 * WORTH_OF_A_LOOK * WORTH_OF_A_LOOK)).cbrt();
        if due + density * left_of_hour >= 1.0 {
            elapsed += (1.0 - due) / density;
            break;
        }
        due += density * left_of_hour;
        elapsed += left_of_hour;
    }
    Duration::from_secs_f64(elapsed.clamp(shortest.min(longest), longest))
}

/// Hours since the last Monday began in Finland.
#[must_use]
pub fn hour_of_week(at: i64) -> usize {
    static FINLAND: OnceLock<TimeZone> = OnceLock::new();
    let finland = FINLAND.get_or_init(|| TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC));
    let local = finland.to_datetime(Timestamp::from_second(at).unwrap_or_default());
    let day = local.weekday().to_monday_zero_offset();
    usize::try_from(i16::from(day) * 24 + i16::from(local.hour())).unwrap_or(0)
}

/// How a week of such publishers looks before anything is known of one: a guess with the mean 1,
/// which a source's own habits soon outweigh.
fn usual_week() -> &'static [f64; HOURS] {
    static USUAL: OnceLock<[f64; HOURS]> = OnceLock::new();
    USUAL.get_or_init(|| {
        let mut week = [0.0; HOURS];
        for (hour, weight) in week.iter_mut().enumerate() {
            *weight = match (hour / 24, hour % 24) {
                (0..5, 8..16) => 1.0,
                (0..5, 7 | 16 | 17) => 0.4,
                (0..5, 18..22) => 0.12,
                (5.., 9..21) => 0.08,
                _ => 0.02,
            };
        }
        let mean = week.iter().sum::<f64>() / HOURS as f64;
        week.map(|weight| weight / mean)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const DAY: Duration = Duration::from_secs(86_400);

    /// Monday 3 October 2022, 00:00 in Finland.
    const MONDAY: i64 = 1_664_744_400;

    fn pause(at: i64, news: f64, days: f64, week: &Week) -> Duration {
        next_look(at, Watch { news, days }, week, 15 * MINUTE, 90 * DAY)
    }

    #[test]
    fn the_week_begins_on_monday_in_finland() {
        assert_eq!(hour_of_week(MONDAY), 0);
        assert_eq!(hour_of_week(MONDAY - 1), HOURS - 1);
        assert_eq!(hour_of_week(MONDAY + 36 * 3_600), 36);
    }

    #[test]
    fn more_news_are_looked_for_more_often_and_nights_are_left_out() {
        let week = Week::default();
        let ten = MONDAY + 10 * 3_600;
        let busy = pause(ten, 600.0, 30.0, &week);
        let quiet = pause(ten, 4.0, 30.0, &week);
        assert_eq!(busy, 15 * MINUTE);
        assert!(quiet > busy && quiet < DAY, "{quiet:?}");
        let night = pause(MONDAY + 22 * 3_600, 4.0, 30.0, &week);
        assert!(night > quiet, "{night:?}");
        let silent = pause(ten, 0.0, 720.0, &week);
        assert!(silent > 3 * quiet && silent < 3 * DAY, "{silent:?}");
    }

    #[test]
    fn the_habits_of_a_source_outweigh_the_usual_ones() {
        let sunday_evening = 6 * 24 + 20;
        let week = Week::new([(sunday_evening, 60.0)]);
        assert!(week.weight(sunday_evening) > 30.0);
        assert!(week.weight(10) < Week::default().weight(10) / 2.0);
        let mean: f64 = (0..HOURS).map(|hour| week.weight(hour)).sum::<f64>() / HOURS as f64;
        assert!((mean - 1.0).abs() < 1e-9, "{mean}");
    }

    #[test]
    fn what_was_learned_fades() {
        let watch = Watch::default().after(45 * DAY, 10).after(45 * DAY, 0);
        assert!((watch.news - 5.0).abs() < 1e-9 && (watch.days - 67.5).abs() < 1e-9);
    }

    #[test]
    fn news_found_in_the_morning_came_mostly_in_the_morning() {
        let shares = Week::default().shares(MONDAY - 10 * 3_600, MONDAY + 10 * 3_600);
        let all: f64 = shares.iter().map(|(_, share)| share).sum();
        assert!((all - 1.0).abs() < 1e-9);
        let working: f64 = shares
            .iter()
            .filter(|(hour, _)| (8..10).contains(hour))
            .map(|(_, share)| share)
            .sum();
        assert!(working > 0.6, "{working}");
    }
}
