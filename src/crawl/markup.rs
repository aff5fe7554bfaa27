//! Reads XML that need not be well formed: feeds and sitemaps with bare ampersands, missing end
//! tags, unquoted attributes or the wrong encoding still name their addresses.
//!
//! A parser that keeps to the standard stops at the first such fault, and whatever stands behind
//! it would never be found. This one never fails: what is no markup is text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// One piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag, by its name.
    Close(&'a str),
    /// Text with its references resolved.
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Name with its prefix, as written.
    pub(super) name: &'a str,
    /// Whether it ends itself (`<a/>`).
    pub(super) is_empty: bool,
    attributes: &'a str,
}

/// The part of a name behind its prefix.
pub(super) fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The prefix of a name; empty when it has none.
pub(super) fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// The text of a file: by its byte order mark, its XML declaration, the label it came with, or
/// its bytes.
pub(super) fn decoded<'a>(content: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, length)) = Encoding::for_bom(content) {
        return encoding.decode_without_bom_handling(&content[length..]).0;
    }
    let encoding = match content {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ if std::str::from_utf8(content).is_ok() => UTF_8,
        _ => declared(content)
            .or_else(|| content_type.and_then(labelled))
            // Text that is no UTF-8 and says nothing better is Western, as browsers assume.
            .filter(|encoding| *encoding != UTF_8)
            .unwrap_or(WINDOWS_1252),
    };
    encoding.decode_without_bom_handling(content).0
}

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { rest: text }
}

/// How far into a file its first element is looked for: a server may write long warnings before it.
const BEGINNING: usize = 16 * 1024;

/// What the warnings of a server are written in.
const WARNING_TAGS: [&str; 20] = [
    "br", "b", "i", "u", "p", "pre", "hr", "em", "strong", "small", "font", "span", "table",
    "tbody", "tr", "th", "td", "code", "script", "style",
];

/// The name of the element that a file consists of, without its prefix; warnings that a server wrote
/// before it are passed over.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text.get(..end)?;
    tokens(beginning).find_map(|token| match token {
        Token::Open(tag) => {
            let name = local_name(tag.name);
            let is_warning = WARNING_TAGS
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known));
            (!is_warning).then_some(name)
        }
        _ => None,
    })
}

/// An iterator over the pieces of a text.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Token::Text(resolved(self.take(end))));
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Takes up to and including `end`, or everything when it never comes; returns what stands
    /// before it.
    fn take_through(&mut self, end: &str) -> &'a str {
        match self.rest.find(end) {
            Some(at) => {
                let taken = self.take(at);
                self.take(end.len());
                taken
            }
            None => self.take(self.rest.len()),
        }
    }

    /// What begins with `<`; none when it holds nothing to tell of.
    fn markup(&mut self) -> Option<Token<'a>> {
        if let Some(data) = self.rest.strip_prefix("<![CDATA[") {
            self.rest = data;
            return Some(Token::Text(Cow::Borrowed(self.take_through("]]>"))));
        }
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment;
            // A comment that never ends ends with its line's markup, so that it hides no more.
            let end = if comment.contains("-->") { "-->" } else { ">" };
            self.take_through(end);
            return None;
        }
        match self.rest.as_bytes().get(1) {
            Some(b'?') => {
                self.take_through(">");
                None
            }
            Some(b'!') => {
                let end = self.end_of_declaration();
                self.take(end);
                None
            }
            Some(b'/') => {
                self.take(2);
                let name = self.take_through(">").trim();
                Some(Token::Close(name))
            }
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') => {
                self.take(1);
                Some(Token::Open(self.tag()))
            }
            // A lone `<` is text.
            _ => Some(Token::Text(Cow::Borrowed(self.take(1)))),
        }
    }

    /// Length of a `<!…>` with its `[…]`, if it has one.
    fn end_of_declaration(&self) -> usize {
        let mut depth = 0u32;
        for (at, byte) in self.rest.bytes().enumerate() {
            match byte {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                b'>' if depth == 0 => return at + 1,
                _ => {}
            }
        }
        self.rest.find('>').map_or(self.rest.len(), |at| at + 1)
    }

    /// A start tag behind its `<`.
    fn tag(&mut self) -> Tag<'a> {
        let inside = self.take(end_of_tag(self.rest));
        self.rest = self.rest.strip_prefix('>').unwrap_or(self.rest);
        let (inside, is_empty) = match inside.trim_end().strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let end = inside.find(|c: char| c.is_whitespace() || c == '/');
        let (name, attributes) = inside.split_at(end.unwrap_or(inside.len()));
        Tag {
            name,
            is_empty,
            attributes,
        }
    }
}

/// Where a tag ends: at `>` outside quotes; at the next `<` when its end was forgotten; at the
/// first `>` when a quote was never closed.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            // No attribute holds the beginning of a tag: the quote was forgotten.
            (Some(_), b'<') => break,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>' | b'<') => return at,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    text.find(['>', '<']).unwrap_or(text.len())
}

impl<'a> Tag<'a> {
    /// The value of an attribute, by its name with prefix in any case.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_whitespace() || c == '=');
            let (found, after) = rest.split_at(end.unwrap_or(rest.len()));
            let after = after.trim_start();
            let Some(after) = after.strip_prefix('=') else {
                rest = after;
                continue;
            };
            let (value, after) = value(after.trim_start());
            if found.eq_ignore_ascii_case(name) {
                return Some(resolved(value));
            }
            rest = after.trim_start();
        }
        None
    }
}

/// An attribute's value and what follows.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

/// Resolves the references that addresses and dates hold; others stay as they are written.
fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 10);
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((character, end)) => {
                whole.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                whole.push('&');
                rest = &rest[1..];
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

fn reference(name: &str) -> Option<char> {
    let number = name
        .strip_prefix('#')
        .map(|number| match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        });
    match number {
        Some(number) => number.ok().and_then(char::from_u32),
        None => match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
    }
}

/// The encoding an XML declaration states.
fn declared(content: &[u8]) -> Option<&'static Encoding> {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(256)]);
    let declaration = beginning.trim_start().strip_prefix("<?xml")?;
    let declaration = declaration.split('>').next()?;
    let (_, label) = declaration.split_once("encoding")?;
    let label = label.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let label = label.trim_start_matches(['"', '\'']);
    let label = label.split(['"', '\'', ' ', '?']).next()?;
    Encoding::for_label(label.as_bytes())
}

/// The encoding a `Content-Type` states.
fn labelled(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, label) = lower.split_once("charset=")?;
    let label = label.trim_matches(['"', '\'', ' ']).split(';').next()?;
    Encoding::for_label(label.trim().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text, one a line: `<name`, `>name`, or the text.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = tokens(text)
            .map(|token| match token {
                Token::Open(tag) => format!("<{}{}", tag.name, if tag.is_empty { "/" } else { "" }),
                Token::Close(name) => format!(">{name}"),
                Token::Text(text) => text.into_owned(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn well_formed_files_are_read() {
        check(
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b '>'>]><a><!-- <x> --><b c='1>2'/>t&amp;&#228;<![CDATA[<y>]]></a>",
            &["<a", "<b/", "t&ä", "<y>", ">a"],
        );
    }

    #[test]
    fn ill_formed_files_are_read_too() {
        check(
            "<a>1 < 2 & 3 &foo; <b</a>",
            &["<a", "1 ", "<", " 2 & 3 &foo; ", "<b", ">a"],
        );
        check("<a x=\"1>t</a>", &["<a", "t", ">a"]);
        check("<a><!-- b><c>", &["<a", "<c"]);
        check("<a><![CDATA[t", &["<a", "t"]);
        check("<a", &["<a"]);
        check("<", &["<"]);
    }

    #[test]
    fn a_file_consists_of_the_element_behind_the_warnings() {
        let warned = "<br />\n<font size='1'><table><tr><th>( ! ) Deprecated: x</th></tr></table></font>\n<a:rss>";
        assert_eq!(root(warned), Some("rss"));
        assert_eq!(root("<b>Notice</b>: Undefined variable"), None);
        assert_eq!(root("<p>a<html><feed>"), Some("html"));
    }

    #[test]
    fn attributes_need_no_quotes() {
        let attribute = |text: &str, name: &str| match tokens(text).next() {
            Some(Token::Open(tag)) => tag.attribute(name).map(Cow::into_owned),
            _ => None,
        };
        let tag = "<link REL = 'alternate' disabled href=https://a.fi/?a=1&amp;b=2 />";
        assert_eq!(attribute(tag, "rel").as_deref(), Some("alternate"));
        assert_eq!(
            attribute(tag, "href").as_deref(),
            Some("https://a.fi/?a=1&b=2")
        );
        assert_eq!(attribute(tag, "type"), None);
    }

    #[test]
    fn encodings_are_told_by_mark_declaration_label_or_bytes() {
        let utf16: Vec<u8> = "<a>ä".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&utf16, None), "<a>ä");
        assert_eq!(
            decoded(&[&[0xFF, 0xFE], utf16.as_slice()].concat(), None),
            "<a>ä"
        );
        assert_eq!(decoded("\u{feff}<a>ä".as_bytes(), None), "<a>ä");
        let declared = b"<?xml version=\"1.0\" encoding='iso-8859-15'?>\xA4";
        assert!(decoded(declared, None).ends_with('€'));
        assert_eq!(decoded(b"\xA4", Some("text/xml; charset=ISO-8859-15")), "€");
        // Labelled UTF-8 and is not.
        assert_eq!(decoded(b"<a>\xE4", Some("text/xml; charset=utf-8")), "<a>ä");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in "[<>&;'\"=/!\\-\\[\\]a ?#x0-9ä]{0,80}") {
            for token in tokens(&text) {
                if let Token::Open(tag) = token {
                    let _ = tag.attribute("a");
                }
            }
        }
    }
}
