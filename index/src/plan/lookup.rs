//! What a plan asks of an index: which terms occur, in how many articles, and what they may stand for.

use std::collections::BTreeSet;

use super::word::Word;
use crate::analysis::{Language, TermKind, TextAnalyzer};
use crate::search::fields::SearchField;
use crate::vocabulary::Vocabulary;
use aluehaku_article::facet::Facet;

/// Facets whose values can be searched by their words; the others hold identifiers.
pub(crate) const NAMED_FACETS: [Facet; 8] = [
    Facet::Region,
    Facet::Municipality,
    Facet::Hyvinvointialue,
    Facet::PublisherRegion,
    Facet::Person,
    Facet::Project,
    Facet::Organisation,
    Facet::Topic,
];

/// Where terms are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SearchedField {
    /// In the texts of articles: title, lead, body and the names of the authors.
    Text,
    /// In the words of names: of authors or of the values of a facet.
    Words(SearchField),
    /// Among the whole values of a facet.
    Values(Facet),
}

/// An index that plans are made for: one state of it.
pub(crate) trait Lookup {
    /// Where the engine lists the articles of a term.
    type List;
    /// Why the index cannot be read.
    type Error;

    /// The analyser in use.
    fn analyzer(&self) -> &dyn TextAnalyzer;

    /// Words that mean the same.
    fn vocabulary(&self) -> &Vocabulary;

    /// The languages of the articles: those by whose rules query words are analysed.
    fn languages(&self) -> &[Language];

    /// Number of articles.
    fn article_count(&self) -> u64;

    /// The weight of a term that so many articles have.
    fn rarity(&self, articles: u64) -> f32;

    /// The articles of a term and their number; `None` where no article has it.
    fn list(
        &self,
        field: SearchedField,
        kind: TermKind,
        text: &str,
    ) -> Result<Option<(Self::List, u64)>, Self::Error>;

    /// Terms of a kind that are the text when dots and accents are left out, other than the text itself
    /// ([`Unfolding`](super::unfold::Unfolding)), at most [`MAX_WORDS`](super::unfold::MAX_WORDS).
    fn unfolded(
        &self,
        field: SearchedField,
        kind: TermKind,
        text: &str,
    ) -> Result<BTreeSet<String>, Self::Error>;

    /// The values of a facet that pass a test.
    fn values(
        &self,
        facet: Facet,
        is_meant: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<String>, Self::Error>;

    /// Whether the texts of some article have words in a row, each by any of its terms.
    fn has_in_a_row(&self, words: &[Word<Self::List>]) -> Result<bool, Self::Error>;
}

impl SearchedField {
    /// Where the words of a field of queries are looked up.
    pub(crate) fn of(field: SearchField) -> Self {
        match field {
            SearchField::Title | SearchField::Lead | SearchField::Body => Self::Text,
            SearchField::Facet(facet) if !NAMED_FACETS.contains(&facet) => Self::Values(facet),
            SearchField::Author | SearchField::Facet(_) => Self::Words(field),
        }
    }
}
