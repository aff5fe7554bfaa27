//! `/api/v1/suggest` and `/api/v1/articles/{id}/similar`, and the ways on in answers.

use serde_json::json;

use super::app::{TestApp, article};

fn app() -> TestApp {
    TestApp::with()
        .article(
            article("1")
                .title("Kylätalot auki")
                .body("Talkoolaiset korjaavat kylätalon katon.")
                .person("Aino Määttänen")
                .region("Lappi")
                .published("2022-05-01"),
        )
        .article(
            article("2")
                .title("Katto uusittu")
                .body("Kylätalon katto on korjattu, talkoolaiset kahvilla.")
                .person("Aino Määttänen")
                .region("Uusimaa")
                .published("2023-05-01"),
        )
        .article(
            article("3")
                .title("Hiihto")
                .body("Lunta tuli.")
                .region("Ähtäri"),
        )
        .article(
            article("4")
                .title("Hiihto")
                .body("Lunta suli.")
                .region("Åkerö"),
        )
        .start()
}

#[tokio::test]
async fn what_is_typed_is_completed() {
    let app = app();
    let found = app.json("/api/v1/suggest?q=maat").await;
    let person =
        json!({"text": "Aino Määttänen", "kind": "person", "articles": 2, "corrected": false});
    assert_eq!(found, json!({ "suggestions": [person] }));
    let found = app.json("/api/v1/suggest?q=maatanen").await;
    assert_eq!(found["suggestions"][0]["corrected"], true);
    let found = app.json("/api/v1/suggest?q=kyl%C3%A4talot%20a").await;
    assert_eq!(found["suggestions"][0]["article"], "1");
    let found = app.json("/api/v1/suggest?q=a&per_page=1").await;
    assert_eq!(found["suggestions"].as_array().unwrap().len(), 1);
    assert_eq!(
        app.json("/api/v1/suggest").await,
        json!({ "suggestions": [] })
    );
    app.get("/api/v1/suggest?q=a&region=Lappi")
        .await
        .problem(400, "unknown_parameter");
}

#[tokio::test]
async fn similar_articles_are_found() {
    let app = app();
    let found = app.json("/api/v1/articles/1/similar?per_page=1").await;
    assert_eq!(found["hits"][0]["id"], "2");
    app.get("/api/v1/articles/none/similar")
        .await
        .problem(404, "article_not_found");
}

#[tokio::test]
async fn an_answer_with_few_hits_says_what_each_filter_costs() {
    let app = app();
    let found = app
        .json("/api/v1/search?q=katto&region=Lappi&from=2023")
        .await;
    assert_eq!(found["total"]["value"], 0);
    let relaxations = json!([
        {"without": "region", "total": 1, "query": "?q=katto&from=2023"},
        {"without": "dates", "total": 1, "query": "?q=katto&region=Lappi"},
    ]);
    assert_eq!(found["relaxations"], relaxations);
    let found = app.json("/api/v1/search?q=hiihhto").await;
    assert_eq!(found["did_you_mean"], "hiihto");
}

#[tokio::test]
async fn facets_come_in_the_order_of_the_finnish_alphabet_when_asked_for() {
    let app = app();
    let found = app
        .json("/api/v1/search?facets=region&facet_order=label")
        .await;
    let buckets = found["facets"]["region"]["buckets"].as_array().unwrap();
    let labels: Vec<_> = buckets
        .iter()
        .map(|bucket| bucket["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Lappi", "Uusimaa", "Åkerö", "Ähtäri"]);
}
