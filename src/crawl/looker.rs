//! Looks at single pages of a source as a crawl would: within robots.txt and the source's borders, at the
//! host's pace.

use std::time::Duration;

use url::Url;

use super::arrival::{Arrival, ArrivedPage, Learned};
use super::fetch::Validators;
use super::outcome::Outcome;
use super::request::Requester;
use crate::archive::frontier::PageKind;

/// Looks at pages of one source.
#[derive(Debug)]
pub struct Looker {
    pub(super) requester: Requester,
}

impl Looker {
    /// Fetches one page, which is expected to be of a kind.
    ///
    /// # Errors
    /// How the visit ended when it brought no page.
    pub async fn look(&mut self, url: &Url, kind: PageKind) -> Result<ArrivedPage, Outcome> {
        let asked = self
            .requester
            .follow(url.clone(), kind, Validators::default());
        match asked.await.arrival {
            Arrival::Page(page) => Ok(*page),
            Arrival::None(outcome) => Err(outcome),
            Arrival::NotModified => Err(Outcome::NotModified),
        }
    }

    /// What the robots.txt files say that were read so far.
    #[must_use]
    pub fn robots(&self) -> &[Learned] {
        &self.requester.learned
    }

    /// Whether a robots.txt that was read lets an address be visited; one that was not read forbids nothing
    /// yet.
    pub async fn allows(&self, url: &Url) -> bool {
        match self.requester.robots.known(url) {
            Some(rules) => rules.allow_any(std::slice::from_ref(url)).await,
            None => true,
        }
    }

    /// The pause that robots.txt asks for between two requests, as far as the settings grant it.
    #[must_use]
    pub fn pause(&self, url: &Url) -> Option<Duration> {
        let asked = self.requester.robots.known(url)?.delay()?;
        let longest = Duration::from_millis(self.requester.settings.max_delay_ms);
        Some(asked.min(longest))
    }
}
