//! The words of an article's texts, one after another on their way into an engine.
//!
//! Title, lead, body and the authors' names are one text in this order, with an empty position after each.

use crate::analysis::listed::{completed_terms, listed_terms};
use crate::analysis::{Language, Term, TermKind, TextAnalyzer, Token};
use crate::document::{TextLanguages, text_of};
use aluehaku_article::masking::masks;
use aluehaku_article::{Article, TextPart};

/// The texts of an article in the order of their words, and how often a word of each counts.
pub(crate) const TEXTS: [(TextPart, usize); 3] = [
    (TextPart::Title, 3),
    (TextPart::Lead, 2),
    (TextPart::Body, 1),
];

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

/// A word where it stands in a text.
pub(crate) struct Word<'a> {
    analyzer: &'a dyn TextAnalyzer,
    token: &'a Token<'a>,
    pub(crate) language: Language,
    /// How often its terms count.
    pub(crate) times: usize,
    /// An empty stem, which the first word in a language has beside its own terms: it says that words are listed in
    /// the language, also where a dictionary knows them all.
    pub(crate) mark: Option<TermKind>,
}

impl Word<'_> {
    /// The word as it stands, where all its terms follow from that and its language; `None` where they also follow
    /// from the words beside it.
    pub(crate) fn alone(&self) -> Option<&str> {
        self.token.completed.is_empty().then_some(&self.token.text)
    }

    /// Its terms, each once.
    pub(crate) fn terms(&self) -> Vec<Term> {
        match self.token.completed.is_empty() {
            true => listed_terms(self.analyzer, self.token, self.language),
            false => completed_terms(self.analyzer, self.token, self.language),
        }
    }
}

/// Takes words in.
pub(crate) trait Words {
    /// Takes the word at the next position; none where it is empty or the word is hidden.
    fn take(&mut self, word: Option<Word<'_>>);
}

/// Hands over title, lead, body and the authors' names, and tells where the later ones begin.
pub(crate) fn article_words(
    analyzer: &dyn TextAnalyzer,
    article: &Article,
    languages: &TextLanguages,
    target: &mut impl Words,
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
        let words = masked_words(analyzer, text_of(article, part), language_at, times, target);
        target.take(None);
        position += words as u64 + 1;
    }
    starts.authors = position;
    for author in &article.authors {
        name_words(analyzer, author, languages.main, target);
        target.take(None);
    }
    starts
}

/// Hands over the words of a name.
pub(crate) fn name_words(
    analyzer: &dyn TextAnalyzer,
    name: &str,
    language: Language,
    target: &mut impl Words,
) {
    masked_words(analyzer, name, |_| language, 1, target);
}

/// Hands over the words of a text, each counting `times`, and returns their number; words for which `is_hidden` holds
/// have a position but no terms. `language_at` tells the language of the word at a byte.
pub(crate) fn text_words(
    analyzer: &dyn TextAnalyzer,
    text: &str,
    language_at: impl Fn(usize) -> Language,
    times: usize,
    is_hidden: impl Fn(&Token<'_>) -> bool,
    target: &mut impl Words,
) -> usize {
    let tokens = analyzer.tokens(text);
    let mut marked = Language::Finnish;
    for token in &tokens {
        if is_hidden(token) {
            target.take(None);
            continue;
        }
        let language = language_at(token.start);
        let mark = (language != marked).then_some(TermKind::Stem(language));
        marked = language;
        target.take(Some(Word {
            analyzer,
            token,
            language,
            times,
            mark,
        }));
    }
    tokens.len()
}

/// Hands over the words of a text and returns their number; words of masks are not searchable.
fn masked_words(
    analyzer: &dyn TextAnalyzer,
    text: &str,
    language_at: impl Fn(usize) -> Language,
    times: usize,
    target: &mut impl Words,
) -> usize {
    let masks = masks(text);
    let is_hidden = |token: &Token<'_>| masks.iter().any(|mask| mask.contains(&token.start));
    text_words(analyzer, text, language_at, times, is_hidden, target)
}
