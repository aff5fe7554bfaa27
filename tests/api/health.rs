//! `/health/live` and `/health/ready`.

use std::fs;

use aluehaku::archive::health::SourceHealth;
use aluehaku::http::crawl_facts::CrawlFacts;
use aluehaku::troubles::{Cause, Part, Troubles};
use serde_json::{Value, json};

use super::app::{TestApp, article};

#[tokio::test]
async fn a_service_without_a_dictionary_is_ready_and_says_so() {
    let app = TestApp::with().article(article("1").title("Yksi")).start();
    assert_eq!(
        app.json("/health/live").await,
        json!({"status": "live", "version": "1.2.3"})
    );
    let ready = app.json("/health/ready").await;
    assert_eq!(ready["status"], "ready");
    assert_eq!(
        ready["analyser"],
        json!({"name": "snowball", "dictionary": null})
    );
    assert_eq!(ready["index"]["articles"], 1);
    assert_eq!(ready["index"]["revision"], 1);
    assert_eq!(ready["index"]["foreign_analyser"], Value::Null);
    assert_ne!(ready["index"]["generation"], Value::Null);
    let answer = app.get("/health/ready").await;
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_index_that_cannot_be_opened_is_not_ready_but_the_process_lives() {
    let app = TestApp::with().start();
    fs::remove_dir_all(app.directory.path()).unwrap();
    let answer = app.get("/health/ready").await;
    answer.problem(503, "index_unavailable");
    assert_ne!(answer.header("retry-after"), "");
    assert_eq!(app.get("/health/live").await.status, 200);
    app.get("/api/v1/search")
        .await
        .problem(503, "index_unavailable");
}

#[tokio::test]
async fn what_stands_in_the_way_is_told_until_it_is_gone() {
    let troubles = Troubles::default();
    let health = SourceHealth {
        source: "lehti".to_owned(),
        ..SourceHealth::default()
    };
    let app = TestApp::with()
        .source("lehti", "Lehti", "Lappi")
        .facts(CrawlFacts {
            health: vec![health],
            ..CrawlFacts::default()
        })
        .troubles(&troubles)
        .start();
    assert_eq!(app.json("/health/ready").await["troubles"], json!([]));
    troubles.begin(Part::Crawling, Cause::DiskFull);
    let ready = app.json("/health/ready").await;
    assert_eq!(ready["status"], "degraded");
    assert_eq!(ready["troubles"][0]["part"], "crawling");
    assert_eq!(ready["troubles"][0]["cause"], "disk_full");
    let sources = app.json("/api/v1/sources").await;
    assert_eq!(sources["sources"][0]["health"]["alarm"], "halted");
    assert_eq!(sources["sources"][0]["health"]["alarm_reason"], "disk_full");
    let metrics = app.get("/metrics").await.text();
    assert!(
        metrics.contains("part=\"crawling\",cause=\"disk_full\""),
        "{metrics}"
    );
    assert!(
        app.page("/sources")
            .await
            .contains("Sivustoilla ei käydä juuri nyt")
    );
    troubles.end(Part::Crawling);
    assert_eq!(app.json("/health/ready").await["status"], "ready");
}
