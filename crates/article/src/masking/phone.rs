//! Finds phone numbers: with a Finnish area code, or with a country code.
//!
//! A number is read as groups of digits with narrow gaps between them; the first group must be a
//! code in use, and the digits together as many as such numbers have. Dates, years, postal codes,
//! amounts, business ids and account numbers fail these rules or are recognised first; a number after
//! a label such as "hankenumero" is what the label says.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::compiled;

/// Numbers that look like phone numbers but are dates, account numbers or business ids.
static OTHER_NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    let date = r"\d{1,2}[.\-]\d{1,2}[.\-]\d{2,4}\b|\d{4}-\d{2}-\d{2}\b";
    let account = r"[A-Z]{2}\d{2}(?: ?\d{4}){3} ?\d{2}\b";
    let business = r"\d{7}-\d\b";
    compiled(&format!(r"\b(?:{date}|{account}|{business})"))
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

/// How far back a label is looked for, in bytes.
const LABEL_REACH: usize = 40;

/// Country codes of two or three digits that Finnish pages name: Europe's.
fn is_european(country: &str) -> bool {
    match country.len() {
        2 => {
            matches!(country.as_bytes()[0], b'3' | b'4')
                && !matches!(country, "35" | "37" | "38" | "42")
        }
        3 => ["35", "37", "38", "42"]
            .iter()
            .any(|start| country.starts_with(start)),
        _ => country == "7",
    }
}

/// The places of all phone numbers, in order.
pub(super) fn find_all(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.bytes().any(|byte| matches!(byte, b'0' | b'+')) {
        return found;
    }
    let others: Vec<_> = OTHER_NUMBERS
        .find_iter(text)
        .map(|other| other.range())
        .collect();
    let starts = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'0' | b'+' | b'('));
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
    let groups = groups(&text[start..limit]);
    let end = match text.as_bytes()[start] {
        b'+' => international_end(&groups, 0),
        b'(' if !text[start + 1..].starts_with(['0', '+']) => None,
        _ if groups
            .first()
            .is_some_and(|group| group.digits.starts_with("00")) =>
        {
            international_end(&groups, 2)
        }
        _ => domestic_end(&groups),
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

fn may_end(rest: &str) -> bool {
    let mut characters = rest.chars();
    match characters.next() {
        None => true,
        Some('-' | '/' | '.' | ',' | ':') => !characters.next().is_some_and(char::is_numeric),
        Some(c) => !c.is_alphanumeric(),
    }
}

/// A run of digits in a number.
struct Group<'t> {
    digits: &'t str,
    /// Byte after its last digit and its closing bracket.
    end: usize,
    /// What stands between the group before and this one: 'n' for nothing, ' ', '-' or '.'.
    gap: char,
}

/// The digits from the beginning of a text, as long as only gaps and brackets part them.
fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut gap = 'n';
    let mut gap_length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '0'..='9' => {
                let rest = &text[at..];
                let length = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                groups.push(Group {
                    digits: &rest[..length],
                    end: at + length,
                    gap,
                });
                (gap, gap_length) = ('n', 0);
                for _ in 1..length {
                    characters.next();
                }
            }
            '+' if at == 0 || text[..at] == *"(" => {}
            '(' => gap_length += 1,
            ')' => {
                if let Some(last) = groups.last_mut().filter(|last| last.end == at) {
                    last.end = at + 1;
                }
            }
            '-' | '\u{2010}'..='\u{2013}' => (gap, gap_length) = ('-', gap_length + 1),
            '.' if groups.first().is_some_and(|first| first.digits.len() >= 3) => {
                (gap, gap_length) = ('.', gap_length + 1);
            }
            ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => {
                (gap, gap_length) = (if gap == 'n' { ' ' } else { gap }, gap_length + 1);
            }
            _ => break,
        }
        if gap_length > 3 || groups.len() > 8 {
            break;
        }
    }
    groups
}

/// Where a number with a country code ends; `skip` digits stand before the code.
fn international_end(groups: &[Group<'_>], skip: usize) -> Option<usize> {
    let first = &groups.first()?.digits[skip..];
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

/// Where a number with a Finnish area code ends.
fn domestic_end(groups: &[Group<'_>]) -> Option<usize> {
    let first = groups.first()?.digits;
    let mobile = first.starts_with("04") || first.starts_with("050");
    if mobile && first.len() >= 6 {
        return longest(groups, 0, 9..=12);
    }
    if first.len() >= 8 {
        return (first.len() <= 12).then(|| groups[0].end);
    }
    let second = groups.get(1)?;
    let year = second.digits.len() == 4
        && (second.digits.starts_with("19") || second.digits.starts_with("20"));
    let month_and_year =
        first.len() == 2 && year && groups.get(2).is_none_or(|third| third.gap == '-');
    let enough = if first.len() == 2 { 3 } else { 2 };
    if !is_area_code(first) || month_and_year || second.digits.len() < enough {
        return None;
    }
    longest(groups, 0, if mobile { 9..=12 } else { 7..=12 })
}

/// Finland's area, mobile, company and service codes with their leading zero.
fn is_area_code(code: &str) -> bool {
    match code.len() {
        2 => matches!(code, "02" | "03" | "05" | "06" | "08" | "09"),
        3 => code.starts_with("01") && !matches!(code, "011" | "012") || is_area_code_start(code),
        4 | 5 => is_area_code_start(code) || code.starts_with("010") || code.starts_with("080"),
        _ => false,
    }
}

fn is_area_code_start(code: &str) -> bool {
    [
        "04", "050", "020", "029", "030", "060", "070", "071", "073", "075",
    ]
    .iter()
    .any(|start| code.starts_with(start))
}

/// The end of the longest run of groups whose digits together are so many.
fn longest(
    groups: &[Group<'_>],
    skip: usize,
    digits: std::ops::RangeInclusive<usize>,
) -> Option<usize> {
    let mut total = 0;
    let mut end = None;
    for group in groups {
        total += group.digits.len();
        if digits.contains(&(total - skip)) {
            end = Some(group.end);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::masking::mask;

    #[test]
    fn numbers_are_found_in_every_usual_shape() {
        for number in [
            "040 123 4567",
            "0401234567",
            "040-1234567",
            "040-123 4567",
            "050 123 45 67",
            "0457 123 4567",
            "0400 123 456",
            "+358 40 123 4567",
            "+358401234567",
            "+358 (0)40 123 4567",
            "00358 40 123 4567",
            "(09) 123 4567",
            "09 1234 567",
            "(014) 123 456",
            "014 123 456",
            "014-123456",
            "020 123 4567",
            "0800 12345",
            "0295 025 000",
            "029 41 000",
            "040.123.4567",
            "+46 8 123 456 78",
            "+372 5123 4567",
            "0046 8 123 456",
            "+1 (555) 123-4567",
            "040\u{a0}123\u{a0}4567",
            "040–123 4567",
            "(+358) 40 123 4567",
        ] {
            for text in [
                format!("Puh. {number}."),
                format!("({number})"),
                format!("p.{number}, Anna"),
            ] {
                let masked = mask(&text).into_owned();
                assert!(
                    !masked.contains(|c: char| c.is_ascii_digit()),
                    "{text} gives {masked}"
                );
            }
        }
        assert_eq!(mask("014 123 456 / 040 1234567"), "[puhelin] / [puhelin]");
        assert_eq!(mask("0401234567 0509876543"), "[puhelin] [puhelin]");
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "Y-tunnus 0123456-7",
            "1234567-8",
            "FI21 1234 5600 0007 85",
            "00100 Helsinki",
            "hankenumero 040123456",
            "Projektikoodi: S20123",
            "projektinumero 0912345678",
            "ISSN 0355-1234",
            "ISBN 978-952-000-123-4",
            "VN/12345/2021",
            "1 200 000 euroa",
            "+1 200 000 euroa",
            "+20 000",
            "vuosina 2020-2023",
            "klo 08-10",
            "0,5 milj.",
            "05 2022 – 12 2023",
            "06-10-2022",
            "09.00-16.00",
            "3 000 henkilöä",
            "05/2022",
            "040 2022",
            "dnro 0401234567",
            "0 20 000",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
