//! What a site's robots.txt allows (RFC 9309).

use std::collections::HashMap;
use std::time::Duration;

use texting_robots::Robot;
use tokio::time::Instant;
use url::Url;

use super::fetch::{Answer, Fetcher, Reply, Validators};
use super::outcome::Outcome;
use super::pace::Gates;
use crate::address::origin;
use crate::config::sections::CrawlerSettings;

/// Bytes of robots.txt that are read at least (RFC 9309 section 2.5 asks for 500 KiB).
const MAX_BYTES: usize = 500 * 1024;

/// How long an answer holds (RFC 9309 section 2.4 allows a day).
const VALID_FOR: Duration = Duration::from_secs(3600);

/// Redirects followed to find robots.txt (RFC 9309 section 2.3.1.2 asks for five).
const MAX_REDIRECTS: u32 = 5;

/// What one site's robots.txt says to this crawler.
#[derive(Debug)]
pub(super) enum Rules {
    /// There is none, so all is allowed.
    AllowAll,
    /// It cannot be read now, so nothing is allowed.
    Unreachable,
    /// Its rules for this crawler.
    Parsed(Box<Robot>),
}

impl Rules {
    /// Whether an address may be visited.
    pub(super) fn allow(&self, url: &Url) -> bool {
        match self {
            Self::AllowAll => true,
            Self::Unreachable => false,
            Self::Parsed(robot) => robot.allowed(url.as_str()),
        }
    }

    /// The pause it asks for between two requests.
    pub(super) fn delay(&self) -> Option<Duration> {
        match self {
            Self::Parsed(robot) => robot
                .delay
                .and_then(|seconds| Duration::try_from_secs_f32(seconds).ok()),
            Self::AllowAll | Self::Unreachable => None,
        }
    }

    /// The sitemaps it names.
    pub(super) fn sitemaps(&self) -> impl Iterator<Item = Url> {
        let named: &[String] = match self {
            Self::Parsed(robot) => &robot.sitemaps,
            Self::AllowAll | Self::Unreachable => &[],
        };
        named.iter().filter_map(|text| Url::parse(text).ok())
    }

    /// Reads the bytes of a robots.txt for the crawler with a product token.
    pub(super) fn parse(agent: &str, content: &[u8]) -> Self {
        match Robot::new(agent, &content[..content.len().min(MAX_BYTES)]) {
            Ok(robot) => Self::Parsed(Box::new(robot)),
            // Unreadable lines are skipped by the parser; nothing readable forbids nothing.
            Err(_) => Self::AllowAll,
        }
    }
}

/// The rules of the sites one source lies on.
#[derive(Debug)]
pub(super) struct RobotsCache {
    agent: String,
    delay: Duration,
    rules: HashMap<String, (Instant, Rules)>,
}

impl RobotsCache {
    /// An empty cache for a crawler that names itself as the settings say.
    pub(super) fn new(settings: &CrawlerSettings) -> Self {
        let agent = settings.user_agent.split('/').next().unwrap_or_default();
        Self {
            agent: agent.to_owned(),
            delay: Duration::from_millis(settings.delay_ms),
            rules: HashMap::new(),
        }
    }

    /// The rules for an address, fetched when they are not known or have become old.
    pub(super) async fn rules(&mut self, url: &Url, fetcher: &Fetcher, gates: &Gates) -> &Rules {
        let origin = origin(url);
        let fresh = self
            .rules
            .get(&origin)
            .is_some_and(|(at, _)| at.elapsed() < VALID_FOR);
        if !fresh {
            let rules = self.fetch(url, fetcher, gates).await;
            self.rules.insert(origin.clone(), (Instant::now(), rules));
        }
        &self.rules[&origin].1
    }

    async fn fetch(&self, url: &Url, fetcher: &Fetcher, gates: &Gates) -> Rules {
        let Ok(mut address) = url.join("/robots.txt") else {
            return Rules::Unreachable;
        };
        for _ in 0..=MAX_REDIRECTS {
            let turn = gates.turn(&origin(&address), self.delay).await;
            let Answer { reply, .. } = fetcher.get(&address, &Validators::default()).await;
            drop(turn);
            match reply {
                Reply::Body(body) => return Rules::parse(&self.agent, &body.content),
                Reply::Redirect(target) => address = target,
                Reply::Failure(outcome, _) => return rules_without_file(outcome),
                Reply::NotModified => return Rules::Unreachable,
            }
        }
        // More redirects than that count as no file (RFC 9309 section 2.3.1.2).
        Rules::AllowAll
    }
}

/// A 4xx answer means no rules, a 5xx or no answer means nothing is allowed (section 2.3.1).
fn rules_without_file(outcome: Outcome) -> Rules {
    match outcome {
        Outcome::NotFound | Outcome::Gone | Outcome::Denied | Outcome::ClientError => {
            Rules::AllowAll
        }
        _ => Rules::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        let url = Url::parse("https://example.fi")
            .unwrap()
            .join(path)
            .unwrap();
        Rules::parse("Aluehaku", robots.as_bytes()).allow(&url)
    }

    #[test]
    fn the_most_specific_group_and_the_longest_rule_decide() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: aluehaku\nDisallow: /jasenet/\nAllow: /jasenet/avoin";
        assert!(allows(robots, "/uutinen"));
        assert!(!allows(robots, "/jasenet/salainen"));
        assert!(allows(robots, "/jasenet/avoin/1"));
    }

    #[test]
    fn nothing_readable_forbids_nothing() {
        assert!(allows("", "/a"));
        assert!(allows("\u{0}\u{1}<html>virhe</html>", "/a"));
    }

    #[test]
    fn delay_and_sitemaps_are_read() {
        let rules = Rules::parse(
            "Aluehaku",
            b"Sitemap: https://example.fi/kartta.xml\nUser-agent: *\nCrawl-delay: 2.5",
        );
        assert_eq!(rules.delay(), Some(Duration::from_millis(2500)));
        let sitemaps: Vec<Url> = rules.sitemaps().collect();
        assert_eq!(sitemaps[0].as_str(), "https://example.fi/kartta.xml");
    }
}
