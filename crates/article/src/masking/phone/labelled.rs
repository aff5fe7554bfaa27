//! Numbers without a code that a word before them calls phone numbers: "puh. 987 6543", "tfn 123 45".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::groups::{Gap, Group, groups, is_year, longest};
use super::{UNIT, compiled, may_end};

/// A word that says a phone number follows, and what stands between both. `call` are words that name other numbers,
/// too.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let finnish = r"puh|puhelin|puhelimitse|puhelimella|puhelinnumer\p{L}+|matkapuh(?:elin)?|gsm|fa(?:ksi|x)|vaihde";
    let swedish = "tfn|tlf|tel|telefon|telefonnummer|mobil|mobilnummer|mob|växel";
    let call = "soita|soittakaa|soittamalla|numero(?:on|sta|ssa|ihin)?|numret|ring|whatsapp";
    compiled(&format!(
        r"(?i)(?:^|[^\p{{L}}\d\[-])(?:(?:{finnish}|{swedish})|(?<call>{call}))[.:]{{0,2}}(?: ?(?:nro|nr|no)\.?)?[ :\n]{{0,3}}\(?$"
    ))
});

/// How far before a number its label begins, in bytes.
const LABEL_REACH: usize = 32;

/// What stands between two numbers of one label.
static CONNECTOR: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^ ?(?:[,;/]|(?:tai|ja|sekä|och|eller|or|and)\b) ?"));

/// Fewest digits of a number after a word for a phone.
const FEWEST_DIGITS: usize = 5;

/// Fewest digits of a number after a word that other numbers follow, too.
const FEWEST_DIGITS_AFTER_CALL: usize = 6;

/// Most digits of a number without a code.
const MOST_DIGITS: usize = 12;

/// The places of the numbers after labels, in order; `others` are numbers that are something else.
pub(super) fn find_all(text: &str, others: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for mut start in beginnings_of_numbers(text) {
        let done = found.last().map_or(0, |last| last.end);
        let Some(mut fewest) = fewest_digits(text, start).filter(|_| start >= done) else {
            continue;
        };
        while let Some(end) = number_end(text, start, others, fewest) {
            let opens = text[..start].ends_with('(') && text[start..end].contains(')');
            found.push(start - usize::from(opens)..end);
            fewest = FEWEST_DIGITS_AFTER_CALL;
            let Some(connector) = CONNECTOR.find(&text[end..]) else {
                break;
            };
            start = end + connector.end();
        }
    }
    found
}

/// Where digits begin after something else than a digit.
fn beginnings_of_numbers(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| {
        at.checked_sub(1)
            .is_none_or(|at| !bytes[at].is_ascii_digit())
    };
    let digits = bytes.iter().enumerate();
    digits
        .filter(|(_, byte)| byte.is_ascii_digit())
        .map(|(at, _)| at)
        .filter(begins)
}

/// How many digits a number needs that begins at a place; nothing without a label before it.
fn fewest_digits(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].trim_end_matches([' ', ':', '.', '\n', '(']);
    if !before.ends_with(char::is_alphabetic) {
        return None;
    }
    let mut from = start.saturating_sub(LABEL_REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let label = LABEL.captures(&text[from..start])?;
    Some(match label.name("call") {
        Some(_) => FEWEST_DIGITS_AFTER_CALL,
        None => FEWEST_DIGITS,
    })
}

fn number_end(text: &str, start: usize, others: &[Range<usize>], fewest: usize) -> Option<usize> {
    let other = others.iter().find(|other| other.end > start);
    if !text[start..].starts_with(|c: char| c.is_ascii_digit())
        || other.is_some_and(|other| other.start <= start)
    {
        return None;
    }
    let limit = other.map_or(text.len(), |other| other.start);
    let mut groups = groups(&text[start..limit]);
    let slash = groups.iter().position(|group| group.gap == Gap::Slash);
    groups.truncate(slash.unwrap_or(groups.len()));
    let end = longest(&groups, 0, fewest..=MOST_DIGITS)?;
    groups.retain(|group| group.end <= end);
    let rest = &text[start + end..];
    (is_number(&groups) && may_end(rest) && !UNIT.is_match(rest)).then_some(start + end)
}

/// Whether groups are no amount, no years, and no number of a service that everybody calls.
fn is_number(groups: &[Group<'_>]) -> bool {
    let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
    let first = groups.first().map_or("", |group| group.digits);
    let is_service = digits <= 6
        && ["100", "112", "116", "118"]
            .iter()
            .any(|code| first.starts_with(code));
    let is_amount = first.len() < 2;
    let are_years = groups.iter().all(|group| is_year(group.digits));
    !is_service && !is_amount && !are_years
}
