//! What programs follow: `/feeds/…`, `/opensearch.xml`, `/sitemap.xml`, and the embedded script.

use aluehaku::http::Show;
use feed_rs::model::Feed;

use super::app::{Answer, TestApp, article};

const MARKUP: &str = "<script>alert(1)</script> ]]> & \"'";

fn app() -> TestApp {
    TestApp::with()
        .public_url("https://haku.example")
        .source("lehti", "Maakunnan Lehti", "Keski-Suomi")
        .source_shown("avoin", "Avoin ry", "Uusimaa", Show::Full)
        .article(
            article("old")
                .title("Hanke alkaa")
                .body("Hanke tukee järjestöjä, soita 040 123 4567.")
                .published("2022-10-06")
                .person("Aino Esimerkki")
                .region("Uusimaa"),
        )
        .article(
            article("new")
                .title("Hanke päättyy")
                .body("Hanke päättyi.\n\nSe jatkuu muualla.")
                .source("avoin")
                .published("2023-05-01T12:00:00+03:00"),
        )
        .article(
            article("hostile")
                .title(&format!("{MARKUP} hanke \u{202e}nurin"))
                .body(&format!("{MARKUP} hanke {}", "pitkä".repeat(1000)))
                .url(Some("javascript:alert(1)"))
                .published("2021"),
        )
        .article(
            article("dateless")
                .title("Ilman päivää")
                .body("Talkoot pidettiin.")
                .project("Yhdessä mukana"),
        )
        .start()
}

#[track_caller]
fn parsed(answer: &Answer, media_type: &str) -> Feed {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.header("content-type").starts_with(media_type));
    assert!(!answer.header("etag").is_empty());
    feed_rs::parser::parse(answer.body.as_ref()).unwrap()
}

#[tokio::test]
async fn a_search_is_a_feed_in_two_forms_that_other_parsers_read() {
    let app = app();
    let atom = app.get("/feeds/search.atom?q=hanke").await;
    let atom = parsed(&atom, "application/atom+xml");
    let json = app.get("/feeds/search.json?q=hanke").await;
    let json = parsed(&json, "application/feed+json");
    for feed in [atom, json] {
        let ids: Vec<_> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        let expected = [
            "https://lehti.example/new",
            "https://lehti.example/old",
            "https://haku.example/articles/hostile",
        ];
        assert_eq!(ids, expected, "newest first");
        assert_eq!(feed.title.unwrap().content, "Aluehaku: hanke");
        let first = &feed.entries[0];
        assert_eq!(first.title.as_ref().unwrap().content, "Hanke päättyy");
        assert_eq!(first.published.unwrap().timestamp(), 1_682_931_600);
    }
}

#[tokio::test]
async fn what_others_write_stays_text_in_feeds() {
    let app = app();
    for address in ["/feeds/search.atom?q=hanke", "/feeds/search.json?q=hanke"] {
        let answer = app.get(address).await;
        let feed = feed_rs::parser::parse(answer.body.as_ref()).unwrap();
        let hostile = feed.entries.last().unwrap();
        assert!(hostile.title.as_ref().unwrap().content.starts_with(MARKUP));
        assert!(
            hostile
                .links
                .iter()
                .all(|link| link.href.starts_with("https:"))
        );
        assert!(!answer.text().contains("040 123 4567"), "{address}");
    }
    assert!(
        !app.get("/feeds/search.atom")
            .await
            .text()
            .contains("<script")
    );
}

#[tokio::test]
async fn the_whole_text_is_in_feeds_only_where_its_source_allows_it() {
    let app = app();
    let text = app.get("/feeds/search.atom").await.text();
    assert_eq!(text.matches("<content>").count(), 1);
    assert!(text.contains("Se jatkuu muualla."));
}

#[tokio::test]
async fn feeds_take_the_parameters_of_a_search_and_refuse_others() {
    let app = app();
    let narrowed = app.get("/feeds/search.atom?q=hanke&region=Uusimaa").await;
    assert_eq!(parsed(&narrowed, "application/atom+xml").entries.len(), 1);
    let paged = app.get("/feeds/search.json?per_page=1").await.json();
    let next = paged["next_url"].as_str().unwrap();
    assert!(
        next.starts_with("https://haku.example/feeds/search.json?"),
        "{next}"
    );
    app.get("/feeds/search.atom?sivu=1")
        .await
        .problem(400, "unknown_parameter");
}

#[tokio::test]
async fn pages_name_the_feeds_of_their_search() {
    let page = app().page("/search?q=hanke&region=Uusimaa").await;
    assert!(page.contains("type=\"application/atom+xml\""));
    assert!(page.contains("href=\"/feeds/search.atom?q=hanke&#38;region=Uusimaa\""));
}

#[tokio::test]
async fn the_sitemap_lists_pages_and_articles_but_no_persons() {
    let app = app();
    let index = app.get("/sitemap.xml").await.text();
    assert!(index.contains("<loc>https://haku.example/sitemaps/2022-10.xml</loc>"));
    let month = app.get("/sitemaps/2022-10.xml").await.text();
    assert!(month.contains("<loc>https://haku.example/articles/old</loc>"));
    let pages = app.get("/sitemaps/pages.xml").await.text();
    assert!(pages.contains("https://haku.example/regions/keski-suomi<"));
    assert!(
        ![index.as_str(), &month, &pages]
            .concat()
            .contains("persons")
    );
    assert_eq!(app.get("/sitemaps/2022.xml").await.status, 404);
    for name in ["projects", "organisations", "undated"] {
        assert!(index.contains(&format!("/sitemaps/{name}.xml")));
    }
    let undated = app.get("/sitemaps/undated.xml").await.text();
    assert_eq!(undated.matches("<loc>").count(), 1);
    assert!(undated.contains("<loc>https://haku.example/articles/dateless</loc>"));
    let projects = app.get("/sitemaps/projects.xml").await.text();
    assert!(projects.contains("<loc>https://haku.example/projects/yhdessa-mukana</loc>"));
    assert!(
        app.get("/sitemaps/organisations.xml")
            .await
            .text()
            .contains("<urlset")
    );
    let robots = app.get("/robots.txt").await.text();
    assert!(robots.contains("Sitemap: https://haku.example/sitemap.xml"));
}

#[tokio::test]
async fn browsers_learn_where_to_search() {
    let description = app().get("/opensearch.xml?ui=sv").await;
    assert!(
        description
            .header("content-type")
            .starts_with("application/opensearchdescription+xml")
    );
    let text = description.text();
    assert!(text.contains("template=\"https://haku.example/search?q={searchTerms}&amp;ui=sv\""));
    assert!(text.contains(
        "template=\"https://haku.example/opensearch/suggest?q={searchTerms}&amp;ui=sv\""
    ));
    let suggested = app().get("/opensearch/suggest?q=yhdes&ui=sv").await;
    assert_eq!(
        suggested.header("content-type"),
        "application/x-suggestions+json"
    );
    let suggested = suggested.json();
    assert_eq!(suggested[0], "yhdes");
    assert_eq!(suggested[1][0], "Yhdessä mukana");
}

#[tokio::test]
async fn the_embedded_script_has_an_address_that_moves_and_one_that_does_not() {
    let app = app();
    let fixed = app.get("/embed/1.0.0/search.js").await;
    let moving = app.get("/embed/v1/search.js").await;
    assert!(fixed.header("cache-control").contains("immutable"));
    assert!(!moving.header("cache-control").contains("immutable"));
    assert_eq!(fixed.header("access-control-allow-origin"), "*");
    assert_ne!(fixed.body, moving.body);
    let newest = app.get("/embed/1.1.0/search.js").await;
    assert_eq!(newest.body, moving.body);
    assert_eq!(app.get("/embed/9.9.9/search.js").await.status, 404);
    let page = app.page("/embed?region=Keski-Suomi&lang=sv&limit=10").await;
    assert!(page.contains("&#60;aluehaku-search region=&#34;Keski-Suomi&#34; lang=&#34;sv&#34; limit=&#34;10&#34;&#62;"));
}

#[tokio::test]
async fn the_embedded_script_is_never_refused_to_an_office_behind_one_address() {
    let app = TestApp::with().rate_limit(1).start();
    for _ in 0..300 {
        assert_eq!(app.get("/embed/v1/search.js").await.status, 200);
        assert_eq!(app.get("/embed/1.0.0/search.js").await.status, 200);
    }
    // The burst of a rate of one is ten.
    for _ in 0..10 {
        assert_eq!(app.get("/embed").await.status, 200);
    }
    assert_eq!(app.get("/embed").await.status, 429);
}
