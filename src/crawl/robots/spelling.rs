//! How the bytes and addresses of a robots.txt are spelled, so that two spellings of one thing compare as
//! equal.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

/// A file in UTF-16 as UTF-8; others as they are.
pub(super) fn in_utf8(content: &[u8]) -> Cow<'_, [u8]> {
    let (encoding, text) = match content {
        [0xFF, 0xFE, text @ ..] => (UTF_16LE, text),
        [0xFE, 0xFF, text @ ..] => (UTF_16BE, text),
        [first, 0, second, 0, ..] if *first > 0 && *second > 0 => (UTF_16LE, content),
        [0, first, 0, second, ..] if *first > 0 && *second > 0 => (UTF_16BE, content),
        _ => return Cow::Borrowed(content),
    };
    let (text, _) = encoding.decode_without_bom_handling(text);
    Cow::Owned(text.into_owned().into_bytes())
}

/// A file may begin with a byte order mark, or with a part of one.
pub(super) fn without_mark(content: &[u8]) -> &[u8] {
    let mark = [0xEF, 0xBB, 0xBF];
    let length = content.iter().zip(mark).take_while(|(a, b)| **a == *b);
    &content[length.count()..]
}

/// Bytes outside ASCII as `%XX`, and the letters of `%xx` in upper case.
pub(super) fn escaped(text: &[u8]) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match text.get(at + 1..at + 3) {
            Some(digits) if *byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit) => {
                escaped.push('%');
                escaped.extend(
                    digits
                        .iter()
                        .map(|digit| char::from(digit.to_ascii_uppercase())),
                );
                at += 3;
                continue;
            }
            _ if byte.is_ascii() => escaped.push(char::from(*byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
        at += 1;
    }
    escaped
}

/// Undoes escapes that need not be: of letters, digits, `-`, `.`, `_` and `~`.
pub(super) fn unreserved_decoded(escaped: &str) -> String {
    let mut plain = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let value = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match value {
            Some(value) if value.is_ascii_alphanumeric() || b"-._~".contains(&value) => {
                plain.push(char::from(value));
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                plain.push('%');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}
