//! What a word may be the inflected form of.

use std::collections::HashMap;

use aluehaku_finnish::names::{BaseForms, NamePart};

/// Endings that may simply be taken off: Finnish cases after a vowel and after a linking i, and genitives.
const ENDINGS: [&str; 42] = [
    "n", "in", "en", "a", "ä", "ia", "iä", "ta", "tä", "ita", "itä", "lla", "llä", "illa", "illä",
    "lle", "ille", "lta", "ltä", "ilta", "iltä", "ssa", "ssä", "issa", "issä", "sta", "stä",
    "ista", "istä", "na", "nä", "ina", "inä", "ksi", "iksi", "an", "on", "un", "iin", "s", "ssen",
    "t",
];

/// Particles that hang on a form.
const PARTICLES: [&str; 8] = ["kin", "kaan", "kään", "han", "hän", "ko", "kö", "nsa"];

/// Most base forms of one word.
const MOST_FORMS: usize = 24;

/// Fewest letters of a name that an ending was taken off.
const SHORTEST_STEM: usize = 2;

/// Base forms of the words of one text.
#[derive(Debug)]
pub(super) struct Forms {
    base_forms: BaseForms<'static>,
    known: HashMap<String, Vec<String>>,
}

impl Forms {
    pub(super) fn new() -> Self {
        Self {
            base_forms: BaseForms::new(None, []),
            known: HashMap::new(),
        }
    }

    /// What a word in small letters may be a form of, itself first.
    pub(super) fn of(&mut self, word: &str) -> Vec<String> {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let found = self.find(word);
        self.known.insert(word.to_owned(), found.clone());
        found
    }

    fn find(&mut self, word: &str) -> Vec<String> {
        let mut found = vec![word.to_owned()];
        let mut add = |form: String| {
            if found.len() < MOST_FORMS && !found.contains(&form) {
                found.push(form);
            }
        };
        let bare = PARTICLES
            .iter()
            .filter_map(|particle| word.strip_suffix(particle))
            .filter(|bare| bare.chars().count() > SHORTEST_STEM);
        for form in std::iter::once(word).chain(bare) {
            for ending in ENDINGS {
                let stem = form.strip_suffix(ending);
                if let Some(stem) = stem.filter(|stem| stem.chars().count() >= SHORTEST_STEM) {
                    add(stem.to_owned());
                }
            }
        }
        let mut letters = word.chars();
        let capitalised: String = match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => return found,
        };
        for part in [NamePart::Surname, NamePart::FirstName] {
            for form in self.base_forms.all(&capitalised, part) {
                let form = form.text.to_lowercase();
                if !found.contains(&form) {
                    found.push(form);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_under_their_forms() {
        let mut forms = Forms::new();
        for (form, name) in [
            ("virtanen", "virtanen"),
            ("virtaselle", "virtanen"),
            ("virtasenkin", "virtanen"),
            ("hannalle", "hanna"),
            ("pekan", "pekka"),
            ("lahdelta", "lahti"),
            ("mäkeä", "mäki"),
            ("lindqvistin", "lindqvist"),
            ("anderssons", "andersson"),
            ("ahon", "aho"),
        ] {
            let found = forms.of(form);
            assert!(found.iter().any(|found| found == name), "{form}: {found:?}");
        }
    }
}
