//! What a check of `doctor` finds.

/// What one check found.
pub(super) enum Finding {
    /// It is as it should be.
    Good(String),
    /// Works, but somebody should look at it.
    Notable(String),
    /// Does not work.
    Bad(String),
}
