//! What one visit asks of a site: the address, then the redirects from it, each only where robots.txt
//! and the source's borders allow, and each at the host's pace.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::arrival::{Arrival, ArrivedPage, Brought, Learned};
use super::fetch::{Answer, Body, Fetcher, Limit, Reply, Validators};
use super::outcome::Outcome;
use super::pace::Gates;
use super::robots::{RobotsCache, Rules};
use super::sitemap;
use super::source::CrawlSource;
use super::trap;
use crate::archive::frontier::PageKind;
use crate::archive::source_states::RobotsWord;
use crate::config::sections::CrawlerSettings;

/// Makes the requests of one source, over one connection.
#[derive(Debug)]
pub(super) struct Requester {
    pub(super) source: Arc<CrawlSource>,
    pub(super) settings: Arc<CrawlerSettings>,
    pub(super) fetcher: Fetcher,
    pub(super) gates: Gates,
    pub(super) robots: RobotsCache,
    /// What robots.txt files that were read since this was last taken say.
    pub(super) learned: Vec<Learned>,
}

impl Requester {
    /// Requests an address and follows redirects, each asked about like an address of its own.
    pub(super) async fn follow(
        &mut self,
        mut url: Url,
        kind: PageKind,
        mut validators: Validators,
    ) -> Brought {
        let mut brought = Brought::nothing(Outcome::RedirectLoop);
        let mut is_for_good = true;
        for _ in 0..=self.settings.max_redirects {
            let rules = match self.allowed(&url).await {
                Ok(rules) => rules,
                Err(refusal) => {
                    brought.arrival = Arrival::None(refusal);
                    return brought;
                }
            };
            let answer = self.request(&url, kind, &validators, &rules).await;
            brought.status = answer.status.or(brought.status);
            brought.bytes += answer.bytes;
            brought.duration += answer.duration;
            brought.arrival = match answer.reply {
                Reply::Redirect(target, for_good) => {
                    // Validators belong to the address they came from.
                    validators = Validators::default();
                    is_for_good &= for_good;
                    url = target;
                    continue;
                }
                Reply::Body(body) => Arrival::Page(Box::new(arrived(url, is_for_good, body))),
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

    /// The rules of an address that may be requested, or why it may not.
    async fn allowed(&mut self, url: &Url) -> Result<Arc<Rules>, Outcome> {
        if !self.source.contains(url) {
            return Err(Outcome::RedirectOutside);
        }
        if trap::is_runaway(url) && !self.source.begins_at(url) {
            return Err(Outcome::OutOfReach);
        }
        let rules = self.rules(url).await;
        match &*rules {
            Rules::Unreachable => Err(Outcome::RobotsUnreachable),
            Rules::OutOfReach => Err(Outcome::OutOfReach),
            _ if rules.allow_any(std::slice::from_ref(url)).await => Ok(rules),
            _ => Err(Outcome::ForbiddenByRobots),
        }
    }

    /// What robots.txt says about an address.
    async fn rules(&mut self, url: &Url) -> Arc<Rules> {
        if let Some(rules) = self.robots.known(url) {
            return rules;
        }
        let rules = self.robots.ask(url, &self.fetcher, &self.gates).await;
        let sitemaps = rules.sitemaps(url).into_iter();
        let sitemaps = sitemaps.filter(|sitemap| self.source.contains(sitemap));
        let learned = Learned {
            sitemaps: sitemaps.collect(),
            allows: self.allows(&rules).await,
        };
        self.learned.push(learned);
        rules
    }

    async fn allows(&self, rules: &Arc<Rules>) -> RobotsWord {
        match **rules {
            Rules::Unreachable | Rules::OutOfReach => RobotsWord::Unreachable,
            Rules::AllowAll => RobotsWord::Everything,
            Rules::Parsed(_) if rules.allow_any(self.source.start()).await => RobotsWord::ByRules,
            Rules::Parsed(_) => RobotsWord::Nothing,
        }
    }

    async fn request(
        &mut self,
        url: &Url,
        kind: PageKind,
        validators: &Validators,
        rules: &Rules,
    ) -> Answer {
        let least = Duration::from_millis(self.settings.delay_ms);
        let longest = Duration::from_millis(self.settings.max_delay_ms).max(least);
        let pause = rules
            .delay()
            .map_or(least, |asked| asked.clamp(least, longest));
        let max_bytes = match kind {
            PageKind::Sitemap => sitemap::MAX_BYTES.max(self.fetcher.max_bytes),
            _ => self.fetcher.max_bytes,
        };
        let _turn = self.gates.turn(url, pause).await;
        self.fetcher
            .get(url, validators, Limit::AtMost(max_bytes))
            .await
    }
}

fn arrived(final_url: Url, is_for_good: bool, body: Body) -> ArrivedPage {
    ArrivedPage {
        final_url,
        is_for_good,
        content: body.content,
        content_type: body.content_type,
        robots_tag: body.robots_tag,
        next: body.next,
        head: body.head,
        etag: body.validators.etag,
        last_modified: body.validators.last_modified,
    }
}
