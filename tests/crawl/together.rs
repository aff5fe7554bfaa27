//! Crashes, second crawlers, owners who want no visits: nothing is lost, doubled, or done against
//! anybody's wish.

use std::sync::Arc;
use std::time::Duration;

use aluehaku::archive::frontier::Claim;
use aluehaku::archive::store::{self, Connection};
use aluehaku::archive::{Archive, ArchiveError, changes, fetches, sources, tombstones};
use aluehaku::clock::Clock;
use aluehaku::config::sections::CrawlerSettings;
use aluehaku::crawl::arrival::Visit;
use aluehaku::crawl::source::CrawlSource;
use aluehaku::crawl::{Learned, Leases, Recorded, Recorder};
use aluehaku::pipeline::Pipeline;

use super::crawler::{
    BEGINNING, Crawl, DAY, HOUR, MINUTE, article, list, settings, source, source_with,
};
use super::web::{Reply, Web};
use crate::server::location;

const PAGES: [&str; 8] = ["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8"];

fn site(web: &Web, host: &str) {
    web.site(host, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&PAGES, None)),
        path => Reply::html(article(path)),
    });
}

/// A pipeline that does something of its own at each visit before the visit is recorded.
struct Meddling<F> {
    pipeline: Arc<Pipeline>,
    meddle: F,
}

/// A pipeline that lets another process change the archive while page 4 is visited.
fn changing_at_page_4(
    crawl: &Crawl,
    change: fn(&Connection) -> store::Result<()>,
) -> Arc<dyn Recorder> {
    let folder = Arc::clone(&crawl.folder);
    Arc::new(Meddling {
        pipeline: Arc::clone(&crawl.pipeline),
        meddle: move |visit: &Visit| {
            if visit.claim.discovery.url.ends_with("/4") {
                let mut archive = Archive::open(location(folder.path())).unwrap();
                archive.write(change).unwrap();
            }
        },
    })
}

impl<F> std::fmt::Debug for Meddling<F> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Meddling")
    }
}

impl<F: Fn(&Visit) + Send + Sync> Recorder for Meddling<F> {
    fn begin(&self, source: &CrawlSource) -> Result<bool, ArchiveError> {
        self.pipeline.begin(source)
    }

    fn end(&self, source: &CrawlSource) -> Result<(), ArchiveError> {
        self.pipeline.end(source)
    }

    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError> {
        self.pipeline.claim(source)
    }

    fn learn(&self, source: &CrawlSource, learned: &[Learned]) -> Result<(), ArchiveError> {
        self.pipeline.learn(source, learned)
    }

    fn record(&self, source: &CrawlSource, visit: Visit) -> Result<Recorded, ArchiveError> {
        (self.meddle)(&visit);
        self.pipeline.record(source, visit)
    }

    fn leases(&self) -> Arc<dyn Leases> {
        self.pipeline.leases()
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_that_makes_reading_break_off_stops_nothing() {
    let web = Web::new();
    site(&web, "a.fi");
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    let recorder: Arc<dyn Recorder> = Arc::new(Meddling {
        pipeline: Arc::clone(&crawl.pipeline),
        meddle: |visit: &Visit| {
            let is_poison = visit.claim.discovery.url.ends_with("/3");
            assert!(!is_poison || visit.status().is_none(), "poison");
        },
    });
    crawl.round_with(&recorder).await;
    assert_eq!(crawl.titles().len(), PAGES.len() - 1);
    assert_eq!(crawl.outcomes("http://a.fi/3"), ["unreadable"]);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_kills_the_crawler_is_not_visited_for_ever() {
    let web = Web::new();
    site(&web, "a.fi");
    let sources = [source("a.fi")];
    let clock = Clock::beginning_at(BEGINNING);
    let mut folder = None;
    for _ in 0..11 {
        // Claims the start address and is killed before it is done.
        let known = folder.unwrap_or_else(|| Arc::new(tempfile::tempdir().unwrap()));
        let crawl = Crawl::in_folder(&web, &sources, settings(), known, clock);
        crawl.pipeline.leases().renew().unwrap();
        crawl.pipeline.begin_round().unwrap();
        assert!(crawl.pipeline.begin(&sources[0]).unwrap());
        assert!(crawl.pipeline.claim(&sources[0]).unwrap().is_some());
        folder = Some(Arc::clone(&crawl.folder));
        // Where machines share the archive nobody knows sooner that it has died.
        tokio::time::sleep(settings().lease() + Duration::from_secs(1)).await;
    }
    let crawl = Crawl::in_folder(&web, &sources, settings(), folder.unwrap(), clock);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/"), ["unreadable"]);
    assert_eq!(web.asked().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_crawl_that_was_cut_goes_on_where_it_was() {
    let web = Web::new();
    site(&web, "a.fi");
    let sources = [source("a.fi")];
    let clock = Clock::beginning_at(BEGINNING);
    let crawl = Crawl::with(&web, &sources, settings());
    let cut = tokio::time::timeout(Duration::from_secs(12), crawl.round());
    assert!(cut.await.is_err());
    let done = web.paths("a.fi");
    assert!(done.len() > 3 && done.len() < 8, "{done:?}");
    let folder = Arc::clone(&crawl.folder);
    drop(crawl);
    // What was under way is dropped by the runtime when it has a moment.
    tokio::time::sleep(HOUR / 60).await;
    let crawl = Crawl::in_folder(&web, &sources, settings(), folder, clock);
    crawl.round().await;
    assert_eq!(crawl.titles().len(), PAGES.len());
    // Only the page that was being visited is asked for again.
    assert!(
        web.paths("a.fi").len() <= PAGES.len() + 2,
        "{:?}",
        web.paths("a.fi")
    );
}

#[tokio::test(start_paused = true)]
async fn two_crawlers_of_one_archive_double_nothing_and_crowd_no_site() {
    let web = Web::new();
    let hosts = ["a.fi", "b.fi", "c.fi"];
    for host in hosts {
        site(&web, host);
    }
    let sources = hosts.map(source);
    let clock = Clock::beginning_at(BEGINNING);
    let one = Crawl::with(&web, &sources, settings());
    let other = Crawl::in_folder(&web, &sources, settings(), Arc::clone(&one.folder), clock);
    tokio::join!(one.round(), other.round());
    tokio::join!(one.round(), other.round());
    assert_eq!(one.titles().len(), PAGES.len() * hosts.len());
    assert_eq!(web.most_at_work(), 1);
    for host in hosts {
        let mut paths = web.paths(host);
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), web.paths(host).len(), "{host} was asked twice");
        let times: Vec<_> = web
            .asked()
            .into_iter()
            .filter(|asked| asked.host == host)
            .collect();
        for pair in times.windows(2) {
            let waited = (pair[1].at - pair[0].at).as_secs_f64();
            assert!(waited >= 2.0, "{host} {waited}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn two_crawlers_at_two_sources_of_one_host_take_turns_at_it() {
    let web = Web::new();
    let both = [
        ("/x/", ["/x/1", "/x/2", "/x/3"]),
        ("/y/", ["/y/1", "/y/2", "/y/3"]),
    ];
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        path => match both.iter().find(|(start, _)| *start == path) {
            Some((_, pages)) => Reply::html(list(pages, None)),
            None => Reply::html(article(path)),
        },
    });
    let crawler = |id: &str, folder| {
        let start = format!("http://a.fi/{id}/");
        let sources = [source_with(id, "wordpress", &[&start])];
        let clock = Clock::beginning_at(BEGINNING);
        Crawl::in_folder(&web, &sources, settings(), folder, clock)
    };
    let one = crawler("x", Arc::new(tempfile::tempdir().unwrap()));
    let other = crawler("y", Arc::clone(&one.folder));
    tokio::join!(one.round(), other.round());
    assert_eq!(one.titles().len(), 6);
    assert_eq!(web.most_at_work(), 1);
    let asked = web.asked();
    for pair in asked.windows(2) {
        let waited = (pair[1].at - pair[0].at).as_secs_f64();
        assert!(waited >= 2.0, "{waited} before {}", pair[1].path);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_dead_crawler_was_at_is_visited_in_the_round_of_another() {
    let web = Web::new();
    site(&web, "a.fi");
    web.site("b.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&PAGES, None)),
        // Long enough that the other crawler is missed meanwhile.
        path if path.ends_with('1') => Reply::drip(MINUTE / 10),
        path => Reply::html(article(path)),
    });
    let sources = [source("a.fi"), source("b.fi")];
    let settings = CrawlerSettings {
        lease_s: 20,
        timeout_s: 600,
        ..settings()
    };
    let dying = Crawl::with(&web, &sources[..1], settings.clone());
    let folder = Arc::clone(&dying.folder);
    let clock = Clock::beginning_at(BEGINNING);
    let other = Crawl::in_folder(&web, &sources, settings, folder, clock);
    let cut = tokio::time::timeout(MINUTE / 10, dying.round());
    assert!(cut.await.is_err());
    other.round().await;
    assert_eq!(other.titles().len(), 2 * PAGES.len() - 1);
    assert_eq!(web.most_at_work(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_one_crawler_reads_while_another_learns_names_is_read_with_them_in_the_end() {
    let web = Web::new();
    for (host, title) in [
        ("a.fi", "Järjestöjen tuulensuoja -hanke"),
        ("b.fi", "Järjestöjen tuulensuoja"),
        ("c.fi", "Kahvit"),
    ] {
        web.site(host, move |asked| match asked.path.as_str() {
            "/robots.txt" => Reply::status(404),
            "/" => Reply::html(list(&["/1"], None)),
            _ => Reply::html(article(title)),
        });
    }
    let teacher = Crawl::new(&web, &[source("a.fi")]);
    let crawler_of = |host| {
        let (folder, clock) = (Arc::clone(&teacher.folder), Clock::beginning_at(BEGINNING));
        Crawl::in_folder(&web, &[source(host)], settings(), folder, clock)
    };
    let reader = crawler_of("b.fi");
    teacher.round().await;
    let learning = Arc::clone(&teacher.pipeline);
    let recorder: Arc<dyn Recorder> = Arc::new(Meddling {
        pipeline: Arc::clone(&reader.pipeline),
        meddle: move |visit: &Visit| {
            if visit.claim.discovery.url.ends_with("/1") {
                learning.follow_names().unwrap();
            }
        },
    });
    reader.round_with(&recorder).await;
    // It is stopped before it learns itself.
    drop((reader, recorder));
    let last = crawler_of("c.fi");
    last.round().await;
    last.pipeline.follow_names().unwrap();
    let changes = last
        .pipeline
        .read(|reading| changes::since(reading, 0, 100));
    let named = changes
        .unwrap()
        .into_iter()
        .filter_map(changes::Change::article);
    let named = named.filter(|article| article.entities.projects == ["Järjestöjen tuulensuoja"]);
    assert_eq!(named.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_owner_who_wants_no_visits_gets_none_from_that_moment() {
    let web = Web::new();
    site(&web, "a.fi");
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    // Another process is told while the crawl goes on.
    let recorder = changing_at_page_4(&crawl, |connection| {
        sources::forget(connection, "a.fi", BEGINNING).map(|_| ())
    });
    crawl.round_with(&recorder).await;
    assert_eq!(web.paths("a.fi").last().map(String::as_str), Some("/4"));
    crawl.run_for(3 * DAY).await;
    assert_eq!(web.paths("a.fi").last().map(String::as_str), Some("/4"));
    assert_eq!(crawl.titles().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_person_who_is_removed_during_a_visit_is_not_kept_of_it() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&PAGES, None)),
        path => Reply::html(article(&format!("Hanna Virtanen kertoo {path}"))),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    let recorder = changing_at_page_4(&crawl, |connection| {
        let name = "Hanna Virtanen";
        tombstones::put(connection, tombstones::Kind::Person, name, BEGINNING)
    });
    crawl.round_with(&recorder).await;
    let named = crawl.titles().into_iter();
    let named = named.filter(|title| title.contains("Hanna Virtanen"));
    // What was kept before is the business of whoever removes.
    assert_eq!(named.count(), 3, "{:?}", crawl.titles());
    assert_eq!(crawl.titles().len(), PAGES.len());
    let is_kept = |page: &str| {
        let url = format!("http://a.fi{page}");
        let page = crawl.pipeline.read(|reading| fetches::page(reading, &url));
        page.unwrap().is_some()
    };
    assert_eq!(
        PAGES.map(is_kept),
        [true, true, true, false, false, false, false, false]
    );
}

#[tokio::test(start_paused = true)]
async fn a_site_that_was_down_is_found_again() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        _ if asked.at > HOUR && asked.at < 30 * HOUR => Reply::status(500),
        "/robots.txt" => Reply::status(404),
        "/" if asked.at < HOUR => Reply::html(list(&PAGES[..4], None)),
        "/" => Reply::html(list(&PAGES, None)),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(5 * DAY).await;
    assert_eq!(crawl.titles().len(), PAGES.len());
    let while_down = web.asked().into_iter();
    let while_down = while_down.filter(|asked| asked.at > HOUR && asked.at < 30 * HOUR);
    assert!(while_down.count() < 60);
}
