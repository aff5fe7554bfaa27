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
    pub(crate) is_demand: bool,
    pub(crate) field: Option<(&'static str, Span)>,
}

/// What is being read between two brackets, or outside all.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// The opening bracket; none outside all.
    pub(crate) open: Option<Span>,
    pub(crate) is_negated: bool,
    pub(crate) is_demanded: bool,
    /// The field that the group's leaves are looked for in, unless they name their own.
    pub(crate) field: Option<&'static str>,
    pub(crate) parts: Vec<(Join, Query)>,
    /// The operator waiting for its right side.
    pub(crate) operator: Option<(Join, Span)>,
    pub(crate) prefix: Prefix,
    /// The plain word or phrase that was read last: a hyphen after a blank may join a word to it.
    pub(crate) last_plain: Option<Plain>,
}

/// A word or phrase that stands for itself.
#[derive(Debug)]
pub(crate) struct Plain {
    pub(crate) text: String,
    /// The byte after it, with its quotation marks.
    pub(crate) end: usize,
}
