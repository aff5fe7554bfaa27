//! Reads dates as pages write them: for machines (`2022-10-06T12:58:00+03:00`) and for people
//! (`6.10.2022`, `7.6.2021 10.30`, `18.9.19`, `den 6 oktober 2022`, `October 6, 2022`).
//!
//! Only a date with its year counts. A two-digit year is read as such: 18.9.19 lies in 2019.

mod scan;
mod words;

use aluehaku_index::time::{PageTime, Precision};
use jiff::civil::Date;
use jiff::tz::Offset;

use scan::{Token, TokenKind, tokens};

/// First year news pages can state: the web is not older.
const FIRST_YEAR: i16 = 1991;

/// Two-digit years up to this belong to the 2000s.
const LAST_SHORT_YEAR: i16 = 69;

/// Longest text that is searched for dates.
const MAX_SEARCHED: usize = 2_000;

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundDate {
    /// The date and, where stated, the clock time.
    pub(super) time: PageTime,
    /// First byte of what states it.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Whether a span of time is stated (`klo 9–10`, `1.–3.10.2022`), as events have it.
    pub(super) is_span: bool,
}

/// Every date in a text, in order.
pub(super) fn find(text: &str) -> Vec<FoundDate> {
    let text = &text[..text.floor_char_boundary(MAX_SEARCHED)];
    let tokens = tokens(text);
    let mut found = Vec::new();
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
    let parsed: Option<PageTime> = value.parse().ok();
    parsed
        .filter(|time| is_plausible_year(time.finnish_date().year()))
        .or_else(|| read(value))
}

/// The day that an address states in its path: `/2022/10/06/`, `/2022-10-06-`.
pub(super) fn in_address(path: &str) -> Option<Date> {
    let mut numbers = Vec::new();
    for part in path.split(['/', '-', '_', '.']) {
        numbers.push(if part.bytes().all(|byte| byte.is_ascii_digit()) {
            part
        } else {
            ""
        });
    }
    numbers.windows(3).find_map(|window| match window {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        _ => None,
    })
}

/// A day that exists, in a year that news pages can state.
fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    if is_plausible_year(year) {
        Date::new(year, month, day).ok()
    } else {
        None
    }
}

fn is_plausible_year(year: i16) -> bool {
    (FIRST_YEAR..=2099).contains(&year)
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

fn full_year(value: i32, digits: usize) -> Option<i16> {
    let year = i16::try_from(value).ok()?;
    match digits {
        4 => Some(year),
        2 if year <= LAST_SHORT_YEAR => Some(year + 2_000),
        2 => Some(year + 1_900),
        _ => None,
    }
}

/// The date that tokens begin with, and how many it takes.
fn date_at(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    dotted(tokens)
        .or_else(|| iso(tokens))
        .or_else(|| day_month_name(tokens))
        .or_else(|| month_name_day(tokens))
        .or_else(|| slashed(tokens))
}

/// `6.10.2022`, `6. 10. 2022`, `18.9.19`.
fn dotted(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [day, dot, month, second_dot, year, rest @ ..] = tokens else {
        return None;
    };
    if !dot.is_tight('.') || !second_dot.is_tight('.') || day.is_glued {
        return None;
    }
    let (day, _) = day.number(1, 2)?;
    let (month, _) = month.number(1, 2)?;
    let (value, digits) = year.number(2, 4)?;
    // "1.2. 30 henkeä" is no year; "1.2.3.4" is no date.
    let is_torn = digits == 2 && year.spaced;
    let goes_on = matches!(rest, [dot, next, ..]
        if dot.is_tight('.') && !next.spaced && next.number(1, 9).is_some());
    if is_torn || goes_on {
        return None;
    }
    Some((
        date(full_year(value, digits)?, to_i8(month)?, to_i8(day)?)?,
        5,
    ))
}

/// `2022-10-06`; a `T` before the clock belongs to it.
fn iso(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [year, dash, month, second_dash, day, ..] = tokens else {
        return None;
    };
    if !dash.is_tight('-') || !second_dash.is_tight('-') || year.is_glued {
        return None;
    }
    let (year, _) = year.number(4, 4)?;
    let (month, _) = month.number(2, 2)?;
    let (day, _) = day.number(2, 2)?;
    Some((
        date(i16::try_from(year).ok()?, to_i8(month)?, to_i8(day)?)?,
        5,
    ))
}

/// `6. lokakuuta 2022`, `6 oktober 2022`, `6th October 2022`, `06 Oct. 2022`.
fn day_month_name(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let (day, _) = tokens.first().filter(|day| !day.is_glued)?.number(1, 2)?;
    let mut at = 1;
    match tokens.get(at)?.kind {
        TokenKind::Symbol('.') => at += 1,
        TokenKind::Word("st" | "nd" | "rd" | "th") => at += 1,
        _ => {}
    }
    let month = tokens.get(at)?.month()?;
    at += 1;
    if tokens.get(at)?.is(&['.', ',']) {
        at += 1;
    }
    let (year, _) = tokens.get(at)?.number(4, 4)?;
    Some((date(i16::try_from(year).ok()?, month, to_i8(day)?)?, at + 1))
}

/// `October 6, 2022`, `lokakuun 6. päivänä 2022`, `lokakuun 6. 2022`.
fn month_name_day(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let month = tokens.first()?.month()?;
    let mut at = 1;
    if tokens.get(at)?.is(&['.']) {
        at += 1;
    }
    let (day, _) = tokens.get(at)?.number(1, 2)?;
    at += 1;
    while let Some(token) = tokens.get(at) {
        let passes = token.is(&['.', ','])
            || matches!(
                token.kind,
                TokenKind::Word("st" | "nd" | "rd" | "th" | "päivänä")
            );
        if !passes {
            break;
        }
        at += 1;
    }
    let (year, _) = tokens.get(at)?.number(4, 4)?;
    Some((date(i16::try_from(year).ok()?, month, to_i8(day)?)?, at + 1))
}

/// `25/10/2022` where only one reading makes a date: which comes first differs between countries.
fn slashed(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [first, slash, second, second_slash, year, ..] = tokens else {
        return None;
    };
    if !slash.is_tight('/') || !second_slash.is_tight('/') || first.is_glued {
        return None;
    }
    let first = to_i8(first.number(1, 2)?.0)?;
    let second = to_i8(second.number(1, 2)?.0)?;
    let year = i16::try_from(year.number(4, 4)?.0).ok()?;
    let day_first = date(year, second, first);
    let month_first = date(year, first, second);
    match (day_first, month_first) {
        (Some(one), None) | (None, Some(one)) => Some((one, 5)),
        (Some(one), Some(other)) if one == other => Some((one, 5)),
        _ => None,
    }
}

/// A date with the clock time that follows it, and how many tokens that takes.
fn with_clock(date: Date, rest: &[Token<'_>]) -> (FoundDate, usize) {
    let found = |time, is_span| FoundDate {
        time,
        start: 0,
        end: 0,
        is_span,
    };
    let Some(clock) = clock(rest) else {
        return (found(PageTime::day(date), false), 0);
    };
    let civil = date.at(clock.hour, clock.minute, clock.second.unwrap_or(0), 0);
    let precision = if clock.second.is_some() {
        Precision::Second
    } else {
        Precision::Minute
    };
    let time = match clock.offset {
        Some(offset) => PageTime::with_offset(civil, offset, precision),
        None => PageTime::in_finland(civil, precision),
    };
    (found(time, false), clock.tokens)
}

/// A clock time and how many tokens it takes.
struct Clock {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    offset: Option<Offset>,
    tokens: usize,
}

/// The clock time that tokens begin with: `klo 15:09`, `12.58`, `16:39:11 EEST`, `kl. 18`.
fn clock(tokens: &[Token<'_>]) -> Option<Clock> {
    let mut at = 0;
    let mut is_announced = false;
    // "t" of ISO times, "klo", commas and dashes between date and clock.
    while let Some(token) = tokens.get(at).filter(|_| at < 4) {
        match token.kind {
            TokenKind::Word(word) if words::announces_clock(word) => is_announced = true,
            TokenKind::Symbol(',' | '-' | '–' | '|' | '·' | '.' | '@') => {}
            _ => break,
        }
        at += 1;
    }
    let (hour, _) = tokens.get(at)?.number(1, 2)?;
    let hour = to_i8(hour).filter(|hour| *hour < 24)?;
    at += 1;
    let Some(minute) = sixtieth(&tokens[at..], &[':', '.']) else {
        return is_announced.then_some(Clock {
            hour,
            minute: 0,
            second: None,
            offset: None,
            tokens: at,
        });
    };
    at += 2;
    let second = sixtieth(&tokens[at..], &[':', '.']);
    at += if second.is_some() { 2 } else { 0 };
    // "6.10.2022 - 7.10.2022": what looked like a clock is the next date.
    let is_date = second.is_none()
        && matches!(tokens.get(at..at + 2), Some([dot, next]) if dot.is_tight('.') && next.number(2, 4).is_some());
    if is_date {
        return None;
    }
    at += fraction(&tokens[at..]);
    let (hour, taken) = twelve_hours(hour, &tokens[at..]);
    at += taken;
    let (offset, taken) = offset(&tokens[at..]);
    Some(Clock {
        hour,
        minute,
        second,
        offset,
        tokens: at + taken,
    })
}

/// `:58` or `.58`.
fn sixtieth(tokens: &[Token<'_>], separators: &[char]) -> Option<i8> {
    let [separator, number, ..] = tokens else {
        return None;
    };
    let is_tight = separator.is(separators) && !separator.spaced && !number.spaced;
    if !is_tight {
        return None;
    }
    to_i8(number.number(2, 2)?.0).filter(|value| *value < 60)
}

/// How many tokens the fraction of a second takes.
fn fraction(tokens: &[Token<'_>]) -> usize {
    match tokens {
        [dot, digits, ..] if dot.is_tight('.') && digits.number(1, 9).is_some() => 2,
        _ => 0,
    }
}

/// The hour of the day where `am` or `pm` follows, and how many tokens that takes.
fn twelve_hours(hour: i8, tokens: &[Token<'_>]) -> (i8, usize) {
    match tokens.first().map(|token| token.kind) {
        Some(TokenKind::Word("am" | "AM")) => (hour % 12, 1),
        Some(TokenKind::Word("pm" | "PM")) if hour <= 12 => (hour % 12 + 12, 1),
        _ => (hour, 0),
    }
}

/// The offset that tokens begin with, and how many it takes: `EEST`, `Z`, `+03:00`, `+0300`.
fn offset(tokens: &[Token<'_>]) -> (Option<Offset>, usize) {
    match tokens {
        [word, ..] if word.zone().is_some() => (
            word.zone().and_then(|hours| Offset::from_hours(hours).ok()),
            1,
        ),
        [sign, hours, colon, minutes, ..] if sign.is(&['+', '-']) && colon.is_tight(':') => {
            let offset = sign.signed(hours.number(2, 2), minutes.number(2, 2));
            (offset, if offset.is_some() { 4 } else { 0 })
        }
        [sign, number, ..] if sign.is(&['+', '-']) => match number.number(4, 4) {
            Some((value, _)) => (
                sign.signed(Some((value / 100, 2)), Some((value % 100, 2))),
                2,
            ),
            None => (None, 0),
        },
        _ => (None, 0),
    }
}

/// Whether a dash with a number before it leads up to a date: `1.–3.10.2022`.
fn is_end_of_span(before: &[Token<'_>]) -> bool {
    let [.., number, rest] = before else {
        return false;
    };
    rest.is(&['–', '-']) && (number.is(&['.']) || number.number(1, 4).is_some())
}

/// Whether a dash with a number leads on from a clock or date: `9.00–10.00`.
fn is_start_of_span(after: &[Token<'_>]) -> bool {
    matches!(after, [dash, number, ..] if dash.is(&['–', '-']) && number.number(1, 2).is_some())
}

/// `lokakuu 2022`, `October 2022`.
fn month_and_year(text: &str) -> Option<PageTime> {
    tokens(&text[..text.floor_char_boundary(MAX_SEARCHED)])
        .windows(2)
        .find_map(|pair| {
            let month = pair[0].month()?;
            let year = i16::try_from(pair[1].number(4, 4)?.0).ok()?;
            let first = date(year, month, 1)?;
            Some(PageTime::in_finland(first.at(0, 0, 0, 0), Precision::Month))
        })
}

fn to_i8(value: i32) -> Option<i8> {
    i8::try_from(value).ok()
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
            "05/06/2022",
            "32.1.2022",
            "30.2.2022",
            "1.2.3.4",
            "192.168.10.20",
            "13.13.2022",
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
