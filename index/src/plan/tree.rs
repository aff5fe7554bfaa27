//! Which parts of a query must hold and which only rank.
//!
//! Three readings are made of a query, by [`Matching`]:
//!
//! - Where every word is demanded, a list of parts means all of them.
//! - Where any word suffices, words are wishes: an article with any of them matches, one with more of
//!   them ranks higher.
//! - Otherwise an article must surely have each word that is no word of grammar. What may be left out
//!   where no article has all, one by one, are [`Unit`]s.
//!
//! In all of them
//!
//! 1. what is said with a sign is a demand: phrases, exact forms, named fields, exclusions;
//! 2. fields of names and identifiers are filters: they must hold and do not rank;
//! 3. a list that demands no word still wants some word of it;
//! 4. every wanted word that an article has adds to its score, wherever it stands in the tree.

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Query};

use super::Plan;
use super::divided::{Divided, Unit};
use super::leaf::{Leaf, LeafPlanner, Look};
use super::leniency::Leniency;
use super::lookup::Lookup;
use super::named::named;
use super::node::Node;
use super::word::Reach;
use super::words::{Part, PlainLeaf, split};
use crate::search::fields::SearchField;
use crate::search::request::Matching;
use crate::search::response::Warning;

/// What a part is to the list it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Filter,
    Demand,
    Wish,
    /// A word of grammar: it ranks, and nothing depends on it.
    Grammar,
}

/// A part of a query whose leaves are planned.
#[derive(Debug)]
enum Planned {
    Everything,
    Leaf {
        node: Node,
        role: Role,
    },
    /// Names that mean the same as the other parts of the choice it stands in.
    Synonyms(Node),
    Not(Box<Planned>),
    All(Vec<Planned>),
    Any(Vec<Planned>),
}

/// Makes the plan of one query.
pub(crate) struct Planner<'a, L: Lookup> {
    lookup: &'a L,
    matching: Matching,
    leaves: Vec<Leaf<L::List>>,
    warnings: Vec<Warning>,
}

impl<'a, L: Lookup> Planner<'a, L> {
    pub(crate) fn new(lookup: &'a L, matching: Matching) -> Self {
        Self {
            lookup,
            matching,
            leaves: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(crate) fn plan(mut self, query: &Query) -> Result<Plan<L::List>, L::Error> {
        let parts = split(self.lookup.analyzer(), query);
        let planned = self.planned(&parts, true)?;
        let is_ranked = self
            .leaves
            .iter()
            .any(|leaf| leaf.is_ranked && leaf.is_wanted);
        let divided = (self.matching == Matching::Best).then(|| self.divided(&planned));
        let root = match &divided {
            Some(divided) => divided.with(0..divided.units.len()),
            None => node(&planned, self.leniency()),
        };
        Ok(Plan {
            root,
            divided,
            reach: match self.matching {
                Matching::Any => Reach::Loose,
                Matching::Best | Matching::All => Reach::Sure,
            },
            leaves: self.leaves,
            is_ranked,
            warnings: self.warnings,
        })
    }

    fn leniency(&self) -> Leniency {
        match self.matching {
            Matching::Any => Leniency::ANY,
            Matching::Best | Matching::All => Leniency::NONE,
        }
    }

    /// Plans the leaves of a part; `is_wanted` is false inside an exclusion.
    fn planned(&mut self, part: &Part, is_wanted: bool) -> Result<Planned, L::Error> {
        Ok(match part {
            Part::Everything => Planned::Everything,
            Part::Leaf(plain) => {
                let mut planned = self.list_planned(std::slice::from_ref(part), is_wanted)?;
                match planned.pop() {
                    Some(planned) => planned,
                    None => self.leaf(plain, is_wanted)?,
                }
            }
            Part::Not(inner) => Planned::Not(Box::new(self.planned(inner, !is_wanted)?)),
            Part::Any(parts) => Planned::Any(self.all_planned(parts, is_wanted)?),
            Part::All(parts) => Planned::All(self.list_planned(parts, is_wanted)?),
        })
    }

    fn all_planned(&mut self, parts: &[Part], is_wanted: bool) -> Result<Vec<Planned>, L::Error> {
        let parts = parts.iter();
        parts.map(|part| self.planned(part, is_wanted)).collect()
    }

    /// Plans the parts of a list, in which words in a row may be a name of the vocabulary.
    fn list_planned(&mut self, parts: &[Part], is_wanted: bool) -> Result<Vec<Planned>, L::Error> {
        let mut planned = Vec::with_capacity(parts.len());
        let mut rest = parts;
        while let Some(first) = rest.first() {
            let taken = self.synonyms(rest, is_wanted)?;
            let Some((words, names)) = taken else {
                planned.push(match first {
                    Part::Leaf(plain) => self.leaf(plain, is_wanted)?,
                    other => self.planned(other, is_wanted)?,
                });
                rest = &rest[1..];
                continue;
            };
            let (name, others) = rest.split_at(words);
            let mut typed = Vec::with_capacity(words);
            for part in name {
                if let Part::Leaf(plain) = part {
                    typed.push(self.leaf(plain, is_wanted)?);
                }
            }
            let typed = match typed.len() {
                1 => typed.remove(0),
                _ => Planned::All(typed),
            };
            planned.push(Planned::Any(vec![typed, Planned::Synonyms(names)]));
            rest = others;
        }
        Ok(planned)
    }

    /// How many of the parts are a name of the vocabulary, and where its other names are found; nothing in an
    /// exclusion, which leaves out only what is said.
    fn synonyms(
        &mut self,
        parts: &[Part],
        is_wanted: bool,
    ) -> Result<Option<(usize, Node)>, L::Error> {
        if !is_wanted {
            return Ok(None);
        }
        let planner = LeafPlanner {
            lookup: self.lookup,
            matching: self.matching,
            is_wanted,
        };
        let Some((words, others)) = named(&planner, parts)? else {
            return Ok(None);
        };
        let nodes = others.into_iter().map(|other| self.add(other)).collect();
        Ok(Some((words, Node::Any(nodes))))
    }

    fn leaf(&mut self, plain: &PlainLeaf, is_wanted: bool) -> Result<Planned, L::Error> {
        let (lookup, matching) = (self.lookup, self.matching);
        let planner = LeafPlanner {
            lookup,
            matching,
            is_wanted,
        };
        let PlainLeaf { leaf, completed } = plain;
        let role = self.role_of_leaf(leaf);
        let is_ranked = role != Role::Filter;
        let planned = planner.plan(leaf, completed, is_ranked, &mut self.warnings)?;
        let is_grammar = matches!(&planned.look, Look::Word(word) if word.is_grammar);
        let words = self.add(planned);
        Ok(Planned::Leaf {
            node: match planner.region(leaf) {
                Some(region) => Node::Any(vec![words, self.add(region)]),
                None => words,
            },
            role: match role {
                Role::Wish if is_grammar && matching == Matching::Best => Role::Grammar,
                role => role,
            },
        })
    }

    fn add(&mut self, leaf: Leaf<L::List>) -> Node {
        self.leaves.push(leaf);
        Node::Leaf(self.leaves.len() - 1)
    }

    fn role_of_leaf(&self, leaf: &QueryLeaf) -> Role {
        match leaf.field.and_then(SearchField::from_id) {
            Some(SearchField::Author | SearchField::Facet(_)) => Role::Filter,
            Some(SearchField::Title | SearchField::Lead | SearchField::Body) => Role::Demand,
            None => match leaf.kind {
                LeafKind::Phrase | LeafKind::Exact => Role::Demand,
                LeafKind::Word | LeafKind::Prefix
                    if leaf.is_demanded && self.matching == Matching::Best =>
                {
                    Role::Demand
                }
                LeafKind::Word | LeafKind::Prefix => Role::Wish,
            },
        }
    }

    /// Tells the parts that may be left out from those that may not.
    fn divided(&self, planned: &Planned) -> Divided {
        let parts = match planned {
            Planned::All(parts) => parts.iter().collect(),
            single => vec![single],
        };
        let (mut required, mut excluded, mut wishes) = (vec![], vec![], vec![]);
        for part in &parts {
            match part {
                Planned::Not(inner) => excluded.push(node(inner, Leniency::NONE)),
                Planned::Everything => {}
                part if matches!(role(part), Role::Wish | Role::Grammar) => wishes.push(*part),
                part => required.push(node(part, Leniency::NONE)),
            }
        }
        let says_something = |part: &&Planned| role(part) != Role::Grammar;
        if wishes.iter().any(says_something) || !required.is_empty() {
            wishes.retain(says_something);
        }
        let demanded = parts.iter().filter(|part| role(part) == Role::Demand);
        let any = wishes
            .iter()
            .map(|part| node(part, Leniency::ANY))
            .collect();
        let units = wishes.iter().map(|part| Unit {
            node: node(part, Leniency::NONE),
            typed: self.typed(part),
            weight: self.weight(part),
        });
        Divided {
            units: units.collect(),
            close: Node::Any(any),
            demanded: demanded.map(|part| self.typed(part)).collect(),
            required,
            excluded,
        }
    }

    /// The words of a part as typed.
    fn typed(&self, part: &Planned) -> String {
        let mut words = Vec::new();
        part.each_leaf(&mut |node| {
            if let Node::Leaf(number) = node {
                words.push(self.leaves[*number].typed.as_str());
            }
        });
        words.join(" ")
    }

    /// How much a part tells: as much as the most telling term that stands for it.
    fn weight(&self, part: &Planned) -> f32 {
        let mut weight: f32 = 0.0;
        part.each_leaf(&mut |node| {
            if let Node::Leaf(number) = node {
                weight = weight.max(self.leaves[*number].sure_weight());
            }
        });
        weight
    }
}

impl Planned {
    /// Gives the nodes of the wanted leaves, in the order of the text.
    fn each_leaf(&self, take: &mut impl FnMut(&Node)) {
        match self {
            Self::Everything | Self::Not(_) | Self::Synonyms(_) => {}
            Self::Leaf { node, .. } => take(node),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.each_leaf(take));
            }
        }
    }
}

/// The condition that a part is.
fn node(part: &Planned, leniency: Leniency) -> Node {
    match part {
        Planned::Everything => Node::Everything,
        Planned::Leaf { node, .. } | Planned::Synonyms(node) => node.clone(),
        Planned::Not(inner) => Node::All {
            required: vec![],
            optional: vec![],
            excluded: vec![node(inner, leniency.inside_exclusion())],
        },
        Planned::Any(parts) => Node::Any(parts.iter().map(|part| node(part, leniency)).collect()),
        Planned::All(parts) => list(parts, leniency),
    }
}

fn list(parts: &[Planned], leniency: Leniency) -> Node {
    let (mut required, mut wishes, mut excluded) = (vec![], vec![], vec![]);
    let mut grammar = vec![];
    let says_something = parts.iter().any(|part| role(part) != Role::Grammar);
    for part in parts {
        match (part, role(part)) {
            (Planned::Not(inner), _) => {
                excluded.push(node(inner, leniency.inside_exclusion()));
            }
            (_, Role::Grammar) if says_something => grammar.push(node(part, leniency)),
            (_, Role::Wish | Role::Grammar) if leniency.is_lenient() => {
                wishes.push(node(part, leniency));
            }
            _ => required.push(node(part, leniency)),
        }
    }
    let demands_words = parts.iter().any(|part| role(part) == Role::Demand);
    if !demands_words && !wishes.is_empty() {
        required.push(Node::Any(std::mem::take(&mut wishes)));
    }
    Node::All {
        required,
        optional: wishes.into_iter().chain(grammar).collect(),
        excluded,
    }
}

fn role(part: &Planned) -> Role {
    match part {
        Planned::Everything | Planned::Not(_) => Role::Filter,
        Planned::Leaf { role, .. } => *role,
        Planned::Synonyms(_) => Role::Wish,
        Planned::All(parts) => {
            let has = |wanted| parts.iter().any(|part| role(part) == wanted);
            let wishes = has(Role::Wish) || has(Role::Grammar);
            match (has(Role::Filter), has(Role::Demand), wishes) {
                (true, false, false) => Role::Filter,
                (false, false, true) if !has(Role::Wish) => Role::Grammar,
                (false, false, true) => Role::Wish,
                _ => Role::Demand,
            }
        }
        Planned::Any(parts) => {
            let said = || {
                parts
                    .iter()
                    .filter(|part| !matches!(part, Planned::Synonyms(_)))
            };
            let all = |roles: &[Role]| said().all(|part| roles.contains(&role(part)));
            if all(&[Role::Filter]) {
                Role::Filter
            } else if all(&[Role::Filter, Role::Demand]) {
                Role::Demand
            } else if all(&[Role::Grammar]) {
                Role::Grammar
            } else {
                Role::Wish
            }
        }
    }
}
