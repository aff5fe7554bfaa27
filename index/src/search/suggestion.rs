//! What a reader may be about to type.

use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;

/// Something whose words begin as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// As people read it.
    pub text: String,
    /// Articles that have it.
    pub articles: u64,
    /// Whether a letter had to be changed, left out or put in.
    pub is_corrected: bool,
}

/// What is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// The title of an article.
    Title(ArticleId),
    /// A value of a facet, to filter by.
    Value(Facet),
    /// A word in its base form.
    Word,
}
