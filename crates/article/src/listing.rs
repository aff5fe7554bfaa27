//! Which persons are put forward: those that enough articles of enough sources name.
//!
//! Whoever is named once in passing is found by the words of the article and nowhere else. A person is put
//! forward (counted in facets, suggested, given a page or a feed) only from some articles and sources on.

/// From how many articles and sources on a person is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PersonThreshold {
    /// Fewest articles that name the person; near-copies count as one.
    pub articles: u64,
    /// Fewest sources that published them.
    pub sources: u64,
}

impl Default for PersonThreshold {
    /// Everyone whom an article names.
    fn default() -> Self {
        Self {
            articles: 1,
            sources: 1,
        }
    }
}

impl PersonThreshold {
    /// Whether everyone whom an article names is put forward.
    #[must_use]
    pub fn takes_everyone(self) -> bool {
        self.articles <= 1 && self.sources <= 1
    }
}
