//! Typed terms as the cluster reads them: words parted by blanks, the terms of a word by bars, a word without terms as
//! a dash.

use std::fmt::Write as _;

use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::document::encoding::{Starts, TERM, WORDS};
use aluehaku_article::TextPart;

/// Marks at the empty positions before lead, body and authors.
pub(crate) const LEAD_MARK: &str = "lead";
pub(crate) const BODY_MARK: &str = "body";
pub(crate) const AUTHORS_MARK: &str = "authors";

/// A term with its kind.
pub(crate) fn typed_term(kind: TermKind, text: &str) -> String {
    let mut typed = String::with_capacity(text.len() + 1);
    typed.push(char::from(kind_byte(kind)));
    typed.extend(text.chars().map(plain));
    typed
}

/// Encoded words as the cluster reads them.
pub(crate) fn written(encoded: &str) -> String {
    let mut text = String::with_capacity(encoded.len() + encoded.len() / 8);
    for (times, terms) in words(encoded) {
        if !text.is_empty() {
            text.push(' ');
        }
        if terms.is_empty() {
            text.push('-');
        }
        for time in 0..times {
            for (place, term) in terms
                .split(TERM)
                .filter(|term| !term.is_empty())
                .enumerate()
            {
                if time + place > 0 {
                    text.push('|');
                }
                text.extend(term.chars().map(plain));
            }
        }
    }
    text
}

/// Each term of encoded words, with its kind before it.
pub(crate) fn each_term(encoded: &str) -> impl Iterator<Item = &str> {
    let words = words(encoded);
    words.flat_map(|(_, terms)| terms.split(TERM).filter(|term| !term.is_empty()))
}

/// Each word of encoded words: how often it counts, and its terms.
pub(crate) fn words(encoded: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |character: char| WORDS.contains(&character);
    let mut rest = encoded;
    std::iter::from_fn(move || {
        let mark = rest.chars().next()?;
        let times = WORDS.iter().position(|word| *word == mark)? + 1;
        let word = &rest[mark.len_utf8()..];
        let end = word.find(begins).unwrap_or(word.len());
        rest = &word[end..];
        Some((times, &word[..end]))
    })
}

/// Where the parts of an article begin, at the positions of its words.
pub(crate) fn marks(starts: &Starts) -> String {
    let mut text = String::new();
    let mut position = 0;
    let marks = [
        (starts.of_part(TextPart::Lead), LEAD_MARK),
        (starts.of_part(TextPart::Body), BODY_MARK),
        (starts.authors, AUTHORS_MARK),
    ];
    for (start, mark) in marks {
        while position + 1 < start {
            text.push_str("- ");
            position += 1;
        }
        let _ = write!(text, "{mark} ");
        position += 1;
    }
    text
}

/// A character as it stands in a term: what parts words and terms there is none of a word.
fn plain(character: char) -> char {
    match character == '|' || character.is_whitespace() || character.is_control() {
        true => '_',
        false => character,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Language;
    use crate::analysis::snowball::Snowball;
    use crate::document::encoding::{Encoder, encode_gap};

    #[test]
    fn words_stand_at_their_positions_and_count_as_often_as_they_should() {
        let mut encoder = Encoder::new(Arc::new(Snowball));
        let mut encoded = String::new();
        let language = |_| Language::Finnish;
        encoder.encode("Hanke", language, 2, |_| false, &mut encoded);
        encode_gap(&mut encoded);
        encoder.encode(
            "x tukee",
            language,
            1,
            |token| token.text == "x",
            &mut encoded,
        );
        let expected = "whanke|fhank|phank|whanke|fhank|phank - - wtukee|ftuke|ptuke";
        assert_eq!(written(&encoded), expected);
        assert_eq!(each_term(&encoded).count(), 6);
    }

    #[test]
    fn what_parts_terms_is_no_part_of_one() {
        assert_eq!(typed_term(TermKind::Surface, "a|b c\u{1f}d"), "wa_b_c_d");
    }
}
