//! The terms of a word in memory: each text once, with the kinds of the terms that have it.
//!
//! A word that stands in its base form has one text for three terms: as it stands, base form, and base form alone or
//! in compounds. Before each text are a byte with a bit for each kind and two with the length.

use crate::analysis::Term;
use crate::analysis::listed::kind_byte;

/// The marks of all kinds of terms in the order in which an index lists them.
pub(super) const KINDS: [u8; 7] = *b"eflopsw";

/// Bytes before a text.
const HEADER: usize = 3;

/// A text in the terms of a word: its kinds as bits, and where it stands.
pub(super) struct Text {
    pub(super) kinds: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Adds a term to those of a word.
pub(super) fn push_term(term: &Term, terms: &mut Vec<u8>) {
    let mark = kind_byte(term.kind);
    let place = KINDS.iter().position(|kind| *kind == mark);
    let bit = place.map_or(0, |place| 1 << place);
    let text = term.text.as_bytes();
    let same = texts(terms).find(|one| &terms[one.start..one.end] == text);
    if let Some(same) = same {
        terms[same.start - HEADER] |= bit;
    } else {
        let length = u16::try_from(text.len()).expect("a term is shorter than 64 KB");
        terms.push(bit);
        terms.extend_from_slice(&length.to_le_bytes());
        terms.extend_from_slice(text);
    }
}

/// The kinds of the text that begins at `start` in the terms of a word.
pub(super) fn kinds_of(terms: &[u8], start: usize) -> u8 {
    terms[start - HEADER]
}

/// The texts in the terms of a word.
pub(super) fn texts(terms: &[u8]) -> impl Iterator<Item = Text> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let header = terms.get(next..next + HEADER)?;
        let start = next + HEADER;
        next = start + usize::from(u16::from_le_bytes([header[1], header[2]]));
        Some(Text {
            kinds: header[0],
            start,
            end: next,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Language, TermKind};

    #[test]
    fn a_text_is_kept_once_with_all_its_kinds() {
        let mut terms = Vec::new();
        for (kind, text) in [
            (TermKind::Surface, "kylätalo"),
            (TermKind::Lemma, "kylätalo"),
            (TermKind::Part, "talo"),
            (TermKind::Part, "kylätalo"),
            (TermKind::Stem(Language::Swedish), ""),
        ] {
            let text = text.to_owned();
            push_term(&Term { kind, text }, &mut terms);
        }
        let kept = texts(&terms).map(|text| {
            let kinds = KINDS.iter().enumerate();
            let kinds = kinds.filter(|(place, _)| text.kinds & 1 << place != 0);
            let kinds = kinds.map(|(_, kind)| char::from(*kind)).collect::<String>();
            (kinds, &terms[text.start..text.end])
        });
        let kept: Vec<_> = kept.collect();
        let expected: [(&str, &str); 3] = [("lpw", "kylätalo"), ("p", "talo"), ("s", "")];
        assert_eq!(
            kept,
            expected.map(|(kinds, text)| (kinds.to_owned(), text.as_bytes()))
        );
    }

    #[test]
    fn every_kind_has_its_place() {
        let languages = Language::ALL.map(TermKind::Stem);
        let others = [TermKind::Surface, TermKind::Lemma, TermKind::Part];
        for kind in languages.into_iter().chain(others) {
            assert!(KINDS.contains(&kind_byte(kind)));
        }
        assert!(KINDS.is_sorted());
    }
}
