//! The lemmas of adverbs that the dictionary takes for forms of another word.
//!
//! "Nopeasti" (quickly) is looked up as itself, not as the adjective "nopea"; "nopeammin" (more quickly) as
//! itself or as "nopeasti"; "täältä" (from here) not as "täällä" (here).

use super::draft::Draft;
use crate::analysis::{Case, Class, Degree, Number, Reading, Writer};

/// Endings of adverbs that are words of their own, whatever base form the dictionary states.
const OWN_ENDINGS: [&str; 9] = [
    "lla", "llä", "lta", "ltä", "lle", "kse", "tse", "nne", "sti",
];

/// The ending of adverbs made of adjectives, in the comparative and in the superlative.
const COMPARATIVE: &str = "mmin";
const SUPERLATIVE: &str = "immin";

/// True for an adverb made of an adjective: "nopeasti", "nopeammin", "nopeimmin".
pub(super) fn is_of_adjective(reading: &Reading) -> bool {
    let features = reading.features();
    features.case == Some(Case::AdverbSti) || is_compared(reading)
}

/// Adds the lemmas of an adverb that is no form of its base form; false for any other word.
pub(super) fn add_lemmas(reading: &Reading, writer: Writer<'_>, draft: &mut Draft) -> bool {
    let length = reading.bare_length();
    let write = |text: &mut String| writer.letters(0, length, text);
    if is_of_adjective(reading) {
        draft.lemma(write);
        if is_compared(reading)
            && let Some(adverb) = positive(reading, writer)
        {
            draft.lemma(|text| text.push_str(&adverb));
        }
        return true;
    }
    if reading.class() != Some(Class::Adverb) {
        return false;
    }
    let adverb = draft.spell(write);
    let is_own = OWN_ENDINGS.iter().any(|ending| adverb.ends_with(ending));
    if is_own {
        draft.lemma(write);
    }
    is_own
}

/// True for the comparative and the superlative, which the dictionary takes for the instructive.
fn is_compared(reading: &Reading) -> bool {
    let features = reading.features();
    features.degree.is_some()
        && features.case == Some(Case::Instructive)
        && features.number == Some(Number::Plural)
}

/// The adverb in the positive: "nopeasti" for "nopeammin".
fn positive(reading: &Reading, writer: Writer<'_>) -> Option<String> {
    let (mut form, mut adjective) = (String::new(), String::new());
    writer.letters(0, reading.bare_length(), &mut form);
    writer.lemma(&mut adjective);
    let last = adjective.chars().next_back()?;
    let stem = if reading.features().degree == Some(Degree::Comparative) {
        // A final a becomes e before the ending: "selvä", "selvemmin".
        let stem = form.strip_suffix(COMPARATIVE)?;
        match (stem.strip_suffix('e'), last) {
            (Some(rest), 'a' | 'ä') => format!("{rest}{last}"),
            _ => stem.to_owned(),
        }
    } else {
        // A final vowel is lost before the ending: "nopea", "nopeimmin", "suuri", "suurimmin".
        let stem = form.strip_suffix(SUPERLATIVE)?;
        let lost = match last {
            'a' | 'ä' => last,
            'i' | 'n' => 'e',
            's' => stem.chars().next_back()?,
            _ if stem.ends_with(last) => return Some(format!("{stem}sti")),
            _ => return None,
        };
        format!("{stem}{lost}")
    };
    Some(format!("{stem}sti"))
}
