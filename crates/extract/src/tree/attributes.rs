//! Cuts tags with far too many attributes before the tokenizer sees them: it compares each
//! attribute's name with all earlier ones of its tag.

use std::borrow::Cow;

use crate::warning::{Warning, WarningCode};

/// Most attributes of a tag. The rest are left out.
pub(super) const MAX_ATTRIBUTES: usize = 256;

/// How often a cut ends where a script does. Comparisons in scripts (`a<b`) look like tags whose
/// attributes go on to the end of the page; a tag that pretends to be one gains little by it.
const MAX_SCRIPT_ENDS: usize = 16;
/// What ends a script.
const SCRIPT_END: &[u8] = b"</script";

/// The text with at most [`MAX_ATTRIBUTES`] attributes in anything that looks like a tag.
///
/// Every `<` before a letter is looked at as the beginning of a tag, also inside scripts and
/// quoted values, so that no trick of quoting hides a tag from the count.
pub(super) fn with_few_attributes<'a>(text: &'a str, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    let bytes = text.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    let mut script_ends = 0;
    while let Some(found) = text[at..].find('<') {
        // Where a cut ended at the end of a script, the tag may go on behind it.
        let goes_on = copied > 0 && at + found == copied;
        at += found + 1;
        if !goes_on && !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = scan_tag(bytes, at, MAX_ATTRIBUTES);
        if tag.is_whole {
            continue;
        }
        kept.push_str(&text[copied..tag.stopped_at]);
        copied = scan_tag(bytes, tag.stopped_at, usize::MAX).stopped_at;
        if script_ends < MAX_SCRIPT_ENDS
            && let Some(length) = script_end(&bytes[tag.stopped_at..copied])
        {
            copied = tag.stopped_at + length;
            script_ends += 1;
        }
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

/// Where a script ends in a piece of text.
fn script_end(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(SCRIPT_END.len())
        .position(|window| window.eq_ignore_ascii_case(SCRIPT_END))
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
    fn a_comparison_in_a_script_does_not_swallow_the_page() {
        let page = format!(
            "<script>if (a<b{}) f('</SCRIPT><p>teksti",
            " + x".repeat(400)
        );
        let mut warnings = Vec::new();
        assert!(with_few_attributes(&page, &mut warnings).ends_with("</SCRIPT><p>teksti"));
        // A tag that pretends to hold scripts is cut all the same.
        let tag = format!(
            "<p{}>",
            format!("{} </script", " a".repeat(300)).repeat(1_000)
        );
        let kept = with_few_attributes(&tag, &mut warnings);
        assert!(kept.len() < 20 * 600, "{}", kept.len());
    }

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
