//! How a name is written: its words joined as they stand, the last one in the base form.

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
    let tokens = document.tokens().get(span.clone());
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

/// The same with a space only where the text has one: "Työ- ja elinkeinoministeriö". `shown` is told which token it
/// writes.
pub(super) fn with_gaps(
    document: &Document<'_>,
    span: &Range<usize>,
    shown: impl Fn(usize, &str) -> String,
    last: &str,
) -> String {
    let mut name = String::new();
    let mut end = None;
    for (at, token) in span.clone().zip(document.of(span.clone())) {
        if end.is_some_and(|end| end < token.start) {
            name.push(' ');
        }
        if at + 1 == span.end {
            name.push_str(last);
        } else {
            name.push_str(&shown(at, token.text));
        }
        end = Some(token.end());
    }
    name
}

/// The words of a span as they stand, with a space where the text has one.
pub(super) fn as_it_stands(document: &Document<'_>, span: Range<usize>) -> String {
    let last = document.last(&span);
    with_gaps(document, &span, |_, word| word.to_owned(), last)
}
