//! Whether a word must be there or only adds to the score.

/// Whether words in lists are wishes: so they are where any word suffices, but not in exclusions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leniency {
    any_suffices: bool,
    is_wanted: bool,
}

impl Leniency {
    pub(super) const NONE: Self = Self {
        any_suffices: false,
        is_wanted: true,
    };
    pub(super) const ANY: Self = Self {
        any_suffices: true,
        is_wanted: true,
    };

    pub(super) fn is_lenient(self) -> bool {
        self.any_suffices && self.is_wanted
    }

    pub(super) fn inside_exclusion(self) -> Self {
        Self {
            is_wanted: !self.is_wanted,
            ..self
        }
    }
}
