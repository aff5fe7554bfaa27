//! How large a tree may grow.

/// Most elements in a tree. Tags beyond that, and the text after them, are left out.
pub(super) const MAX_ELEMENTS: usize = 100_000;

/// Most elements that stand open in each other. Tags beyond that are left out, their text stays.
pub(in super::super) const MAX_DEPTH: u16 = 512;
