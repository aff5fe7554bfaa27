//! Runs of digits with narrow gaps between them, as numbers are written.

/// Longest gap inside a number, in characters.
const LONGEST_GAP: usize = 3;

/// Most runs of digits in one number.
const MOST_GROUPS: usize = 12;

/// A run of digits in a number.
#[derive(Debug)]
pub(super) struct Group<'t> {
    /// The digits.
    pub(super) digits: &'t str,
    /// Byte after its last digit and its closing bracket.
    pub(super) end: usize,
    /// What stands between the group before and this one.
    pub(super) gap: Gap,
    /// Whether a line ends in that gap.
    pub(super) begins_line: bool,
}

/// What stands between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, or a bracket.
    None,
    /// Spaces, or the end of a line.
    Space,
    /// A hyphen.
    Hyphen,
    /// A full stop.
    Stop,
    /// A slash.
    Slash,
}

/// The digits from the beginning of a plain text, as long as only gaps and brackets part them.
pub(super) fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let (mut gap, mut gap_length, mut begins_line) = (Gap::None, 0, false);
    let mut at = 0;
    while let Some(character) = text.as_bytes().get(at) {
        let mut length = 1;
        match character {
            b'0'..=b'9' => {
                let rest = &text[at..];
                length = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                groups.push(Group {
                    digits: &rest[..length],
                    end: at + length,
                    gap,
                    begins_line,
                });
                (gap, gap_length, begins_line) = (Gap::None, 0, false);
            }
            b'+' if matches!(&text[..at], "" | "(") => {}
            b'(' => gap_length += 1,
            b')' => {
                if let Some(last) = groups.last_mut().filter(|last| last.end == at) {
                    last.end = at + 1;
                }
            }
            b'-' => (gap, gap_length) = (Gap::Hyphen, gap_length + 1),
            b'.' if groups.first().is_some_and(|first| first.digits.len() >= 3) => {
                (gap, gap_length) = (Gap::Stop, gap_length + 1);
            }
            b'/' if groups.len() == 1 && gap != Gap::Slash => {
                (gap, gap_length) = (Gap::Slash, gap_length + 1);
            }
            b' ' => {
                gap = if gap == Gap::None { Gap::Space } else { gap };
                gap_length += 1;
            }
            b'\n' if !begins_line && !groups.is_empty() => {
                gap = if gap == Gap::None { Gap::Space } else { gap };
                (gap_length, begins_line) = (gap_length + 1, true);
            }
            _ => break,
        }
        at += length;
        if gap_length > LONGEST_GAP || groups.len() > MOST_GROUPS {
            break;
        }
    }
    groups
}

/// The end of the longest run of groups whose digits together are so many. A number that is whole does not go on in
/// the next line.
pub(super) fn longest(
    groups: &[Group<'_>],
    skip: usize,
    digits: std::ops::RangeInclusive<usize>,
) -> Option<usize> {
    let mut total = 0;
    let mut end = None;
    for (at, group) in groups.iter().enumerate() {
        let is_year = is_year(group.digits) && at + 1 == groups.len();
        if group.begins_line && (end.is_some() || is_year) {
            break;
        }
        total += group.digits.len();
        if total >= skip && digits.contains(&(total - skip)) {
            end = Some(group.end);
        }
    }
    end
}

/// Whether digits are a year of our times.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}
