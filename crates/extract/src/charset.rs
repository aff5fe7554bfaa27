//! Turns a page's bytes into text: by byte order mark, header, `meta` element, or the bytes
//! themselves where no label is given or the label is wrong.
//!
//! Labels lie in two ways that matter here: UTF-8 labelled ISO-8859-1, which would read `Ã¤` for
//! `ä`, and ISO-8859-1 labelled UTF-8, which would read replacement characters. Both show in the
//! bytes, because a text in another encoding is hardly ever valid UTF-8 by chance.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::warning::{Warning, WarningCode};

/// How far into a page its `meta` element is looked for. The standard asks for 1,024 bytes; pages
/// with long comments before it exist.
const META_WITHIN: usize = 8_192;

/// How much of a page is looked at to guess an encoding.
const GUESS_WITHIN: usize = 256 << 10;

/// A page's text and how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without byte order mark.
    pub text: Cow<'a, str>,
    /// Name of the encoding, as the Encoding Standard spells it.
    pub encoding: &'static str,
    /// What was wrong with label or bytes.
    pub warnings: Vec<Warning>,
}

/// Decodes a page. `content_type` is the header of the answer it came with.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let mut warnings = Vec::new();
    let (bytes, encoding) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (&bytes[length..], encoding),
        None => (bytes, choose(bytes, content_type, &mut warnings)),
    };
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if malformed {
        let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
        warnings.push(Warning::new(
            WarningCode::UndecodableBytes,
            format!(
                "{replaced} sequences that {} does not know were replaced",
                encoding.name()
            ),
        ));
    }
    Decoded {
        text,
        encoding: encoding.name(),
        warnings,
    }
}

/// The encoding a page is in, when it has no byte order mark.
fn choose(
    bytes: &[u8],
    content_type: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> &'static Encoding {
    let label = content_type
        .and_then(label_in)
        .or_else(|| label_in_meta(bytes));
    let labelled = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let valid = utf8_sequences(bytes);
    let chosen = match labelled {
        // Every label of a page in ASCII alone is right.
        Some(labelled) if valid.is_ascii() => labelled,
        // A single broken sequence in a long page is damage, not another encoding.
        Some(labelled) if labelled == UTF_8 && valid.invalid <= valid.multibyte => labelled,
        Some(labelled) if labelled == UTF_8 => guess(bytes),
        Some(labelled) if is_one_byte(labelled) && valid.invalid == 0 => UTF_8,
        Some(labelled) => labelled,
        None if valid.invalid == 0 => UTF_8,
        None => guess(bytes),
    };
    if let Some(labelled) = labelled.filter(|labelled| *labelled != chosen) {
        warnings.push(Warning::new(
            WarningCode::WrongCharset,
            format!(
                "labelled {}, but the bytes are {}",
                labelled.name(),
                chosen.name()
            ),
        ));
    }
    chosen
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_WITHIN)], true);
    detector.guess(Some(b"fi"), Utf8Detection::Allow)
}

/// Whether each byte is a character, so that any bytes decode.
fn is_one_byte(encoding: &'static Encoding) -> bool {
    encoding.is_single_byte()
}

/// How far bytes are UTF-8.
struct Utf8Sequences {
    /// Characters beyond ASCII; of bytes that are UTF-8 throughout 1 stands for any number.
    multibyte: usize,
    invalid: usize,
}

impl Utf8Sequences {
    fn is_ascii(&self) -> bool {
        self.multibyte == 0 && self.invalid == 0
    }
}

fn utf8_sequences(bytes: &[u8]) -> Utf8Sequences {
    if std::str::from_utf8(bytes).is_ok() {
        return Utf8Sequences {
            multibyte: usize::from(!bytes.is_ascii()),
            invalid: 0,
        };
    }
    let mut counts = Utf8Sequences {
        multibyte: 0,
        invalid: 0,
    };
    for chunk in bytes.utf8_chunks() {
        // Every character beyond ASCII begins with one byte of 0xC2 or more.
        counts.multibyte += chunk.valid().bytes().filter(|byte| *byte >= 0xC2).count();
        counts.invalid += usize::from(!chunk.invalid().is_empty());
    }
    counts
}

/// The label in a `Content-Type`.
fn label_in(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset")?;
    let value = content_type[at + "charset".len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'' | '>' | '/'));
    let label = &value[..end.unwrap_or(value.len())];
    (!label.is_empty()).then_some(label)
}

/// The label in a `meta` element at the beginning of a page.
fn label_in_meta(bytes: &[u8]) -> Option<&str> {
    let beginning = &bytes[..bytes.len().min(META_WITHIN)];
    // The markup up to there is ASCII; a title with other bytes ends the first chunk, so that the
    // rest is looked at chunk by chunk.
    beginning.utf8_chunks().find_map(|chunk| {
        let text = chunk.valid();
        let lower = text.to_ascii_lowercase();
        let mut at = 0;
        while let Some(found) = lower[at..].find("<meta") {
            let begin = at + found;
            let end = lower[begin..]
                .find('>')
                .map_or(lower.len(), |length| begin + length);
            if let Some(label) = label_in(&text[begin..end]) {
                return Some(label);
            }
            at = end;
        }
        None
    })
}

/// Pairs of characters that come from reading UTF-8 as windows-1252: `ä ö å Ä Ö Å é ” – ’`.
const MOJIBAKE: &[&str] = &[
    "Ã¤",
    "Ã¶",
    "Ã¥",
    "Ã„",
    "Ã–",
    "Ã…",
    "Ã©",
    "â€\u{9d}",
    "â€“",
    "â€™",
];

/// Warns when a text was decoded wrongly before it came here.
pub(super) fn check_mojibake(text: &str, warnings: &mut Vec<Warning>) {
    if !text.contains(['Ã', 'â']) {
        return;
    }
    let count: usize = MOJIBAKE.iter().map(|pair| text.matches(pair).count()).sum();
    if count > 0 {
        warnings.push(Warning::new(
            WarningCode::Mojibake,
            format!("{count} places look like text decoded wrongly, as Ã¤ for ä"),
        ));
    }
}

/// Whether bytes are of a kind that is no text at all, and which.
#[must_use]
pub fn not_text(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1F\x8B", "gzip"),
        (b"\xD0\xCF\x11\xE0", "an office document"),
        (b"RIFF", "a media file"),
    ];
    KINDS
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], header: Option<&str>, text: &str, codes: &[&str]) {
        let decoded = decode(bytes, header);
        assert_eq!(decoded.text, text);
        let found: Vec<_> = decoded
            .warnings
            .iter()
            .map(|warning| warning.code.as_str())
            .collect();
        assert_eq!(found, codes);
    }

    const UTF8: Option<&str> = Some("text/html; charset=UTF-8");
    const LATIN1: Option<&str> = Some("text/html;charset=iso-8859-1");

    #[test]
    fn labels_are_followed_where_they_fit() {
        check("<p>Jyväskylä".as_bytes(), UTF8, "<p>Jyväskylä", &[]);
        check(b"<p>Jyv\xE4skyl\xE4", LATIN1, "<p>Jyväskylä", &[]);
        check(
            b"<meta charset=\"windows-1252\"><p>\x84\xE4\x94",
            None,
            "<meta charset=\"windows-1252\"><p>„ä”",
            &[],
        );
        let page = b"<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>\xF6";
        assert!(decode(page, None).text.ends_with('ö'));
        check(b"\xEF\xBB\xBF\xC3\xA4", LATIN1, "ä", &[]);
        check(b"\xFF\xFEa\0\xE4\0", None, "aä", &[]);
        check(b"abc", Some("text/html; charset=\"\""), "abc", &[]);
    }

    #[test]
    fn unlabelled_bytes_are_recognised() {
        check(
            "Hämeenlinna ja Åbo".as_bytes(),
            None,
            "Hämeenlinna ja Åbo",
            &[],
        );
        let text =
            "Järjestöjen yhteinen iltapäivä pidetään Hämeenlinnassa, kertoo Väinö Yli-Äijälä.";
        let bytes = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        check(&bytes, None, text, &[]);
    }

    #[test]
    fn wrong_labels_are_seen_in_the_bytes() {
        check(
            "<p>pöytä".as_bytes(),
            LATIN1,
            "<p>pöytä",
            &["wrong_charset"],
        );
        let text =
            "Yhdistykset pitävät päätöksiä hyvinä ja käyttävät tilojaan yhdessä tänä syksynä.";
        let bytes = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        check(&bytes, UTF8, text, &["wrong_charset"]);
    }

    #[test]
    fn damage_is_replaced_and_reported() {
        check(
            b"\xC3\xA4\xC3\xB6 \xC3",
            UTF8,
            "äö \u{FFFD}",
            &["undecodable_bytes"],
        );
    }

    #[test]
    fn texts_decoded_wrongly_before_are_noticed() {
        let codes = |text: &str| {
            let mut warnings = Vec::new();
            check_mojibake(text, &mut warnings);
            warnings.len()
        };
        assert_eq!(codes("JyvÃ¤skylÃ¤"), 1);
        assert_eq!(codes("Jyväskylä, château, Ånäset"), 0);
    }
}
