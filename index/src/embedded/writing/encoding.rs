//! Analysed text on its way into tantivy.
//!
//! A text is analysed once, outside tantivy, and handed over as one string: a separator before
//! each word, then its typed terms, all on the word's position. A *typed term* is one byte that says
//! its kind and then its text, so that kinds share a field and never meet. The separator says how
//! often the terms of the word count: a word of the title counts for several of the body.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::schema::{Field, Term};
use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use crate::analysis::listed::{completed_terms, listed_terms};
use crate::analysis::{self, Language, TermKind, TextAnalyzer, Token};

/// Name under which tantivy knows the tokenizer.
pub(crate) const TOKENIZER: &str = "typed_terms";

/// Begin a word that counts once, twice and three times.
const WORDS: [char; 3] = ['\u{1e}', '\u{1d}', '\u{1c}'];
/// Begins a term of the word.
const TERM: char = '\u{1f}';

/// The byte that marks a kind of term.
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

/// A typed term of a field.
pub(crate) fn typed_term(field: Field, kind: TermKind, text: &str) -> Term {
    let mut typed = String::with_capacity(text.len() + 1);
    typed.push(char::from(kind_byte(kind)));
    typed.push_str(text);
    Term::from_field_text(field, &typed)
}

/// Most distinct words remembered, some 40 MB of them; beyond it the memory is emptied and fills anew. With a
/// quarter of it a large index takes an eighth longer.
const MEMORY_WORDS: usize = 1 << 18;

/// By the words of one language, as they stand.
type EncodedWords = HashMap<Box<str>, Box<str>, foldhash::fast::RandomState>;

/// Encodes texts one after another and remembers the words it has seen.
#[derive(Debug)]
pub(crate) struct Encoder {
    analyzer: Arc<dyn TextAnalyzer>,
    /// The terms of words, encoded.
    memory: HashMap<Language, EncodedWords>,
    remembered: usize,
}

impl Encoder {
    /// An encoder that has seen nothing yet.
    pub(crate) fn new(analyzer: Arc<dyn TextAnalyzer>) -> Self {
        Self {
            analyzer,
            memory: HashMap::new(),
            remembered: 0,
        }
    }

    /// Appends the words of a text, each counting `times`, and returns their number; words for which `is_hidden`
    /// holds have a position but no terms. `language_at` tells the language of the word at a byte.
    pub(crate) fn encode(
        &mut self,
        text: &str,
        language_at: impl Fn(usize) -> Language,
        times: usize,
        is_hidden: impl Fn(&Token<'_>) -> bool,
        encoded: &mut String,
    ) -> usize {
        let tokens = self.analyzer.tokens(text);
        let mut marked = Language::Finnish;
        for token in &tokens {
            encoded.push(WORDS[times.clamp(1, WORDS.len()) - 1]);
            if is_hidden(token) {
                continue;
            }
            let language = language_at(token.start);
            if language != marked {
                // An empty stem says that words are listed in the language, also where a dictionary knows them all.
                encoded.extend([TERM, char::from(kind_byte(TermKind::Stem(language)))]);
                marked = language;
            }
            if token.completed.is_empty() {
                encoded.push_str(self.encoded(token, language));
            } else {
                push_terms(
                    &completed_terms(self.analyzer.as_ref(), token, language),
                    encoded,
                );
            }
        }
        tokens.len()
    }

    /// The terms of a word wherever it stands.
    fn encoded(&mut self, token: &Token<'_>, language: Language) -> &str {
        if self.remembered == MEMORY_WORDS {
            self.memory.clear();
            self.remembered = 0;
        }
        let words = self.memory.entry(language).or_default();
        if !words.contains_key(token.text.as_ref()) {
            let mut encoded = String::new();
            push_terms(
                &listed_terms(self.analyzer.as_ref(), token, language),
                &mut encoded,
            );
            words.insert(token.text.as_ref().into(), encoded.into());
            self.remembered += 1;
        }
        &words[token.text.as_ref()]
    }
}

fn push_terms(terms: &[analysis::Term], encoded: &mut String) {
    for term in terms {
        encoded.push(TERM);
        encoded.push(char::from(kind_byte(term.kind)));
        encoded.push_str(&term.text);
    }
}

/// Leaves one position empty, so that no phrase reaches across.
pub(crate) fn encode_gap(encoded: &mut String) {
    encoded.push(WORDS[0]);
}

/// Reads what an [`Encoder`] wrote.
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
    use super::*;
    use crate::analysis::snowball::Snowball;

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
