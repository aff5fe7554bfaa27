//! Analysed text on its way into tantivy.
//!
//! A text is analysed once, outside tantivy, and handed over as one string: a separator before
//! each word, then its typed terms, all on the word's position. A *typed term* is one byte that says
//! its kind and then its text, so that kinds share a field and never meet.

use tantivy::schema::{Field, Term};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analysis::pipeline::AnalyzedToken;
use crate::analysis::{Language, TermKind};

/// Name under which tantivy knows the tokenizer.
pub(super) const TOKENIZER: &str = "typed_terms";

/// Begins a word.
const WORD: char = '\u{1e}';
/// Begins a term of the word.
const TERM: char = '\u{1f}';

/// The byte that marks a kind of term.
pub(super) fn kind_byte(kind: TermKind) -> u8 {
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

/// A typed term of a field.
pub(super) fn typed_term(field: Field, kind: TermKind, text: &str) -> Term {
    let mut typed = String::with_capacity(text.len() + 1);
    typed.push(char::from(kind_byte(kind)));
    typed.push_str(text);
    Term::from_field_text(field, &typed)
}

/// The words of a text as one string; words for which `is_hidden` holds count but have no terms.
pub(super) fn encode(
    tokens: &[AnalyzedToken<'_>],
    is_hidden: impl Fn(&AnalyzedToken<'_>) -> bool,
) -> String {
    let mut encoded = String::new();
    for token in tokens {
        encoded.push(WORD);
        if is_hidden(token) {
            continue;
        }
        for term in token.terms.iter() {
            encoded.push(TERM);
            encoded.push(char::from(kind_byte(term.kind)));
            encoded.push_str(&term.text);
        }
    }
    encoded
}

/// Reads what [`encode`] wrote.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedTerms;

impl Tokenizer for TypedTerms {
    type TokenStream<'a> = TypedTermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TypedTermStream<'a> {
        TypedTermStream {
            rest: text,
            words: 0,
            token: Token::default(),
        }
    }
}

/// The terms of an encoded text, one after another.
#[derive(Debug)]
pub(super) struct TypedTermStream<'a> {
    rest: &'a str,
    words: usize,
    token: Token,
}

impl TokenStream for TypedTermStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.rest.strip_prefix(WORD) {
            self.words += 1;
            self.rest = rest;
        }
        let Some(rest) = self.rest.strip_prefix(TERM) else {
            return false;
        };
        let end = rest.find([WORD, TERM]).unwrap_or(rest.len());
        self.token.text.clear();
        self.token.text.push_str(&rest[..end]);
        self.token.position = self.words.saturating_sub(1);
        self.rest = &rest[end..];
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::pipeline::Pipeline;
    use crate::analysis::snowball::Snowball;

    #[test]
    fn terms_come_back_at_the_position_of_their_word() {
        let mut pipeline = Pipeline::new(Arc::new(Snowball));
        let tokens = pipeline.analyze("Hanke x tukee", Language::Finnish);
        let encoded = encode(&tokens, |token| token.token.text == "x");
        let mut found = Vec::new();
        let mut tokenizer = TypedTerms;
        let mut stream = tokenizer.token_stream(&encoded);
        while let Some(token) = stream.next() {
            found.push((token.position, token.text.clone()));
        }
        let expected = [(0, "whanke"), (0, "fhank"), (2, "wtukee"), (2, "ftuke")];
        assert_eq!(
            found,
            expected.map(|(position, text)| (position, text.to_owned()))
        );
    }
}
