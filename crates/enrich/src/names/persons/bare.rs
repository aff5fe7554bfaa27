//! Surnames that end in n by themselves: "Erik Lundin" is nobody's Lund where a verb or the end of the clause follows.

use super::super::document::{Document, Words};
use super::shape::{as_surname, has_foreign_letter};

/// From which step on a surname is told from the genitive of a shorter one.
const KNOWN_SURNAME: u8 = 3;

/// Verbs before which a name stands in the genitive: "Lundin täytyy lähteä".
const WITH_GENITIVE: [&str; 12] = [
    "on",
    "oli",
    "pitää",
    "piti",
    "täytyy",
    "täytyi",
    "tulee",
    "tuli",
    "kannattaa",
    "kannatti",
    "kuuluu",
    "kuului",
];

/// Whether a surname of which `base_form` may be the base form stands in no genitive before the token at `end`.
pub(super) fn ends_by_itself(
    document: &Document<'_>,
    end: usize,
    surname: &str,
    base_form: &str,
    words: &mut Words<'_>,
) -> bool {
    if document
        .tokens()
        .iter()
        .any(|token| token.text == base_form)
    {
        return false;
    }
    let next = document.near(end - 1, 1);
    let commonness = as_surname(surname);
    let is_known = commonness >= KNOWN_SURNAME && commonness >= as_surname(base_form);
    let is_foreign = commonness == 0 && has_foreign_letter(surname) && as_surname(base_form) == 0;
    let ends_clause = matches!(next, "" | "." | "!" | "?" | ")" | ",");
    is_known && ends_clause || (is_known || is_foreign) && is_subject_of(next, words)
}

fn is_subject_of(verb: &str, words: &mut Words<'_>) -> bool {
    !WITH_GENITIVE.contains(&verb)
        && verb.starts_with(char::is_lowercase)
        && words.is_verb_of_third(verb)
}
