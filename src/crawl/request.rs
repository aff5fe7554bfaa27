//! What one visit asks of a site: the address, then the redirects from it, each only where robots.txt
//! and the source's borders allow, and each at the host's pace.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::fetch::{Answer, Body, Fetcher, Reply, Validators};
use super::outcome::Outcome;
use super::pace::Gates;
use super::robots::{RobotsCache, Rules};
use super::source::CrawlSource;
use super::visit::{Arrival, ArrivedPage};
use crate::address;
use crate::config::sections::CrawlerSettings;

/// Makes the requests of one source.
#[derive(Clone, Debug)]
pub(super) struct Requester {
    pub(super) source: Arc<CrawlSource>,
    pub(super) settings: Arc<CrawlerSettings>,
    pub(super) fetcher: Fetcher,
    pub(super) gates: Gates,
}

/// What the requests of one visit brought.
#[derive(Debug)]
pub(super) struct Brought {
    /// What came at the end.
    pub(super) arrival: Arrival,
    /// HTTP status of the last answer.
    pub(super) status: Option<u16>,
    /// Bytes of bodies after decompression.
    pub(super) bytes: u64,
    /// How long the requests took.
    pub(super) duration: Duration,
    /// What the server asked for before the next visit.
    pub(super) asked_pause: Option<Duration>,
}

impl Requester {
    /// What robots.txt says about an address.
    pub(super) async fn rules<'r>(&self, url: &Url, robots: &'r mut RobotsCache) -> &'r Rules {
        robots.rules(url, &self.fetcher, &self.gates).await
    }

    /// Requests an address and follows redirects, each asked about like an address of its own.
    pub(super) async fn follow(
        &self,
        mut url: Url,
        mut validators: Validators,
        robots: &mut RobotsCache,
    ) -> Brought {
        let mut brought = Brought::nothing(Outcome::RedirectLoop);
        for _ in 0..=self.settings.max_redirects {
            if let Some(refusal) = self.refusal(&url, robots).await {
                brought.arrival = Arrival::None(refusal);
                return brought;
            }
            let answer = self.request(&url, &validators, robots).await;
            brought.status = answer.status.or(brought.status);
            brought.bytes += answer.bytes;
            brought.duration += answer.duration;
            brought.arrival = match answer.reply {
                Reply::Redirect(target) => {
                    // Validators belong to the address they came from.
                    validators = Validators::default();
                    url = target;
                    continue;
                }
                Reply::Body(body) => Arrival::Page(Box::new(arrived(url, body))),
                Reply::NotModified => Arrival::NotModified,
                Reply::Failure(outcome, pause) => {
                    brought.asked_pause = pause;
                    Arrival::None(outcome)
                }
            };
            return brought;
        }
        brought
    }

    /// Why an address may not be requested, when it may not.
    async fn refusal(&self, url: &Url, robots: &mut RobotsCache) -> Option<Outcome> {
        if !self.source.contains(url) {
            return Some(Outcome::RedirectOutside);
        }
        match self.rules(url, robots).await {
            Rules::Unreachable => Some(Outcome::RobotsUnreachable),
            rules if rules.allow(url) => None,
            _ => Some(Outcome::ForbiddenByRobots),
        }
    }

    async fn request(
        &self,
        url: &Url,
        validators: &Validators,
        robots: &mut RobotsCache,
    ) -> Answer {
        let least = Duration::from_millis(self.settings.delay_ms);
        let longest = Duration::from_millis(self.settings.max_delay_ms).max(least);
        let asked = self.rules(url, robots).await.delay();
        let pause = asked.map_or(least, |asked| asked.clamp(least, longest));
        let _turn = self.gates.turn(&address::origin(url), pause).await;
        self.fetcher.get(url, validators).await
    }
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

fn arrived(final_url: Url, body: Body) -> ArrivedPage {
    ArrivedPage {
        final_url,
        content: body.content,
        content_type: body.content_type,
        robots_tag: body.robots_tag,
        etag: body.validators.etag,
        last_modified: body.validators.last_modified,
    }
}
