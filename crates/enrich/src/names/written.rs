//! How a name is written: its words joined, the last one in the base form.

use std::ops::Range;

use super::document::Document;

/// The words of a span before the last, each as `shown` writes it, and the last as `base_form` does.
///
/// Of a name only the last word is inflected.
pub(super) fn joined(
    document: &Document<'_>,
    span: &Range<usize>,
    shown: impl Fn(&str) -> String,
    base_form: impl FnOnce(&str) -> String,
) -> String {
    let tokens = document.tokens.get(span.clone());
    let Some((last, before)) = tokens.and_then(<[_]>::split_last) else {
        return String::new();
    };
    let mut name = String::new();
    for token in before {
        name.push_str(&shown(token.text));
        name.push(' ');
    }
    name.push_str(&base_form(last.text));
    name
}
