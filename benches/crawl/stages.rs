//! The crawl as far as one stage, in this process.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aluehaku::app::App;
use aluehaku::archive::ArchiveError;
use aluehaku::archive::crawlers::HostTurn;
use aluehaku::archive::frontier::{Claim, Discovery, PageKind};
use aluehaku::clock::Clock;
use aluehaku::config::Settings;
use aluehaku::config::load::{Layers, SettingsFile, load};
use aluehaku::crawl::arrival::{Arrival, Visit};
use aluehaku::crawl::network::Internet;
use aluehaku::crawl::outcome::Outcome;
use aluehaku::crawl::source::CrawlSource;
use aluehaku::crawl::{Crawler, Learned, Leases, Progress, Recorded, Recorder};
use aluehaku::crawling::Crawling;
use aluehaku::pipeline::Pipeline;
use aluehaku::reading::{PageReader, article_of};
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Edits;
use aluehaku_enrich::{self, Given};
use aluehaku_extract::{self, PageContent, PageInput};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::site;
use crate::usage::Usage;

/// Runs one stage and prints what it used.
pub(crate) fn run(stage: &str, url: &str, data: &Path) {
    let app = App::new(settings(url, data)).expect("the settings are right");
    let before = Usage::of_this_process();
    match stage {
        "fetch" => crawl(
            &app,
            &(Arc::new(Discarding::default()) as Arc<dyn Recorder>),
        ),
        "fetch, read, enrich, archive" | "second visit" => {
            let settings = app.settings().crawler.clone();
            std::fs::create_dir_all(data).expect("the folder can be made");
            let pipeline = Pipeline::open(data, settings, Clock::default(), || {});
            let finnish = app
                .finnish()
                .expect("a dictionary that is found can be read");
            let pipeline = pipeline
                .and_then(|pipeline| pipeline.reading_names(finnish, Edits::default()))
                .expect("the archive opens");
            pipeline.prepare(&app.crawl_sources()).expect("it is new");
            pipeline.begin_round().expect("it can be written");
            let pipeline = Arc::new(pipeline);
            crawl(&app, &(pipeline.clone() as Arc<dyn Recorder>));
            check(&pipeline.summary().to_string(), stage);
        }
        "whole, with index" => whole(&app),
        "read alone" => {
            let pages = pages();
            let before = Usage::of_this_process();
            read_all(&app, &pages, |_| {});
            Usage::of_this_process().since(before).print();
            return;
        }
        "enrich alone" => {
            let pages = pages();
            let finnish = app
                .finnish()
                .expect("a dictionary that is found can be read");
            let reader = PageReader::new(Knowledge::new(finnish));
            let without = Usage::of_this_process();
            read_all(&app, &pages, |_| {});
            let read = Usage::of_this_process().since(without);
            read_all(&app, &pages, |article| {
                let _ = aluehaku_enrich::enrich(article, Given::default(), &reader.context());
            });
            let mut both = Usage::of_this_process().since(without);
            both.seconds -= 2.0 * read.seconds;
            both.print();
            return;
        }
        _ => panic!("there is no stage {stage}"),
    }
    Usage::of_this_process().since(before).print();
}

fn settings(url: &str, data: &Path) -> Settings {
    let shipped = format!(
        "data_dir = {data:?}\n[crawler]\ndelay_ms = 0\nmax_delay_ms = 0\nlist_interval_m = 0\n\
         article_interval_h = 0\nlongest_interval_d = 0\n[[sources]]\nid = \"bench\"\nname = \"Bench\"\n\
         start = [{url:?}]\nprofile = \"wordpress\"\nenabled = true\nallow_loopback = true\n"
    );
    let layers = Layers {
        shipped: Some(&shipped),
        file: SettingsFile::Absent,
        flags: Default::default(),
    };
    load(layers).expect("the settings are right").settings
}

fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime can be made")
}

fn crawl(app: &App, recorder: &Arc<dyn Recorder>) {
    let settings = app.settings().crawler.clone();
    let internet = Internet::new().expect("certificates are there");
    let crawler = Crawler::new(settings, Arc::new(internet)).expect("the name can be sent");
    let progress = Progress::new(|_| {});
    let sources = app.crawl_sources();
    let stop = CancellationToken::new();
    let round = crawler.round(&sources, recorder, &progress, &stop);
    runtime().block_on(round).expect("the archive keeps all");
}

fn whole(app: &App) {
    runtime().block_on(async {
        let crawling = Crawling::open(app, app.crawl_sources()).expect("archive and index open");
        let (progress, stop) = (Progress::new(|_| {}), CancellationToken::new());
        let round = crawling.round(&progress, &stop);
        check(&round.await.expect("all is kept").to_string(), "whole");
        crawling.finish().expect("all is indexed");
    });
}

/// A crawl that lost pages would look fast.
fn check(summary: &str, stage: &str) {
    let expected = match stage {
        "second visit" => format!("not_modified: {}", site::ARTICLES + 20),
        _ => format!("articles read: {} new", site::ARTICLES),
    };
    assert!(summary.contains(&expected), "{stage}: {summary}");
}

/// The pages as they come over the wire, made before anything is measured.
fn pages() -> Vec<String> {
    (0..site::ARTICLES).map(site::article).collect()
}

fn read_all(app: &App, pages: &[String], mut with: impl FnMut(aluehaku_article::Article)) {
    let source = &app.crawl_sources()[0];
    let mut articles = 0;
    for (number, page) in pages.iter().enumerate() {
        let url = Url::parse(&format!("http://127.0.0.1/uutinen-{number}")).expect("it is one");
        let input = PageInput {
            url: Some(&url),
            content_type: Some("text/html; charset=utf-8"),
            ..PageInput::new(PageContent::Bytes(page.as_bytes()))
        };
        let extraction = aluehaku_extract::extract(&input, &source.profile);
        let id = aluehaku_article::ids::ArticleId::from_canonical_url(url.as_str());
        let source = aluehaku_article::ids::SourceId::new("bench").expect("it is one");
        if let Some(article) = article_of(extraction, id, source, Some(url.into())) {
            articles += 1;
            with(article);
        }
    }
    assert_eq!(articles, site::ARTICLES);
}

/// Keeps addresses in memory and throws pages away: what fetching alone costs. Which addresses
/// there are is known beforehand, so that nothing is read.
#[derive(Debug)]
struct Discarding {
    due: Mutex<BTreeSet<usize>>,
}

impl Default for Discarding {
    fn default() -> Self {
        Self {
            due: Mutex::new((0..site::ARTICLES).collect()),
        }
    }
}

impl Recorder for Discarding {
    fn begin(&self, _source: &CrawlSource) -> Result<bool, ArchiveError> {
        Ok(true)
    }

    fn end(&self, _source: &CrawlSource) -> Result<(), ArchiveError> {
        Ok(())
    }

    fn claim(&self, source: &CrawlSource) -> Result<Option<Claim>, ArchiveError> {
        let next = self.due.lock().expect("nobody panics").pop_first();
        Ok(next.map(|number| {
            let url = source.start()[0].join(&format!("/uutinen-{number}"));
            Claim::first(Discovery {
                url: aluehaku::address::identity(&url.expect("it is one")),
                kind: PageKind::Article,
                depth: 1,
                barren: 0,
            })
        }))
    }

    fn learn(&self, _source: &CrawlSource, _learned: &[Learned]) -> Result<(), ArchiveError> {
        Ok(())
    }

    fn record(&self, _source: &CrawlSource, mut visit: Visit) -> Result<Recorded, ArchiveError> {
        let arrival = visit.take_arrival();
        assert!(matches!(arrival, Arrival::Page(page) if page.content.len() > 30_000));
        Ok(Recorded {
            outcome: Outcome::UnchangedArticle,
            rests: false,
        })
    }

    fn leases(&self) -> Arc<dyn Leases> {
        Arc::new(Alone)
    }
}

/// A crawler without others.
#[derive(Debug)]
struct Alone;

impl Leases for Alone {
    fn renewal(&self) -> Duration {
        Duration::from_secs(60)
    }

    fn renew(&self) -> Result<Vec<String>, ArchiveError> {
        Ok(Vec::new())
    }

    fn leave(&self) -> Result<(), ArchiveError> {
        Ok(())
    }

    fn take_host(&self, _host: &str, _pause: Duration) -> Result<HostTurn, ArchiveError> {
        Ok(HostTurn::Granted)
    }

    fn give_back_host(&self, _host: &str, _pause: Duration) -> Result<(), ArchiveError> {
        Ok(())
    }
}
