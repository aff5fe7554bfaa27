//! Pages that change, move, go and return, and lists that tell of it.

use std::time::Duration;

use super::crawler::{
    BEGINNING, Crawl, DAY, HOUR, article, list, source, source_with, source_with_profile,
};
use super::web::{Asked, Reply, Web};

fn day(asked: &Asked) -> u64 {
    asked.at.as_secs() / DAY.as_secs()
}

/// A site with a front page that names some addresses.
fn site(
    web: &Web,
    named: &'static [&'static str],
    answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
) {
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(named, None)),
        _ => answer(asked),
    });
}

#[tokio::test(start_paused = true)]
async fn a_changed_page_is_taken_in_and_the_earlier_version_kept() {
    let web = Web::new();
    site(&web, &["/1"], |asked| {
        Reply::html(article(if day(asked) < 2 { "ennen" } else { "jälkeen" }))
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(5 * DAY).await;
    assert_eq!(crawl.titles(), ["jälkeen"]);
    assert!(crawl.outcomes("http://a.fi/1").contains(&"changed_article"));
}

#[tokio::test(start_paused = true)]
async fn a_page_is_gone_when_it_was_missed_twice() {
    let web = Web::new();
    site(&web, &["/1"], |asked| match day(asked) {
        0 => Reply::html(article("uutinen")),
        _ => Reply::status(404),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    crawl.run_for(DAY + HOUR).await;
    assert_eq!(
        crawl.outcomes("http://a.fi/1"),
        ["new_article", "not_found"]
    );
    assert_eq!(crawl.titles(), ["uutinen"]);
    crawl.run_for(DAY + HOUR).await;
    assert_eq!(crawl.outcomes("http://a.fi/1")[2..], ["not_found"]);
    assert_eq!(crawl.titles().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_page_missed_once_stays() {
    let web = Web::new();
    site(&web, &["/1"], |asked| match day(asked) {
        1 => Reply::status(410),
        _ => Reply::html(article("uutinen")),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(4 * DAY).await;
    assert!(crawl.outcomes("http://a.fi/1").contains(&"gone"));
    assert_eq!(crawl.titles(), ["uutinen"]);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_returns_is_found_again_by_the_list_that_names_it() {
    let web = Web::new();
    site(&web, &["/1"], |asked| match day(asked) {
        1..8 => Reply::status(404),
        _ => Reply::html(article("uutinen")),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(5 * DAY).await;
    assert_eq!(crawl.titles().len(), 0);
    crawl.run_for(20 * DAY).await;
    assert_eq!(crawl.titles(), ["uutinen"]);
    // It was looked for patiently.
    let missed = crawl.outcomes("http://a.fi/1");
    assert!(
        missed
            .iter()
            .filter(|outcome| **outcome == "not_found")
            .count()
            <= 5,
        "{missed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_that_moved_for_good_keeps_its_identity() {
    let web = Web::new();
    site(&web, &["/vanha"], |asked| {
        match (asked.path.as_str(), day(asked)) {
            ("/vanha", 0) => Reply::html(article("uutinen")),
            ("/vanha", _) => Reply::redirect(301, "/uusi"),
            _ => Reply::html(article("uutinen")),
        }
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    let id = |crawl: &Crawl| {
        let archive =
            aluehaku::archive::Archive::open(crate::server::location(crawl.folder.path())).unwrap();
        let changes = archive
            .read(|reading| aluehaku::archive::changes::since(reading, 0, 10))
            .unwrap();
        let live: Vec<_> = changes
            .into_iter()
            .filter_map(aluehaku::archive::changes::Change::article)
            .collect();
        assert_eq!(live.len(), 1);
        (
            live[0].article.id.to_string(),
            live[0].article.url.clone().unwrap(),
        )
    };
    let before = id(&crawl);
    crawl.run_for(2 * DAY).await;
    let after = id(&crawl);
    assert_eq!(before.0, after.0);
    assert_eq!(
        (before.1.as_str(), after.1.as_str()),
        ("http://a.fi/vanha", "http://a.fi/uusi")
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_that_leads_to_the_front_page_is_gone() {
    let web = Web::new();
    site(&web, &["/1"], |asked| match day(asked) {
        0 => Reply::html(article("uutinen")),
        _ => Reply::redirect(301, "/"),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(4 * DAY).await;
    assert_eq!(crawl.titles().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_article_that_stays_as_it_is_is_visited_ever_more_rarely() {
    let web = Web::new();
    site(&web, &["/1"], |_| Reply::html(article("uutinen")));
    Crawl::new(&web, &[source("a.fi")]).run_for(60 * DAY).await;
    let times = web.times("a.fi", "/1");
    assert!((5..=8).contains(&times.len()), "{times:?}");
    let pauses: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(
        pauses[2..].windows(2).all(|pair| pair[1] * 2 > pair[0] * 3),
        "{pauses:?}"
    );
}

fn sitemap(pages: u32, modified: i64) -> String {
    let modified = jiff::Timestamp::from_second(modified).unwrap();
    let pages: String = (1..=pages)
        .map(|page| {
            format!("<url><loc>http://a.fi/{page}</loc><lastmod>{modified}</lastmod></url>")
        })
        .collect();
    format!("<urlset>{pages}</urlset>")
}

#[tokio::test(start_paused = true)]
async fn a_sitemap_that_tells_the_truth_is_believed() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/kartta.xml" if day(asked) < 20 => Reply::xml(sitemap(1, BEGINNING - 86_400)),
        "/kartta.xml" => Reply::xml(sitemap(1, BEGINNING + 20 * 86_400)),
        _ => Reply::html(article(if day(asked) < 20 { "ennen" } else { "jälkeen" })),
    });
    let sources = [source_with(
        "a.fi",
        "wordpress",
        &["http://a.fi/kartta.xml"],
    )];
    let crawl = Crawl::new(&web, &sources);
    crawl.run_for(20 * DAY + HOUR).await;
    crawl.run_for(DAY).await;
    assert_eq!(crawl.titles(), ["jälkeen"]);
    let times = web.times("a.fi", "/1");
    let last = times.last().unwrap();
    assert!(*last < 21 * DAY + HOUR, "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn a_sitemap_that_cries_wolf_is_not_believed_for_long() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        // Every page changed this very moment, it says, whenever it is asked.
        "/kartta.xml" => {
            let seconds = i64::try_from(asked.at.as_secs()).unwrap();
            Reply::xml(sitemap(20, BEGINNING + seconds))
        }
        path => Reply::html(article(path)),
    });
    let sources = [source_with(
        "a.fi",
        "wordpress",
        &["http://a.fi/kartta.xml"],
    )];
    Crawl::new(&web, &sources).run_for(20 * DAY).await;
    let visits = web.times("a.fi", "/1").len();
    assert!(visits <= 10, "{visits}");
    assert!(web.times("a.fi", "/kartta.xml").len() > 20);
}

#[tokio::test(start_paused = true)]
async fn the_same_bytes_are_not_read_twice() {
    let web = Web::new();
    site(&web, &["/1"], |_| Reply::html(article("uutinen")));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(2 * DAY + Duration::from_secs(600)).await;
    assert_eq!(
        crawl.outcomes("http://a.fi/1")[..2],
        ["new_article", "not_modified"]
    );
}

#[tokio::test(start_paused = true)]
async fn posts_for_programs_are_read_page_by_page() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&[], None)),
        "/posts" => Reply::new(
            200,
            &[
                ("Content-Type", "application/json"),
                ("Link", "</posts?page=2>; rel=\"next\""),
            ],
            "[{\"link\":\"http://a.fi/1\"},{\"link\":\"http://a.fi/2\"}]",
        ),
        "/posts?page=2" => Reply::new(200, &[], "[{\"link\":\"http://a.fi/3\"}]"),
        path => Reply::html(article(path)),
    });
    let profile = "inherits = 'wordpress'\nposts = '/posts'";
    let crawl = Crawl::new(&web, &[source_with_profile("a.fi", profile)]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/1", "/2", "/3"]);
}

#[tokio::test(start_paused = true)]
async fn a_crawl_under_a_clock_of_the_far_future_stops_no_later_one() {
    const TWENTY_YEARS: i64 = 20 * 365 * 86_400;
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], ""),
        "/" => Reply::html(list(&["/1"], None)),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    let crawl = crawl.again_at(&web, BEGINNING + TWENTY_YEARS);
    crawl.round().await;
    let before = web.times("a.fi", "/").len();
    assert_eq!(before, 1);
    let crawl = crawl.again_at(&web, BEGINNING);
    crawl.round().await;
    assert_eq!(web.times("a.fi", "/").len(), before + 1);
}
