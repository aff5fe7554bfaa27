//! A crawl over the pretend web: real archive, real reading, a clock that jumps to the next thing
//! that happens.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aluehaku::archive::health::{self, SourceHealth};
use aluehaku::archive::{Archive, changes, frontier};
use aluehaku::clock::Clock;
use aluehaku::config::sections::CrawlerSettings;
use aluehaku::config::source::{Show, SourceSettings};
use aluehaku::crawl::outcome::Outcome;
use aluehaku::crawl::source::CrawlSource;
use aluehaku::crawl::{Crawler, Progress, Recorder};
use aluehaku::pipeline::Pipeline;
use aluehaku_extract::profile::{CompiledProfile, ProfileSet};
use tempfile::TempDir;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::web::Web;
use crate::server::location;

/// Monday 3 October 2022, 12:00 in Finland.
pub(super) const BEGINNING: i64 = 1_664_787_600;

pub(super) const MINUTE: Duration = Duration::from_secs(60);
pub(super) const HOUR: Duration = Duration::from_secs(3_600);
pub(super) const DAY: Duration = Duration::from_secs(86_400);

/// A crawler of some sources.
pub(super) struct Crawl {
    pub(super) folder: Arc<TempDir>,
    pub(super) pipeline: Arc<Pipeline>,
    clock: Clock,
    crawler: Crawler,
    sources: Vec<Arc<CrawlSource>>,
    outcomes: Arc<Mutex<BTreeMap<String, Vec<&'static str>>>>,
}

/// Settings as shipped, which the tests change where they need to.
pub(super) fn settings() -> CrawlerSettings {
    CrawlerSettings {
        contact: Some("https://haku.example/about".to_owned()),
        ..CrawlerSettings::default()
    }
}

/// A source on one host, read as a WordPress site.
pub(super) fn source(host: &str) -> Arc<CrawlSource> {
    source_with(host, "wordpress", &[&format!("http://{host}/")])
}

pub(super) fn source_with(id: &str, profile: &str, start: &[&str]) -> Arc<CrawlSource> {
    let profiles = ProfileSet::new(&BTreeMap::new()).unwrap();
    made(id, start, profiles.get(profile).unwrap())
}

/// A source on one host with a profile of its own, in TOML.
pub(super) fn source_with_profile(host: &str, profile: &str) -> Arc<CrawlSource> {
    let profile = toml::from_str(profile).unwrap();
    let profiles = ProfileSet::new(&BTreeMap::from([("own".to_owned(), profile)])).unwrap();
    made(
        host,
        &[&format!("http://{host}/")],
        profiles.get("own").unwrap(),
    )
}

fn made(id: &str, start: &[&str], profile: Arc<CompiledProfile>) -> Arc<CrawlSource> {
    let settings = SourceSettings {
        id: id.to_owned(),
        name: id.to_owned(),
        start: start.iter().map(|start| (*start).to_owned()).collect(),
        only: Vec::new(),
        skip: Vec::new(),
        region: None,
        language: Some("fi".to_owned()),
        profile: profile.name().to_owned(),
        show: Show::Snippet,
        enabled: true,
        allow_loopback: false,
    };
    Arc::new(CrawlSource::new(settings, profile))
}

impl Crawl {
    pub(super) fn new(web: &Web, sources: &[Arc<CrawlSource>]) -> Self {
        Self::with(web, sources, settings())
    }

    pub(super) fn with(web: &Web, sources: &[Arc<CrawlSource>], settings: CrawlerSettings) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        Self::in_folder(
            web,
            sources,
            settings,
            folder,
            Clock::beginning_at(BEGINNING),
        )
    }

    pub(super) fn in_folder(
        web: &Web,
        sources: &[Arc<CrawlSource>],
        settings: CrawlerSettings,
        folder: Arc<TempDir>,
        clock: Clock,
    ) -> Self {
        let pipeline =
            Pipeline::open(location(folder.path()), settings.clone(), clock, || {}).unwrap();
        pipeline.prepare(sources).unwrap();
        Self {
            folder,
            pipeline: Arc::new(pipeline),
            clock,
            crawler: Crawler::new(settings, Arc::new(web.clone())).unwrap(),
            sources: sources.to_vec(),
            outcomes: Arc::default(),
        }
    }

    /// Visits what is due now.
    pub(super) async fn round(&self) {
        let recorder: Arc<dyn Recorder> = self.pipeline.clone();
        self.round_with(&recorder).await;
    }

    pub(super) async fn round_with(&self, recorder: &Arc<dyn Recorder>) {
        self.pipeline.begin_round().unwrap();
        let outcomes = Arc::clone(&self.outcomes);
        let progress = Progress::new(move |event| {
            let mut outcomes = outcomes.lock().unwrap();
            let of_url = outcomes.entry(event.url.to_owned()).or_default();
            of_url.push(event.outcome.as_str());
        });
        self.crawler
            .round(
                &self.sources,
                recorder,
                &progress,
                &CancellationToken::new(),
            )
            .await
            .unwrap();
    }

    /// Goes on for a time, round after round, as the service does.
    pub(super) async fn run_for(&self, time: Duration) {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.round().await;
            let pause = self.until_due().max(Duration::from_secs(1));
            sleep_until((Instant::now() + pause).min(end)).await;
        }
    }

    /// Time until the next address of any source is due.
    fn until_due(&self) -> Duration {
        let due = self.sources.iter().filter_map(|source| {
            let due = self
                .pipeline
                .read(|reading| frontier::next_due(reading, source.id()));
            due.unwrap()
        });
        let seconds = due.min().map_or(3_600, |due| due - self.clock.now());
        Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
    }

    /// How the visits to an address ended, in order.
    pub(super) fn outcomes(&self, url: &str) -> Vec<&'static str> {
        let outcomes = self.outcomes.lock().unwrap();
        outcomes.get(url).cloned().unwrap_or_default()
    }

    /// Titles of the articles that are not removed, in order.
    pub(super) fn titles(&self) -> Vec<String> {
        let articles = self.articles().into_iter();
        let mut titles: Vec<String> = articles.map(|article| article.title).collect();
        titles.sort();
        titles
    }

    /// Addresses of the articles that are not removed, in order.
    pub(super) fn addresses(&self) -> Vec<String> {
        let mut addresses: Vec<String> = self
            .articles()
            .into_iter()
            .filter_map(|article| article.url)
            .collect();
        addresses.sort();
        addresses
    }

    /// Titles and times of publication of the articles that are not removed, in order.
    pub(super) fn published(&self) -> Vec<(String, Option<String>)> {
        let articles = self.articles().into_iter();
        let mut published: Vec<_> = articles
            .map(|article| {
                (
                    article.title,
                    article.published.map(|time| time.to_string()),
                )
            })
            .collect();
        published.sort();
        published
    }

    fn articles(&self) -> Vec<aluehaku_article::Article> {
        let archive = Archive::open(location(self.folder.path())).unwrap();
        let changes = archive.read(|reading| changes::since(reading, 0, 10_000));
        let changes = changes.unwrap().into_iter();
        changes
            .filter_map(changes::Change::article)
            .map(|article| article.article)
            .collect()
    }

    /// How a source fares.
    pub(super) fn health(&self, source: &str) -> SourceHealth {
        let is_failure = |word: &str| Outcome::from_word(word).is_some_and(Outcome::is_failure);
        let now = self.clock.now();
        let all = self
            .pipeline
            .read(|reading| health::all(reading, now, is_failure));
        let mut all = all.unwrap().into_iter();
        all.find(|health| health.source == source).unwrap()
    }

    /// A crawler that goes on with the same archive by other settings.
    pub(super) fn again(self, web: &Web, settings: CrawlerSettings) -> Self {
        let (folder, clock, sources) = (Arc::clone(&self.folder), self.clock, self.sources.clone());
        drop(self);
        Self::in_folder(web, &sources, settings, folder, clock)
    }

    /// The same by a clock that shows another moment.
    pub(super) fn again_at(self, web: &Web, moment: i64) -> Self {
        let (folder, sources) = (Arc::clone(&self.folder), self.sources.clone());
        drop(self);
        Self::in_folder(
            web,
            &sources,
            settings(),
            folder,
            Clock::beginning_at(moment),
        )
    }

    /// The same with other sources.
    pub(super) fn again_with(self, web: &Web, sources: &[Arc<CrawlSource>]) -> Self {
        let (folder, clock) = (Arc::clone(&self.folder), self.clock);
        drop(self);
        Self::in_folder(web, sources, settings(), folder, clock)
    }

    /// Number of addresses known of a source.
    pub(super) fn known(&self, source: &str) -> u64 {
        self.pipeline
            .read(|reading| frontier::known(reading, source))
            .unwrap()
    }
}

/// An article as WordPress writes it.
pub(super) fn article(title: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=fi><head><title>{title}</title></head><body class=single>\
         <article><h1 class=entry-title>{title}</h1><time class='entry-date published' \
         datetime='2022-10-03T09:00:00+03:00'>3.10.2022</time><div class=entry-content>\
         <p>Yhdistys {title} kokoontui maanantaina kylätalolla, ja paikalle tuli paljon väkeä \
         kuulemaan uutisia alueen järjestöistä.</p><p>Puheenjohtaja kiitti talkooväkeä, joka \
         oli korjannut talon katon syksyn aikana. Seuraava tapaaminen pidetään keväällä, ja siihen \
         toivotaan mukaan myös naapurikuntien yhdistyksiä.</p>\
         </div></article></body></html>"
    )
}

/// A list of articles as WordPress writes it, and its next page.
pub(super) fn list(articles: &[&str], next: Option<&str>) -> String {
    let mut page = "<!DOCTYPE html><html lang=fi><body class=blog>".to_owned();
    for article in articles {
        page.push_str(&format!(
            "<h2 class=entry-title><a href='{article}'>{article}</a></h2>"
        ));
    }
    if let Some(next) = next {
        page.push_str(&format!("<a rel=next href='{next}'>Seuraava</a>"));
    }
    page + "</body></html>"
}

/// A page of links and nothing else.
pub(super) fn links(links: &[String]) -> String {
    let links = links.iter();
    let links: String = links
        .map(|link| format!("<li><a href='{link}'>{link}</a>"))
        .collect();
    format!("<!DOCTYPE html><html lang=fi><body><nav><ul>{links}</ul></nav></body></html>")
}
