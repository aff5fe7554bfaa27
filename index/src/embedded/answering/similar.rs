//! Articles that tell of the same things as one article.

use aluehaku_query::Query;
use tantivy::DocId;

use super::hits::{self, HitMaker};
use crate::deadline::Deadline;
use crate::embedded::finding::execute::Executor;
use crate::embedded::finding::order::{Order, Place as Position, Top};
use crate::embedded::finding::plan::Plan;
use crate::embedded::state::set::ArticleSet;
use crate::embedded::state::snapshot::Snapshot;
use crate::plan::telling;
use crate::search::request::{Matching, Sort};
use crate::search::response::Hit;
use aluehaku_article::ids::ArticleId;

/// The articles most like one, copies of it left out; `None` when there is no such article.
pub(crate) fn similar(
    snapshot: &Snapshot,
    id: &ArticleId,
    limit: usize,
) -> tantivy::Result<Option<Vec<Hit>>> {
    let Some(address) = hits::address(snapshot, id)? else {
        return Ok(None);
    };
    let article = hits::stored(snapshot, address)?.article;
    let plan = Plan::of(snapshot, telling(snapshot, &article)?);
    let own = &snapshot.segments[address.segment_ord as usize];
    let group = own.group.first(address.doc_id);
    let order = Order::new(&snapshot.segments, Sort::Relevance);
    let deadline = Deadline::after(None);
    let mut places: Vec<Position> = Vec::new();
    for segment in &snapshot.segments {
        let executor = Executor::new(snapshot, segment, &plan, &deadline);
        let floor = places
            .get(limit.saturating_sub(1))
            .map_or(i64::MIN, |place| place.key);
        // Room for the article itself and its copies, which are left out below.
        let copies = segment
            .in_groups()
            .iter()
            .filter(|copy| group.is_some() && segment.group.first(**copy) == group);
        let room = limit + 1 + copies.count();
        let mut top = Top::new(order, segment, room, None, floor);
        let alive = segment.alive.clone().map(ArticleSet::Many);
        executor.ranking()?.best(alive.as_ref(), &mut top, || true);
        let is_other = |article: DocId| {
            let is_copy = group.is_some() && segment.group.first(article) == group;
            !is_copy && (segment.number, article) != (address.segment_ord, address.doc_id)
        };
        places.extend(
            top.into_places()
                .filter(|place| is_other(place.address.doc_id)),
        );
        places.sort_by(|one, other| order.compare(one, other));
        places.truncate(limit);
    }
    // Nothing of it is marked: nobody typed these words.
    let unmarked = Plan::new(snapshot, &Query::Everything, Matching::Best)?;
    let maker = HitMaker::new(snapshot, &unmarked, true, false);
    let hits = places.iter().map(|place| maker.hit(place, &[]));
    hits.collect::<tantivy::Result<_>>().map(Some)
}
