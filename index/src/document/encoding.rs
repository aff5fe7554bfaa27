//! Analysed text on its way into an engine that takes it as one string.
//!
//! A text is analysed once, outside the engine: the string has a separator before
//! each word, then its typed terms, all on the word's position. A *typed term* is one byte that says
//! its kind and then its text, so that kinds share a field and never meet. The separator says how
//! often the terms of the word count: a word of the title counts for several of the body.

use std::collections::HashMap;
use std::sync::Arc;

use super::texts::{Word, Words, article_words, name_words};
use crate::analysis::listed::kind_byte;
use crate::analysis::{Language, Term, TextAnalyzer};
use crate::document::TextLanguages;
use aluehaku_article::Article;

pub(crate) use super::texts::{Starts, TEXTS};

/// Begin a word that counts once, twice and three times.
pub(crate) const WORDS: [char; 3] = ['\u{1e}', '\u{1d}', '\u{1c}'];
/// Begins a term of the word.
pub(crate) const TERM: char = '\u{1f}';

/// Most distinct words remembered, some 40 MB of them; beyond it the memory is emptied and fills anew. With a
/// quarter of it a large index takes an eighth longer.
const MEMORY_WORDS: usize = 1 << 18;

/// By the words of one language, as they stand.
type EncodedWords = HashMap<Box<str>, Box<str>, foldhash::fast::RandomState>;

/// Encodes texts one after another and remembers the words it has seen.
#[derive(Debug)]
pub(crate) struct Encoder {
    analyzer: Arc<dyn TextAnalyzer>,
    memory: Memory,
}

/// The terms of words, encoded.
#[derive(Debug, Default)]
struct Memory {
    words: HashMap<Language, EncodedWords>,
    remembered: usize,
}

/// Appends words to a text.
struct Encoded<'a> {
    memory: &'a mut Memory,
    text: &'a mut String,
}

impl Encoder {
    /// An encoder that has seen nothing yet.
    pub(crate) fn new(analyzer: Arc<dyn TextAnalyzer>) -> Self {
        Self {
            analyzer,
            memory: Memory::default(),
        }
    }

    /// Appends title, lead, body and the authors' names as one text, and tells where the later ones begin.
    pub(crate) fn article(
        &mut self,
        article: &Article,
        languages: &TextLanguages,
        encoded: &mut String,
    ) -> Starts {
        let mut target = Encoded {
            memory: &mut self.memory,
            text: encoded,
        };
        article_words(self.analyzer.as_ref(), article, languages, &mut target)
    }

    /// Appends the words of a name.
    pub(crate) fn name(&mut self, name: &str, language: Language, encoded: &mut String) {
        let mut target = Encoded {
            memory: &mut self.memory,
            text: encoded,
        };
        name_words(self.analyzer.as_ref(), name, language, &mut target);
    }

    /// Appends the words of a text, see [`text_words`](super::texts::text_words).
    #[cfg(test)]
    pub(crate) fn encode(
        &mut self,
        text: &str,
        language_at: impl Fn(usize) -> Language,
        times: usize,
        is_hidden: impl Fn(&crate::analysis::Token<'_>) -> bool,
        encoded: &mut String,
    ) -> usize {
        let analyzer = self.analyzer.as_ref();
        let mut target = Encoded {
            memory: &mut self.memory,
            text: encoded,
        };
        super::texts::text_words(analyzer, text, language_at, times, is_hidden, &mut target)
    }
}

impl Words for Encoded<'_> {
    fn take(&mut self, word: Option<Word<'_>>) {
        let Some(word) = word else {
            encode_gap(self.text);
            return;
        };
        self.text.push(WORDS[word.times.clamp(1, WORDS.len()) - 1]);
        if let Some(mark) = word.mark {
            self.text.extend([TERM, char::from(kind_byte(mark))]);
        }
        match word.alone() {
            Some(letters) => self.text.push_str(self.memory.encoded(&word, letters)),
            None => push_terms(&word.terms(), self.text),
        }
    }
}

impl Memory {
    /// The terms of a word wherever it stands.
    fn encoded(&mut self, word: &Word<'_>, letters: &str) -> &str {
        if self.remembered == MEMORY_WORDS {
            *self = Self::default();
        }
        let words = self.words.entry(word.language).or_default();
        if !words.contains_key(letters) {
            let mut encoded = String::new();
            push_terms(&word.terms(), &mut encoded);
            words.insert(letters.into(), encoded.into());
            self.remembered += 1;
        }
        &words[letters]
    }
}

fn push_terms(terms: &[Term], encoded: &mut String) {
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
