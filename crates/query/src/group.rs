//! What the parser remembers about the brackets it is in.

use crate::span::Span;
use crate::tree::Query;

/// How a part is joined to the part before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    Space,
    Or,
    And,
}

/// What stands directly before a part and works on it.
#[derive(Debug, Default)]
pub(crate) struct Prefix {
    pub(crate) not: Option<Span>,
    pub(crate) field: Option<(&'static str, Span)>,
}

/// What is being read between two brackets, or outside all.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// The opening bracket; none outside all.
    pub(crate) open: Option<Span>,
    pub(crate) is_negated: bool,
    /// The field that the group's leaves are looked for in, unless they name their own.
    pub(crate) field: Option<&'static str>,
    pub(crate) parts: Vec<(Join, Query)>,
    /// The operator waiting for its right side.
    pub(crate) operator: Option<(Join, Span)>,
    pub(crate) prefix: Prefix,
    pub(crate) plain_words: PlainWords,
}

/// The plain words right before the position: perhaps the beginning of a name.
#[derive(Debug, Default)]
pub(crate) struct PlainWords {
    count: usize,
    has_capital: bool,
}

impl PlainWords {
    /// These words and one more.
    pub(crate) fn followed_by(self, word: &str) -> PlainWords {
        let has_capital = self.has_capital || word.starts_with(char::is_uppercase);
        PlainWords {
            count: self.count + 1,
            has_capital,
        }
    }

    /// Whether the words may be a name of several words.
    pub(crate) fn may_be_name(&self) -> bool {
        self.count >= 2 && self.has_capital
    }
}
