//! Which persons are put forward: everywhere that lists or gathers them, by one threshold.

use serde_json::{Value, json};

use super::app::{TestApp, TestAppBuilder, article};

/// Two articles of two sources name Aino, one names Onni.
fn articles() -> TestAppBuilder {
    TestApp::with()
        .source("lehti", "Maakunnan Lehti", "Lappi")
        .source("piiri", "Piiri", "Lappi")
        .article(
            article("1")
                .title("Katto uusittu")
                .body("Aino Määttänen ja Onni Aaltonen korjasivat katon.")
                .published("2022-05-01")
                .region("Lappi")
                .person("Aino Määttänen")
                .person("Onni Aaltonen"),
        )
        .article(
            article("2")
                .source("piiri")
                .title("Talkoot")
                .body("Aino Määttänen johti talkoita.")
                .published("2022-06-01")
                .person("Aino Määttänen"),
        )
}

fn app() -> TestApp {
    articles().person_threshold(2, 2).start()
}

#[tokio::test]
async fn facets_and_suggestions_tell_of_those_put_forward() {
    let app = app();
    let found = app
        .json("/api/v1/search?q=katto&facets=person&duplicates=show")
        .await;
    let buckets = &found["facets"]["person"]["buckets"];
    assert_eq!(buckets.as_array().unwrap().len(), 1);
    assert_eq!(buckets[0]["value"], "Aino Määttänen");
    let found = app.json("/api/v1/facets/person?q=onni").await;
    assert_eq!(found["buckets"], json!([]));
    let found = app.json("/api/v1/facets/person?q=aino").await;
    assert_eq!(found["buckets"][0]["count"], 2);
    for (typed, expected) in [("onni", 0), ("aalto", 0), ("aino", 1)] {
        let found = app.json(&format!("/api/v1/suggest?q={typed}")).await;
        let suggestions = found["suggestions"].as_array().unwrap();
        let persons = suggestions.iter().filter(|found| found["kind"] == "person");
        assert_eq!(persons.count(), expected, "{typed}: {found}");
    }
}

#[tokio::test]
async fn pages_feeds_and_exports_of_others_are_not_there() {
    let app = app();
    let onni = "person=Onni+Aaltonen";
    for address in [
        "/persons/onni-aaltonen".to_owned(),
        format!("/feeds/search.atom?{onni}"),
        format!("/feeds/search.json?{onni}"),
        format!("/feeds/search.json?person=Aino+M%C3%A4%C3%A4tt%C3%A4nen&{onni}"),
        format!("/api/v1/export.csv?{onni}"),
        format!("/api/v1/export.jsonl?{onni}"),
        format!("/api/v1/export.ris?{onni}"),
        format!("/api/v1/search?{onni}&format=ris"),
        format!("/api/v1/search?{onni}&format=bibtex"),
    ] {
        let answer = app.get_with(&address, "accept", "application/json").await;
        let problem = answer.problem(404, "person_not_listed");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("enough articles"), "{detail}");
    }
    let page = app
        .get_with("/persons/onni-aaltonen?ui=fi", "accept", "text/html")
        .await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("Henkilöstä ei ole sivua"));
    for address in [
        "/persons/aino-maattanen",
        "/feeds/search.atom?person=Aino+M%C3%A4%C3%A4tt%C3%A4nen",
        "/feeds/search.atom?person=-Onni+Aaltonen",
        "/api/v1/export.csv?person=Aino+M%C3%A4%C3%A4tt%C3%A4nen",
        "/api/v1/search?person=Aino+M%C3%A4%C3%A4tt%C3%A4nen&format=ris",
        "/api/v1/search?person=Onni+Aaltonen",
    ] {
        assert_eq!(app.get(address).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn others_are_named_beside_nobody_and_in_no_export() {
    let app = app();
    let page = app.page("/persons/aino-maattanen").await;
    assert!(!page.contains("onni-aaltonen"));
    let page = app.page("/regions/lappi").await;
    assert!(!page.contains("onni-aaltonen"));
    let csv = app.get("/api/v1/export.csv?q=katto").await.text();
    assert!(csv.contains("Aino Määttänen"));
    assert!(!csv.contains("Onni"));
    let lines = app.get("/api/v1/export.jsonl?q=katto").await.text();
    let line: Value = serde_json::from_str(lines.trim()).unwrap();
    assert_eq!(line["persons"], json!(["Aino Määttänen"]));
}

#[tokio::test]
async fn an_article_says_whom_it_names_and_links_to_those_put_forward() {
    let app = app();
    let page = app.page("/articles/1?ui=fi").await;
    assert!(page.contains("href=\"/persons/aino-maattanen?ui=fi\""));
    assert!(!page.contains("onni-aaltonen"));
    assert!(page.contains("<li><bdi>Onni Aaltonen</bdi></li>"));
}

#[tokio::test]
async fn whoever_knows_a_name_may_search_for_it_but_not_follow_it() {
    let app = app();
    assert_eq!(app.hits("person=Onni+Aaltonen").await, ["1"]);
    let page = app.page("/search?person=Onni+Aaltonen").await;
    assert!(!page.contains("/feeds/search"));
    let page = app
        .page("/search?person=Aino+M%C3%A4%C3%A4tt%C3%A4nen")
        .await;
    assert!(page.contains("/feeds/search.atom?person="));
}

#[tokio::test]
async fn one_more_article_puts_a_person_forward() {
    let app = app();
    assert_eq!(app.get("/persons/onni-aaltonen").await.status, 404);
    app.add(
        article("3")
            .source("piiri")
            .title("Katolla taas")
            .person("Onni Aaltonen"),
    );
    let page = app.page("/persons/onni-aaltonen").await;
    assert!(page.contains("<h1><bdi>Onni Aaltonen</bdi></h1>"));
}

#[tokio::test]
async fn the_page_about_privacy_states_the_threshold() {
    let page = app().page("/privacy?ui=en").await;
    assert!(page.contains("articles, at least 2; sources, at least 2"));
}

#[tokio::test]
async fn one_article_suffices_where_the_settings_say_so() {
    let app = articles().person_threshold(1, 1).start();
    assert_eq!(app.get("/persons/onni-aaltonen").await.status, 200);
}
