//! Which of the counted values of a facet are shown.

use std::collections::BTreeSet;

use crate::search::response::{Bucket, FacetCounts};
use aluehaku_article::facet::Facet;

/// The counted values of a facet as an answer shows them: so many of the most frequent ones, and the chosen ones.
///
/// `counted` are the values that may be shown, most frequent first, as the engine knows them; `text` tells what they are.
pub(crate) fn shown<'v, V: Copy>(
    facet: Facet,
    mut counted: Vec<(V, u64)>,
    limit: usize,
    chosen: &BTreeSet<&str>,
    text: impl Fn(V) -> &'v str,
) -> FacetCounts {
    let rest = counted.split_off(limit.min(counted.len()));
    let (kept, others): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|(value, _)| chosen.contains(text(*value)));
    counted.extend(kept);
    let mut buckets: Vec<Bucket> = counted
        .into_iter()
        .map(|(value, count)| Bucket {
            value: text(value).to_owned(),
            count,
            selected: chosen.contains(text(value)),
        })
        .collect();
    let is_absent = |value: &&str| buckets.iter().all(|bucket| bucket.value != **value);
    let absent: Vec<&str> = chosen.iter().copied().filter(is_absent).collect();
    buckets.extend(absent.into_iter().map(|value| Bucket {
        value: value.to_owned(),
        count: 0,
        selected: true,
    }));
    FacetCounts {
        facet,
        buckets,
        missing: 0,
        other: others.iter().map(|(_, count)| count).sum(),
    }
}
