//! Many stored searches against one state of the index: which articles surely have all that each asks for.
//!
//! A state of a few new articles holds few words, and most searches ask for one that it lacks. So each word is looked
//! up once for all searches. A search for plain words is answered by the articles of its words; every other one is
//! planned as a whole, when none of its words rules it out. A word that may begin a name of several words rules nothing
//! out, nor does what stands behind it: the name has other names.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Query};
use tantivy::{DocAddress, DocId};

use super::hits;
use crate::deadline::Deadline;
use crate::embedded::finding::execute::Executor;
use crate::embedded::finding::filter::FilterPlan;
use crate::embedded::finding::plan::Plan;
use crate::embedded::state::set::ArticleSet;
use crate::embedded::state::snapshot::Snapshot;
use crate::plan::WordPlanner;
use crate::search::narrowing::Without;
use crate::search::request::{Filters, Matching};
use aluehaku_article::ids::ArticleId;

/// What searches before found out about the state.
#[derive(Debug, Default)]
pub(crate) struct Learnt {
    words: Mutex<HashMap<String, Known>>,
    ids: Mutex<HashMap<DocAddress, ArticleId>>,
}

/// What is known of a word.
#[derive(Clone, Debug)]
enum Known {
    /// With the words behind it, it may be a name that is found under other words.
    MayBeginName,
    /// It stands for itself.
    Word(Arc<FoundWord>),
}

/// The articles that surely have a word.
#[derive(Debug)]
struct FoundWord {
    /// Whether it is a word of grammar, which no article needs to have beside others.
    is_grammar: bool,
    articles: Vec<DocAddress>,
}

/// What the words of a query tell before it is planned.
enum Outlook {
    /// No article has everything.
    Nothing,
    /// It asks for these words and nothing else.
    Words(Vec<Arc<FoundWord>>),
    /// It has to be planned.
    Open,
}

/// The articles that surely have everything a query asks for and pass the filters.
pub(crate) fn articles(
    snapshot: &Snapshot,
    learnt: &Learnt,
    query: &Query,
    filters: &Filters,
) -> tantivy::Result<Vec<ArticleId>> {
    let found = match learnt.outlook(snapshot, query)? {
        Outlook::Nothing => return Ok(Vec::new()),
        Outlook::Words(words) => narrowed(snapshot, common(&words), filters)?,
        Outlook::Open => planned(snapshot, query, filters)?,
    };
    let ids = found
        .into_iter()
        .map(|article| learnt.id(snapshot, article));
    ids.collect()
}

/// The articles of a query that is planned as a search is.
fn planned(
    snapshot: &Snapshot,
    query: &Query,
    filters: &Filters,
) -> tantivy::Result<Vec<DocAddress>> {
    let plan = Plan::new(snapshot, query, Matching::Best)?;
    let filters = FilterPlan::new(filters);
    let deadline = Deadline::after(None);
    let mut found = Vec::new();
    for segment in &snapshot.segments {
        let executor = Executor::new(snapshot, segment, &plan, &deadline);
        let fulfilling = executor.fulfilling(&plan.root, plan.reach)?;
        let filtered = filters.apply(&executor, segment, fulfilling)?;
        let passing = filtered.passing(Without::Nothing);
        found.extend(
            passing
                .iter()
                .map(|article| DocAddress::new(segment.number, article)),
        );
    }
    Ok(found)
}

/// The articles that have every word, those of grammar aside where there are others.
fn common(words: &[Arc<FoundWord>]) -> Vec<DocAddress> {
    let says_something = words.iter().any(|word| !word.is_grammar);
    let mut needed: Vec<&FoundWord> = words
        .iter()
        .map(Arc::as_ref)
        .filter(|word| !word.is_grammar || !says_something)
        .collect();
    needed.sort_by_key(|word| word.articles.len());
    let Some((rarest, others)) = needed.split_first() else {
        return Vec::new();
    };
    let has_all = |article: &&DocAddress| {
        others
            .iter()
            .all(|word| word.articles.binary_search(article).is_ok())
    };
    rarest.articles.iter().filter(has_all).copied().collect()
}

/// Those of some articles that pass the filters.
fn narrowed(
    snapshot: &Snapshot,
    found: Vec<DocAddress>,
    filters: &Filters,
) -> tantivy::Result<Vec<DocAddress>> {
    if found.is_empty() || *filters == Filters::default() {
        return Ok(found);
    }
    let plan = Plan::new(snapshot, &Query::Everything, Matching::Best)?;
    let filters = FilterPlan::new(filters);
    let deadline = Deadline::after(None);
    let mut passing = Vec::new();
    for segment in &snapshot.segments {
        let own = found
            .iter()
            .filter(|article| article.segment_ord == segment.number);
        let own: Vec<DocId> = own.map(|article| article.doc_id).collect();
        let executor = Executor::new(snapshot, segment, &plan, &deadline);
        let filtered = filters.apply(&executor, segment, ArticleSet::from_unordered(own))?;
        let set = filtered.passing(Without::Nothing);
        passing.extend(
            set.iter()
                .map(|article| DocAddress::new(segment.number, article)),
        );
    }
    Ok(passing)
}

impl Learnt {
    fn outlook(&self, snapshot: &Snapshot, query: &Query) -> tantivy::Result<Outlook> {
        let parts = match query {
            Query::All(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut words = Vec::with_capacity(parts.len());
        for part in parts {
            let Query::Leaf(leaf) = part else { continue };
            if leaf.kind != LeafKind::Word || leaf.field.is_some() {
                continue;
            }
            // Numbers, sites and words with a hyphen are read together with what stands beside them.
            if !is_plain(leaf) {
                return Ok(Outlook::Open);
            }
            match self.known(snapshot, leaf)? {
                Known::MayBeginName => return Ok(Outlook::Open),
                Known::Word(word) if word.articles.is_empty() && !word.is_grammar => {
                    return Ok(Outlook::Nothing);
                }
                Known::Word(word) => words.push(word),
            }
        }
        Ok(if words.len() == parts.len() {
            Outlook::Words(words)
        } else {
            Outlook::Open
        })
    }

    fn known(&self, snapshot: &Snapshot, leaf: &QueryLeaf) -> tantivy::Result<Known> {
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = words.get(&leaf.text) {
            return Ok(known.clone());
        }
        drop(words);
        let planner = WordPlanner::new(snapshot);
        let known = if planner.may_begin_name(leaf) {
            Known::MayBeginName
        } else {
            let alone = Query::Leaf(leaf.clone());
            let mut articles = planned(snapshot, &alone, &Filters::default())?;
            articles.sort_unstable();
            Known::Word(Arc::new(FoundWord {
                is_grammar: planner.is_grammar(leaf)?,
                articles,
            }))
        };
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        words.insert(leaf.text.clone(), known.clone());
        Ok(known)
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
