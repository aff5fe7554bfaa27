//! Going through the hits of a search: by number and by cursor.

use std::collections::BTreeSet;

use serde_json::Value;

use super::app::{TestApp, article};

fn many(count: usize) -> TestApp {
    let mut app = TestApp::with();
    for number in 0..count {
        let day = number % 28 + 1;
        app = app.article(
            article(&format!("a{number:02}"))
                .title("Sama otsikko")
                .body("Yhteinen sana.")
                .published(&format!("2022-03-{day:02}")),
        );
    }
    app.start()
}

fn ids(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().unwrap();
    hits.iter()
        .map(|hit| hit["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Follows `next` from a search to the last page; every hit must come once.
async fn follow(app: &TestApp, query: &str, pages: usize) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = Some(format!("?{query}"));
    let mut seen_pages = 0;
    while let Some(query) = next {
        let answer = app.json(&format!("/api/v1/search{query}")).await;
        all.extend(ids(&answer));
        next = answer["next"].as_str().map(str::to_owned);
        seen_pages += 1;
        assert!(seen_pages <= pages, "more pages than hits");
    }
    assert_eq!(seen_pages, pages);
    let distinct: BTreeSet<_> = all.iter().collect();
    assert_eq!(distinct.len(), all.len(), "a hit came twice");
    all
}

#[tokio::test]
async fn cursors_lead_through_all_hits_in_every_order() {
    let app = many(23);
    for sort in ["relevance", "-published", "published"] {
        let all = follow(&app, &format!("q=sana&sort={sort}&per_page=5"), 5).await;
        assert_eq!(all.len(), 23, "{sort}");
    }
    let oldest = follow(&app, "sort=published&per_page=4", 6).await;
    let newest = follow(&app, "sort=-published&per_page=100", 1).await;
    assert_eq!(oldest[0], "a00");
    assert_eq!(newest.len(), 23);
}

#[tokio::test]
async fn page_numbers_lead_forth_and_back() {
    let app = many(23);
    let all = follow(&app, "q=sana&per_page=10&page=1", 3).await;
    assert_eq!(all.len(), 23);
    let second = app
        .json("/api/v1/search?q=sana&per_page=10&page=2&ui=fi")
        .await;
    assert_eq!(second["next"], "?q=sana&page=3&ui=fi");
    assert_eq!(second["previous"], "?q=sana&page=1&ui=fi");
    let last = app.json("/api/v1/search?q=sana&per_page=10&page=3").await;
    assert_eq!(last["next"], Value::Null);
    assert_eq!(ids(&last).len(), 3);
    let beyond = app.json("/api/v1/search?q=sana&per_page=10&page=4").await;
    assert!(ids(&beyond).is_empty());
    assert_eq!(beyond["total"]["value"], 23);
}

#[tokio::test]
async fn a_cursor_stays_good_while_articles_come_in() {
    let app = many(12);
    let first = app.json("/api/v1/search?sort=published&per_page=5").await;
    app.add(
        article("newer")
            .title("Uusi")
            .body("Tuore sana.")
            .published("2023-01-01"),
    );
    let next = first["next"].as_str().unwrap();
    let second = app.json(&format!("/api/v1/search{next}")).await;
    assert_eq!(ids(&second), ["a05", "a06", "a07", "a08", "a09"]);
}

#[tokio::test]
async fn page_and_cursor_together_and_pages_too_deep_are_refused() {
    let app = many(1);
    let cursor = "00000000000000006130";
    let both = app
        .get(&format!("/api/v1/search?page=2&after={cursor}"))
        .await;
    let problem = both.problem(400, "invalid_parameter");
    assert_eq!(problem["errors"][0]["parameter"], "after");
    let deep = app.get("/api/v1/search?page=101&per_page=100").await;
    let problem = deep.problem(400, "invalid_parameter");
    assert_eq!(problem["errors"][0]["parameter"], "page");
    assert!(
        problem["detail"].as_str().unwrap().contains("next"),
        "{problem}"
    );
    let forged = app.get("/api/v1/search?after=abc").await;
    forged.problem(400, "invalid_parameter");
}
