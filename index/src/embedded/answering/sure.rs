//! Many stored searches against one state of the index: which articles surely have all that each asks for.
//!
//! A state of a few new articles holds few words, and most searches ask for one that it lacks. So each word is looked
//! up once for all searches, and a search is planned only when none of its words rules it out. A word that may begin a
//! name of several words rules nothing out, nor does what stands behind it: the name has other names.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Query};
use tantivy::DocAddress;

use crate::embedded::finding::execute::{Deadline, Executor};
use crate::embedded::finding::filter::{FilterPlan, Without};
use crate::embedded::finding::plan::{Plan, WordPlanner};
use crate::embedded::showing::hits;
use crate::embedded::state::snapshot::Snapshot;
use crate::search::request::{Filters, Matching};
use aluehaku_article::ids::ArticleId;

/// What searches before found out about the state.
#[derive(Debug, Default)]
pub(crate) struct Learnt {
    words: Mutex<HashMap<String, Presence>>,
    ids: Mutex<HashMap<DocAddress, ArticleId>>,
}

/// Whether a word is in the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    /// Some article surely has it, or it is a word of grammar that no article needs to have.
    Possible,
    /// No article surely has it.
    Absent,
    /// With the words behind it, it may be a name that is found under other words.
    MayBeginName,
}

/// The articles that surely have everything a query asks for and pass the filters.
pub(crate) fn articles(
    snapshot: &Snapshot,
    learnt: &Learnt,
    query: &Query,
    filters: &Filters,
) -> tantivy::Result<Vec<ArticleId>> {
    if learnt.rules_out(snapshot, query)? {
        return Ok(Vec::new());
    }
    let plan = Plan::new(snapshot, query, Matching::Best)?;
    let filters = FilterPlan::new(&snapshot.fields, filters);
    let deadline = Deadline::after(None);
    let mut found = Vec::new();
    for segment in &snapshot.segments {
        let executor = Executor::new(snapshot, segment, &plan, &deadline);
        let fulfilling = executor.fulfilling(&plan.root, plan.reach)?;
        let filtered = filters.apply(&executor, segment, fulfilling)?;
        for article in filtered.passing(Without::Nothing).iter() {
            found.push(learnt.id(snapshot, DocAddress::new(segment.number, article))?);
        }
    }
    Ok(found)
}

impl Learnt {
    /// Whether some word that every hit needs is in no article.
    fn rules_out(&self, snapshot: &Snapshot, query: &Query) -> tantivy::Result<bool> {
        let parts = match query {
            Query::All(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        for part in parts {
            let Query::Leaf(leaf) = part else { continue };
            if leaf.kind != LeafKind::Word || leaf.field.is_some() {
                continue;
            }
            // Numbers, sites and words with a hyphen are read together with what stands beside them.
            if !is_plain(leaf) {
                return Ok(false);
            }
            match self.presence(snapshot, leaf)? {
                Presence::Possible => {}
                Presence::Absent => return Ok(true),
                Presence::MayBeginName => return Ok(false),
            }
        }
        Ok(false)
    }

    fn presence(&self, snapshot: &Snapshot, leaf: &QueryLeaf) -> tantivy::Result<Presence> {
        let known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(presence) = known.get(&leaf.text) {
            return Ok(*presence);
        }
        drop(known);
        let planner = WordPlanner::new(snapshot);
        let presence = if planner.may_begin_name(leaf) {
            Presence::MayBeginName
        } else if planner.may_be_had(leaf)? {
            Presence::Possible
        } else {
            Presence::Absent
        };
        let mut known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(leaf.text.clone(), presence);
        Ok(presence)
    }

    fn id(&self, snapshot: &Snapshot, address: DocAddress) -> tantivy::Result<ArticleId> {
        let mut known = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = known.get(&address) {
            return Ok(id.clone());
        }
        let id = hits::stored(snapshot, address)?.article.id;
        known.insert(address, id.clone());
        Ok(id)
    }
}

fn is_plain(leaf: &QueryLeaf) -> bool {
    leaf.hyphen_after.is_none() && leaf.text.chars().all(char::is_alphabetic)
}
