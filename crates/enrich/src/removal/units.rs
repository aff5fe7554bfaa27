//! A text character by character, each as a reader sees it whatever code it is written in.

use crate::within::part;
use std::ops::Range;

use unicode_normalization::char::{compose, decompose_canonical, decompose_compatible};

/// What a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A letter, or a mark that belongs to the letter before it.
    Letter(char),
    /// Something that is not seen: a soft hyphen, or a tag inside a line.
    Nothing,
    /// A space of any kind.
    Space,
    /// The end of a line, or a tag that ends one.
    LineEnd,
    /// A sign that may stand between words of one name.
    Sign(char),
    /// Anything else.
    Other,
}

/// A unit and the bytes it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReadUnit {
    pub(super) unit: Unit,
    pub(super) bytes: Range<usize>,
}

/// Longest tag that is passed over, in bytes.
const LONGEST_TAG: usize = 400;

/// Longest entity, in bytes.
const LONGEST_ENTITY: usize = 12;

/// Signs that may stand between words of one name.
const SIGNS: &str = ",-–—‐‑_.+/'’‘`´\"”“„«»()[]*|:;·•~@";

/// Tags that end a line.
const LINE_TAGS: [&str; 24] = [
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "td",
    "th",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "figure",
    "figcaption",
    "blockquote",
    "dt",
    "dd",
    "hr",
];

/// Entities that stand in Finnish and Swedish pages.
const ENTITIES: [(&str, char); 26] = [
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("rsquo", '’'),
    ("rdquo", '”'),
    ("comma", ','),
];

/// The units of a text, in order; a hyphen at the end of a line inside a word is not seen.
pub(super) fn units(text: &str) -> impl Iterator<Item = ReadUnit> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let (mut unit, mut length) = read(rest);
        if is_hyphen(unit)
            && let Some(broken) = broken_line(part(rest, length..))
        {
            (unit, length) = (Unit::Nothing, length + broken);
        }
        let bytes = at..at + length;
        at += length;
        Some(ReadUnit { unit, bytes })
    })
}

/// Adds a letter in small form, composed with the one before where it is a mark.
pub(super) fn push_letter(letters: &mut String, letter: char) {
    if letter.is_ascii() {
        letters.push(letter.to_ascii_lowercase());
        return;
    }
    decompose_compatible(letter, |part| {
        for part in part.to_lowercase() {
            let composed = letters
                .chars()
                .next_back()
                .and_then(|last| compose(last, part));
            match composed {
                Some(composed) => {
                    letters.pop();
                    letters.push(composed);
                }
                None if part.is_alphabetic() => letters.push(part),
                // A mark that nothing is written with in one character says little.
                None => {}
            }
        }
    });
}

/// Small letters without dots, rings and accents, as addresses have them.
pub(super) fn folded(letters: &str) -> String {
    letters.chars().map(folded_letter).collect()
}

/// The same of one letter.
pub(super) fn folded_letter(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'đ' => 'd',
        'ł' => 'l',
        _ => {
            let mut plain = letter;
            decompose_canonical(letter, |part| {
                if part.is_ascii() {
                    plain = part;
                }
            });
            plain
        }
    }
}

/// The first unit of a text that is not empty, and its bytes.
fn read(text: &str) -> (Unit, usize) {
    let Some(first) = text.chars().next() else {
        return (Unit::Other, 0);
    };
    let written = match first {
        '<' => tag(text),
        '&' => entity(text).map(seen),
        '%' => percent(text).map(seen),
        '\\' => escape(text).map(seen),
        _ => None,
    };
    written.unwrap_or_else(|| seen((first, first.len_utf8())))
}

/// How a reader sees a character.
fn seen((character, length): (char, usize)) -> (Unit, usize) {
    let unit = match character {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Unit::LineEnd,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
            Unit::Nothing
        }
        // Between the letters of a text in two bytes a character.
        '\0' | '\u{feff}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' => Unit::Nothing,
        '\u{300}'..='\u{36f}' => Unit::Letter(character),
        _ if character.is_alphabetic() => Unit::Letter(character),
        _ if character.is_whitespace() => Unit::Space,
        _ if SIGNS.contains(character) => Unit::Sign(character),
        _ => Unit::Other,
    };
    (unit, length)
}

fn is_hyphen(unit: Unit) -> bool {
    matches!(unit, Unit::Sign('-' | '‐'))
}

/// Bytes of the end of a line with the spaces around it, where a word goes on behind it.
fn broken_line(text: &str) -> Option<usize> {
    let (mut at, mut ends) = (0, 0);
    loop {
        match read(text.get(at..).filter(|rest| !rest.is_empty())?) {
            (Unit::LineEnd, length) => {
                ends += 1;
                at += length;
            }
            (Unit::Space | Unit::Nothing, length) => at += length,
            (Unit::Letter(_), _) if ends > 0 => return Some(at),
            _ => return None,
        }
    }
}

/// A tag, which ends a line or is not seen.
fn tag(text: &str) -> Option<(Unit, usize)> {
    let inside = part(text, 1..);
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    if !inside.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!') {
        return None;
    }
    let head = part(text, ..text.floor_char_boundary(LONGEST_TAG));
    let end = head.find('>')?;
    let name: String = inside
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let ends_line = LINE_TAGS.contains(&name.to_ascii_lowercase().as_str());
    let unit = if ends_line {
        Unit::LineEnd
    } else {
        Unit::Nothing
    };
    Some((unit, end + 1))
}

/// An entity; also one whose `&` is written as an entity.
fn entity(text: &str) -> Option<(char, usize)> {
    let mut start = 1;
    while part(text, start..).starts_with("amp;") {
        start += "amp;".len();
    }
    let rest = part(text, start..);
    let rest = part(rest, ..rest.floor_char_boundary(LONGEST_ENTITY));
    let end = rest.find(';')?;
    let name = part(rest, ..end);
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = hexadecimal.map_or_else(
                || number.parse().ok(),
                |digits| u32::from_str_radix(digits, 16).ok(),
            );
            char::from_u32(code?)?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, start + end + 1))
}

/// A character as addresses write it: `%C3%A4`.
fn percent(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    let mut at = 0;
    while bytes.len() < 4 {
        let Some(hexadecimal) = text
            .get(at..at + 3)
            .and_then(|written| written.strip_prefix('%'))
        else {
            break;
        };
        let Ok(byte) = u8::from_str_radix(hexadecimal, 16) else {
            break;
        };
        bytes.push(byte);
        at += 3;
        if let Ok(read) = std::str::from_utf8(&bytes) {
            return read.chars().next().map(|character| (character, at));
        }
    }
    None
}

/// A character as JSON writes it: `\n`, `\u00e4`.
fn escape(text: &str) -> Option<(char, usize)> {
    let character = match *text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' | b'f' => '\t',
        b'"' => '"',
        b'/' => '/',
        b'u' => {
            let code = u32::from_str_radix(text.get(2..6)?, 16).ok()?;
            return Some((char::from_u32(code)?, 6));
        }
        _ => return None,
    };
    Some((character, 2))
}
