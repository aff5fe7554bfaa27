//! A query as the index answers it: a tree of conditions over leaves whose terms are looked up once.
//! Nothing here knows of any engine.
//!
//! - [`lookup`]: what a plan asks of an index; [`word`]: a query word and its terms.
//! - [`words`]: the words of the query as the analyser reads them where they stand; [`hyphens`]: which
//!   minus is a hyphen.
//! - [`tree`]: which parts of a query must hold and which only rank; [`node`]: conditions on leaves;
//!   [`divided`]: what may be left out.
//! - [`alone`]: a word before the query is planned.
//! - [`named`]: names of the vocabulary among the words.
//! - [`leaf`]: one word, phrase, prefix, exact form or facet value.
//! - [`terms`]: the terms that a query word is found under, and their weights; [`formula`]: how engines score by them.
//! - [`unfold`]: words of the index that the typed letters may stand for ("jarjesto").
//! - [`leaving`]: which words are left out where no article has all; [`telling`]: a plan of what tells most of an
//!   article.

mod alone;
mod divided;
pub(crate) mod formula;
mod hyphens;
mod leaf;
mod leaving;
mod leniency;
pub(crate) mod lookup;
mod named;
mod node;
mod telling;
mod terms;
mod tree;
pub(crate) mod unfold;
pub(crate) mod word;
mod words;

pub(crate) use alone::WordPlanner;
pub(crate) use divided::Divided;
pub(crate) use hyphens::decided;
pub(crate) use leaf::{Leaf, Look, Place};
pub(crate) use leaving::{MOST_LOOKED_AT, candidates, some_words, without_quotations};
pub(crate) use node::Node;
pub(crate) use telling::telling;

use aluehaku_query::Query;

use self::lookup::{Lookup, SearchedField};
use self::word::Reach;
use crate::search::request::Matching;
use crate::search::response::Warning;

/// A query ready to be run on each segment.
#[derive(Debug)]
pub(crate) struct Plan<T> {
    /// What articles must fulfil.
    pub(crate) root: Node,
    /// By which terms articles have what the tree refers to.
    pub(crate) reach: Reach,
    /// The same with the parts that may be left out apart, where they may.
    pub(crate) divided: Option<Divided>,
    /// The leaves that the tree refers to.
    pub(crate) leaves: Vec<Leaf<T>>,
    /// Whether some leaf ranks: a query of filters alone orders by time.
    pub(crate) is_ranked: bool,
    /// What could not be taken word for word.
    pub(crate) warnings: Vec<Warning>,
}

impl<T> Plan<T> {
    /// Plans a query on a state of the index.
    pub(crate) fn new<L: Lookup<List = T>>(
        lookup: &L,
        query: &Query,
        matching: Matching,
    ) -> Result<Self, L::Error> {
        tree::Planner::new(lookup, matching).plan(query)
    }

    /// Whether parts of the query are left out where no article has everything: words, and the quotation
    /// marks around them.
    pub(crate) fn may_leave_out(&self) -> bool {
        let divided = self.divided.as_ref();
        divided.is_some_and(|divided| !divided.units.is_empty() || !divided.demanded.is_empty())
    }

    /// Whether every article with some word matches, and no other.
    pub(crate) fn is_union_of_words(&self) -> bool {
        let is_word = |leaf: &Leaf<T>| {
            matches!(leaf.look, Look::Word(_))
                && leaf.place
                    == Place {
                        field: SearchedField::Text,
                        part: None,
                    }
        };
        self.root.is_union(&|number| {
            let leaf = &self.leaves[number];
            leaf.is_ranked && leaf.is_wanted && is_word(leaf)
        })
    }

    /// Whether every article that matches has a score above zero.
    pub(crate) fn scores_every_match(&self) -> bool {
        self.root.always_scores(&|number| {
            let leaf = &self.leaves[number];
            leaf.is_ranked && leaf.is_wanted
        })
    }
}
