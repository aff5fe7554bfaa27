//! How far around the title and in how long texts dates and writers are looked for.

/// How many elements around the title are looked into, from the inside out.
pub(super) const LEVELS: usize = 5;

/// Longest text of an element that states a date or a writer, in bytes.
pub(super) const MAX_STATEMENT: usize = 120;
