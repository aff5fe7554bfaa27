//! Which of the found articles pass the filters, and which filter alone stops the others.
//!
//! Facets are counted as if their own filter were left out, so an article that a single facet's
//! filter stops is kept aside for the counts of that facet.

use tantivy::{DocId, SegmentReader, Term};

use super::document::day_number;
use super::execute::{Executor, Found};
use super::schema::{DAY, Fields};
use crate::facet::Facet;
use crate::search::request::Filters;

/// A found article and the filters that stop it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) document: DocId,
    pub(super) score: f32,
    stopped_by: FacetSet,
}

/// A set of facets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FacetSet(u16);

/// The filters of a request with their terms.
#[derive(Debug)]
pub(super) struct FilterPlan {
    facets: Vec<FacetTerms>,
    from: Option<i64>,
    to: Option<i64>,
    /// Facets whose counts leave their own filter out.
    counted: FacetSet,
}

#[derive(Debug)]
struct FacetTerms {
    facet: Facet,
    any_of: Vec<Term>,
    none_of: Vec<Term>,
}

impl Candidate {
    /// Whether the article is a hit.
    pub(super) fn passes(&self) -> bool {
        self.stopped_by == FacetSet::default()
    }

    /// Whether the article would be a hit without the filters of a facet.
    pub(super) fn passes_without(&self, facet: Facet) -> bool {
        self.passes() || self.stopped_by == FacetSet::default().with(facet)
    }
}

impl FacetSet {
    fn with(self, facet: Facet) -> Self {
        Self(self.0 | 1 << facet as u16)
    }

    /// Whether these facets, if any, leave the article to be counted somewhere.
    fn leaves_a_count(self, counted: Self) -> bool {
        self.0 == 0 || self.0.is_power_of_two() && counted.0 & self.0 != 0
    }
}

impl FilterPlan {
    /// Plans filters; `counted` are the facets whose counts are wanted.
    pub(super) fn new(fields: &Fields, filters: &Filters, counted: &[Facet]) -> Self {
        let facets = filters.facets.iter().map(|filter| {
            let field = fields.facet(filter.facet);
            let terms = |values: &[String]| {
                values
                    .iter()
                    .map(|value| Term::from_field_text(field, value))
                    .collect()
            };
            FacetTerms {
                facet: filter.facet,
                any_of: terms(&filter.any_of),
                none_of: terms(&filter.none_of),
            }
        });
        Self {
            facets: facets.collect(),
            from: filters.from.map(day_number),
            to: filters.to.map(day_number),
            counted: counted
                .iter()
                .fold(FacetSet::default(), |set, facet| set.with(*facet)),
        }
    }

    /// Whether some filter concerns a facet.
    pub(super) fn concerns(&self, facet: Facet) -> bool {
        self.facets.iter().any(|terms| terms.facet == facet)
    }

    /// The found articles that pass, or that count for some facet.
    pub(super) fn apply(
        &self,
        executor: &mut Executor<'_>,
        segment: &SegmentReader,
        found: &Found,
    ) -> tantivy::Result<Vec<Candidate>> {
        let unstopped = |(document, score)| Candidate {
            document,
            score,
            stopped_by: FacetSet::default(),
        };
        let mut candidates: Vec<Candidate> = found.iter().map(unstopped).collect();
        if self.from.is_some() || self.to.is_some() {
            let days = segment.fast_fields().i64(DAY)?;
            candidates.retain(|candidate| {
                days.first(candidate.document).is_some_and(|day| {
                    self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
                })
            });
        }
        for filter in &self.facets {
            if !filter.any_of.is_empty() {
                let wanted = executor.values(&filter.any_of)?;
                stop(&mut candidates, filter.facet, &wanted, false);
            }
            let unwanted = executor.values(&filter.none_of)?;
            stop(&mut candidates, filter.facet, &unwanted, true);
            candidates.retain(|candidate| candidate.stopped_by.leaves_a_count(self.counted));
        }
        Ok(candidates)
    }
}

/// Marks the candidates that are in a set, or that are not, as stopped by a facet.
fn stop(candidates: &mut [Candidate], facet: Facet, set: &Found, if_in_set: bool) {
    let mut members = set.iter().map(|(document, _)| document).peekable();
    for candidate in candidates {
        while members
            .next_if(|member| *member < candidate.document)
            .is_some()
        {}
        if (members.peek() == Some(&candidate.document)) == if_in_set {
            candidate.stopped_by = candidate.stopped_by.with(facet);
        }
    }
}
