//! Names that a form of another word hides, a common one or another name.
//!
//! The dictionary knows "saidan" as a form of "saita" (stingy) and "zoomin" as one of "zoomi"; with a capital they
//! are as often forms of names that it does not know, Saida and Zoom. Names keep their stem in all cases, so the
//! stem is what stands before a case ending. Which stem is a name the lists of names say; where they know none, a
//! stem that ends in a consonant is taken for a brand if the dictionary's word is a loan in -i, as words made of brands are.

use std::borrow::Cow;

use crate::name_lists::{Commonness, NameLists};

/// A shorter stem could be anything.
const SHORTEST_STEM: usize = 3;

/// The endings of the cases in the singular, which also the possessive suffix of a name does not follow.
const CASE_ENDINGS: [&str; 17] = [
    "", "n", "a", "ä", "ta", "tä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle",
    "ksi", "na",
];

/// Endings of forms of names in -nen.
const FORMS_OF_NEN: [&str; 11] = [
    "sen", "sessa", "sessä", "sesta", "sestä", "seen", "sella", "sellä", "selta", "seltä", "selle",
];

/// How many steps rarer than a known name another may be to be meant as well.
const RARER: Commonness = 1;

/// The stems of a word in small letters that are names, as far as a list or their shape tells; `lemma` is a
/// base form that the dictionary finds.
pub(super) fn hidden_names<'a>(word: &'a str, lemma: &str) -> Vec<Cow<'a, str>> {
    let stems: Vec<&str> = stems(word).collect();
    let is_listed = |stem: &&str| commonness(stem) > 0;
    let listed = stems.iter().copied().filter(is_listed).map(Cow::Borrowed);
    let listed: Vec<_> = listed.chain(name_in_nen(word).map(Cow::Owned)).collect();
    if !listed.is_empty() {
        return listed;
    }
    let brands = stems.into_iter().filter(|stem| is_brand(stem, word));
    let brands = brands.filter(|stem| is_loan_of(lemma, stem));
    brands.map(Cow::Borrowed).collect()
}

/// The listed name in -nen that a word is a form of: "lakasen" is of "lakanen".
fn name_in_nen(word: &str) -> Option<String> {
    let stem = FORMS_OF_NEN
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    let name = format!("{stem}nen");
    (commonness(&name) > 0).then_some(name)
}

/// The listed names that a word in small letters may be a form of beside the name `known`, as "larissa" is its
/// own base form beside one of "Lari": itself, and stems that are not much rarer as names.
pub(super) fn names_beside<'a>(word: &'a str, known: &str) -> Vec<&'a str> {
    let known = commonness(known);
    let fits = |stem: &&str| {
        let here = commonness(stem);
        here > 0 && (here + RARER >= known || *stem == word)
    };
    stems(word).filter(fits).collect()
}

/// How common a word in small letters is as a name.
fn commonness(word: &str) -> Commonness {
    let lists = NameLists::bundled();
    lists.first_name(word).max(lists.surname(word))
}

/// What stands before a case ending: with the vowel i that joins an ending to a consonant, and without it.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let endings = CASE_ENDINGS.iter().chain(&["nä"]);
    let plain = endings.filter_map(|ending| word.strip_suffix(ending));
    let stems = plain.chain(before_illative(word));
    let joined = |stem: &str| -> [Option<usize>; 2] {
        let is_joined = stem.ends_with('i') && stem.len() < word.len();
        [Some(stem.len()), is_joined.then(|| stem.len() - 1)]
    };
    let lengths = stems.flat_map(move |stem| joined(stem).into_iter().flatten());
    lengths
        .map(|length| &word[..length])
        .filter(|stem| stem.chars().count() >= SHORTEST_STEM)
}

/// The stem of "Saidaan": the illative doubles its last vowel.
fn before_illative(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('n')?;
    let last = stem.chars().next_back()?;
    let stem = &stem[..stem.len() - last.len_utf8()];
    stem.ends_with(last).then_some(stem)
}

/// True for a stem with a consonant at its end, as brands and foreign names have one: "zoom" in "zoomissa".
fn is_brand(stem: &str, word: &str) -> bool {
    let is_vowel = |letter: char| "aeiouyåäö".contains(letter);
    let follows = &word[stem.len()..];
    follows.starts_with('i') && follows.len() > 1 && !stem.ends_with(is_vowel)
}

/// True for a Finnish word made of a stem by -i, with or without its last letter doubled: "zoomi", "violetti".
fn is_loan_of(lemma: &str, stem: &str) -> bool {
    let rest = lemma
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_suffix('i'));
    rest.is_some_and(|rest| rest.is_empty() || rest.len() == 1 && stem.ends_with(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_in_the_lists_are_names() {
        assert_eq!(hidden_names("saidan", "saita"), ["saida"]);
        assert!(hidden_names("rikille", "rikki").contains(&"riki".into()));
        assert!(hidden_names("saidaan", "saita").contains(&"saida".into()));
        assert_eq!(hidden_names("hälisen", "hälistä"), ["hälinen"]);
    }

    #[test]
    fn a_name_is_its_own_base_form_though_it_is_a_form_of_another() {
        for (word, known) in [("marissa", "mari"), ("katrin", "katri"), ("simon", "simo")] {
            assert!(names_beside(word, known).contains(&word), "{word}");
        }
        assert!(names_beside("vilhelmin", "vilhelm").contains(&"vilhelmi"));
        assert!(!names_beside("olavin", "olavi").contains(&"olav"));
        assert!(names_beside("kirjastossa", "kirjasto").is_empty());
    }

    #[test]
    fn a_stem_with_a_consonant_at_its_end_may_be_a_brand() {
        for form in [
            "plaxin", "plaxia", "plaxissa", "plaxista", "plaxiin", "plaxille", "plaxiksi",
        ] {
            assert_eq!(hidden_names(form, "plaxi"), ["plax"], "{form}");
        }
        assert!(hidden_names("plaxun", "plaxu").is_empty());
        assert!(hidden_names("aitauksissa", "aitaus").is_empty());
        assert!(hidden_names("kaupungissa", "kaupunki").is_empty());
    }
}
