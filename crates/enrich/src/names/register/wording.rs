//! What the words of a name are, and where a name of such words can be found again.
//!
//! A name is known again by its words only where they are not those of any sentence: "Icehearts" in whatever case it
//! stands, "Kylät elävät" as it was written and inside a sentence, "Silta" not at all.

use aluehaku_finnish::{Class, Finnish, Terms};

use super::observations::Known;
use crate::names::short_names::is_abbreviation;

/// What a word of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// "STEA": capitals and digits.
    Abbreviation,
    /// No word of the language: "Icehearts", "KoKoA".
    Coined,
    /// A compound of the language that hardly anybody writes but as this name: "tuulensuoja".
    Compound,
    /// Any other word of the language.
    Common,
    /// The name of a person or a place.
    Proper,
}

/// How a known name is looked for in texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// In all cases, else as it was written only.
    pub(super) is_inflected: bool,
    /// At the beginning of a sentence, too, where any word has a capital.
    pub(super) at_beginning: bool,
    /// Also where the tagger reads the name of something else.
    pub(super) is_certain: bool,
}

/// Letters of a compound from which on it tells a name.
const SHORTEST_COMPOUND: usize = 8;

/// Letters of an abbreviation from which on two sources make it known.
const SHORTEST_ABBREVIATION: usize = 3;

/// What a word is, whatever case it stands in.
pub(super) fn wording(word: &str, finnish: &Finnish) -> Wording {
    if is_abbreviation(word) {
        return Wording::Abbreviation;
    }
    if word.chars().skip(1).any(char::is_uppercase) && !word.contains('-') {
        return Wording::Coined;
    }
    let lower = word.to_lowercase();
    let common = finnish.terms(&lower);
    let is_compound = word.chars().count() >= SHORTEST_COMPOUND && common.parts().len() > 1;
    match () {
        () if has_common_class(&common) && is_compound => Wording::Compound,
        () if has_common_class(&common) => Wording::Common,
        () if has_class(&finnish.terms(word), &PROPER) || has_class(&common, &PROPER) => {
            Wording::Proper
        }
        // "vaikuttavat": a form that is cut off or too rare to have a class is a word all the same.
        () if common.is_known() => Wording::Common,
        () => Wording::Coined,
    }
}

const PROPER: [Class; 3] = [Class::FirstName, Class::Surname, Class::Place];

/// Classes of words that are in no way names.
const COMMON: [Class; 11] = [
    Class::Noun,
    Class::Adjective,
    Class::NounOrAdjective,
    Class::Verb,
    Class::Adverb,
    Class::Numeral,
    Class::Pronoun,
    Class::Conjunction,
    Class::Adposition,
    Class::NegationVerb,
    Class::Interjection,
];

fn has_common_class(terms: &Terms) -> bool {
    has_class(terms, &COMMON)
}

fn has_class(terms: &Terms, classes: &[Class]) -> bool {
    let known = terms.classes();
    terms.is_known() && classes.iter().any(|class| known.contains(*class))
}

/// How a name that articles taught is looked for; `None` for one that is not.
pub(super) fn finding(words: &[&str], known: &Known, finnish: &Finnish) -> Option<Finding> {
    let first = words.first()?;
    if !known.signs.are_sure() && !known.is_repeated() {
        return None;
    }
    let is_certain = known.signs.are_sure();
    let wordings: Vec<Wording> = words.iter().map(|word| wording(word, finnish)).collect();
    if let [wording] = wordings.as_slice() {
        return match wording {
            Wording::Coined => Some(Finding {
                is_inflected: true,
                at_beginning: true,
                is_certain,
            }),
            Wording::Compound => Some(Finding {
                is_inflected: true,
                at_beginning: false,
                is_certain,
            }),
            // What sources write on their own is no slip of one reading.
            Wording::Abbreviation
                if known.sources.len() >= 2 && first.chars().count() >= SHORTEST_ABBREVIATION =>
            {
                Some(Finding {
                    is_inflected: true,
                    at_beginning: true,
                    is_certain,
                })
            }
            Wording::Abbreviation | Wording::Common | Wording::Proper => None,
        };
    }
    if !first.starts_with(char::is_uppercase) {
        return None;
    }
    let telling = [Wording::Coined, Wording::Compound];
    let tells = wordings.iter().any(|wording| telling.contains(wording));
    let has_inner_capital = words[1..]
        .iter()
        .any(|word| word.starts_with(char::is_uppercase));
    Some(Finding {
        is_inflected: tells || has_inner_capital,
        at_beginning: tells || has_inner_capital,
        is_certain,
    })
}

/// How a name is looked for that an administrator knows, or a text defines.
pub(super) fn finding_of_certain(words: &[&str], finnish: &Finnish) -> Option<Finding> {
    let first = words.first()?;
    let is_single = words.len() == 1;
    // A single small word is no name to look for.
    if is_single && !first.starts_with(char::is_uppercase) {
        return None;
    }
    let is_common =
        is_single && matches!(wording(first, finnish), Wording::Common | Wording::Proper);
    Some(Finding {
        is_inflected: true,
        at_beginning: !is_common,
        is_certain: true,
    })
}
