//! Clock times: `klo 9–10`, `kl. 18.30`, `at 6 pm`, and `18:00` right behind a day.

use jiff::civil::Time;

use super::scan::{Kind, Token};

/// When something begins, and when it ends where that is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When it begins, in the time of the place.
    pub begins: Time,
    /// When it ends.
    pub ends: Option<Time>,
}

/// Words that announce a clock time.
const ANNOUNCING: [&str; 5] = ["klo", "kello", "klockan", "kl", "klockslaget"];

/// English words that do where the time is no bare number.
const LEADING: [&str; 2] = ["at", "from"];

/// Words that stand between two times.
const JOINING: [&str; 2] = ["till", "to"];

/// A time as it is written: `18`, `18.30`, `6 pm`.
struct Written {
    hour: i16,
    minute: i16,
    is_afternoon: Option<bool>,
    /// Whether minutes or half of the day are written, so that it is more than a number.
    is_sure: bool,
    length: usize,
}

/// The hours that the first tokens announce, and how many tokens those are.
pub(super) fn announced(tokens: &[Token<'_>]) -> Option<(Hours, usize)> {
    let first = tokens.first()?;
    let is_leading = first.is_word(&LEADING);
    if !is_leading && !first.is_word(&ANNOUNCING) {
        return None;
    }
    let mut at = 1;
    while tokens.get(at)?.is_mark(&['.', ':']) {
        at += 1;
    }
    let (hours, length, is_sure) = hours(&tokens[at..])?;
    (is_sure || !is_leading).then_some((hours, at + length))
}

/// The hours right behind a day that nothing announces: `18:00`, `18.00–20.00`.
pub(super) fn bare(tokens: &[Token<'_>]) -> Option<(Hours, usize)> {
    let (hours, length, is_sure) = hours(tokens)?;
    let has_colon = tokens.get(1).is_some_and(|mark| mark.is_tight(':'));
    (is_sure && (has_colon || hours.ends.is_some())).then_some((hours, length))
}

fn hours(tokens: &[Token<'_>]) -> Option<(Hours, usize, bool)> {
    let first = written(tokens)?;
    let rest = &tokens[first.length..];
    let joint = rest
        .first()
        .filter(|token| token.is_dash() || token.is_word(&JOINING));
    // "klo 9 – klo 10", and "klo 18 – 3 tuntia" all the same.
    let skipped = 1 + usize::from(rest.get(1).is_some_and(|token| token.is_word(&ANNOUNCING)));
    let last = joint.and_then(|_| written(rest.get(skipped..)?));
    let half = last.as_ref().and_then(|last| last.is_afternoon);
    let begins = first.time(first.is_afternoon.or(half))?;
    let sure = first.is_sure || last.as_ref().is_some_and(|last| last.is_sure);
    let (ends, length) = match &last {
        Some(last) => (
            last.time(last.is_afternoon),
            first.length + skipped + last.length,
        ),
        None => (None, first.length),
    };
    Some((Hours { begins, ends }, length, sure))
}

fn written(tokens: &[Token<'_>]) -> Option<Written> {
    let hour = tokens.first()?.number(1, 2).filter(|hour| *hour <= 24)?;
    let minute = match tokens {
        [_, mark, minute, ..]
            if (mark.is_tight('.') || mark.is_tight(':')) && !minute.is_spaced =>
        {
            minute.number(2, 2).filter(|minute| *minute < 60)
        }
        _ => None,
    };
    let mut length = if minute.is_some() { 3 } else { 1 };
    let half = half_of_day(&tokens[length..]);
    length += half.map_or(0, |(_, length)| length);
    Some(Written {
        hour,
        minute: minute.unwrap_or(0),
        is_afternoon: half.map(|(is_afternoon, _)| is_afternoon),
        is_sure: minute.is_some() || half.is_some(),
        length,
    })
}

/// `pm`, `p.m.`: whether it is after noon, and how many tokens say so.
fn half_of_day(tokens: &[Token<'_>]) -> Option<(bool, usize)> {
    let Kind::Word(word) = tokens.first()?.kind else {
        return None;
    };
    match word.to_lowercase().as_str() {
        "am" => Some((false, 1)),
        "pm" => Some((true, 1)),
        letter @ ("a" | "p") => match tokens {
            [_, point, m, ..] if point.is_tight('.') && !m.is_spaced && m.is_word(&["m"]) => {
                let ends = usize::from(tokens.get(3).is_some_and(|end| end.is_tight('.')));
                Some((letter == "p", 3 + ends))
            }
            _ => None,
        },
        _ => None,
    }
}

impl Written {
    fn time(&self, is_afternoon: Option<bool>) -> Option<Time> {
        let hour = match (is_afternoon, self.hour) {
            (Some(_), hour) if hour > 12 => hour,
            (Some(is_afternoon), hour) => hour % 12 + if is_afternoon { 12 } else { 0 },
            (None, hour) => hour,
        };
        let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(self.minute).ok()?);
        Time::new(hour, minute, 0, 0).ok()
    }
}
