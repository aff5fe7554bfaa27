//! How much of an article's text one answer may still show.

use super::service::Show;
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
