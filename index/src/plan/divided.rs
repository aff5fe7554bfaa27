//! A query whose words may be left out, apart from what it demands.

use super::node::Node;

/// A part of a query that may be left out where no article has all of them.
#[derive(Debug)]
pub(crate) struct Unit {
    /// The articles that have it.
    pub(crate) node: Node,
    /// The words as typed.
    pub(crate) typed: String,
    /// How much it tells of what is asked for.
    pub(crate) weight: f32,
}

/// A query whose parts may be left out.
#[derive(Debug)]
pub(crate) struct Divided {
    /// What may be left out.
    pub(crate) units: Vec<Unit>,
    /// Any of it, taken leniently.
    pub(super) close: Node,
    /// The demanded words, as typed.
    pub(crate) demanded: Vec<String>,
    /// What must hold whatever is left out.
    pub(super) required: Vec<Node>,
    /// What must not hold.
    pub(super) excluded: Vec<Node>,
}

impl Divided {
    /// What an article must fulfil that has some of the parts, by their numbers.
    pub(crate) fn with(&self, units: impl IntoIterator<Item = usize>) -> Node {
        let units = units
            .into_iter()
            .map(|number| self.units[number].node.clone());
        self.demanding(units)
    }

    /// What an article must fulfil to come close.
    pub(crate) fn close(&self) -> Node {
        self.demanding(std::iter::once(self.close.clone()))
    }

    fn demanding(&self, more: impl Iterator<Item = Node>) -> Node {
        Node::All {
            required: self.required.iter().cloned().chain(more).collect(),
            optional: vec![],
            excluded: self.excluded.clone(),
        }
    }
}
