//! How much of an article's text one answer may still show.

use std::collections::HashMap;

use aluehaku_article::Article;

use super::service::Show;
use super::state::AppState;
use super::text::{EXCERPT_CHARACTERS, excerpt};

/// How much of an article's text one answer may still show: where its source allows a snippet, an excerpt's length for
/// all that is taken of it together.
#[derive(Debug)]
pub(crate) struct Allowance {
    /// Characters that are left; absent where the whole text may be shown.
    left: Option<usize>,
    /// What is shown of the text already.
    shown: String,
}

/// How much of each article one answer may still show.
#[derive(Debug)]
pub(crate) struct Allowances<'a> {
    state: &'a AppState,
    /// By identifier, of those of which something is shown.
    of_articles: HashMap<String, Allowance>,
}

impl Allowance {
    /// What the terms of a source allow.
    pub(crate) fn new(show: Show) -> Self {
        Self {
            left: match show {
                Show::Full => None,
                Show::Snippet => Some(EXCERPT_CHARACTERS),
            },
            shown: String::new(),
        }
    }

    /// As much of a body as may be shown, and whether that is all of it.
    pub(crate) fn body(&mut self, body: String) -> (String, bool) {
        let Some(left) = &mut self.left else {
            return (body, true);
        };
        let (shown, is_whole) = excerpt(&body);
        *left = left.saturating_sub(shown.chars().count());
        self.shown.clone_from(&shown);
        (shown, is_whole)
    }

    /// A sentence, where it stands in what is shown already or may be shown as well; nothing where it may not.
    pub(crate) fn sentence(&mut self, sentence: &str) -> String {
        let Some(left) = &mut self.left else {
            return sentence.to_owned();
        };
        if !self.shown.contains(sentence) {
            let Some(rest) = left.checked_sub(sentence.chars().count()) else {
                return String::new();
            };
            *left = rest;
            self.shown.push_str(sentence);
        }
        sentence.to_owned()
    }
}

impl<'a> Allowances<'a> {
    /// What the terms of the sources allow.
    pub(crate) fn new(state: &'a AppState) -> Self {
        Self {
            state,
            of_articles: HashMap::new(),
        }
    }

    /// A sentence of an article, where that may be shown beside what is shown of it already; nothing where it may not.
    pub(crate) fn sentence(&mut self, sentence: &str, article: &Article) -> String {
        let id = article.id.as_str().to_owned();
        let new = || Allowance::new(self.state.show(article));
        let allowance = self.of_articles.entry(id).or_insert_with(new);
        allowance.sentence(sentence)
    }
}
