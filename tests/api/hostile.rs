//! What others write cannot break or script an answer.

use super::app::{TestApp, article};

const MARKUP: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

fn app() -> TestApp {
    TestApp::with()
        .source("lehti", MARKUP, "Lappi")
        .article(
            article("markup")
                .title(&format!("{MARKUP} otsikko"))
                .lead(MARKUP)
                .body(&format!("{MARKUP} vaarallinen teksti {MARKUP}"))
                .person(MARKUP)
                .region(MARKUP)
                .topic(MARKUP)
                .published("2022-01-01"),
        )
        .article(
            article("link")
                .title("Vaarallinen linkki")
                .url(Some("javascript:alert(3)"))
                .language("\"><script>alert(4)</script>"),
        )
        .article(
            article("wide")
                .title(&"pitkä".repeat(1000))
                .body("vaarallinen \u{202e}käännetty"),
        )
        .start()
}

#[track_caller]
fn is_harmless(page: &str) {
    // Scripts of ours have an address and no text.
    let lower = page
        .to_lowercase()
        .replace("<script type=\"module\" src=\"/assets/", "");
    for part in [
        "<script",
        "<img",
        "href=\"javascript:",
        " onerror=alert(2)>",
    ] {
        let place = lower
            .find(part)
            .map(|at| page.get(at.saturating_sub(80)..at + 60));
        assert_eq!(place, None, "{part}");
    }
}

#[tokio::test]
async fn markup_in_articles_sources_and_searches_is_shown_as_text() {
    let app = app();
    let encoded: String = url::form_urlencoded::byte_serialize(MARKUP.as_bytes()).collect();
    for address in [
        "/",
        "/sources",
        "/articles/markup",
        "/articles/link",
        "/articles/wide",
        "/search?q=vaarallinen",
        "/search?q=vaarallinen&explain=1&ui=sv",
        &format!("/search?q={encoded}"),
        &format!("/search?q=vaarallinen&person={encoded}&region={encoded}&topic=-{encoded}"),
        &format!("/search?q=vaarallinen&sort={encoded}&from={encoded}&after={encoded}"),
        &format!("/search?{encoded}={encoded}"),
    ] {
        is_harmless(&app.page(address).await);
    }
    let missing = app
        .get_with(&format!("/{encoded}"), "accept", "text/html")
        .await;
    is_harmless(&missing.text());
}

#[tokio::test]
async fn snippets_are_escaped_in_the_api_too() {
    let app = app();
    let answer = app
        .json("/api/v1/search?q=vaarallinen+teksti&match=all")
        .await;
    let html = answer["hits"][0]["snippet"]["html"].as_str().unwrap();
    assert!(html.contains("<mark>vaarallinen</mark>"), "{html}");
    is_harmless(html);
}

#[tokio::test]
async fn only_web_addresses_become_links() {
    let app = app();
    let answer = app.json("/api/v1/search?q=linkki").await;
    assert_eq!(answer["hits"][0]["id"], "link");
    assert_eq!(answer["hits"][0]["url"], serde_json::Value::Null);
    assert_eq!(
        app.json("/api/v1/articles/link").await["url"],
        serde_json::Value::Null
    );
    let page = app.page("/search?q=linkki").await;
    assert!(page.contains("<h3><a href=\"/articles/link\">"), "{page}");
}

#[tokio::test]
async fn monstrous_searches_are_answered() {
    let app = app();
    let words = "sana+".repeat(2000);
    for q in [
        "(".repeat(5000),
        "%22".repeat(3333),
        "*".repeat(100),
        "a*+".repeat(2000),
        "-".repeat(5000),
        "OR+".repeat(3000),
        words,
        "%C3%A4".repeat(5000),
        "%00%01%0A%E2%80%AE".to_owned(),
        "alue:".repeat(1000),
    ] {
        let answer = app
            .get(&format!("/api/v1/search?q={q}&facets=region&explain=1"))
            .await;
        assert_eq!(answer.status, 200, "{}", &q[..30.min(q.len())]);
        assert_eq!(app.get(&format!("/search?q={q}")).await.status, 200);
    }
}

#[tokio::test]
async fn titles_and_names_beyond_all_measure_are_shortened_wherever_they_are_shown() {
    let long = "ylipitkä ".repeat(120_000);
    let app = TestApp::with()
        .article(
            article("wide")
                .title(&long)
                .author(&long)
                .topic(&long)
                .body("Teksti.")
                .published("2022-01-01"),
        )
        .start();
    for address in [
        "/",
        "/articles/wide",
        "/search?q=teksti",
        "/api/v1/search?q=teksti",
        "/api/v1/articles/wide",
        "/api/v1/export.jsonl",
        "/feeds/search.atom",
        "/feeds/search.json",
    ] {
        let answer = app.get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(
            answer.body.len() < 60_000,
            "{address}: {} bytes",
            answer.body.len()
        );
    }
}
