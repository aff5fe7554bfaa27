//! Clock times behind a date, with their time zone.

use aluehaku_article::time::{PageTime, Precision};
use jiff::civil::Date;
use jiff::tz::Offset;

use super::found::FoundDate;
use super::scan::{Token, TokenKind};
use super::words;

/// A date with the clock time that follows it, and how many tokens that takes.
pub(super) fn with_clock(date: Date, rest: &[Token<'_>]) -> (FoundDate, usize) {
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

fn to_i8(value: i32) -> Option<i8> {
    i8::try_from(value).ok()
}
