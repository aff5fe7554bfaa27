//! Cuts tags with far too many attributes before the tokenizer sees them: it compares each
//! attribute's name with all earlier ones of its tag.

use std::borrow::Cow;

use crate::warning::{Warning, WarningCode};

/// Most attributes of a tag. The rest are left out.
pub(super) const MAX_ATTRIBUTES: usize = 256;

/// The text with at most [`MAX_ATTRIBUTES`] attributes in anything that looks like a tag.
///
/// Every `<` before a letter is looked at as the beginning of a tag, also inside scripts and
/// quoted values, so that no trick of quoting hides a tag from the count.
pub(super) fn with_few_attributes<'a>(text: &'a str, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    let bytes = text.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = scan_tag(bytes, at, MAX_ATTRIBUTES);
        if tag.is_whole {
            continue;
        }
        kept.push_str(&text[copied..tag.stopped_at]);
        copied = scan_tag(bytes, tag.stopped_at, usize::MAX).stopped_at;
        at = copied;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    warnings.push(Warning::new(
        WarningCode::AttributesCut,
        format!("a tag has more than {MAX_ATTRIBUTES} attributes; the others are not read"),
    ));
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

/// How far [`scan_tag`] came.
struct TagScan {
    /// The `>`, or the attribute that would be one too many, or the end of the text.
    stopped_at: usize,
    /// Whether the tag ended before there were too many attributes.
    is_whole: bool,
}

/// Walks over a tag from its name or one of its attributes, past at most `most` attributes.
fn scan_tag(bytes: &[u8], from: usize, most: usize) -> TagScan {
    let mut at = from;
    // The tag's name counts as one more, unless the walk begins at an attribute.
    let mut words = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => break,
            b'/' => at += 1,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ if words > most => {
                return TagScan {
                    stopped_at: at,
                    is_whole: false,
                };
            }
            _ => {
                words += 1;
                at = after_attribute(bytes, at);
            }
        }
    }
    TagScan {
        stopped_at: at,
        is_whole: true,
    }
}

/// Where an attribute that begins at `at` ends, its value included.
fn after_attribute(bytes: &[u8], at: usize) -> usize {
    let name_ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'=');
    // A first `=` belongs to the name.
    let mut end = at + 1;
    end += bytes[end..]
        .iter()
        .position(name_ends)
        .unwrap_or(bytes.len() - end);
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let gap = bytes[end..]
        .iter()
        .take_while(|byte| is_space(byte))
        .count();
    if bytes.get(end + gap) != Some(&b'=') {
        return end;
    }
    end += gap + 1;
    end += bytes[end..]
        .iter()
        .take_while(|byte| is_space(byte))
        .count();
    let rest = &bytes[end..];
    let length = match rest.first() {
        Some(quote @ (b'"' | b'\'')) => rest[1..]
            .iter()
            .position(|byte| byte == quote)
            .map(|length| length + 2),
        _ => rest.iter().position(|byte| is_space(byte) || *byte == b'>'),
    };
    end + length.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_behind_quotes_and_slashes() {
        let page = "<a href='x>y' title=\"<b c d>\" data-x=it's / z =1>teksti</a>";
        assert_eq!(with_few_attributes(page, &mut Vec::new()), page);
        let scan = scan_tag(page.as_bytes(), 1, 5);
        assert_eq!(
            (scan.is_whole, &page[scan.stopped_at..]),
            (true, ">teksti</a>")
        );
        assert!(!scan_tag(page.as_bytes(), 1, 3).is_whole);
        assert!(scan_tag(b"a b='", 0, 9).is_whole);
    }
}
