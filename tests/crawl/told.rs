//! Sources that give nothing or less than they could: whoever runs the service is told, and why.

use super::crawler::{Crawl, HOUR, article, links, list, source, source_with, source_with_profile};
use super::web::{Reply, Web};
use aluehaku::archive::health::Alarm;

/// What the alarm of the only source says, after a site with this start page and nothing else was visited.
async fn reason(start: Reply) -> Option<String> {
    let web = Web::new();
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/" => start.clone(),
        _ => Reply::status(404),
    });
    let crawl = Crawl::new(&web, &[source_with("a.fi", "generic", &["http://a.fi/"])]);
    crawl.round().await;
    let health = crawl.health("a.fi");
    assert_eq!(health.alarm, Some(Alarm::NoArticles));
    health.alarm_reason
}

#[tokio::test(start_paused = true)]
async fn a_source_without_articles_says_why() {
    let app = "<html><body><div id=app></div><script src=/app.js></script></body></html>";
    let away = "<meta http-equiv=refresh content='0;url=http://b.fi/'>";
    let feed = "<link rel=alternate type=application/rss+xml href=/><p>Tervetuloa sivuillemme.</p>";
    let noindex = "<meta name=robots content=noindex><p>Tervetuloa sivuillemme.</p>";
    for (start, expected) in [
        (Reply::html(app), "needs_script"),
        (Reply::html(away), "redirect_outside"),
        (Reply::html(noindex), "noindex"),
        (Reply::html(feed), "no_article_found"),
        (Reply::status(404), "not_found"),
        (Reply::redirect(302, "http://b.fi/"), "redirect_outside"),
    ] {
        assert_eq!(reason(start).await.as_deref(), Some(expected));
    }
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_is_none_is_named() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html("<link rel=alternate type=application/rss+xml href=/syote>"),
        _ => Reply::html("<html><body><p>Fatal error</p></body></html>"),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(
        crawl.health("a.fi").alarm_reason.as_deref(),
        Some("broken_feed")
    );
}

#[tokio::test(start_paused = true)]
async fn robots_txt_that_forbids_all_is_named_and_articles_silence_the_alarm() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" if asked.before == 0 => Reply::new(200, &[], "User-agent: *\nDisallow: /"),
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/1"], None)),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(
        crawl.health("a.fi").alarm_reason.as_deref(),
        Some("robots_forbid")
    );
    crawl.run_for(120 * HOUR).await;
    assert_eq!(
        (crawl.titles().len(), crawl.health("a.fi").alarm),
        (1, None)
    );
}

/// A site whose theme has none of the classes that its profile looks for.
fn other_theme(web: &Web) {
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&["/uutiset".to_owned(), "/yhteys".to_owned()])),
        "/uutiset" => Reply::html(links(&["/uutinen/a".to_owned(), "/uutinen/b".to_owned()])),
        "/yhteys" => Reply::html(links(&["/uutiset".to_owned()])),
        path => Reply::html(
            article(path)
                .replace("class=single", "class=sivu")
                .replace("entry-content", "teksti")
                .replace("entry-title", "nimi")
                // Links to the articles before and after, as most themes have them.
                .replace(
                    "</article>",
                    "<a rel=next href=/uutinen/b>Seuraava</a></article>",
                ),
        ),
    });
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_fits_nothing_gives_way_to_general_rules_and_says_so() {
    let web = Web::new();
    other_theme(&web);
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/uutinen/a", "/uutinen/b"]);
    let health = crawl.health("a.fi");
    assert!(health.remarks["profile_missed"] >= 2, "{health:?}");
    assert_eq!(health.alarm, None);
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_fits_keeps_other_pages_out() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/tietoa", "/uutinen"], None)),
        "/tietoa" => Reply::html(article("tietoa").replace("class=single", "class=page")),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(HOUR).await;
    assert_eq!(crawl.titles(), ["/uutinen"]);
    assert!(crawl.health("a.fi").remarks.is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_general_rules_took_for_an_article_goes_when_the_profile_fits_after_all() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/tietoa", "/uutinen"], None)),
        "/tietoa" => Reply::html(article("tietoa").replace("class=single", "class=page")),
        // The only article cannot be had at first.
        _ if asked.before == 0 => Reply::status(500),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["tietoa"]);
    crawl.run_for(HOUR).await;
    assert_eq!(crawl.titles(), ["/uutinen"]);
    assert!(crawl.health("a.fi").remarks.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_is_mended_takes_over_from_general_rules() {
    let web = Web::new();
    other_theme(&web);
    let wrong = "list = '.vaara a'\narticle = '.vaara'\nbody = '.vaara'";
    let crawl = Crawl::new(&web, &[source_with_profile("a.fi", wrong)]);
    crawl.round().await;
    assert_eq!(crawl.titles().len(), 2);
    let right = "list = 'nav a'\narticle = 'body.sivu'\nbody = '.teksti'\ntitle = 'h1'";
    let mended = crawl.again_with(&web, &[source_with_profile("a.fi", right)]);
    mended.run_for(100 * HOUR).await;
    assert!(
        mended.health("a.fi").remarks.is_empty(),
        "{:?}",
        mended.health("a.fi")
    );
    assert_eq!(mended.titles().len(), 2);
}
