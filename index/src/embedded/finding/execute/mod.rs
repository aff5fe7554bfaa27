//! Runs a plan on one segment: which articles match, and which of them rank best.
//!
//! - [`leaf`]: which articles one leaf finds.
//! - [`list`]: the list of a term with scores and upper bounds.
//! - [`ranking`]: the best articles, without reading what cannot be among them; [`work`]: what it reckons with.
//!
//! Matching and ranking are apart: a set answers counts and filters exactly and reads no numbers of
//! occurrences; ranking reads no more than it needs for the first places.

#[cfg(test)]
mod exhaustive_tests;
mod leaf;
mod list;
mod ranking;
mod work;

pub(crate) use ranking::{Best, Ranking};

use self::leaf::Finder;
use crate::deadline::Deadline;
use crate::embedded::finding::plan::{Leaf, Look, Plan, Scored, Word};
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::{ArticleSet, Bits};
use crate::embedded::state::snapshot::Snapshot;
use crate::plan::Node;
use crate::plan::lookup::SearchedField;
use crate::plan::word::Reach;
use aluehaku_article::facet::Facet;

/// A set this many times smaller than the lists of a word is looked up article by article.
const NARROWING_SHARE: usize = 16;

/// Runs one plan on one segment.
pub(crate) struct Executor<'a> {
    segment: &'a Segment,
    plan: &'a Plan,
    finder: Finder<'a>,
}

impl<'a> Executor<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        segment: &'a Segment,
        plan: &'a Plan,
        deadline: &'a Deadline,
    ) -> Self {
        let finder = Finder {
            segment,
            fields: &snapshot.fields,
            scoring: snapshot.scoring(),
            deadline,
        };
        Self {
            segment,
            plan,
            finder,
        }
    }

    /// The articles that fulfil a condition on the leaves of the plan, without deleted ones.
    pub(crate) fn fulfilling(&self, node: &Node, reach: Reach) -> tantivy::Result<ArticleSet> {
        let found = self.node(node, reach)?;
        Ok(match &self.segment.alive {
            Some(alive) => found.and(&ArticleSet::Many(alive.clone())),
            None => found,
        })
    }

    /// The articles that have any of some values of a facet.
    pub(crate) fn values(&self, facet: Facet, values: &[String]) -> tantivy::Result<ArticleSet> {
        self.finder.values(facet, values)
    }

    /// What ranks the articles.
    pub(crate) fn ranking(&self) -> tantivy::Result<Ranking<'a>> {
        Ranking::open(self.segment, self.finder.scoring, self.plan, |leaf| {
            self.scored(leaf)
        })
    }

    /// What a leaf that is found by places in texts finds.
    fn scored(&self, leaf: usize) -> tantivy::Result<&'a Scored> {
        let find = |leaf: &Leaf| self.finder.scored(leaf);
        self.plan.scored(leaf, self.segment, find)
    }

    fn leaf(&self, number: usize, reach: Reach) -> tantivy::Result<ArticleSet> {
        let leaf = &self.plan.leaves[number];
        match &leaf.look {
            Look::Word(word) => self.finder.word(leaf.place, word, reach),
            Look::Values(values) => self.finder.values_of(leaf.place, values),
            Look::Phrase(_) | Look::Prefix(_) => {
                let (articles, _) = self.scored(number)?;
                Ok(ArticleSet::from_ordered(articles, self.segment.articles()))
            }
        }
    }

    fn everything(&self) -> ArticleSet {
        ArticleSet::Many(Bits::all(self.segment.articles()))
    }

    fn node(&self, node: &Node, reach: Reach) -> tantivy::Result<ArticleSet> {
        if !self.finder.deadline.goes_on() {
            return Ok(ArticleSet::Few(Vec::new()));
        }
        match node {
            Node::Everything => Ok(self.everything()),
            Node::Leaf(number) => self.leaf(*number, reach),
            Node::Any(parts) => {
                let mut found = ArticleSet::Few(Vec::new());
                for part in parts {
                    found = found.or(self.node(part, reach)?);
                }
                Ok(found)
            }
            Node::All {
                required, excluded, ..
            } => {
                let mut found = self.all(required, reach)?;
                for part in excluded {
                    found = found.and_not(&self.node(part, reach)?);
                }
                Ok(found)
            }
        }
    }

    /// The articles that fulfil every part, the rarest word first.
    fn all(&self, parts: &[Node], reach: Reach) -> tantivy::Result<ArticleSet> {
        let mut parts: Vec<(usize, &Node)> = parts
            .iter()
            .map(|part| (self.entries(part, reach), part))
            .collect();
        parts.sort_by_key(|(entries, _)| *entries);
        let mut found: Option<ArticleSet> = None;
        for (entries, part) in parts {
            found = Some(match (found, self.word(part)) {
                (None, _) => self.node(part, reach)?,
                (Some(mut set), Some(word)) if set.len() * NARROWING_SHARE < entries => {
                    self.finder.narrow(word, reach, &mut set)?;
                    set
                }
                (Some(set), _) => set.and(&self.node(part, reach)?),
            });
        }
        Ok(found.unwrap_or_else(|| self.everything()))
    }

    /// The word that a part is, where it is one that is found in any text.
    fn word(&self, part: &Node) -> Option<&Word> {
        match part {
            Node::Leaf(number) => match &self.plan.leaves[*number] {
                leaf if leaf.place.part.is_some() || leaf.place.field != SearchedField::Text => {
                    None
                }
                leaf => match &leaf.look {
                    Look::Word(word) => Some(word),
                    _ => None,
                },
            },
            Node::All {
                required,
                optional,
                excluded,
            } if optional.is_empty() && excluded.is_empty() => match required.as_slice() {
                [single] => self.word(single),
                _ => None,
            },
            Node::Any(parts) => match parts.as_slice() {
                [single] => self.word(single),
                _ => None,
            },
            _ => None,
        }
    }

    /// A bound on the articles of a part.
    fn entries(&self, part: &Node, reach: Reach) -> usize {
        match part {
            Node::Leaf(number) => self.finder.entries(&self.plan.leaves[*number], reach),
            Node::Any(parts) => {
                let entries = parts.iter().map(|part| self.entries(part, reach));
                entries.fold(0, usize::saturating_add)
            }
            Node::All { required, .. } => {
                let entries = required.iter().map(|part| self.entries(part, reach));
                entries.min().unwrap_or(usize::MAX)
            }
            Node::Everything => usize::MAX,
        }
    }
}
