//! What other filters would bring: what each filter costs, and what a chosen value has by itself.

use std::cmp::Reverse;
use std::slice;

use crate::search::request::{Filters, SearchRequest};
use crate::search::response::{Bucket, FacetCounts, FilterKind, Relaxation};

/// Up to so many hits are few: the answer says what each filter costs.
const FEW_HITS: u64 = 10;

/// A search that can be counted with other filters.
pub(crate) trait Recounting {
    /// Why the index cannot be read.
    type Error;

    /// Counts the hits there are with other filters.
    fn recounted(&self, filters: &Filters) -> Result<Recounted, Self::Error>;
}

/// The hits of a search with other filters.
pub(crate) struct Recounted {
    /// How many there are.
    pub(crate) total: u64,
    /// Whether still other filters may let more of the query count.
    pub(crate) depends_on_filters: bool,
}

/// What each filter costs, when there are few hits. Where what counts of the query does not depend on filters,
/// `total_without` one of them tells it.
pub(crate) fn relaxations<R: Recounting>(
    search: &R,
    request: &SearchRequest,
    (total, depends_on_filters): (u64, bool),
    total_without: impl Fn(FilterKind) -> Result<u64, R::Error>,
) -> Result<Vec<Relaxation>, R::Error> {
    let mut relaxations = Vec::new();
    if total > FEW_HITS || !request.shows_hits {
        return Ok(relaxations);
    }
    for without in request.filters.kinds() {
        let (relaxed, is_better) = if depends_on_filters {
            let relaxed = search.recounted(&request.filters.without(without))?;
            (relaxed.total, !relaxed.depends_on_filters)
        } else {
            (total_without(without)?, false)
        };
        if relaxed > total || is_better {
            relaxations.push(Relaxation {
                without,
                total: relaxed,
            });
        }
    }
    Ok(relaxations)
}

/// Counts chosen values that no article has with all that counts without them: each by what counts
/// with it alone.
pub(crate) fn count_chosen_alone<R: Recounting>(
    search: &R,
    filters: &Filters,
    counts: &mut FacetCounts,
) -> Result<(), R::Error> {
    let facet = counts.facet;
    for bucket in &mut counts.buckets {
        if bucket.selected && bucket.count == 0 {
            let alone = filters.choosing(facet, slice::from_ref(&bucket.value));
            bucket.count = search.recounted(&alone)?.total;
        }
    }
    let order = |bucket: &Bucket| (Reverse(bucket.count), bucket.value.clone());
    counts.buckets.sort_by_cached_key(order);
    Ok(())
}
