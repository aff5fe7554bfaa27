//! Which persons of a state are put forward.

use super::facet_table::FacetTable;
use super::segment::Segment;
use aluehaku_article::listing::PersonThreshold;

/// Whether each person, by common number, is named by enough articles of enough sources.
pub(crate) fn listed_persons(
    segments: &[Segment],
    persons: &FacetTable,
    sources: &FacetTable,
    threshold: PersonThreshold,
) -> Vec<bool> {
    let articles = persons.hits(segments).iter();
    let mut is_listed: Vec<bool> = articles.map(|count| *count >= threshold.articles).collect();
    if threshold.sources > 1 {
        let counts = sources_of_each(segments, persons, sources);
        for (is_listed, count) in is_listed.iter_mut().zip(counts) {
            *is_listed &= count >= threshold.sources;
        }
    }
    is_listed
}

/// Sources that published articles that name each person.
fn sources_of_each(segments: &[Segment], persons: &FacetTable, sources: &FacetTable) -> Vec<u64> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for segment in segments {
        for article in segment.living() {
            for source in sources.values_of(segment.number, article) {
                let named = persons.values_of(segment.number, article);
                pairs.extend(named.map(|person| (person, source)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; persons.len()];
    for (person, _) in pairs {
        counts[person as usize] += 1;
    }
    counts
}
