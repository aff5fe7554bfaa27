//! Addresses without end, and ways that seem barren and are not.

use super::crawler::{Crawl, DAY, HOUR, article, links, list, settings, source, source_with};
use super::web::{Reply, Web};

fn generic(host: &str) -> std::sync::Arc<aluehaku::crawl::source::CrawlSource> {
    source_with(host, "generic", &[&format!("http://{host}/")])
}

/// Numbers after the last slash.
fn number(path: &str) -> u32 {
    path.rsplit('/').next().unwrap().parse().unwrap_or(0)
}

#[tokio::test(start_paused = true)]
async fn an_endless_calendar_is_left() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&[
            "/kalenteri/100".to_owned(),
            "/uutinen/talo".to_owned(),
        ])),
        path if path.starts_with("/kalenteri/") => {
            let month = number(path);
            let days = (1..30).map(|day| format!("/paiva/{month}/{day}"));
            let months = [
                format!("/kalenteri/{}", month + 1),
                format!("/kalenteri/{}", month - 1),
            ];
            Reply::html(links(&days.chain(months).collect::<Vec<_>>()))
        }
        path if path.starts_with("/paiva/") => Reply::html(links(&["/kalenteri/100".to_owned()])),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.run_for(DAY).await;
    assert_eq!(crawl.titles(), ["/uutinen/talo"]);
    assert!(web.paths("a.fi").len() < 400, "{}", web.paths("a.fi").len());
}

#[tokio::test(start_paused = true)]
async fn paging_that_brings_nothing_new_ends() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        path if path.starts_with("/sivu/") || path == "/" => {
            // The server shows its last page for every number beyond.
            let page = number(path).min(3);
            let next = format!("/sivu/{}", number(path) + 1);
            Reply::html(list(&[&format!("/uutinen-{page}")], Some(&next)))
        }
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(HOUR).await;
    assert_eq!(
        crawl.titles(),
        ["/uutinen-0", "/uutinen-1", "/uutinen-2", "/uutinen-3"]
    );
    assert!(web.paths("a.fi").len() < 25, "{:?}", web.paths("a.fi"));
}

#[tokio::test(start_paused = true)]
async fn session_identifiers_make_no_new_pages() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        path if path.starts_with("/uutinen") => Reply::html(article("uutinen")),
        // Every page links to itself with an identifier nobody had before.
        path => {
            let session = path.len() * 7_919;
            Reply::html(links(&[
                format!("/?PHPSESSID={session}"),
                format!("/uutinen;jsessionid={session}"),
                format!("/lista?token=a{session}b{session}c{session}d"),
            ]))
        }
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.run_for(DAY).await;
    assert_eq!(crawl.titles(), ["uutinen"]);
    assert!(
        web.paths("a.fi").len() < 60,
        "{:?}",
        web.paths("a.fi").len()
    );
}

#[tokio::test(start_paused = true)]
async fn links_that_grow_by_themselves_end() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        path => Reply::html(links(&[format!("{path}a/b/"), "/x".to_owned()])),
    });
    Crawl::new(&web, &[generic("a.fi")]).run_for(DAY).await;
    let longest = web.paths("a.fi").into_iter().map(|path| path.len()).max();
    assert!(longest < Some(30), "{longest:?}");
}

#[tokio::test(start_paused = true)]
async fn an_archive_is_read_to_its_end_without_a_profile() {
    const PAGES: u32 = 30;
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&[
            "/arkisto/1".to_owned(),
            "/yhteystiedot".to_owned(),
        ])),
        path if path.starts_with("/arkisto/") => {
            let page = number(path);
            let mut all = vec![format!("/uutinen-{}-x/", spelled(page))];
            if page < PAGES {
                all.push(format!("/arkisto/{}", page + 1));
            }
            Reply::html(links(&all))
        }
        "/yhteystiedot" => Reply::html(links(&[])),
        path => Reply::html(article(path)),
    });
    let deep = aluehaku::config::sections::CrawlerSettings {
        max_depth: 50,
        ..settings()
    };
    let crawl = Crawl::with(&web, &[generic("a.fi")], deep);
    crawl.run_for(HOUR).await;
    assert_eq!(crawl.titles().len(), PAGES as usize);
}

/// A number in letters, as slugs are.
fn spelled(number: u32) -> String {
    let letters = number.to_string();
    letters
        .bytes()
        .map(|digit| char::from(digit - b'0' + b'a'))
        .collect()
}
