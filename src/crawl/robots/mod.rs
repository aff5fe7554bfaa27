//! What a site's robots.txt allows (RFC 9309): [`mod@file`] reads it, `pattern` compares its rules with
//! paths in one `spelling`, this fetches and keeps it.

pub mod file;
#[cfg(test)]
mod file_tests;
mod pattern;
mod spelling;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use url::Url;

use file::RobotsFile;

use super::fetch::{Answer, Fetcher, Limit, Reply, Validators};
use super::guard::Reach;
use super::outcome::Outcome;
use super::pace::Gates;
use crate::address::{is_loopback, origin};
use crate::config::sections::CrawlerSettings;

/// How long an answer holds (RFC 9309 section 2.4 allows a day).
const VALID_FOR: Duration = Duration::from_secs(4 * 3600);

/// How long a failure to read it holds.
const FAILURE_HOLDS_FOR: Duration = Duration::from_secs(5 * 60);

/// Redirects followed to find robots.txt (RFC 9309 section 2.3.1.2 asks for five).
const MAX_REDIRECTS: u32 = 5;

/// Bytes of rules that are read or compared with a path at once; more are off the async threads.
const READ_AT_ONCE: usize = 16 * 1024;

/// What one site's robots.txt says to this crawler.
#[derive(Debug)]
pub(super) enum Rules {
    /// There is none, so all is allowed.
    AllowAll,
    /// It cannot be read now, so nothing is allowed.
    Unreachable,
    /// The site lies where the crawler may not go.
    OutOfReach,
    /// Its rules for this crawler.
    Parsed(RobotsFile),
}

impl Rules {
    /// Whether an address may be visited.
    pub(super) fn allow(&self, url: &Url) -> bool {
        match self {
            Self::AllowAll => true,
            Self::Unreachable | Self::OutOfReach => false,
            Self::Parsed(file) => file.allows(url),
        }
    }

    /// Whether any of some addresses may be visited, told without holding up other work.
    pub(super) async fn allow_any(self: &Arc<Self>, urls: &[Url]) -> bool {
        match &**self {
            Self::Parsed(file) if file.size() > READ_AT_ONCE => {
                let (rules, urls) = (Arc::clone(self), urls.to_vec());
                let work = move || urls.iter().any(|url| rules.allow(url));
                // Comparing does not panic, and whatever became of the thread, nothing is known to be allowed.
                tokio::task::spawn_blocking(work).await.unwrap_or(false)
            }
            _ => urls.iter().any(|url| self.allow(url)),
        }
    }

    /// The pause it asks for between two requests.
    pub(super) fn delay(&self) -> Option<Duration> {
        match self {
            Self::Parsed(file) => file
                .delay_s()
                .and_then(|seconds| Duration::try_from_secs_f32(seconds).ok()),
            Self::AllowAll | Self::Unreachable | Self::OutOfReach => None,
        }
    }

    /// The sitemaps it names; `site` is any address of its site.
    pub(super) fn sitemaps(&self, site: &Url) -> Vec<Url> {
        match self {
            Self::Parsed(file) => file
                .sitemaps()
                .filter_map(|text| site.join(text).ok())
                .collect(),
            Self::AllowAll | Self::Unreachable | Self::OutOfReach => Vec::new(),
        }
    }
}

/// The rules of all sites, shared by every source.
#[derive(Clone, Debug)]
pub(super) struct RobotsCache {
    agent: Arc<str>,
    delay: Duration,
    kept: Arc<Mutex<HashMap<String, Kept>>>,
}

/// Rules and since when they are known.
#[derive(Clone, Debug)]
struct Kept {
    at: Instant,
    rules: Arc<Rules>,
    validators: Validators,
}

impl Kept {
    fn is_fresh(&self) -> bool {
        let valid_for = match *self.rules {
            Rules::Unreachable | Rules::OutOfReach => FAILURE_HOLDS_FOR,
            _ => VALID_FOR,
        };
        self.at.elapsed() < valid_for
    }
}

impl RobotsCache {
    /// An empty cache for a crawler that names itself as the settings say.
    pub(super) fn new(settings: &CrawlerSettings) -> Self {
        Self {
            agent: settings.user_agent.as_str().into(),
            delay: Duration::from_millis(settings.delay_ms),
            kept: Arc::default(),
        }
    }

    /// The rules for an address, when they are known and have not become old.
    pub(super) fn known(&self, url: &Url) -> Option<Arc<Rules>> {
        let kept = self.kept(url)?;
        kept.is_fresh().then_some(kept.rules)
    }

    /// Asks a site for its rules and keeps them.
    pub(super) async fn ask(&self, url: &Url, fetcher: &Fetcher, gates: &Gates) -> Arc<Rules> {
        let before = self.kept(url);
        let kept = self.fetch(url, before, fetcher, gates).await;
        let rules = Arc::clone(&kept.rules);
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(origin(url), kept);
        rules
    }

    fn kept(&self, url: &Url) -> Option<Kept> {
        let all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&origin(url)).cloned()
    }

    async fn fetch(
        &self,
        url: &Url,
        before: Option<Kept>,
        fetcher: &Fetcher,
        gates: &Gates,
    ) -> Kept {
        let found = |rules, validators| Kept {
            at: Instant::now(),
            rules: Arc::new(rules),
            validators,
        };
        let Ok(mut address) = url.join("/robots.txt") else {
            return found(Rules::Unreachable, Validators::default());
        };
        let mut fetcher = fetcher.clone();
        let mut validators = before.as_ref().map(|kept| kept.validators.clone());
        for _ in 0..=MAX_REDIRECTS {
            let turn = gates.turn(&address, self.delay).await;
            let limit = Limit::Beginning(file::MAX_BYTES as u64);
            let asked = validators.take().unwrap_or_default();
            let Answer { reply, .. } = fetcher.get(&address, &asked, limit).await;
            drop(turn);
            match (reply, &before) {
                (Reply::Body(body), _) => {
                    return found(self.parsed(body.content).await, body.validators);
                }
                (Reply::Redirect(target, _), _) => {
                    // A source on this machine is one port of it; beyond that there is only the internet.
                    let is_own = is_loopback(&target) && target.port() == url.port();
                    if origin(&target) != origin(url) && !is_own {
                        fetcher = fetcher.within(Reach::Public);
                    }
                    address = target;
                }
                (Reply::NotModified, Some(before)) => {
                    return Kept {
                        at: Instant::now(),
                        ..before.clone()
                    };
                }
                (Reply::NotModified, None) => break,
                (Reply::Failure(outcome, _), _) => {
                    return found(rules_without_file(outcome), Validators::default());
                }
            }
        }
        // More redirects than that count as no file (RFC 9309 section 2.3.1.2).
        found(Rules::AllowAll, Validators::default())
    }

    async fn parsed(&self, content: Vec<u8>) -> Rules {
        if content.len() <= READ_AT_ONCE {
            return Rules::Parsed(RobotsFile::parse(&content, &self.agent));
        }
        let agent = Arc::clone(&self.agent);
        let work = move || Rules::Parsed(RobotsFile::parse(&content, &agent));
        // Reading does not panic, and whatever became of the thread, nothing is known to be allowed.
        let parsed = tokio::task::spawn_blocking(work).await;
        parsed.unwrap_or(Rules::Unreachable)
    }
}

/// A 4xx answer means no rules, a 5xx or no answer means nothing is allowed (section 2.3.1). Being
/// told to wait says that the server has too much to do, so it is left alone.
fn rules_without_file(outcome: Outcome) -> Rules {
    match outcome {
        Outcome::NotFound
        | Outcome::Gone
        | Outcome::Denied
        | Outcome::ClientError
        | Outcome::UnknownContent => Rules::AllowAll,
        Outcome::OutOfReach => Rules::OutOfReach,
        _ => Rules::Unreachable,
    }
}
