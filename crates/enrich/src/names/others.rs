//! What the tagger takes for the name of a person or a place, as marks: articles teach each other by them that a name is
//! no organisation's, and nobody can read a name out of a mark.

use std::collections::BTreeSet;

use aluehaku_finnish::names::{BaseForms, NameKind, NamePart};

use super::document::Document;
use super::written;

/// A number that tells names from each other.
pub(super) type Mark = u32;

/// Most words of a name that is marked.
const MOST_WORDS: usize = 3;

/// The mark of a name, in whatever capitals.
pub(super) fn mark(name: &str) -> Mark {
    // FNV-1a: what is stored must be the same in each version.
    const BASIS: u32 = 0x811c_9dc5;
    const PRIME: u32 = 0x0100_0193;
    let letters = name.chars().flat_map(char::to_lowercase);
    letters.fold(BASIS, |mark, letter| {
        (mark ^ u32::from(letter)).wrapping_mul(PRIME)
    })
}

/// The marks of the surnames and places of an article.
pub(super) fn find(document: &Document<'_>, base_forms: &mut BaseForms<'_>) -> BTreeSet<Mark> {
    let mut found = BTreeSet::new();
    for (kind, span) in document.spans() {
        let (span, part) = match kind {
            NameKind::Person => (span.end - 1..span.end, NamePart::Surname),
            NameKind::Place if span.len() <= MOST_WORDS => (span, NamePart::Other),
            NameKind::Place | NameKind::Organisation | NameKind::Other => continue,
        };
        if document.is_capitalised(span.end - 1) {
            let last = base_forms.best(document.last(&span), part);
            found.insert(mark(&written::with_gaps(
                document,
                &span,
                |_, word| word.to_owned(),
                &last,
            )));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_of_a_name_in_any_capitals_and_stays() {
        assert_eq!(mark("Åland"), mark("ÅLAND"));
        assert_ne!(mark("Niemi"), mark("Niemelä"));
        assert_eq!(mark("Niemi"), 4_174_102_821);
    }
}
