//! What each filter costs, where there are few hits.

use super::search::{Found, Search};
use crate::error::EngineError;
use crate::opensearch::finding::filter::{Without, kinds};
use crate::search::response::Relaxation;

/// Up to so many hits are few: the answer says what each filter costs.
const FEW_HITS: u64 = 10;

impl Search<'_> {
    /// What each filter costs, when there are few hits.
    pub(crate) fn relaxations(
        &self,
        found: &Found,
        total: u64,
    ) -> Result<Vec<Relaxation>, EngineError> {
        let filters = &self.request.filters;
        let mut relaxations = Vec::new();
        if total > FEW_HITS {
            return Ok(relaxations);
        }
        for without in kinds(filters) {
            let (relaxed, is_better) = if found.depends_on_filters {
                let others = filters.without(without);
                let relaxed = self.found_with(&others)?;
                let total = self.total_with(&relaxed, &others, Without::Nothing)?;
                (total, !relaxed.depends_on_filters)
            } else {
                let without = Without::Filter(without);
                (self.total_with(found, filters, without)?, false)
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
}
