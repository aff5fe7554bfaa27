//! A text to its words and terms, each distinct word analysed once.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Language, Term, TermKind, TextAnalyzer, Token};

/// Most distinct words remembered; beyond it the memory is emptied and fills anew.
const MEMORY_WORDS: usize = 1 << 16;

/// A word of a text and what it is found under.
#[derive(Clone, Debug)]
pub struct AnalyzedToken<'t> {
    /// The word.
    pub token: Token<'t>,
    /// Its terms, the surface form first.
    pub terms: Arc<[Term]>,
}

/// Analyses texts one after another and remembers the words it has seen.
#[derive(Debug)]
pub struct Pipeline {
    analyzer: Arc<dyn TextAnalyzer>,
    memory: HashMap<Language, HashMap<Box<str>, Arc<[Term]>>>,
    remembered: usize,
}

impl Pipeline {
    /// A pipeline that has seen nothing yet.
    #[must_use]
    pub fn new(analyzer: Arc<dyn TextAnalyzer>) -> Self {
        Self {
            analyzer,
            memory: HashMap::new(),
            remembered: 0,
        }
    }

    /// The words of a text with their terms.
    pub fn analyze<'t>(&mut self, text: &'t str, language: Language) -> Vec<AnalyzedToken<'t>> {
        let tokens = self.analyzer.tokens(text).into_iter();
        tokens
            .map(|token| AnalyzedToken {
                terms: self.terms(&token, language),
                token,
            })
            .collect()
    }

    /// Terms of a word where it stands: its own, and those of compounds it is short for.
    fn terms(&mut self, token: &Token<'_>, language: Language) -> Arc<[Term]> {
        let own = self.terms_of_word(token, language);
        if token.completed.is_empty() || language != Language::Finnish {
            return own;
        }
        let kinds = [TermKind::Lemma, TermKind::Part];
        let completed = kinds.into_iter().flat_map(|kind| {
            let lemmas = token.completed.iter();
            lemmas.map(move |lemma| Term {
                kind,
                text: lemma.clone(),
            })
        });
        let mut terms: Vec<Term> = own.iter().cloned().chain(completed).collect();
        distinct(&mut terms);
        terms.into()
    }

    fn terms_of_word(&mut self, token: &Token<'_>, language: Language) -> Arc<[Term]> {
        let words = self.memory.entry(language).or_default();
        if let Some(terms) = words.get(token.text.as_ref()) {
            return Arc::clone(terms);
        }
        let surface = Term {
            kind: TermKind::Surface,
            text: token.surface(),
        };
        let others = self.analyzer.terms(&token.text, language).terms;
        let mut terms: Vec<Term> = std::iter::once(surface).chain(with_whole(others)).collect();
        distinct(&mut terms);
        let terms: Arc<[Term]> = terms.into();
        if self.remembered == MEMORY_WORDS {
            self.memory.clear();
            self.remembered = 0;
        }
        let words = self.memory.entry(language).or_default();
        words.insert(token.text.as_ref().into(), Arc::clone(&terms));
        self.remembered += 1;
        terms
    }
}

/// The terms of a word with the whole among its parts, so that one term finds a word alone and inside
/// compounds.
fn with_whole(mut terms: Vec<Term>) -> Vec<Term> {
    let has_lemma = terms.iter().any(|term| term.kind == TermKind::Lemma);
    let is_whole = |term: &&Term| match term.kind {
        TermKind::Lemma => true,
        TermKind::Stem(_) => !has_lemma,
        TermKind::Surface | TermKind::Part => false,
    };
    let whole = terms.iter().filter(is_whole).map(|term| Term {
        kind: TermKind::Part,
        text: term.text.clone(),
    });
    let whole: Vec<Term> = whole.collect();
    terms.extend(whole);
    terms
}

/// Each term once; the first stays where it is.
fn distinct(terms: &mut Vec<Term>) {
    let mut kept = 0;
    for place in 0..terms.len() {
        if !terms[..kept].contains(&terms[place]) {
            terms.swap(kept, place);
            kept += 1;
        }
    }
    terms.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::snowball::Snowball;

    #[test]
    fn a_word_has_its_surface_form_first_in_each_language() {
        let mut pipeline = Pipeline::new(Arc::new(Snowball));
        for language in [Language::Finnish, Language::English, Language::Finnish] {
            let tokens = pipeline.analyze("Järjestöjen hanke", language);
            assert_eq!(tokens[0].terms[0].text, "järjestöjen");
            assert_eq!(tokens[0].terms[1].kind, TermKind::Stem(language));
            assert_eq!(tokens[0].terms[2].kind, TermKind::Part);
            assert_eq!(tokens[0].terms[1].text, tokens[0].terms[2].text);
            assert_eq!((tokens[1].token.start, tokens[1].token.end), (14, 19));
        }
    }
}
