//! Finds phone numbers: with a Finnish area code, or with a country code.
//!
//! A number is read as groups of digits with narrow gaps between them; the first group must be a
//! code in use, and the digits together as many as such numbers have. Dates, years, postal codes,
//! amounts, business ids and account numbers fail these rules or are recognised first; a number after
//! a label such as "hankenumero" is what the label says.
//!
//! - `groups`: runs of digits and the gaps between them; `codes`: what numbers begin with.
//! - `labelled`: numbers without a code, after a word such as "puh."

mod codes;
mod groups;
mod labelled;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::codes::{is_area_code, is_european, is_mobile};
use self::groups::{Gap, Group, groups, is_year, longest};
use super::compiled;

/// Dates, account numbers and business ids, which look like phone numbers.
const OTHER_NUMBERS: &str = r"(?x: (?:0?[1-9]|[12]\d|3[01]) [.\-] (?:0?[1-9]|1[0-2]) [.\-] \d{2,4}\b
    | \d{4}-\d{2}-\d{2}\b
    | [A-Z]{2}\d{2} (?:\x20?\d{4}){3} \x20?\d{2}\b
    | \d{7}-\d\b )";

/// The same at the beginning of a text, and behind its first character.
static OTHER_NUMBER: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [r"^", r"(?s)^.\b"].map(|before| compiled(&format!("{before}{OTHER_NUMBERS}")))
});

/// Labels that say a number is something else.
static OTHER_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let labels =
        "(?:hanke|projekti|päätös|diaari|tili|viite|asia|jäsen|lasku)-?(?:numero|nro|koodi|tunnus)";
    let short = "dnro|diaari|viite|y-tunnus|isbn|issn|hanke|projekti";
    let swedish = "(?:projekt|diarie|fo-|konto|referens)nummer|project number|project code";
    compiled(&format!(
        r"(?i)\b(?:{labels}|{short}|{swedish})[\s:.#]*(?:nro|n:o|no)?[\s:.#]*$"
    ))
});

/// What makes a number before it an amount.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)^\s?(?:€|%|euro|eur\b|e\b|prosent|kpl|mk\b|henk|milj|asuk|kr\b)")
});

/// Finland's country code.
const FINLAND: &str = "358";

/// How far back a label is looked for, in bytes.
const LABEL_REACH: usize = 40;

/// The places of all phone numbers of a plain text, in order.
pub(super) fn find_all(text: &str) -> Vec<Range<usize>> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let others = other_numbers(text);
    let mut found = with_code(text, &others);
    found.extend(labelled::find_all(text, &others));
    found.sort_unstable_by_key(|range| range.start);
    joined(found)
}

/// The places of numbers that are no phone numbers, in order. Few places of a text can begin one, and looking at these
/// alone is many times faster than searching the text for all of them.
fn other_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let [first, later] = &*OTHER_NUMBER;
    let mut before = None;
    for (at, character) in text.char_indices() {
        let may_begin = character.is_numeric() || character.is_ascii_uppercase();
        let is_done = found.last().is_some_and(|last| at < last.end);
        if may_begin && !is_done {
            let other = match before {
                None => first.find(text),
                Some(before) => later.find(&text[before..]),
            };
            found.extend(other.map(|other| at..before.unwrap_or(at) + other.end()));
        }
        before = Some(at);
    }
    found
}

/// Ranges in order, those that overlap as one.
fn joined(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

/// The places of the numbers that begin with a country code or an area code.
fn with_code(text: &str, others: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let starts = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'0' | b'+' | b'(' | b'3'));
    for (start, _) in starts {
        let done = found.last().map_or(0, |last| last.end);
        let other = others.iter().find(|other| other.end > start);
        if start < done || other.is_some_and(|other| other.start <= start) {
            continue;
        }
        let limit = other.map_or(text.len(), |other| other.start);
        if let Some(end) = number_end(text, start, limit, done) {
            found.push(start..end);
        }
    }
    found
}

/// Where the phone number that begins at `start` ends; `None` when there is none.
fn number_end(text: &str, start: usize, limit: usize, done: usize) -> Option<usize> {
    if !may_begin(text, start, done) {
        return None;
    }
    let number = &text[start..limit];
    let groups = groups(number);
    let first = groups.first()?.digits;
    let end = match number.trim_start_matches('(').as_bytes().first()? {
        b'+' => international_end(&groups, 0),
        b'3' => bare_international_end(&groups),
        b'0' if first.starts_with("00") => international_end(&groups, 2),
        b'0' => domestic_end(&groups),
        _ => None,
    }?;
    let end = start + end;
    let rest = &text[end..];
    let labelled = {
        let mut from = start.saturating_sub(LABEL_REACH);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        OTHER_LABEL.is_match(&text[from..start])
    };
    (may_end(rest) && !UNIT.is_match(rest) && !labelled).then_some(end)
}

/// Whether a number may begin here: not inside a word, a larger number or a code with hyphens.
fn may_begin(text: &str, start: usize, done: usize) -> bool {
    let before = &text[done..start];
    let mut characters = before.chars().rev();
    match characters.next() {
        None => true,
        Some('-' | '_' | '/' | ',' | ':' | '.') => !characters.next().is_some_and(char::is_numeric),
        Some(c) => !c.is_alphanumeric() && c != '+',
    }
}

/// Whether a number may end before the rest of its text. After a slash another number or an extension may follow, but
/// no year: those are numbers of matters.
fn may_end(rest: &str) -> bool {
    let mut characters = rest.chars();
    match characters.next() {
        None => true,
        Some('/') => {
            let after = characters.as_str();
            let end = after.find(|c: char| !c.is_ascii_digit());
            !is_year(&after[..end.unwrap_or(after.len())])
        }
        Some('-' | '.' | ',' | ':') => !characters.next().is_some_and(char::is_numeric),
        Some(c) => !c.is_alphanumeric(),
    }
}

/// Where a number with a country code ends; `skip` digits stand before the code.
fn international_end(groups: &[Group<'_>], skip: usize) -> Option<usize> {
    let first = &groups.first()?.digits[skip..];
    if first.is_empty() {
        return international_end(&groups[1..], 0);
    }
    let alone = first.len() <= 3;
    let country = if alone {
        first
    } else {
        (2..=3)
            .map(|length| &first[..length])
            .find(|c| is_european(c))?
    };
    if !is_european(country) && (skip > 0 || !alone) {
        return None;
    }
    let amount = !is_european(country) && groups[1..].iter().all(|group| group.digits.len() == 3);
    let end = longest(groups, skip, 8..=15)?;
    (!amount).then_some(end)
}

/// Where a Finnish number ends that begins with the country code without a sign before it.
fn bare_international_end(groups: &[Group<'_>]) -> Option<usize> {
    let rest = groups.first()?.digits.strip_prefix(FINLAND)?;
    let digits: String = groups.iter().map(|group| group.digits).collect();
    let number = digits[FINLAND.len()..].trim_start_matches('0');
    let is_mobile = number.starts_with('4') || number.starts_with("50");
    let is_plausible = match rest {
        "" => is_mobile || groups[1..].iter().any(|group| group.digits.len() != 3),
        _ => is_mobile,
    };
    // Fewer digits are an amount, a year or a number in a list.
    is_plausible.then(|| longest(groups, 0, 11..=14))?
}

/// Where a number with a Finnish area code ends.
fn domestic_end(groups: &[Group<'_>]) -> Option<usize> {
    let first = groups.first()?.digits;
    let mobile = is_mobile(first);
    if mobile && first.len() >= 6 {
        return longest(groups, 0, 9..=12);
    }
    if let Some(rest) = first
        .strip_prefix('0')
        .filter(|rest| rest.starts_with(FINLAND))
    {
        let is_whole = rest.len() > FINLAND.len() || groups.len() > 2;
        return is_whole.then(|| longest(groups, 1, 11..=14))?;
    }
    if first.len() >= 8 {
        return (first.len() <= 12).then(|| groups[0].end);
    }
    let second = groups.get(1)?;
    if first == "0" {
        // The zero stands in brackets of its own: (0)40.
        let code = format!("0{}", second.digits);
        let is_code = second.gap == Gap::None && (is_area_code(&code) || is_mobile(&code));
        return is_code.then(|| longest(groups, 0, 9..=12))?;
    }
    let month_and_year = first.len() == 2
        && is_year(second.digits)
        && (second.gap == Gap::Slash
            || groups
                .get(2)
                .is_none_or(|third| third.gap == Gap::Hyphen || third.begins_line));
    let enough = if first.len() == 2 { 3 } else { 2 };
    if !is_area_code(first) || month_and_year || second.digits.len() < enough {
        return None;
    }
    longest(groups, 0, if mobile { 9..=12 } else { 7..=12 })
}
