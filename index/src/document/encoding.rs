//! Analysed text on its way into an engine.
//!
//! A text is analysed once, outside the engine, and handed over as one string: a separator before
//! each word, then its typed terms, all on the word's position. A *typed term* is one byte that says
//! its kind and then its text, so that kinds share a field and never meet. The separator says how
//! often the terms of the word count: a word of the title counts for several of the body.

use std::collections::HashMap;
use std::sync::Arc;

use crate::analysis::listed::{completed_terms, kind_byte, listed_terms};
use crate::analysis::{self, Language, TermKind, TextAnalyzer, Token};
use crate::document::{TextLanguages, text_of};
use aluehaku_article::masking::masks;
use aluehaku_article::{Article, TextPart};

/// Begin a word that counts once, twice and three times.
pub(crate) const WORDS: [char; 3] = ['\u{1e}', '\u{1d}', '\u{1c}'];
/// Begins a term of the word.
pub(crate) const TERM: char = '\u{1f}';

/// The texts of an article in the order of their words, and how often a word of each counts.
pub(crate) const TEXTS: [(TextPart, usize); 3] = [
    (TextPart::Title, 3),
    (TextPart::Lead, 2),
    (TextPart::Body, 1),
];

/// Most distinct words remembered, some 40 MB of them; beyond it the memory is emptied and fills anew. With a
/// quarter of it a large index takes an eighth longer.
const MEMORY_WORDS: usize = 1 << 18;

/// By the words of one language, as they stand.
type EncodedWords = HashMap<Box<str>, Box<str>, foldhash::fast::RandomState>;

/// The positions in an article's text at which its parts begin; the position before each is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Starts {
    lead: u64,
    body: u64,
    /// Where the names of the authors begin, behind the text.
    pub(crate) authors: u64,
}

impl Starts {
    /// Where a part begins.
    pub(crate) fn of_part(&self, part: TextPart) -> u64 {
        match part {
            TextPart::Title => 0,
            TextPart::Lead => self.lead,
            TextPart::Body => self.body,
        }
    }
}

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

    /// Appends title, lead, body and the authors' names as one text, and tells where the later ones begin.
    pub(crate) fn article(
        &mut self,
        article: &Article,
        languages: &TextLanguages,
        encoded: &mut String,
    ) -> Starts {
        let mut starts = Starts::default();
        let mut position = 0;
        for (part, times) in TEXTS {
            match part {
                TextPart::Title => {}
                TextPart::Lead => starts.lead = position,
                TextPart::Body => starts.body = position,
            }
            let language_at = |byte| languages.at(part, byte);
            let words = self.masked(text_of(article, part), language_at, times, encoded);
            encode_gap(encoded);
            position += words as u64 + 1;
        }
        starts.authors = position;
        for author in &article.authors {
            self.name(author, languages.main, encoded);
            encode_gap(encoded);
        }
        starts
    }

    /// Appends the words of a name.
    pub(crate) fn name(&mut self, name: &str, language: Language, encoded: &mut String) {
        self.masked(name, |_| language, 1, encoded);
    }

    /// Appends the words of a text with their terms and returns their number; words of masks are not
    /// searchable.
    fn masked(
        &mut self,
        text: &str,
        language_at: impl Fn(usize) -> Language,
        times: usize,
        encoded: &mut String,
    ) -> usize {
        let masks = masks(text);
        let is_hidden = |token: &Token<'_>| masks.iter().any(|mask| mask.contains(&token.start));
        self.encode(text, language_at, times, is_hidden, encoded)
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
