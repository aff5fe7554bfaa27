//! Reads dates as pages write them: for machines (`2022-10-06T12:58:00+03:00`) and for people
//! (`6.10.2022`, `7.6.2021 10.30`, `18.9.19`, `den 6 oktober 2022`, `October 6, 2022`).
//!
//! Only a date with its year counts. A two-digit year is read as such: 18.9.19 lies in 2019.

mod calendar;
mod clock;
mod found;
mod scan;
mod words;

use aluehaku_article::time::{PageTime, Precision};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use calendar::date_at;
use clock::with_clock;
use scan::{Token, TokenKind, tokens};

pub(super) use found::FoundDate;
use found::{date, is_plausible_year};

/// Longest text that is searched for dates.
const MAX_SEARCHED: usize = 2_000;

/// Every date in a text, in order.
pub(super) fn find(text: &str) -> Vec<FoundDate> {
    let text = &text[..text.floor_char_boundary(MAX_SEARCHED)];
    let mut found = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let tokens = tokens(text);
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens[at..]) {
            Some((date, length)) => {
                let (mut one, clock_length) = with_clock(date, &tokens[at + length..]);
                let last = at + length + clock_length;
                one.start = tokens[at].start;
                one.end = tokens[last - 1].end;
                one.is_span |= is_end_of_span(&tokens[..at]) || is_start_of_span(&tokens[last..]);
                found.push(one);
                at = last;
            }
            None => at += 1,
        }
    }
    found
}

/// The date a text states, where it states one: the first with a day, else the first month.
pub(super) fn read(text: &str) -> Option<PageTime> {
    find(text)
        .first()
        .map(|found| found.time)
        .or_else(|| month_and_year(text))
}

/// The date that a value made for machines states; one made for people is read too.
pub(super) fn read_machine(value: &str) -> Option<PageTime> {
    let value = value.trim();
    if let Some(compact) = compact(value) {
        return Some(PageTime::day(compact));
    }
    if let Some(moment) = since_1970(value) {
        return Some(moment);
    }
    let parsed: Option<PageTime> = value.parse().ok();
    parsed
        .filter(|time| is_plausible_year(time.finnish_date().year()))
        .or_else(|| read(value))
}

/// A moment as seconds or milliseconds since 1970: `1664982000`, `/Date(1664982000000)/`.
fn since_1970(value: &str) -> Option<PageTime> {
    let digits = value
        .strip_prefix("/Date(")
        .and_then(|rest| rest.strip_suffix(")/"))
        .unwrap_or(value);
    let number: i64 = digits.parse().ok()?;
    let moment = match digits.len() {
        9..=10 => Timestamp::from_second(number),
        12..=13 => Timestamp::from_millisecond(number),
        _ => return None,
    };
    let civil = Offset::UTC.to_datetime(moment.ok()?);
    let time = PageTime::with_offset(civil, Offset::UTC, Precision::Second);
    is_plausible_year(civil.year()).then_some(time)
}

/// The day that an address states in its path: `/2022/10/06/`, `/2022-10-06-`, `/2022/oct/6/`,
/// `/20221006/`.
pub(super) fn in_address(path: &str) -> Option<Date> {
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |part: &str, most: usize| {
        let is_number =
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    };
    let apart = parts.windows(3).find_map(|window| {
        let [year, month, day] = window else {
            return None;
        };
        if year.len() != 4 {
            return None;
        }
        let month = number(month, 2).or_else(|| words::month(month).map(i16::from))?;
        let month = i8::try_from(month).ok()?;
        let day = i8::try_from(number(day, 2)?).ok()?;
        date(number(year, 4)?, month, day)
    });
    apart.or_else(|| parts.iter().find_map(|part| compact(part)))
}

/// `20221006`.
fn compact(value: &str) -> Option<Date> {
    let digits = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    date(
        value[..4].parse().ok()?,
        value[4..6].parse().ok()?,
        value[6..].parse().ok()?,
    )
}

/// Whether a dash with a number before it leads up to a date: `1.–3.10.2022`.
fn is_end_of_span(before: &[Token<'_>]) -> bool {
    let [.., number, rest] = before else {
        return false;
    };
    rest.is(&['–', '-']) && (number.is(&['.']) || number.number(1, 4).is_some())
}

/// Whether a dash with a number leads on from a clock or date: `9.00–10.00`. The minutes that reading
/// takes are no end: `4.2.2025 - 11 min`.
fn is_start_of_span(after: &[Token<'_>]) -> bool {
    let counts_minutes = matches!(after, [_, _, unit, ..] if matches!(unit.kind, TokenKind::Word(word) if word.starts_with("min")));
    matches!(after, [dash, number, ..] if dash.is(&['–', '-']) && number.number(1, 2).is_some())
        && !counts_minutes
}

/// `lokakuu 2022`, `October 2022`.
fn month_and_year(text: &str) -> Option<PageTime> {
    tokens(&text[..text.floor_char_boundary(MAX_SEARCHED)])
        .windows(2)
        .find_map(|pair| {
            let month = pair[0].whole_month()?;
            let year = i16::try_from(pair[1].number(4, 4)?.0).ok()?;
            let first = date(year, month, 1)?;
            Some(PageTime::in_finland(first.at(0, 0, 0, 0), Precision::Month))
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = read(text).map(|time| time.to_string());
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn finnish_dates_are_read() {
        check("6.10.2022", "2022-10-06");
        check("7.6.2021 10.30", "2021-06-07T10:30:00+03:00");
        check("(2.3.2021)", "2021-03-02");
        check("Uutiset 9.11.2016", "2016-11-09");
        check("15.8.2025 16:39:11 EEST", "2025-08-15T16:39:11+03:00");
        check("18.12.2020 klo 15:09", "2020-12-18T15:09:00+02:00");
        check("Sunnuntai 13.8.2017 - Maija Mallikas", "2017-08-13");
        check(
            "Julkaisuajankohta 2.11.2022 12.58",
            "2022-11-02T12:58:00+02:00",
        );
        check("Jyväskylässä 18.9.19", "2019-09-18");
        check("6. 10. 2022", "2022-10-06");
        check("06.10.2022", "2022-10-06");
        check("6. lokakuuta 2022", "2022-10-06");
        check("6. lokakuuta 2022 kello 9.05", "2022-10-06T09:05:00+03:00");
        check("lokakuun 6. päivänä 2022", "2022-10-06");
        check("Lokakuu 2022", "2022-10");
        check("Päivitetty: 3.1.98", "1998-01-03");
    }

    #[test]
    fn swedish_and_english_dates_are_read() {
        check("den 6 oktober 2022", "2022-10-06");
        check("12.10.2022 kl. 9.05", "2022-10-12T09:05:00+03:00");
        check("Publicerad 6 maj 2021 kl 18", "2021-05-06T18:00:00+03:00");
        check("October 6, 2022", "2022-10-06");
        check("Oct. 6, 2022 at 4:30 pm", "2022-10-06T16:30:00+03:00");
        check("6th October 2022", "2022-10-06");
        check("Thu, 06 Oct 2022 09:58:00 GMT", "2022-10-06T09:58:00+00:00");
        check(
            "Thu, 06 Oct 2022 12:58:00 +0300",
            "2022-10-06T12:58:00+03:00",
        );
        check("25/10/2022", "2022-10-25");
        check("10/25/2022", "2022-10-25");
        check("25/10/22", "2022-10-25");
        check("2022-10-06 12:58", "2022-10-06T12:58:00+03:00");
        check("2022-10-06T12:58:00.123+03:00", "2022-10-06T12:58:00+03:00");
    }

    #[test]
    fn what_states_no_day_and_year_is_no_date() {
        for text in [
            "",
            "26.3.",
            "Pe 26.3. klo 9–10",
            "klo 9.30",
            "32.1.2022",
            "30.2.2022",
            "1.2.3.4",
            "192.168.10.20",
            "13.13.2022",
            "1/2/22",
            "25-10-22",
            "p. 040 555 0122",
            "2020",
            "vuonna 2021",
            "6.10.1022",
            "1.2. 30 henkeä",
            "ääkköset ✓ 🦀",
        ] {
            check(text, "none");
        }
    }

    #[test]
    fn machine_values_are_read() {
        let shown = |text: &str| read_machine(text).map(|time| time.to_string());
        assert_eq!(shown("20221006").as_deref(), Some("2022-10-06"));
        assert_eq!(
            shown(" 2021-03-05T09:15:22+02:00 ").as_deref(),
            Some("2021-03-05T09:15:22+02:00")
        );
        assert_eq!(
            shown("2021-03-05T09:15:22+0200").as_deref(),
            Some("2021-03-05T09:15:22+02:00")
        );
        assert_eq!(
            shown("2021-03-05 09:15:22").as_deref(),
            Some("2021-03-05T09:15:22+02:00")
        );
        assert_eq!(shown("2021").as_deref(), Some("2021"));
        assert_eq!(shown("0000-00-00"), None);
        assert_eq!(shown("1970-01-01T00:00:00Z"), None);
    }

    #[test]
    fn spans_are_told_from_moments() {
        let is_span = |text: &str| find(text).iter().any(|found| found.is_span);
        assert!(is_span("6.10.2022 klo 9.00–10.00") && is_span("6.10.2022 klo 9–10"));
        assert!(is_span("1.–3.10.2022") && is_span("6.10.2022–7.10.2022"));
        assert!(!is_span("6.10.2022 12.58") && !is_span("Sunnuntai 13.8.2017 - Nimi"));
    }

    #[test]
    fn places_of_dates_are_those_of_their_letters() {
        let text = "Jyväskylässä 18.9.19 järjestöjen yhdyshenkilö";
        let found = find(text)[0];
        assert_eq!(&text[found.start..found.end], "18.9.19");
        let text = "ä 15.8.2025 16:39:11 EEST, 6. lokakuuta 2022";
        let found: Vec<_> = find(text)
            .iter()
            .map(|found| &text[found.start..found.end])
            .collect();
        assert_eq!(found, ["15.8.2025 16:39:11 EEST", "6. lokakuuta 2022"]);
    }

    #[test]
    fn addresses_state_days() {
        assert_eq!(
            in_address("/2022/10/06/otsikko").unwrap().to_string(),
            "2022-10-06"
        );
        assert_eq!(
            in_address("/uutiset/2022-10-06-otsikko")
                .unwrap()
                .to_string(),
            "2022-10-06"
        );
        assert_eq!(in_address("/2022/10/otsikko"), None);
        assert_eq!(in_address("/uutiset/2022-otsikko-10-1234"), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_searched(text in "\\PC{0,80}") {
            for found in find(&text) {
                prop_assert!(text.is_char_boundary(found.start) && text.is_char_boundary(found.end));
                prop_assert!(found.start < found.end);
            }
        }

        #[test]
        fn every_day_is_read_back(year in 1991i16..2100, month in 1i8..13, day in 1i8..29) {
            let expected = Date::new(year, month, day).unwrap();
            for text in [
                format!("{day}.{month}.{year}"),
                format!("Julkaistu {day:02}.{month:02}.{year} klo 10:15"),
                format!("{year}-{month:02}-{day:02}"),
            ] {
                prop_assert_eq!(read(&text).map(PageTime::finnish_date), Some(expected));
            }
        }
    }
}
