//! The labels that the tagger gives to tokens.

/// What kind of thing a name names, as the tagger tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A place.
    Place,
    /// An association, company, authority or other body.
    Organisation,
    /// A product, a work or an event: told apart so that it is taken for none of the others.
    Other,
}

impl NameKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Person, Self::Place, Self::Organisation, Self::Other];
}

/// The label of a token: outside any name, the first token of one, or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// Outside.
    Outside,
    /// The first token of a name.
    Begin(NameKind),
    /// A later token of a name.
    Inside(NameKind),
}

/// How many labels there are.
pub const LABELS: usize = 1 + 2 * NameKind::ALL.len();

/// The weights of one feature or of one label's followers.
pub type Weights = [i8; LABELS];

impl Label {
    /// The number of the label: 0 outside, then two a kind.
    #[must_use]
    pub const fn number(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Begin(kind) => 1 + 2 * kind as usize,
            Self::Inside(kind) => 2 + 2 * kind as usize,
        }
    }

    /// The label with this number; outside for any that is none.
    #[must_use]
    pub const fn from_number(number: usize) -> Self {
        if number == 0 || number >= LABELS {
            return Self::Outside;
        }
        let kind = NameKind::ALL[(number - 1) / 2];
        if number % 2 == 1 {
            Self::Begin(kind)
        } else {
            Self::Inside(kind)
        }
    }

    /// Whether a token with this label may stand right after one with that other label.
    #[must_use]
    pub fn may_follow(self, before: Self) -> bool {
        match self {
            Self::Outside | Self::Begin(_) => true,
            Self::Inside(kind) => {
                matches!(before, Self::Begin(other) | Self::Inside(other) if other == kind)
            }
        }
    }
}
