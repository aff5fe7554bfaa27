//! Times as sitemaps and feeds state them: W3C dates of any length, and those of e-mail.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::Offset;

/// Seconds since 1970; none for what is no time. A time without a zone is taken as UTC, a date as
/// its beginning.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let in_utc = |time: DateTime| Offset::UTC.to_timestamp(time).ok();
    let exact = || text.parse::<Timestamp>().ok();
    let mail = || {
        let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
        parser.parse_timestamp(text).ok()
    };

    let local = || text.parse::<DateTime>().ok().and_then(in_utc);
    let month = || {
        // `2022` and `2022-10` are W3C dates too.
        let whole = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => return None,
        };
        in_utc(whole.parse::<Date>().ok()?.to_datetime(Default::default()))
    };
    exact()
        .or_else(mail)
        .or_else(local)
        .or_else(month)
        .map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_in_use_are_read() {
        let day = 1_665_014_400; // 6 October 2022
        for (text, expected) in [
            ("2022-10-06", Some(day)),
            ("2022-10", Some(day - 5 * 86_400)),
            ("2022", Some(1_640_995_200)),
            ("2022-10-06T12:30+03:00", Some(day + 9 * 3600 + 1800)),
            ("2022-10-06T09:30:00.5Z", Some(day + 9 * 3600 + 1800)),
            ("2022-10-06 09:30:00", Some(day + 9 * 3600 + 1800)),
            (
                "Thu, 06 Oct 2022 12:30:00 +0300",
                Some(day + 9 * 3600 + 1800),
            ),
            ("Mon, 06 Oct 2022 09:30:00 GMT", Some(day + 9 * 3600 + 1800)),
            ("eilen", None),
            ("", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
