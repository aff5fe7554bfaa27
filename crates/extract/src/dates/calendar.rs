//! The shapes in which people write a day.

use jiff::civil::Date;

use super::found::date;
use super::scan::{Token, TokenKind};

/// Two-digit years up to this belong to the 2000s.
const LAST_SHORT_YEAR: i16 = 69;

/// The date that tokens begin with, and how many it takes.
pub(super) fn date_at(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    dotted(tokens)
        .or_else(|| iso(tokens))
        .or_else(|| day_month_name(tokens))
        .or_else(|| month_name_day(tokens))
        .or_else(|| month_day_clock_year(tokens))
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

/// `2022-10-06`, `2022/10/6`, `2022.10.06`; a `T` before the clock belongs to it.
fn iso(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [year, first, month, second, day, ..] = tokens else {
        return None;
    };
    let is_parted = ['-', '/', '.']
        .iter()
        .any(|symbol| first.is_tight(*symbol) && second.is_tight(*symbol));
    if !is_parted || year.is_glued {
        return None;
    }
    let (year, _) = year.number(4, 4)?;
    let (month, _) = month.number(1, 2)?;
    let (day, _) = day.number(1, 2)?;
    Some((
        date(i16::try_from(year).ok()?, to_i8(month)?, to_i8(day)?)?,
        5,
    ))
}

/// `6. lokakuuta 2022`, `6 oktober 2022`, `6th October 2022`, `06 Oct. 2022`, `5 de mayo de 2022`,
/// `5-May-2022`.
fn day_month_name(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let (day, _) = tokens.first().filter(|day| !day.is_glued)?.number(1, 2)?;
    let mut at = 1;
    match tokens.get(at)?.kind {
        TokenKind::Symbol('.' | '-' | '/' | 'º')
        | TokenKind::Word("st" | "nd" | "rd" | "th" | "er" | "º") => at += 1,
        _ => {}
    }
    at += joining(tokens.get(at)?);
    let month = tokens.get(at)?.month()?;
    at += 1;
    if tokens.get(at)?.is(&['.', ',', '-', '/']) {
        at += 1;
    }
    at += joining(tokens.get(at)?);
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

/// `May  3 09:00:00 EEST 2022`, as Java and C print dates, behind their weekday.
fn month_day_clock_year(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [
        month,
        day,
        hour,
        colon,
        minute,
        second_colon,
        second,
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let is_clock = colon.is_tight(':') && second_colon.is_tight(':');
    let numbers = [hour, minute, second].map(|number| number.number(1, 2));
    if !is_clock || numbers.contains(&None) {
        return None;
    }
    // The time zone may be left out.
    let zone = usize::from(matches!(rest.first()?.kind, TokenKind::Word(_)));
    let (year, _) = rest.get(zone)?.number(4, 4)?;
    let day = to_i8(day.number(1, 2)?.0)?;
    let date = date(i16::try_from(year).ok()?, month.month()?, day)?;
    Some((date, 8 + zone))
}

/// `25/10/2022`, `25-10-2022`, `25/10/22`. Where both readings make a date, the day comes first, as in
/// nearly all of Europe. A year of two digits needs two in each other part: `1/2/22` may be anything.
fn slashed(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let [first, slash, second, second_slash, year, ..] = tokens else {
        return None;
    };
    let is_parted = |symbol| slash.is_tight(symbol) && second_slash.is_tight(symbol);
    if !(is_parted('/') || is_parted('-')) || first.is_glued || second.spaced || year.spaced {
        return None;
    }
    let (first, first_digits) = first.number(1, 2)?;
    let (second, second_digits) = second.number(1, 2)?;
    let (year, year_digits) = year.number(2, 4)?;
    if year_digits == 2 && !(is_parted('/') && first_digits + second_digits == 4) {
        return None;
    }
    let (first, second) = (to_i8(first)?, to_i8(second)?);
    let year = full_year(year, year_digits)?;
    let day_first = date(year, second, first);
    let month_first = date(year, first, second);
    Some((day_first.or(month_first)?, 5))
}

/// How many tokens a word between the parts takes.
fn joining(token: &Token<'_>) -> usize {
    usize::from(matches!(token.kind, TokenKind::Word(word) if super::words::joins_parts(word)))
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

fn to_i8(value: i32) -> Option<i8> {
    i8::try_from(value).ok()
}
