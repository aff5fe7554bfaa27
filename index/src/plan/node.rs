//! What articles must fulfil: conditions on the leaves of a plan.

/// A condition on articles.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Every article.
    Everything,
    /// The articles of a leaf, by its number.
    Leaf(usize),
    /// Articles that fulfil everything required and nothing excluded; the optional parts only rank.
    All {
        required: Vec<Node>,
        optional: Vec<Node>,
        excluded: Vec<Node>,
    },
    /// Articles that fulfil at least one part.
    Any(Vec<Node>),
}

impl Node {
    /// Whether it is a union of leaves of a kind.
    pub(crate) fn is_union(&self, is_of_kind: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::Everything => false,
            Self::Leaf(number) => is_of_kind(*number),
            Self::Any(parts) => parts.iter().all(|part| part.is_union(is_of_kind)),
            Self::All {
                required,
                optional,
                excluded,
            } => match required.as_slice() {
                [single] => {
                    optional.is_empty() && excluded.is_empty() && single.is_union(is_of_kind)
                }
                _ => false,
            },
        }
    }

    /// Whether every article that fulfils it fulfils some leaf that scores.
    pub(crate) fn always_scores(&self, scores: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::Everything => false,
            Self::Leaf(number) => scores(*number),
            Self::Any(parts) => parts.iter().all(|part| part.always_scores(scores)),
            Self::All { required, .. } => required.iter().any(|part| part.always_scores(scores)),
        }
    }
}
