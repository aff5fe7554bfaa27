//! Encoded text as tantivy reads it: the terms of each word at its position.

use tantivy::schema::{Field, Term};
use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::document::encoding::{TERM, WORDS};

/// Name under which tantivy knows the tokenizer.
pub(crate) const TOKENIZER: &str = "typed_terms";

/// A typed term of a field.
pub(crate) fn typed_term(field: Field, kind: TermKind, text: &str) -> Term {
    let mut typed = String::with_capacity(text.len() + 1);
    typed.push(char::from(kind_byte(kind)));
    typed.push_str(text);
    Term::from_field_text(field, &typed)
}

/// Reads what an [`Encoder`](crate::document::encoding::Encoder) wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypedTerms;

impl Tokenizer for TypedTerms {
    type TokenStream<'a> = TypedTermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TypedTermStream<'a> {
        TypedTermStream {
            rest: text,
            words: 0,
            times: 1,
            repeats: 0,
            token: IndexToken::default(),
        }
    }
}

/// The terms of an encoded text, one after another.
#[derive(Debug)]
pub(crate) struct TypedTermStream<'a> {
    rest: &'a str,
    words: usize,
    /// How often each term of the word counts.
    times: usize,
    /// How often the term just given is to be given again.
    repeats: usize,
    token: IndexToken,
}

impl TokenStream for TypedTermStream<'_> {
    fn advance(&mut self) -> bool {
        if self.repeats > 0 {
            self.repeats -= 1;
            return true;
        }
        while let Some(mark) = self.rest.chars().next()
            && let Some(place) = WORDS.iter().position(|word| *word == mark)
        {
            self.words += 1;
            self.times = place + 1;
            self.rest = &self.rest[mark.len_utf8()..];
        }
        let Some(rest) = self.rest.strip_prefix(TERM) else {
            return false;
        };
        let ends = rest.bytes().position(|byte| {
            byte == TERM as u8 || (WORDS[2] as u8..=WORDS[0] as u8).contains(&byte)
        });
        let end = ends.unwrap_or(rest.len());
        self.repeats = self.times - 1;
        self.token.text.clear();
        self.token.text.push_str(&rest[..end]);
        self.token.position = self.words.saturating_sub(1);
        self.rest = &rest[end..];
        true
    }

    fn token(&self) -> &IndexToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::snowball::Snowball;
    use crate::analysis::{Language, Token};
    use crate::document::encoding::Encoder;

    #[test]
    fn terms_come_back_at_the_position_of_their_word() {
        let mut encoder = Encoder::new(Arc::new(Snowball));
        let mut encoded = String::new();
        let language = |_| Language::Finnish;
        assert_eq!(
            encoder.encode("Hanke", language, 2, |_| false, &mut encoded),
            1
        );
        let is_hidden = |token: &Token<'_>| token.text == "x";
        assert_eq!(
            encoder.encode("x tukee", language, 1, is_hidden, &mut encoded),
            2
        );
        let mut found = Vec::new();
        let mut tokenizer = TypedTerms;
        let mut stream = tokenizer.token_stream(&encoded);
        while let Some(token) = stream.next() {
            found.push((token.position, token.text.clone()));
        }
        let twice = ["whanke", "fhank", "phank"].map(|text| [(0, text); 2]);
        let once = ["wtukee", "ftuke", "ptuke"].map(|text| (2, text));
        let expected = [twice.as_flattened(), &once].concat();
        assert_eq!(
            found,
            expected
                .iter()
                .map(|(position, text)| (*position, (*text).to_owned()))
                .collect::<Vec<_>>()
        );
    }
}
