//! The search box of every page and what it hands on.

use aluehaku_index::search::request::Matching;

use super::Frame;
use crate::http::params::SearchParams;

/// The search box and what it hands on.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchForm {
    /// The search text.
    pub(crate) q: String,
    /// Whether all words are demanded.
    pub(crate) all_words: bool,
    /// Name and value of everything else that a new search text keeps.
    pub(crate) kept: Vec<(&'static str, String)>,
}

impl SearchForm {
    /// The form of a search: a new search text keeps everything but the page.
    pub(crate) fn new(params: &SearchParams) -> Self {
        let without_text = SearchParams {
            q: String::new(),
            matching: Matching::Best,
            ..params.first_page()
        };
        Self {
            q: params.q.clone(),
            all_words: params.matching == Matching::All,
            kept: without_text.pairs(),
        }
    }

    /// The form of a page without a search.
    pub(crate) fn empty(frame: &Frame) -> Self {
        let kept = frame
            .ui()
            .map(|language| ("ui", language.code().to_owned()));
        Self {
            kept: kept.into_iter().collect(),
            ..Self::default()
        }
    }
}
