//! The lemmas of adverbs that the dictionary takes for forms of another word.
//!
//! "Nopeasti" (quickly) is looked up as itself, not as the adjective "nopea"; "nopeammin" (more quickly) as
//! itself or as "nopeasti"; "täältä" (from here) not as "täällä" (here).
//!
//! An adverb at the beginning of a compound is no part of it: whoever looks for "hyvinvointialue" (wellbeing
//! services county) does not look for every "hyvin" (well).

use super::draft::Draft;
use crate::analysis::{Case, Class, Degree, Number, Reading, Writer};

/// Endings of adverbs that are words of their own, whatever base form the dictionary states.
const OWN_ENDINGS: [&str; 9] = [
    "lla", "llä", "lta", "ltä", "lle", "kse", "tse", "nne", "sti",
];

/// The ending of adverbs made of adjectives, in the comparative and in the superlative.
const COMPARATIVE: &str = "mmin";
const SUPERLATIVE: &str = "immin";

/// Adverbs and postpositions that compounds begin with, in order.
#[rustfmt::skip]
const FIRST_IN_COMPOUNDS: [&str; 145] = [
    "alas", "alaspäin", "ali", "alla", "alle", "alta", "anteeksi", "asti", "auki", "edelle", "edelleen",
    "edellä", "edessä", "edestakaisin", "edestä", "eilen", "ennalta", "ennen", "ensin", "erikseen", "erillään",
    "esiin", "esille", "esillä", "eteen", "eteenpäin", "haltuun", "harvoin", "heti", "hiljaa", "hukkaan",
    "huonosti", "hyvin", "irrallaan", "irti", "itsekseen", "julki", "jälkeen", "jälleen", "kahtia", "kaksin",
    "kanssa", "kauaksi", "kauan", "kauas", "kaukana", "kautta", "keskellä", "kesken", "keskenään", "kiinni",
    "kohti", "kokoon", "kolmin", "kyllin", "loppuun", "lujaa", "luokse", "lähelle", "lähellä", "lähtien", "läpi",
    "läsnä", "mukaan", "mukana", "muualla", "muualle", "myöhään", "myötä", "nelin", "nyt", "näin", "ohi",
    "ohitse", "oikein", "pahoin", "paikallaan", "paikoilleen", "perille", "perillä", "peräkkäin", "perässä",
    "perään", "pian", "poikki", "pois", "poissa", "päin", "päinvastoin", "päälle", "päällekkäin", "päällä",
    "rinnakkain", "rinnan", "ristiin", "ristikkäin", "samoin", "sisälle", "sisällä", "sisään", "sivuun",
    "suoraan", "syrjään", "taakse", "taaksepäin", "takaa", "takaisin", "takana", "tallessa", "talteen", "tasan",
    "toisin", "tuolla", "tänne", "täynnä", "täysin", "täyteen", "täytäntöön", "ulkona", "ulkopuolella", "ulos",
    "ulospäin", "usein", "uudelleen", "uudestaan", "varhain", "vastaan", "vastakkain", "vasten", "viereen",
    "vierekkäin", "vuoksi", "väärin", "yhdessä", "yhteen", "yksin", "ylen", "yli", "ylitse", "ylle", "yllä",
    "ylös", "ylöspäin", "ympäri", "ympärille",
];

/// True for an adverb or postposition that says nothing of what a compound is about: "takaisin" (back) in
/// "takaisinmaksu" (repayment).
pub(super) fn is_first_in_compounds(part: &str) -> bool {
    FIRST_IN_COMPOUNDS.binary_search(&part).is_ok()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(FIRST_IN_COMPOUNDS.is_sorted_by(|a, b| a < b));
    }
}
