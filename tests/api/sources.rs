//! `/api/v1/sources`.

use aluehaku::http::Show;
use serde_json::json;

use super::app::{TestApp, article};

#[tokio::test]
async fn configured_sources_come_first_with_their_counts_then_imported_ones() {
    let app = TestApp::with()
        .source("tyhjä", "Tyhjä ry", "Lappi")
        .source_shown("avoin", "Avoin ry", "Uusimaa", Show::Full)
        .article(article("1").source("avoin"))
        .article(article("2").source("avoin"))
        .article(article("3").source("tuotu"))
        .start();
    let sources = &app.json("/api/v1/sources").await["sources"];
    assert_eq!(
        sources[0],
        json!({"id": "tyhjä", "name": "Tyhjä ry", "region": "Lappi",
            "home_url": "https://tyhjä.example/", "show": "snippet", "articles": 0})
    );
    assert_eq!(sources[1]["articles"], 2);
    assert_eq!(sources[1]["show"], "full");
    assert_eq!(sources[2]["id"], "tuotu");
    assert_eq!(sources[2]["name"], "tuotu");
    assert_eq!(sources[2]["show"], "snippet");
    assert_eq!(sources.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn copies_count_for_each_source_that_published_them() {
    let app = TestApp::with()
        .article(article("1").source("a").title("Sama").copy_of("1"))
        .article(article("2").source("b").title("Sama").copy_of("1"))
        .start();
    let sources = &app.json("/api/v1/sources").await["sources"];
    assert_eq!(sources[0]["articles"], 1);
    assert_eq!(sources[1]["articles"], 1);
}
