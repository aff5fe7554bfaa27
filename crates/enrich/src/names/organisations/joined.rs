//! Bodies whose name has parts that share an ending: "Maa- ja metsätalousministeriö". The tagger rarely sees them at the
//! beginning of a sentence.

use std::ops::Range;

use aluehaku_finnish::names::{BaseForms, NamePart};

use super::super::document::{Document, Words};
use super::legal_forms::{is_joining, with_joined_part};

/// Last parts of words for bodies of the state: what they have in all cases, and their base form.
const OFFICES: [(&str, &str); 3] = [
    ("ministeriö", "ministeriö"),
    ("virasto", "virasto"),
    ("laito", "laitos"),
];

/// The name of a body of the state that ends at a token and begins with a part of a compound.
pub(super) fn joined_body_at(
    document: &Document<'_>,
    at: usize,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Option<Range<usize>> {
    // Nearly no word stands behind one that joins.
    if !is_joining(document.near(at, -1)) {
        return None;
    }
    let word = document.text(at);
    let (_, office) = OFFICES
        .iter()
        .find(|(stem, _)| word.starts_with(char::is_lowercase) && word.contains(stem))?;
    let mut start = with_joined_part(document, at);
    // "Sosiaali- ja terveysalan lupa- ja valvontavirasto": parts stand before parts.
    if start < at && !document.is_capitalised(start) && start > document.sentence_start(at) {
        let genitive = start - 1;
        start = match document.text(genitive).ends_with('n') {
            true => with_joined_part(document, genitive),
            false => start,
        };
    }
    let is_name = start < at
        && document.is_capitalised(start)
        && words.plural_base_form(word).is_none()
        && base_forms.best(word, NamePart::Other).ends_with(office);
    is_name.then_some(start..at + 1)
}
