//! The terms that a word of an article is listed under.

use super::{Language, Term, TermKind, TextAnalyzer, Token};

/// The byte that marks a kind of term where terms of all kinds share a field.
pub(crate) fn kind_byte(kind: TermKind) -> u8 {
    match kind {
        TermKind::Surface => b'w',
        TermKind::Lemma => b'l',
        TermKind::Part => b'p',
        TermKind::Stem(Language::Finnish) => b'f',
        TermKind::Stem(Language::Swedish) => b's',
        TermKind::Stem(Language::English) => b'e',
        TermKind::Stem(Language::Other) => b'o',
    }
}

/// The terms of a word wherever it stands, the surface form first.
#[must_use]
pub fn listed_terms(
    analyzer: &dyn TextAnalyzer,
    token: &Token<'_>,
    language: Language,
) -> Vec<Term> {
    let surface = Term {
        kind: TermKind::Surface,
        text: token.surface(),
    };
    let others = analyzer.terms(&token.text, language).terms;
    let mut terms: Vec<Term> = std::iter::once(surface).chain(with_whole(others)).collect();
    distinct(&mut terms);
    terms
}

/// The same with those of compounds that the word is short for where it stands.
#[must_use]
pub fn completed_terms(
    analyzer: &dyn TextAnalyzer,
    token: &Token<'_>,
    language: Language,
) -> Vec<Term> {
    let mut terms = listed_terms(analyzer, token, language);
    if language == Language::Finnish {
        for kind in [TermKind::Lemma, TermKind::Part] {
            let lemmas = token.completed.iter();
            terms.extend(lemmas.map(|lemma| Term {
                kind,
                text: lemma.clone(),
            }));
        }
        distinct(&mut terms);
    }
    terms
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
        let tokens = Snowball.tokens("Järjestöjen hanke");
        for language in [Language::Finnish, Language::English] {
            let terms = listed_terms(&Snowball, &tokens[0], language);
            assert_eq!(terms[0].text, "järjestöjen");
            assert_eq!(terms[1].kind, TermKind::Stem(language));
            assert_eq!(terms[2].kind, TermKind::Part);
            assert_eq!(terms[1].text, terms[2].text);
        }
    }

    #[test]
    fn a_word_is_listed_under_what_it_is_short_for_in_finnish() {
        let token = Token {
            start: 0,
            end: 5,
            text: "sote-".into(),
            completed: vec!["sotepalvelu".to_owned()],
        };
        let is_listed = |language| {
            let terms = completed_terms(&Snowball, &token, language);
            terms.iter().any(|term| term.text == "sotepalvelu")
        };
        assert!(is_listed(Language::Finnish) && !is_listed(Language::Swedish));
    }
}
