//! Forms of Finland's places that the analysis of words does not lead to the name.
//!
//! The register of regions knows the forms of each municipality and maakunta by heart. Most of them the dictionary
//! knows, too; for the others ("Laukaaseen" is a form of "Laukaa", not of another word) the register decides.

use std::collections::HashMap;

use aluehaku_article::region::RegionRegister;
use aluehaku_article::region::forms::{Form, FormKind, FormLanguage};
use aluehaku_finnish::Finnish;

use super::lemmas::lemmas;

/// Forms of places, each with the name in small letters.
#[derive(Debug, Default)]
pub(super) struct RegisterNames {
    names: HashMap<String, String>,
}

impl RegisterNames {
    /// The forms of the shipped register that share no base form with the name.
    pub(super) fn beside(finnish: &Finnish) -> Self {
        let regions = RegionRegister::shipped().all().iter();
        let places = regions.flat_map(|region| {
            let former = region
                .former
                .iter()
                .map(|former| (&former.name_fi, &former.forms));
            std::iter::once((&region.name_fi, &region.forms)).chain(former)
        });
        let mut names = HashMap::new();
        for (name, forms) in places.filter(|(name, _)| !name.contains(' ')) {
            let of_name: Vec<String> = lemmas(finnish, name);
            for form in forms.iter().filter(|form| is_word_of_finnish(form)) {
                let is_met = lemmas(finnish, &form.text)
                    .iter()
                    .any(|lemma| of_name.contains(lemma));
                if let Some(lemma) = of_name.first().filter(|_| !is_met) {
                    names.insert(form.text.clone(), lemma.clone());
                }
            }
        }
        Self { names }
    }

    /// The name that a word with its capital is a form of, where the analysis does not tell.
    pub(super) fn lemma(&self, word: &str) -> Option<&str> {
        self.names.get(word).map(String::as_str)
    }
}

fn is_word_of_finnish(form: &Form) -> bool {
    let is_name = !matches!(form.kind, FormKind::Adjective | FormKind::Abbreviation);
    is_name && form.language == FormLanguage::Finnish && !form.text.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_knows_what_guesses_miss() {
        let finnish = Finnish::new(None);
        let names = RegisterNames::beside(&finnish);
        for (form, name) in [("Laukaaseen", "Laukaa"), ("Toholammella", "Toholampi")] {
            let wanted = lemmas(&finnish, name);
            let mut found = lemmas(&finnish, form);
            found.extend(names.lemma(form).map(str::to_owned));
            assert!(
                found.iter().any(|lemma| wanted.contains(lemma)),
                "{form}: {found:?}"
            );
        }
        assert_eq!(names.lemma("Helsinki"), None);
    }
}
