//! Addresses without end: calendars, session identifiers, filters that combine for ever.
//!
//! Addresses of one *shape* differ only in numbers and in what looks like an identifier. Where
//! many pages of a shape were read and none held an article, no more of them are visited.

use url::{Position, Url};

/// Longest address that is visited; browsers and servers agree on about so much.
const MAX_LENGTH: usize = 2_000;

/// Most parts of a path.
const MAX_PARTS: usize = 24;

/// How often one part may stand in a path: a relative link in a template that was meant to be
/// absolute grows by itself with every page.
const MAX_REPEATS: usize = 3;

/// Pages of one shape that are read without an article before the shape is given up.
pub(crate) const MAX_BARREN_OF_SHAPE: u32 = 40;

/// Shortest part that can look like an identifier of a session.
const IDENTIFIER_LENGTH: usize = 16;

/// Whether an address looks made by accident, without end.
#[must_use]
pub fn is_runaway(url: &Url) -> bool {
    let parts: Vec<&str> = parts(url).collect();
    let repeated = |part: &&str| parts.iter().filter(|other| *other == part).count() > MAX_REPEATS;
    url.as_str().len() > MAX_LENGTH || parts.len() > MAX_PARTS || parts.iter().any(repeated)
}

/// The address with its numbers and identifiers left out, and its parameters in order; none for an
/// address that has neither, which is a shape of its own.
#[must_use]
pub fn shape(url: &Url) -> Option<String> {
    if !url[Position::BeforePath..Position::AfterQuery].contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut shape = String::new();
    for part in parts(url) {
        shape.push('/');
        shape.push_str(&shape_of_part(part));
    }
    let query = url.query().unwrap_or_default();
    let mut parameters: Vec<String> = query.split('&').map(shape_of_parameter).collect();
    parameters.sort_unstable();
    parameters.dedup();
    for parameter in parameters.iter().filter(|parameter| !parameter.is_empty()) {
        shape.push('?');
        shape.push_str(parameter);
    }
    Some(shape)
}

fn parts(url: &Url) -> impl Iterator<Item = &str> {
    url.path().split('/').filter(|part| !part.is_empty())
}

fn shape_of_parameter(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, value)) => format!("{name}={}", shape_of_part(value)),
        None => shape_of_part(parameter),
    }
}

/// Each number as `0`; a long mixture of letters and digits as `x`.
fn shape_of_part(part: &str) -> String {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let is_identifier = part.len() >= IDENTIFIER_LENGTH
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (digits * 4 >= part.len() && digits < part.len());
    if is_identifier {
        return "x".to_owned();
    }
    let mut shape = String::with_capacity(part.len());
    for letter in part.chars() {
        if !letter.is_ascii_digit() {
            shape.push(letter);
        } else if !shape.ends_with('0') {
            shape.push('0');
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(path: &str) -> Url {
        Url::parse("https://a.fi").unwrap().join(path).unwrap()
    }

    #[test]
    fn pages_of_a_calendar_have_one_shape_and_articles_each_their_own() {
        let same = [
            ("/kalenteri/2022/10/", "/kalenteri/1999/1"),
            ("/kalenteri?kk=2022-10", "/kalenteri?kk=2031-01"),
            ("/a?b=1&c=2", "/a?c=22&b=11"),
            ("/a/9f3c0a7711bd4e2f8a", "/a/0123456789abcdef01"),
        ];
        for (one, other) in same {
            assert_eq!(shape(&parsed(one)), shape(&parsed(other)), "{one}");
        }
        let different = [
            ("/2022/10/uusi-talo", "/2022/10/vanha-talo"),
            ("/a?n=1&tunnus=uusi", "/a?n=1&tunnus=vanha"),
            ("/1/b", "/1/c"),
        ];
        for (one, other) in different {
            assert_ne!(shape(&parsed(one)), shape(&parsed(other)), "{one}");
        }
    }

    #[test]
    fn addresses_that_grow_by_themselves_are_seen() {
        assert!(is_runaway(&parsed("/a/b/a/b/a/b/a/b")));
        assert!(is_runaway(&parsed(&format!("/{}", "x".repeat(2_000)))));
        assert!(is_runaway(&parsed(&"/a1/b".repeat(20))));
        assert!(!is_runaway(&parsed("/2022/10/10/10-uutista/")));
    }
}
