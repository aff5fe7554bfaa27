//! Surnames that end in n by themselves: "Erik Lundin" is nobody's Lund where a verb or the end of the clause follows.

use std::ops::Range;

use super::super::document::{Document, Words};
use super::shape::{as_first_name, as_surname, has_foreign_letter};

/// From which step on a surname is told from the genitive of a shorter one.
const KNOWN_SURNAME: u8 = 3;

/// Letters of the last word of three.
const LONGEST_LAST: usize = 5;

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

/// Whether a surname of which `base_form` may be the base form stands in no genitive at the end of a name.
pub(super) fn ends_by_itself(
    document: &Document<'_>,
    name: &Range<usize>,
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
    let next = document.near(name.end - 1, 1);
    let commonness = as_surname(surname);
    // Of "Kaplan" no Kapla is known.
    if commonness > 0 && as_surname(base_form) == 0 && as_first_name(base_form) == 0 {
        return true;
    }
    let is_known = commonness >= KNOWN_SURNAME && commonness >= as_surname(base_form);
    let is_unknown = commonness == 0 && as_surname(base_form) == 0;
    let is_foreign = is_unknown && has_foreign_letter(surname);
    // "Tran Van Hoan": names from Vietnam have three words, of which the last is short.
    let is_of_three = is_unknown && name.len() > 2 && surname.chars().count() <= LONGEST_LAST;
    let ends_clause = matches!(next, "" | "." | "!" | "?" | ")" | ",");
    let is_listed = is_known || is_of_three;
    is_listed && ends_clause || (is_listed || is_foreign) && is_subject_of(next, words)
}

fn is_subject_of(verb: &str, words: &mut Words<'_>) -> bool {
    !WITH_GENITIVE.contains(&verb)
        && verb.starts_with(char::is_lowercase)
        && words.is_verb_of_third(verb)
}
