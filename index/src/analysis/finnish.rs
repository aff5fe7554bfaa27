//! The analyser that understands Finnish: base forms, parts of compounds and guesses by
//! `aluehaku-finnish`, the same for Swedish by `aluehaku-swedish` where that has a dictionary, else Snowball's stemmer
//! as for English.

use std::sync::{Arc, OnceLock};

use aluehaku_finnish::Finnish;
use aluehaku_finnish::tokenizer::{completed_lemmas, tokenize};
use aluehaku_swedish::Swedish;

use super::lemmas::considered;
use super::register::RegisterNames;
use super::sites::{add_labels, site_terms};
use super::snowball::Snowball;
use super::words::{MAX_WORD_BYTES, words};
use super::{AnalyzerIdentity, Language, Term, TermKind, TextAnalyzer, Token, WordTerms};

/// Changes whenever the terms may, with the same dictionary.
const VERSION: &str = "5";

/// Finnish by a dictionary, other languages as [`Snowball`] has them.
#[derive(Clone, Debug)]
pub struct FinnishAnalyzer {
    finnish: Arc<Finnish>,
    /// Made when the first name is asked for.
    names: Arc<OnceLock<RegisterNames>>,
    swedish: Option<Arc<Swedish>>,
    identity: AnalyzerIdentity,
}

impl FinnishAnalyzer {
    /// An analyser on a dictionary whose hash is given: an index remembers by which it was written.
    #[must_use]
    pub fn new(finnish: Arc<Finnish>, dictionary_hash: u64) -> Self {
        let identity = AnalyzerIdentity {
            name: format!("voikko-{}", finnish.method().name()),
            version: format!("{VERSION}-{dictionary_hash:016x}"),
        };
        Self {
            finnish,
            names: Arc::default(),
            swedish: None,
            identity,
        }
    }

    /// The same with a Swedish dictionary whose hash is given.
    #[must_use]
    pub fn with_swedish(mut self, swedish: Arc<Swedish>, dictionary_hash: u64) -> Self {
        self.identity.version += &format!("-sv-{dictionary_hash:016x}");
        self.swedish = Some(swedish);
        self
    }
}

impl FinnishAnalyzer {
    /// The place that a word with a capital names by the register alone.
    fn register_name(&self, word: &str) -> Option<&str> {
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let names = self
            .names
            .get_or_init(|| RegisterNames::beside(&self.finnish));
        names.lemma(word)
    }
}

fn swedish_terms(swedish: &Swedish, word: &str) -> WordTerms {
    let found = swedish.terms(word);
    let term = |kind: TermKind| {
        move |text: &String| Term {
            kind,
            text: text.clone(),
        }
    };
    let lemmas = found.lemmas.iter().map(term(TermKind::Lemma));
    let parts = found.parts.iter().map(term(TermKind::Part));
    let stem = found
        .stem
        .iter()
        .map(term(TermKind::Stem(Language::Swedish)));
    WordTerms {
        terms: lemmas.chain(parts).chain(stem).collect(),
        known: found.is_known,
        is_function_word: found.is_function_word,
    }
}

impl TextAnalyzer for FinnishAnalyzer {
    fn identity(&self) -> AnalyzerIdentity {
        self.identity.clone()
    }

    fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        let mut tokens = Vec::with_capacity(text.len() / 7);
        for token in tokenize(text) {
            if token.text.len() > MAX_WORD_BYTES {
                // No word is so long: it is cut as the analyser without a dictionary cuts it.
                let pieces = words(&text[token.start..token.end]).into_iter();
                tokens.extend(pieces.map(|piece| Token {
                    start: piece.start + token.start,
                    end: piece.end + token.start,
                    ..piece
                }));
                continue;
            }
            let completed = completed_lemmas(&self.finnish, &token);
            tokens.push(Token {
                start: token.start,
                end: token.end,
                text: token.text,
                completed,
            });
        }
        tokens
    }

    fn terms(&self, word: &str, language: Language) -> WordTerms {
        if let Some(site) = site_terms(word) {
            return site;
        }
        match (language, &self.swedish) {
            (Language::Finnish, _) => self.finnish_terms(word),
            (Language::Swedish, Some(swedish)) => swedish_terms(swedish, word),
            _ => Snowball.terms(word, language),
        }
    }
}

impl FinnishAnalyzer {
    fn finnish_terms(&self, word: &str) -> WordTerms {
        let found = self.finnish.terms(word);
        let term = |kind: TermKind| {
            move |text: &str| Term {
                kind,
                text: text.to_owned(),
            }
        };
        let name = self.register_name(word).map(term(TermKind::Lemma));
        let lemmas = considered(&found).map(term(TermKind::Lemma)).chain(name);
        let parts = found.parts().map(term(TermKind::Part));
        let stem = found.stem().map(term(TermKind::Stem(Language::Finnish)));
        let mut terms: Vec<Term> = lemmas.chain(parts).chain(stem).collect();
        if word.contains('.') {
            add_labels(&mut terms);
        }
        WordTerms {
            terms,
            known: found.is_known(),
            is_function_word: found.is_function_word(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What holds with any dictionary holds without one; base forms are tested where they are made.
    fn analyzer() -> FinnishAnalyzer {
        FinnishAnalyzer::new(Arc::new(Finnish::new(None)), 0)
    }

    #[test]
    fn offsets_lead_back_into_the_text() {
        let text = "Järjestöjen sote-muutostuki -hanke 2021–2023, kysy: a@b.fi";
        for token in analyzer().tokens(text) {
            assert!(text.get(token.start..token.end).is_some(), "{token:?}");
        }
    }

    #[test]
    fn an_endless_word_is_cut() {
        let text = "ä".repeat(100_000);
        assert!(
            analyzer()
                .tokens(&text)
                .iter()
                .all(|token| token.text.len() <= MAX_WORD_BYTES)
        );
    }

    #[test]
    fn an_open_compound_is_found_under_what_it_is_short_for() {
        let tokens = analyzer().tokens("Järjestöjen sote-muutostuki -hanke");
        let completed: Vec<&str> = tokens
            .iter()
            .flat_map(|token| &token.completed)
            .map(String::as_str)
            .collect();
        assert!(
            completed.contains(&"sote-muutostuki-hanke"),
            "{completed:?}"
        );
    }

    #[test]
    fn swedish_has_base_forms_where_there_is_a_dictionary() {
        let affixes = "SET UTF-8\nSFX G Y 1\nSFX G 0 arna .\n";
        let dictionary =
            aluehaku_swedish::Dictionary::from_bytes(affixes.as_bytes(), b"1\nskog/G\n");
        let swedish = Swedish::new(dictionary.expect("a dictionary in its format"));
        let with_swedish = analyzer().with_swedish(Arc::new(swedish), 7);
        let terms = with_swedish.terms("Skogarna", Language::Swedish);
        assert_eq!(terms.terms[0].kind, TermKind::Lemma);
        assert_eq!(terms.terms[0].text, "skog");
        assert_ne!(with_swedish.identity(), analyzer().identity());
    }

    #[test]
    fn other_languages_are_cut_by_their_own_rules() {
        let terms = analyzer().terms("föreningarna", Language::Swedish).terms;
        assert_eq!(
            terms,
            Snowball.terms("föreningarna", Language::Swedish).terms
        );
    }
}
