//! Numbers, ranges, days and times: how far one goes, and which it is.

use super::Kind;
use super::clean::{is_dash, is_hyphen};

/// How many bytes at the beginning of `text`, which begins with a digit, are one number, and of which kind.
pub(super) fn number(text: &str) -> (usize, Kind) {
    let (length, kind) = single(text);
    let rest = &text[length..];
    // "6.-8.10.2022": a day of a month that is named once.
    let day = rest
        .strip_prefix('.')
        .filter(|_| kind == Kind::Number)
        .filter(|_| length <= 2);
    let dots = usize::from(day.is_some());
    let Some(dash) = dash(day.unwrap_or(rest)) else {
        return (length, kind);
    };
    let first = length + dots + dash;
    let second = single(&text[first..]).0;
    let end = first + second;
    if dots == 1 || self::dash(&text[end..]).is_none() {
        return (end, Kind::Range);
    }
    (end + chain(&text[end..]), Kind::Number)
}

/// The length of a dash at the beginning of `text` with a digit right after it.
fn dash(text: &str) -> Option<usize> {
    let sign = text
        .chars()
        .next()
        .filter(|sign| is_hyphen(*sign) || is_dash(*sign))?;
    let length = sign.len_utf8();
    digits(&text[length..]).map(|_| length)
}

/// The length of further groups of digits, each after a dash: telephone numbers, codes.
fn chain(text: &str) -> usize {
    let mut length = 0;
    while let Some(dash) = dash(&text[length..]) {
        length += dash + digits(&text[length + dash..]).unwrap_or(0);
    }
    length
}

/// A number without a dash in it (a day as 2022-10-06 aside).
fn single(text: &str) -> (usize, Kind) {
    if let Some(length) = day_with_dots(text).or_else(|| day_with_dashes(text)) {
        return (length, Kind::Date);
    }
    if let Some(length) = time(text) {
        return (length, Kind::Time);
    }
    let length = grouped(text).or_else(|| digits(text)).unwrap_or(0);
    (length + fraction(&text[length..]), Kind::Number)
}

/// "6.10.2022" or "7.6.".
fn day_with_dots(text: &str) -> Option<usize> {
    let (day, rest) = value(text, 1..=2)?;
    let (month, rest) = value(rest.strip_prefix('.')?, 1..=2)?;
    let rest = rest.strip_prefix('.').filter(|_| is_day(day, month))?;
    match digits(rest) {
        None => Some(text.len() - rest.len()),
        Some(4) => Some(text.len() - rest.len() + 4),
        Some(_) => None,
    }
}

/// "2022-10-06".
fn day_with_dashes(text: &str) -> Option<usize> {
    let (_, rest) = value(text, 4..=4)?;
    let (month, rest) = value(rest.strip_prefix('-')?, 2..=2)?;
    let (day, rest) = value(rest.strip_prefix('-')?, 2..=2)?;
    is_day(day, month).then_some(text.len() - rest.len())
}

/// "12.30", "9:05" or "12:30:00".
fn time(text: &str) -> Option<usize> {
    let (hours, rest) = value(text, 1..=2)?;
    let (minutes, mut rest) = value(rest.strip_prefix(['.', ':'])?, 2..=2)?;
    if hours > 24 || minutes > 59 {
        return None;
    }
    if let Some((seconds, after)) = rest.strip_prefix(':').and_then(|rest| value(rest, 2..=2))
        && seconds < 60
    {
        rest = after;
    }
    let goes_on = rest
        .strip_prefix(['.', ',', ':', '/'])
        .is_some_and(|rest| digits(rest).is_some());
    (!goes_on).then_some(text.len() - rest.len())
}

/// "10 000": groups of three digits with one space before each.
fn grouped(text: &str) -> Option<usize> {
    let first = digits(text).filter(|first| *first <= 3 && !text.starts_with('0'))?;
    let mut length = first;
    while let Some(space) = text[length..]
        .chars()
        .next()
        .filter(|space| is_group_space(*space))
    {
        let group = length + space.len_utf8();
        if digits(&text[group..]) != Some(3) {
            break;
        }
        length = group + 3;
    }
    (length > first).then_some(length)
}

fn is_group_space(space: char) -> bool {
    matches!(space, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The length of what follows the whole part: ",5", ".0.1", "/2".
fn fraction(text: &str) -> usize {
    let mut length = 0;
    while let Some(rest) = text[length..].strip_prefix(['.', ',', '/', ':']) {
        let Some(digits) = digits(rest) else {
            break;
        };
        length += 1 + digits;
    }
    length
}

/// The number of digits at the beginning, if there are any.
fn digits(text: &str) -> Option<usize> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    (count > 0).then_some(count)
}

/// The value of so many digits at the beginning, and the rest of the text.
fn value(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let length = digits(text).filter(|length| count.contains(length))?;
    Some((text[..length].parse().ok()?, &text[length..]))
}

fn is_day(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_recognised_and_ends_where_it_ends() {
        for (text, length, kind) in [
            ("12 taloa", 2, Kind::Number),
            ("3,5 prosenttia", 3, Kind::Number),
            ("10 000 euroa", 6, Kind::Number),
            ("1 234 567,8", 11, Kind::Number),
            ("2022 100 ihmistä", 4, Kind::Number),
            ("050 400 0668", 3, Kind::Number),
            ("1/2", 3, Kind::Number),
            ("1.2.3.4", 7, Kind::Number),
            ("050-123-4567", 12, Kind::Number),
            ("6.10.2022", 9, Kind::Date),
            ("7.6. alkaen", 4, Kind::Date),
            ("2022-10-06", 10, Kind::Date),
            ("32.1.", 4, Kind::Number),
            ("12.30", 5, Kind::Time),
            ("9:05", 4, Kind::Time),
            ("12:30:15", 8, Kind::Time),
            ("25.30", 5, Kind::Number),
            ("2021-2023", 9, Kind::Range),
            ("2021–2023", 11, Kind::Range),
            ("6.-8.10.2022", 12, Kind::Range),
            ("1.1.–31.12.2023.", 17, Kind::Range),
            ("12.30–14.00", 13, Kind::Range),
            ("5-", 1, Kind::Number),
        ] {
            assert_eq!(number(text), (length, kind), "{text}");
        }
    }
}
