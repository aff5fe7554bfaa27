//! `/health/live` and `/health/ready`.

use std::fs;

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
