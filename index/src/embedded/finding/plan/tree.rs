//! Which parts of a query must hold and which only rank.
//!
//! Where every word is demanded, a list of parts means all of them. Otherwise
//!
//! 1. words are wishes: an article with any of them matches, one with more of them ranks higher;
//! 2. what is said with a sign is a demand: phrases, exact forms, named fields, exclusions;
//! 3. fields of names and identifiers are filters: they must hold and do not rank;
//! 4. a list that demands no word still wants some word of it.
//!
//! Every wanted word that an article has adds to its score, wherever it stands in the tree.

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Query};

use super::leaf::{Leaf, LeafPlanner};
use super::{Plan, Snapshot};
use crate::search::fields::SearchField;
use crate::search::request::Matching;

/// A condition on articles.
#[derive(Debug)]
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

/// What a part is to the list it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Filter,
    Demand,
    Wish,
}

/// Makes the plan of one query.
pub(crate) struct Planner<'a> {
    snapshot: &'a Snapshot,
    matching: Matching,
    leaves: Vec<Leaf>,
    complaints: Vec<crate::search::response::Complaint>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, matching: Matching) -> Self {
        Self {
            snapshot,
            matching,
            leaves: Vec::new(),
            complaints: Vec::new(),
        }
    }

    pub(crate) fn plan(mut self, query: &Query) -> tantivy::Result<Plan> {
        let query = self.split_words(query);
        let is_ranked = query
            .positive_leaves()
            .any(|leaf| role_of_leaf(leaf) != Role::Filter);
        let root = self.node(&query, true)?;
        Ok(Plan {
            root,
            text: self.snapshot.fields.text,
            leaves: self.leaves,
            is_ranked,
            complaints: self.complaints,
        })
    }

    /// Replaces leaves that the analyser reads as several words by all of these words.
    fn split_words(&self, query: &Query) -> Query {
        query.map_leaves(|leaf| {
            let words = self.snapshot.analyzer.tokens(&leaf.text);
            let last = words.len().saturating_sub(1);
            match leaf.kind {
                LeafKind::Phrase | LeafKind::Exact if !words.is_empty() => {
                    Query::Leaf(leaf.clone())
                }
                _ => Query::all(words.into_iter().enumerate().map(|(place, word)| {
                    let kind = if place < last {
                        LeafKind::Word
                    } else {
                        leaf.kind
                    };
                    Query::Leaf(QueryLeaf {
                        kind,
                        text: word.text.into_owned(),
                        ..leaf.clone()
                    })
                })),
            }
        })
    }

    /// Plans a part; `is_wanted` is false inside an exclusion.
    fn node(&mut self, query: &Query, is_wanted: bool) -> tantivy::Result<Node> {
        Ok(match query {
            Query::Everything => Node::Everything,
            Query::Leaf(leaf) => self.leaf(leaf, is_wanted)?,
            Query::Not(inner) => {
                let excluded = vec![self.node(inner, !is_wanted)?];
                Node::All {
                    required: vec![],
                    optional: vec![],
                    excluded,
                }
            }
            Query::Any(parts) => Node::Any(self.nodes(parts, is_wanted)?),
            Query::All(parts) => self.list(parts, is_wanted)?,
        })
    }

    fn nodes(&mut self, parts: &[Query], is_wanted: bool) -> tantivy::Result<Vec<Node>> {
        parts
            .iter()
            .map(|part| self.node(part, is_wanted))
            .collect()
    }

    fn list(&mut self, parts: &[Query], is_wanted: bool) -> tantivy::Result<Node> {
        let (mut required, mut wishes, mut excluded) = (vec![], vec![], vec![]);
        let is_lenient = is_wanted && self.matching == Matching::Any;
        for part in parts {
            match part {
                Query::Not(inner) => excluded.push(self.node(inner, !is_wanted)?),
                _ if is_lenient && role(part) == Role::Wish => {
                    wishes.push(self.node(part, is_wanted)?);
                }
                _ => required.push(self.node(part, is_wanted)?),
            }
        }
        let demands_words = parts.iter().any(|part| role(part) == Role::Demand);
        if !demands_words && !wishes.is_empty() {
            required.push(Node::Any(std::mem::take(&mut wishes)));
        }
        Ok(Node::All {
            required,
            optional: wishes,
            excluded,
        })
    }

    fn leaf(&mut self, leaf: &QueryLeaf, is_wanted: bool) -> tantivy::Result<Node> {
        let (snapshot, matching) = (self.snapshot, self.matching);
        let planner = LeafPlanner {
            snapshot,
            matching,
            is_wanted,
        };
        let is_ranked = role_of_leaf(leaf) != Role::Filter;
        let planned = planner.plan(leaf, is_ranked, &mut self.complaints)?;
        let words = self.add(planned);
        Ok(match planner.region(leaf) {
            Some(region) => Node::Any(vec![words, self.add(region)]),
            None => words,
        })
    }

    fn add(&mut self, leaf: Leaf) -> Node {
        self.leaves.push(leaf);
        Node::Leaf(self.leaves.len() - 1)
    }
}

fn role(query: &Query) -> Role {
    match query {
        Query::Everything | Query::Not(_) => Role::Filter,
        Query::Leaf(leaf) => role_of_leaf(leaf),
        Query::All(parts) => {
            let has = |wanted| parts.iter().any(|part| role(part) == wanted);
            match (has(Role::Filter), has(Role::Demand), has(Role::Wish)) {
                (true, false, false) => Role::Filter,
                (false, false, true) => Role::Wish,
                _ => Role::Demand,
            }
        }
        Query::Any(parts) => {
            let all = |roles: &[Role]| parts.iter().all(|part| roles.contains(&role(part)));
            if all(&[Role::Filter]) {
                Role::Filter
            } else if all(&[Role::Filter, Role::Demand]) {
                Role::Demand
            } else {
                Role::Wish
            }
        }
    }
}

fn role_of_leaf(leaf: &QueryLeaf) -> Role {
    match leaf.field.and_then(SearchField::from_id) {
        Some(SearchField::Author | SearchField::Facet(_)) => Role::Filter,
        Some(SearchField::Title | SearchField::Lead | SearchField::Body) => Role::Demand,
        None => match leaf.kind {
            LeafKind::Phrase | LeafKind::Exact => Role::Demand,
            LeafKind::Word | LeafKind::Prefix => Role::Wish,
        },
    }
}
