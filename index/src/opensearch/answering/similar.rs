//! Articles that tell of the same things as one article.

use serde_json::json;

use super::asking::{Asking, places, records};
use super::hits::{hits, indexed};
use super::pages::Folded;
use crate::deadline::Deadline;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::{GROUP, ID};
use crate::opensearch::finding::filter::passing;
use crate::opensearch::finding::lookup::made;
use crate::opensearch::finding::query::Plan;
use crate::opensearch::finding::snapshot::Snapshot;
use crate::plan::{Node, telling};
use crate::search::narrowing::Without;
use crate::search::request::{Filters, Sort};
use crate::search::response::{Hit, IndexedArticle};
use aluehaku_article::ids::ArticleId;

/// The article with an identifier.
pub(crate) fn article(
    snapshot: &Snapshot,
    id: &ArticleId,
) -> Result<Option<IndexedArticle>, EngineError> {
    let found = records(snapshot, &[id.as_str()])?.pop();
    found.map(|(_, record)| indexed(&record)).transpose()
}

/// The articles most like one, copies of it left out; `None` when there is no such article.
pub(crate) fn similar(
    snapshot: &Snapshot,
    id: &ArticleId,
    limit: usize,
) -> Result<Option<Vec<Hit>>, EngineError> {
    let Some(own) = article(snapshot, id)? else {
        return Ok(None);
    };
    let plan = made(snapshot, |remote| telling(remote, &own.article))?;
    let deadline = Deadline::after(None);
    let mut asking = Asking::new(
        snapshot,
        (Sort::Relevance, &deadline),
        &plan,
        (&plan.root, plan.reach),
        passing(&Filters::default(), Without::Nothing),
    );
    let mut others = vec![json!({"terms": {ID: [id.as_str()]}})];
    others.extend(group(snapshot, id)?.map(|group| json!({"terms": {GROUP: [group]}})));
    asking.leave_out(&others);
    let found = asking.places(&asking.ask(asking.question(limit, None, true))?);
    let found = found.into_iter().map(|place| Folded {
        place,
        copies: Vec::new(),
    });
    let unmarked = Plan {
        leaves: Vec::new(),
        root: Node::Everything,
        ..plan
    };
    hits(snapshot, &unmarked, (true, false), found.collect()).map(Some)
}

/// The group that an article belongs to.
fn group(snapshot: &Snapshot, id: &ArticleId) -> Result<Option<String>, EngineError> {
    let answer = snapshot.search(json!({
        "size": 1,
        "_source": false,
        "docvalue_fields": [GROUP],
        "query": {"terms": {ID: [id.as_str()]}}
    }))?;
    Ok(places(&answer).pop().and_then(|place| place.group))
}
