//! Times as a page states them: a day or a moment, with the page's own offset and its precision.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// How exactly a page states a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// A day without clock time.
    Day,
    /// Clock time in minutes.
    Minute,
    /// Clock time in seconds or finer.
    Second,
}

impl Precision {
    /// The word used in JSON: `year`, `month`, `day`, `minute`, `second`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

impl FromStr for Precision {
    type Err = PageTimeError;

    fn from_str(text: &str) -> Result<Self, PageTimeError> {
        [
            Self::Year,
            Self::Month,
            Self::Day,
            Self::Minute,
            Self::Second,
        ]
        .into_iter()
        .find(|precision| precision.as_str() == text)
        .ok_or_else(|| PageTimeError(text.to_owned()))
    }
}

/// A text that states no time we can read: write `2022-10-06` or `2022-10-06T12:58:00+03:00`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time: expected 2022-10-06 or 2022-10-06T12:58:00+03:00")]
pub struct PageTimeError(String);

/// A time stated by a page.
///
/// Days (and coarser) mean days in Europe/Helsinki; moments keep the offset the page gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageTime {
    civil: DateTime,
    offset: Offset,
    precision: Precision,
}

impl PageTime {
    /// A day in Finland.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self::in_finland(date.at(0, 0, 0, 0), Precision::Day)
    }

    /// A clock time stated without an offset: taken as Finnish time.
    #[must_use]
    pub fn in_finland(civil: DateTime, precision: Precision) -> Self {
        // An ambiguous or skipped hour takes the offset before the change, as jiff's
        // "compatible" rule does; at the ends of jiff's range the standard offset serves.
        let offset = helsinki()
            .to_ambiguous_timestamp(civil)
            .compatible()
            .map_or_else(
                |_| jiff::tz::offset(2),
                |moment| helsinki().to_offset(moment),
            );
        Self {
            civil,
            offset,
            precision,
        }
    }

    /// A clock time with the offset the page gave.
    #[must_use]
    pub fn with_offset(civil: DateTime, offset: Offset, precision: Precision) -> Self {
        Self {
            civil,
            offset,
            precision,
        }
    }

    /// The same time at another precision, as when a file states it beside the time.
    #[must_use]
    pub fn at_precision(self, precision: Precision) -> Self {
        Self { precision, ..self }
    }

    /// How exactly the page states it.
    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The moment; the start of the day, month or year where only that is known.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.offset
            .to_timestamp(self.civil)
            .unwrap_or(Timestamp::MIN)
    }

    /// The day in Europe/Helsinki, which filters and the histogram use.
    #[must_use]
    pub fn finnish_date(self) -> Date {
        if self.precision <= Precision::Day {
            return self.civil.date();
        }
        helsinki().to_datetime(self.timestamp()).date()
    }
}

/// The time zone all days are read in.
#[must_use]
pub fn helsinki() -> &'static TimeZone {
    static ZONE: std::sync::OnceLock<TimeZone> = std::sync::OnceLock::new();
    ZONE.get_or_init(|| {
        TimeZone::get("Europe/Helsinki").expect("the time zone database is compiled in")
    })
}

impl fmt::Display for PageTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Year => write!(formatter, "{:04}", self.civil.year()),
            Precision::Month => {
                write!(
                    formatter,
                    "{:04}-{:02}",
                    self.civil.year(),
                    self.civil.month()
                )
            }
            Precision::Day => write!(formatter, "{}", self.civil.date()),
            Precision::Minute | Precision::Second => {
                let civil = self.civil.strftime("%Y-%m-%dT%H:%M:%S");
                let seconds = self.offset.seconds();
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(
                    formatter,
                    "{civil}{sign}{:02}:{:02}",
                    minutes / 60,
                    minutes % 60
                )
            }
        }
    }
}

impl FromStr for PageTime {
    type Err = PageTimeError;

    /// Reads `2022`, `2022-10`, `2022-10-06`, `2022-10-06T12:58[:00][+03:00|Z]`.
    fn from_str(text: &str) -> Result<Self, PageTimeError> {
        let text = text.trim();
        parse_coarse(text)
            .or_else(|| parse_moment(text))
            .ok_or_else(|| PageTimeError(text.chars().take(60).collect()))
    }
}

fn parse_coarse(text: &str) -> Option<PageTime> {
    let digits_and_hyphens = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !digits_and_hyphens {
        return None;
    }
    let (padded, precision) = match text.len() {
        4 => (format!("{text}-01-01"), Precision::Year),
        7 => (format!("{text}-01"), Precision::Month),
        10 => (text.to_owned(), Precision::Day),
        _ => return None,
    };
    let date: Date = padded.parse().ok()?;
    Some(PageTime::in_finland(date.at(0, 0, 0, 0), precision))
}

fn parse_moment(text: &str) -> Option<PageTime> {
    let pieces = jiff::fmt::temporal::DateTimeParser::new()
        .parse_pieces(text)
        .ok()?;
    let civil = pieces.date().to_datetime(pieces.time()?);
    // "12:58" states minutes, "12:58:00" seconds: two colons in the clock part tell.
    let clock = text.split(['T', 't', ' ']).nth(1)?;
    let clock = clock.split(['+', '-', 'Z', 'z']).next()?;
    let precision = if clock.matches(':').count() >= 2 {
        Precision::Second
    } else {
        Precision::Minute
    };
    let offset = pieces.to_numeric_offset();
    Some(match offset {
        Some(offset) => PageTime::with_offset(civil, offset, precision),
        None => PageTime::in_finland(civil, precision),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str, finnish_date: &str) {
        let time: PageTime = text.parse().unwrap();
        assert_eq!(time.to_string(), shown);
        assert_eq!(time.finnish_date().to_string(), finnish_date);
        assert_eq!(
            shown.parse::<PageTime>().unwrap().timestamp(),
            time.timestamp()
        );
    }

    #[test]
    fn times_keep_their_precision_and_offset() {
        check("2022", "2022", "2022-01-01");
        check("2022-10", "2022-10", "2022-10-01");
        check("2022-10-06", "2022-10-06", "2022-10-06");
        check(
            "2022-10-06T12:58",
            "2022-10-06T12:58:00+03:00",
            "2022-10-06",
        );
        check(
            "2022-12-06T12:58:09",
            "2022-12-06T12:58:09+02:00",
            "2022-12-06",
        );
        check(
            "2022-12-06T23:30:00Z",
            "2022-12-06T23:30:00+00:00",
            "2022-12-07",
        );
        check(
            "2022-12-06T23:30:00-05:30",
            "2022-12-06T23:30:00-05:30",
            "2022-12-07",
        );
    }

    #[test]
    fn other_texts_are_no_times() {
        for text in [
            "",
            "eilen",
            "6.10.2022",
            "2022-13-01",
            "2022-02-30",
            "20221006",
            "99999",
        ] {
            assert!(text.parse::<PageTime>().is_err(), "{text}");
        }
    }
}
