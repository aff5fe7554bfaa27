//! The analyser that needs no dictionary: Snowball's stemmers for Finnish, Swedish and English,
//! folded letters for every other language.

use frostem::{Algorithm, Stemmer};

use super::words::words;
use super::{AnalyzerIdentity, Language, Term, TermKind, TextAnalyzer, Token, WordTerms, fold};

/// Changes whenever the terms may.
const VERSION: &str = "1";

/// Snowball's stemmers, by the language of the text.
///
/// A word with hyphens is found by its parts too, a word with a colon by what stands before it
/// ("STEA:n" by "STEA").
#[derive(Clone, Copy, Debug, Default)]
pub struct Snowball;

impl TextAnalyzer for Snowball {
    fn identity(&self) -> AnalyzerIdentity {
        AnalyzerIdentity {
            name: "snowball".to_owned(),
            version: VERSION.to_owned(),
        }
    }

    fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        words(text)
    }

    fn terms(&self, word: &str, language: Language) -> WordTerms {
        let lower = word.to_lowercase();
        let base = before_colon(&lower);
        let mut terms = vec![Term {
            kind: TermKind::Stem(language),
            text: stem(language, base),
        }];
        let parts = base
            .split('-')
            .filter(|part| base.contains('-') && !part.is_empty());
        terms.extend(parts.map(|part| Term {
            kind: TermKind::Part,
            text: stem(language, part),
        }));
        terms.sort_unstable();
        terms.dedup();
        WordTerms {
            terms,
            known: false,
            is_function_word: false,
        }
    }
}

/// The word without the ending that Finnish and Swedish write after a colon; a word that begins
/// with a digit ("12:30") stays whole.
fn before_colon(word: &str) -> &str {
    match word.split_once(':') {
        Some((base, _)) if !base.is_empty() && !base.starts_with(|c: char| c.is_numeric()) => base,
        _ => word,
    }
}

fn stem(language: Language, word: &str) -> String {
    let algorithm = match language {
        Language::Finnish => Algorithm::Finnish,
        Language::Swedish => Algorithm::Swedish,
        Language::English => Algorithm::English,
        Language::Other => return fold(word),
    };
    Stemmer::new(algorithm).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, language: Language, expected: &[(TermKind, &str)]) {
        let found = Snowball.terms(word, language).terms;
        let found: Vec<_> = found
            .iter()
            .map(|term| (term.kind, term.text.as_str()))
            .collect();
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let stem = |word, language| Snowball.terms(word, language).terms.remove(0).text;
        assert_eq!(
            stem("Järjestöille", Language::Finnish),
            stem("järjestö", Language::Finnish)
        );
        assert_eq!(
            stem("föreningarna", Language::Swedish),
            stem("förening", Language::Swedish)
        );
        assert_eq!(
            stem("Associations", Language::English),
            stem("association", Language::English)
        );
    }

    #[test]
    fn parts_and_colons_are_told_apart() {
        let stem = TermKind::Stem(Language::Finnish);
        check("STEA:n", Language::Finnish, &[(stem, "stea")]);
        check(
            "sote-muutostuki",
            Language::Finnish,
            &[
                (TermKind::Part, "muutostuk"),
                (TermKind::Part, "sote"),
                (stem, "sote-muutostuk"),
            ],
        );
        check("12:30", Language::Finnish, &[(stem, "12:30")]);
        check(
            "Guovdageaidnu",
            Language::Other,
            &[(TermKind::Stem(Language::Other), "guovdageaidnu")],
        );
    }
}
