//! A query word and the terms of the index that stand for it.

use crate::analysis::TermKind;

/// A query word and where it is found.
#[derive(Debug)]
pub(crate) struct Word<T> {
    /// Terms of which the best counts.
    pub(crate) sources: Vec<Source<T>>,
    /// For each part of a compound, terms of which the best counts; the parts are summed. Articles
    /// with them come close to having the word.
    pub(crate) parts: Vec<Vec<Source<T>>>,
    /// Whether it is a word of grammar: it says little of what is asked for.
    pub(crate) is_grammar: bool,
}

impl<T> Default for Word<T> {
    fn default() -> Self {
        Self {
            sources: Vec::new(),
            parts: Vec::new(),
            is_grammar: false,
        }
    }
}

impl<T> Word<T> {
    /// The terms that it is looked up by.
    pub(crate) fn within(&self, reach: Reach) -> impl Iterator<Item = &Source<T>> {
        let is_loose = reach == Reach::Loose;
        let sources = self.sources.iter();
        let sources = sources.filter(move |source| is_loose || source.is_sure);
        let parts = self.parts.iter().flatten().filter(move |_| is_loose);
        sources.chain(parts)
    }
}

/// How a term came to stand for a query word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// By the word as typed.
    Typed,
    /// By letters with dots that were typed without.
    Unfolded,
    /// By a word that means the same.
    Synonym,
}

/// A term that occurs in the index.
#[derive(Clone, Debug)]
pub(crate) struct Source<T> {
    /// Where the engine lists its articles.
    pub(crate) list: T,
    /// How it stands for the article's word.
    pub(crate) kind: TermKind,
    /// The term without its kind.
    pub(crate) text: String,
    /// How it came to stand for the query word; with the kind it says how the words meet.
    pub(crate) origin: Origin,
    /// Whether an article with it surely has the word: in its base form, in a form, or as part of a
    /// compound. Of terms that list the same articles one is enough.
    pub(crate) is_sure: bool,
    /// The score of an occurrence that fills an article.
    pub(crate) weight: f32,
    /// Articles that have the term.
    pub(crate) articles: u64,
}

/// By which of their terms words are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those with which an article surely has the word.
    Sure,
    /// All: parts that are shared and stems, too.
    Loose,
}
