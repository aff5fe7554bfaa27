//! The shapes in which people write a day.

use jiff::civil::{Date, Weekday};

use super::names;
use super::scan::{Kind, Token};

/// Two-digit years up to this belong to the 2000s.
const LAST_SHORT_YEAR: i16 = 69;

/// A day as it is written; the year may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDay {
    /// Year, where it is written.
    pub year: Option<i16>,
    /// Month from 1.
    pub month: i8,
    /// Day of the month from 1.
    pub day: i8,
    /// Weekday, where it is written.
    pub weekday: Option<Weekday>,
}

/// A day, and how many tokens write it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) day: WrittenDay,
    pub(super) length: usize,
    /// Whether the shape alone says that it is a day; `26.3` and `26/3` may be a number as well.
    pub(super) is_sure: bool,
}

/// The day that begins with the first token.
pub(super) fn day_at(tokens: &[Token<'_>]) -> Option<Found> {
    iso(tokens)
        .or_else(|| dotted(tokens))
        .or_else(|| before_month(tokens))
        .or_else(|| behind_month(tokens))
        .or_else(|| slashed(tokens))
}

/// Number and point of the first of several days whose month stands with the last: the `3.` of `3.–5.6.2027`.
pub(super) fn day_alone(tokens: &[Token<'_>]) -> Option<(i8, usize)> {
    let day = number(tokens.first()?, 1, 2)?;
    let has_point = tokens.get(1).is_some_and(|token| token.is_tight('.'));
    Some((day, 1 + usize::from(has_point)))
}

/// `2022-10-06`.
fn iso(tokens: &[Token<'_>]) -> Option<Found> {
    let [year, first, month, second, day, ..] = tokens else {
        return None;
    };
    let is_tight = [first, second].iter().all(|mark| mark.is_tight('-'));
    if !is_tight || month.is_spaced || day.is_spaced || is_glued(tokens.get(5)) {
        return None;
    }
    let year = year.number(4, 4)?;
    found(
        Some(year),
        number(month, 2, 2)?,
        number(day, 2, 2)?,
        5,
        true,
    )
}

/// `26.3.`, `24.10.2016`, `6. 10. 2022`, `18.9.19`, `26.3`.
fn dotted(tokens: &[Token<'_>]) -> Option<Found> {
    let [day, point, month, rest @ ..] = tokens else {
        return None;
    };
    let (day, spaced) = (number(day, 1, 2)?, month.is_spaced);
    if !point.is_tight('.') {
        return None;
    }
    let month = number(month, 1, 2)?;
    if !rest.first().is_some_and(|point| point.is_tight('.')) {
        let is_whole = !spaced && !is_glued(rest.first());
        return found(None, month, day, 3, false).filter(|_| is_whole);
    }
    let Some((year, digits)) = rest.get(1).and_then(year_token) else {
        let goes_on = rest
            .get(1)
            .is_some_and(|next| !next.is_spaced && is_number(next));
        return found(None, month, day, 4, !spaced).filter(|_| !goes_on);
    };
    // "1.2. 30 henkeä" is no year; "1.2.2003.4" is no day.
    let is_torn = rest[1].is_spaced && digits == 2;
    let goes_on = matches!(rest, [_, _, point, next, ..]
        if point.is_tight('.') && !next.is_spaced && is_number(next));
    match is_torn {
        true => found(None, month, day, 4, !spaced),
        false => found(Some(year), month, day, 5, true).filter(|_| !goes_on),
    }
}

/// `6. lokakuuta 2022`, `den 6 oktober`, `6th October 2022`, `6:e maj`.
fn before_month(tokens: &[Token<'_>]) -> Option<Found> {
    let day = number(tokens.first()?, 1, 2)?;
    let mut at = 1;
    if tokens.get(at)?.is_mark(&['.', ':']) {
        at += 1;
    }
    if tokens.get(at)?.is_word(&["st", "nd", "rd", "th", "e", "a"]) {
        at += 1;
    }
    if tokens.get(at)?.is_word(&["of"]) {
        at += 1;
    }
    let month = month(tokens.get(at)?)?;
    with_year(tokens, at + 1, month, day)
}

/// `October 6, 2022`, `lokakuun 6. päivänä 2022`, `lokakuun 6.`.
fn behind_month(tokens: &[Token<'_>]) -> Option<Found> {
    let (first, second) = (tokens.first()?, tokens.get(1)?);
    let Kind::Word(word) = first.kind else {
        return None;
    };
    if !is_number(second) && !second.is_tight('.') {
        return None;
    }
    let month = month(first)?;
    let is_finnish = word.ends_with("kuun");
    let is_english = word.starts_with(char::is_uppercase) && !word.contains("kuu");
    if !is_finnish && !is_english {
        return None;
    }
    let mut at = 1 + usize::from(second.is_tight('.'));
    let day = number(tokens.get(at)?, 1, 2)?;
    at += 1;
    let next = tokens.get(at);
    match is_finnish {
        true if !next.is_some_and(|point| point.is_tight('.')) => return None,
        true => {
            let named = tokens.get(at + 1);
            let is_named = named.is_some_and(|word| word.is_word(&["päivänä", "päivä", "pnä"]));
            at += 1 + usize::from(is_named);
        }
        false if next.is_some_and(|word| word.is_word(&["st", "nd", "rd", "th"])) => at += 1,
        false if is_glued(next) => return None,
        false => {}
    }
    with_year(tokens, at, month, day)
}

/// `6/10`, `6/10/2026`: the day comes first, as in all of Europe.
fn slashed(tokens: &[Token<'_>]) -> Option<Found> {
    let [day, slash, month, rest @ ..] = tokens else {
        return None;
    };
    if !slash.is_tight('/') || month.is_spaced {
        return None;
    }
    let (day, month) = (number(day, 1, 2)?, number(month, 1, 2)?);
    match rest {
        [slash, year, ..] if slash.is_tight('/') && !year.is_spaced => {
            found(Some(year.number(4, 4)?), month, day, 5, true)
        }
        _ if is_glued(rest.first()) => None,
        _ => found(None, month, day, 3, false),
    }
}

/// A day of a named month, with the year where it follows at once.
fn with_year(tokens: &[Token<'_>], at: usize, month: i8, day: i8) -> Option<Found> {
    let comma = usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_mark(&[',', '.'])),
    );
    let year = tokens.get(at + comma).and_then(|token| token.number(4, 4));
    let year = year.filter(|year| (1000..3000).contains(year));
    match year {
        Some(_) => found(year, month, day, at + comma + 1, true),
        None => found(None, month, day, at, true),
    }
}

/// The month that a token names; `may` in small letters is a verb.
fn month(token: &Token<'_>) -> Option<i8> {
    match token.kind {
        Kind::Word("may" | "mar") => None,
        Kind::Word(word) => names::month(word),
        _ => None,
    }
}

fn found(year: Option<i16>, month: i8, day: i8, length: usize, is_sure: bool) -> Option<Found> {
    // Without a year it may be a leap year.
    Date::new(year.unwrap_or(2024), month, day).ok()?;
    Some(Found {
        day: WrittenDay {
            year,
            month,
            day,
            weekday: None,
        },
        length,
        is_sure,
    })
}

/// A year of two or four digits, and how many those are.
fn year_token(token: &Token<'_>) -> Option<(i16, usize)> {
    if let Some(year) = token.number(4, 4) {
        return Some((year, 4));
    }
    let short = token.number(2, 2)?;
    let century = if short <= LAST_SHORT_YEAR { 2000 } else { 1900 };
    Some((century + short, 2))
}

fn number(token: &Token<'_>, least: usize, most: usize) -> Option<i8> {
    i8::try_from(token.number(least, most)?).ok()
}

fn is_number(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Number(..))
}

/// Whether letters or digits go on at once.
fn is_glued(next: Option<&Token<'_>>) -> bool {
    next.is_some_and(|token| !token.is_spaced && !matches!(token.kind, Kind::Mark(_)))
}
