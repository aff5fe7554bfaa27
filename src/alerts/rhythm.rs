//! When what waits is told: at once, in the morning, or on Monday morning, by the clocks of Finland.

use aluehaku_article::time::helsinki;
use jiff::Timestamp;
use jiff::civil::{Weekday, time};

use crate::archive::alerts::Rhythm;

/// The hour of the morning at which news is told.
const HOUR: i8 = 7;

/// Seconds between two messages to one who is told at once: what comes meanwhile is told together.
const LEAST_PAUSE_S: i64 = 15 * 60;

/// When something found now is told; `told_at` is when something was told last.
#[must_use]
pub fn due_at(rhythm: Rhythm, now: i64, told_at: Option<i64>) -> i64 {
    match rhythm {
        Rhythm::AtOnce => told_at.map_or(now, |told| now.max(told + LEAST_PAUSE_S)),
        Rhythm::Daily => morning_after(now, None),
        Rhythm::Weekly => morning_after(now, Some(Weekday::Monday)),
    }
}

/// The first morning after a moment, of a weekday when one is given.
fn morning_after(now: i64, weekday: Option<Weekday>) -> i64 {
    let zone = helsinki();
    let moment = Timestamp::from_second(now).unwrap_or_default();
    let mut day = zone.to_datetime(moment).date();
    loop {
        let morning = zone.to_timestamp(day.to_datetime(time(HOUR, 0, 0, 0)));
        let morning = morning.map_or(now, Timestamp::as_second);
        if morning > now && weekday.is_none_or(|weekday| weekday == day.weekday()) {
            return morning;
        }
        match day.tomorrow() {
            Ok(tomorrow) => day = tomorrow,
            Err(_) => return now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    #[track_caller]
    fn check(rhythm: Rhythm, now: &str, told: Option<&str>, expected: &str) {
        let due = due_at(rhythm, moment(now), told.map(moment));
        assert_eq!(due, moment(expected), "{rhythm:?} {now}");
    }

    #[test]
    fn mornings_follow_the_clocks_of_finland() {
        // Winter: two hours ahead of UTC; summer: three.
        check(
            Rhythm::Daily,
            "2026-01-14T04:59:00Z",
            None,
            "2026-01-14T05:00:00Z",
        );
        check(
            Rhythm::Daily,
            "2026-01-14T05:00:00Z",
            None,
            "2026-01-15T05:00:00Z",
        );
        check(
            Rhythm::Daily,
            "2026-07-01T12:00:00Z",
            None,
            "2026-07-02T04:00:00Z",
        );
        // The night in which clocks are put forward.
        check(
            Rhythm::Daily,
            "2026-03-28T20:00:00Z",
            None,
            "2026-03-29T04:00:00Z",
        );
        check(
            Rhythm::Weekly,
            "2026-01-14T05:00:00Z",
            None,
            "2026-01-19T05:00:00Z",
        );
        check(
            Rhythm::Weekly,
            "2026-01-19T04:00:00Z",
            None,
            "2026-01-19T05:00:00Z",
        );
    }

    #[test]
    fn who_is_told_at_once_is_not_told_again_and_again() {
        let now = "2026-01-14T12:00:00Z";
        check(Rhythm::AtOnce, now, None, now);
        check(Rhythm::AtOnce, now, Some("2026-01-14T11:00:00Z"), now);
        check(
            Rhythm::AtOnce,
            now,
            Some("2026-01-14T11:50:00Z"),
            "2026-01-14T12:05:00Z",
        );
    }
}
