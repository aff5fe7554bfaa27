//! robots.txt to the letter, and robots.txt files that lead astray.

use std::net::IpAddr;
use std::sync::Arc;

use aluehaku::crawl::source::CrawlSource;

use super::crawler::{Crawl, article, list, source};
use super::web::{Reply, Web};

/// What was asked of a site that names some pages and has this robots.txt.
async fn asked(robots: Reply, pages: &'static [&'static str]) -> Vec<String> {
    let web = Web::new();
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => robots.clone(),
        "/" => Reply::html(list(pages, None)),
        path => Reply::html(article(path)),
    });
    Crawl::new(&web, &[source("a.fi")]).round().await;
    web.paths("a.fi")
}

#[tokio::test(start_paused = true)]
async fn stars_and_dollars_in_addresses_are_forbidden_when_they_are_escaped() {
    let robots = "User-agent: *\nDisallow: /lista-%2A.html\nDisallow: /hinta%24";
    let paths = asked(
        Reply::new(200, &[], robots),
        &[
            "/lista-*.html",
            "/lista-a.html",
            "/hinta$2",
            "/hinta",
            "/lista-%2A.html",
        ],
    );
    assert_eq!(paths.await, ["/", "/hinta", "/lista-a.html"]);
}

#[tokio::test(start_paused = true)]
async fn a_robots_txt_in_utf_16_is_obeyed() {
    let robots = "\u{feff}User-agent: *\r\nDisallow: /salainen\r\n";
    let robots: Vec<u8> = robots.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let paths = asked(Reply::new(200, &[], robots), &["/salainen", "/avoin"]);
    assert_eq!(paths.await, ["/", "/avoin"]);
}

#[tokio::test(start_paused = true)]
async fn rules_made_to_take_long_are_obeyed_and_hold_nobody_up() {
    let rule = format!("Disallow: /*{}b0\n", "a".repeat(900));
    let robots = format!("User-agent: *\n{}Disallow: /salainen", rule.repeat(500));
    let long: &'static str = format!("/{}", "a".repeat(1_900)).leak();
    let pages: &'static [&'static str] = vec!["/salainen", long].leak();
    assert_eq!(
        asked(Reply::new(200, &[], robots), pages).await,
        ["/", long]
    );
}

#[tokio::test(start_paused = true)]
async fn a_redirect_to_an_address_beyond_measure_is_not_followed() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/1"], None)),
        _ => Reply::redirect(302, &format!("/{}", "a".repeat(50_000))),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["out_of_reach"]);
    assert_eq!(web.paths("a.fi"), ["/", "/1"]);
}

#[tokio::test(start_paused = true)]
async fn robots_txt_of_a_source_on_this_machine_leads_to_no_other_port_of_it() {
    for target in [
        "http://localhost:9999/robots.txt",
        "http://127.0.0.1:5432/",
        "http://c.fi/robots.txt",
    ] {
        let web = Web::new();
        web.site("a.fi", move |asked| match asked.path.as_str() {
            "/robots.txt" => Reply::redirect(301, target),
            path => Reply::html(article(path)),
        });
        web.name("c.fi", |_| vec![IpAddr::from([127, 0, 0, 1])]);
        let mut settings = source("a.fi").settings.clone();
        settings.allow_loopback = true;
        let profile = Arc::clone(&source("a.fi").profile);
        let crawl = Crawl::new(&web, &[Arc::new(CrawlSource::new(settings, profile))]);
        crawl.round().await;
        let reached = web
            .connected()
            .into_iter()
            .filter(IpAddr::is_loopback)
            .count();
        assert_eq!(reached, 0, "{target}");
        assert_eq!(crawl.outcomes("http://a.fi/"), ["out_of_reach"], "{target}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_at_a_private_address_is_told_as_out_of_reach() {
    let web = Web::new();
    web.site("a.fi", |_| Reply::html(""));
    web.name("a.fi", |_| vec![IpAddr::from([10, 0, 0, 1])]);
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/"), ["out_of_reach"]);
    assert!(web.connected().is_empty());
}
