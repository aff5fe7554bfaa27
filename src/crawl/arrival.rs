//! What a visit brought: how its requests ended, and the body they ended in.

use std::time::Duration;

use url::Url;

use super::outcome::Outcome;
use crate::archive::frontier::Claim;
use crate::archive::source_states::RobotsWord;

/// A visit that was made, to be read and recorded.
#[derive(Debug)]
pub struct Visit {
    /// The address as it was claimed.
    pub claim: Claim,
    pub(super) brought: Brought,
}

impl Visit {
    /// What came, taken out of the visit.
    #[must_use]
    pub fn take_arrival(&mut self) -> Arrival {
        std::mem::replace(&mut self.brought.arrival, Arrival::NotModified)
    }

    /// HTTP status of the last answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.brought.status
    }

    /// Bytes of bodies as they came.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.brought.bytes
    }

    /// How long the requests took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.brought.duration
    }

    /// What the server asked for before the next visit.
    #[must_use]
    pub fn asked_pause(&self) -> Option<Duration> {
        self.brought.asked_pause
    }
}

/// What came of a visit's requests.
#[derive(Debug)]
pub enum Arrival {
    /// A body from an address of the source.
    Page(Box<ArrivedPage>),
    /// Nothing changed since the last visit.
    NotModified,
    /// No page, and why.
    None(Outcome),
}

/// A body and where it came from.
#[derive(Clone, Debug)]
pub struct ArrivedPage {
    /// Where redirects ended.
    pub final_url: Url,
    /// Whether every redirect on the way was for good.
    pub is_for_good: bool,
    /// The body, unpacked.
    pub content: Vec<u8>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `X-Robots-Tag` headers, a line each.
    pub robots_tag: Option<String>,
    /// The page that follows this one, as a `Link` header names it.
    pub next: Option<Url>,
    /// Status and headers, a line each, without those that tell how the body travelled.
    pub head: String,
    /// Validator for the next visit.
    pub etag: Option<String>,
    /// Validator for the next visit.
    pub last_modified: Option<String>,
}

/// What a robots.txt that was just read says to this source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// What it allows.
    pub allows: RobotsWord,
    /// The sitemaps of the source that it names.
    pub sitemaps: Vec<Url>,
}

/// What the requests of one visit brought.
#[derive(Debug)]
pub(super) struct Brought {
    /// What came at the end.
    pub(super) arrival: Arrival,
    /// HTTP status of the last answer.
    pub(super) status: Option<u16>,
    /// Bytes of bodies as they came.
    pub(super) bytes: u64,
    /// How long the requests took.
    pub(super) duration: Duration,
    /// What the server asked for before the next visit.
    pub(super) asked_pause: Option<Duration>,
}

impl Brought {
    /// Nothing came.
    pub(super) fn nothing(outcome: Outcome) -> Self {
        Self {
            arrival: Arrival::None(outcome),
            status: None,
            bytes: 0,
            duration: Duration::ZERO,
            asked_pause: None,
        }
    }
}
