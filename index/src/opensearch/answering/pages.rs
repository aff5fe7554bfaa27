//! Near-copies as one hit, page by page: of the articles of a group that pass, the first is the hit.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::asking::{Asking, Place};
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::{GROUP, URL};
use crate::search::response::Copy;
use aluehaku_article::ids::{ArticleId, SourceId};

/// Copies that are asked for beyond the places of a page.
const ROOM_FOR_COPIES: usize = 4;

/// Most places that are asked for at once.
const MOST_AT_ONCE: usize = 5_000;

/// Up to so many places their articles come at once.
const FEW: usize = 100;

/// Which places are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// So many hits are passed over.
    pub(crate) skip: usize,
    pub(crate) count: usize,
    /// The place they come after.
    pub(crate) after: Option<Vec<Value>>,
    /// Whether copies are folded.
    pub(crate) folds: bool,
}

/// A hit with the copies folded into it.
#[derive(Debug)]
pub(crate) struct Folded {
    pub(crate) place: Place,
    pub(crate) copies: Vec<Copy>,
}

/// The hits that a page shows.
pub(crate) struct Shown {
    pub(crate) count: usize,
    /// The groups that they belong to.
    pub(crate) groups: BTreeSet<String>,
    /// Whether hits follow on a further page.
    pub(crate) has_next: bool,
}

impl Wanted {
    /// How many places the first question asks for: one more than wanted tells whether more follow.
    pub(crate) fn first_size(&self) -> usize {
        let hits = self.skip.saturating_add(self.count).saturating_add(1);
        let room = if self.folds { ROOM_FOR_COPIES } else { 0 };
        hits.saturating_add(room).min(MOST_AT_ONCE)
    }

    /// Whether articles come with the places.
    pub(crate) fn with_records(&self) -> bool {
        self.first_size() <= FEW
    }
}

impl Shown {
    pub(crate) fn of(hits: &[Folded], has_next: bool) -> Self {
        let groups = hits.iter().filter_map(|hit| hit.place.group.clone());
        Self {
            count: hits.len(),
            groups: groups.collect(),
            has_next,
        }
    }
}

/// The hits that are wanted, given the answer to the first question, and whether more follow.
pub(crate) fn read(
    asking: &Asking<'_>,
    wanted: &Wanted,
    first: &Value,
) -> Result<(Vec<Folded>, bool), EngineError> {
    let end = wanted.skip.saturating_add(wanted.count);
    let mut hits = Vec::new();
    let mut size = wanted.first_size();
    let mut found = asking.places(first);
    loop {
        let is_last = found.len() < size;
        let after = found.last().map(|place| place.order.clone());
        hits.extend(folded(asking, found, wanted.folds)?);
        if is_last || hits.len() > end || !asking.deadline.goes_on() {
            break;
        }
        size = ((end + 1 - hits.len()) * 2).clamp(FEW, MOST_AT_ONCE);
        let question = asking.question(size, after.as_deref(), false);
        found = asking.places(&asking.ask(question)?);
    }
    let has_next = hits.len() > end;
    hits.truncate(end);
    hits.drain(..wanted.skip.min(hits.len()));
    Ok((hits, has_next))
}

/// Those of some places that are hits.
fn folded(asking: &Asking<'_>, found: Vec<Place>, folds: bool) -> Result<Vec<Folded>, EngineError> {
    let mut members = match folds {
        true => members(asking, &found)?,
        false => HashMap::new(),
    };
    let mut hits = Vec::with_capacity(found.len());
    for place in found {
        let own = place
            .group
            .as_ref()
            .and_then(|group| members.get_mut(group));
        let copies = match own {
            None => Vec::new(),
            Some(own)
                if own
                    .first()
                    .is_some_and(|first| first.id.as_str() == place.id) =>
            {
                own.drain(..).skip(1).collect()
            }
            Some(_) => continue,
        };
        hits.push(Folded { place, copies });
    }
    Ok(hits)
}

/// The members of each group that some places belong to, in order.
fn members(
    asking: &Asking<'_>,
    found: &[Place],
) -> Result<HashMap<String, Vec<Copy>>, EngineError> {
    let mut groups: Vec<&str> = found
        .iter()
        .filter_map(|place| place.group.as_deref())
        .collect();
    groups.sort_unstable();
    groups.dedup();
    let mut members: HashMap<String, Vec<Copy>> = HashMap::new();
    if groups.is_empty() {
        return Ok(members);
    }
    let answer = asking.ask(asking.members_of(&groups))?;
    for hit in answer["hits"]["hits"].as_array().into_iter().flatten() {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let id = ArticleId::new(&text(&hit["_id"]));
        let source = SourceId::new(&text(&hit["fields"]["source"][0]));
        if let (Ok(id), Ok(source)) = (id, source) {
            let copy = Copy {
                id,
                source,
                url: hit["_source"][URL].as_str().map(ToOwned::to_owned),
            };
            let group = text(&hit["fields"][GROUP][0]);
            members.entry(group).or_default().push(copy);
        }
    }
    Ok(members)
}
