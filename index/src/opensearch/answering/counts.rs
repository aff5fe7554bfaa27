//! What other filters would bring, and a better spelling.

use super::search::{Found, Search};
use crate::beside::recounting::{Recounted, Recounting, relaxations};
use crate::beside::spelling::{Answered, better_spelling};
use crate::error::EngineError;
use crate::search::narrowing::Without;
use crate::search::request::Filters;
use crate::search::response::Relaxation;

impl Search<'_> {
    /// What each filter costs, when there are few hits.
    pub(crate) fn relaxations(
        &self,
        found: &Found,
        total: u64,
    ) -> Result<Vec<Relaxation>, EngineError> {
        let counted = (total, found.depends_on_filters);
        relaxations(self, self.request, counted, |without| {
            self.total_with(found, &self.request.filters, Without::Filter(without))
        })
    }

    /// A better spelling of words that no article has, where not all that was asked for is found.
    pub(crate) fn better_spelling(
        &self,
        found: &Found,
        total: u64,
    ) -> Result<Option<String>, EngineError> {
        if !self.deadline.goes_on() {
            return Ok(None);
        }
        let answered = Answered {
            plan: &found.plan,
            query: &found.query,
            basis: &found.basis,
            total,
        };
        better_spelling(self.snapshot, self.request, &answered)
    }
}

impl Recounting for Search<'_> {
    type Error = EngineError;

    fn recounted(&self, filters: &Filters) -> Result<Recounted, EngineError> {
        let found = self.found_with(filters)?;
        Ok(Recounted {
            total: self.total_with(&found, filters, Without::Nothing)?,
            depends_on_filters: found.depends_on_filters,
        })
    }
}
