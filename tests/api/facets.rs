//! `/api/v1/facets/{name}`.

use serde_json::{Value, json};

use super::app::{TestApp, article};

fn app() -> TestApp {
    TestApp::with()
        .article(
            article("1")
                .person("Aino Määttänen")
                .person("Onni Aaltonen")
                .region("Lappi"),
        )
        .article(article("2").person("Aino Määttänen").municipality("Inari"))
        .article(article("3").person("Veli Esimerkki").region("Uusimaa"))
        .start()
}

fn values(answer: &Value) -> Vec<(&str, u64)> {
    let buckets = answer["buckets"].as_array().unwrap();
    buckets
        .iter()
        .map(|bucket| {
            (
                bucket["value"].as_str().unwrap(),
                bucket["count"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn values_are_found_by_the_beginning_of_any_word_without_dots() {
    let app = app();
    let found = app.json("/api/v1/facets/person?q=maatt").await;
    assert_eq!(found["facet"], "person");
    assert_eq!(values(&found), [("Aino Määttänen", 2)]);
    let found = app.json("/api/v1/facets/person?q=A").await;
    assert_eq!(
        values(&found),
        [("Aino Määttänen", 2), ("Onni Aaltonen", 1)]
    );
    assert_eq!(
        values(&app.json("/api/v1/facets/person?facet_limit=1").await).len(),
        1
    );
}

#[tokio::test]
async fn filters_narrow_the_counts() {
    let app = app();
    let found = app.json("/api/v1/facets/person?region=Lappland").await;
    assert_eq!(
        values(&found),
        [("Aino Määttänen", 1), ("Onni Aaltonen", 1)]
    );
    let found = app.json("/api/v1/facets/municipality?q=ina&ui=sv").await;
    assert_eq!(found["buckets"][0]["label"], "Enare");
    assert_eq!(found["buckets"][0]["parent"], "Lappi");
}

#[tokio::test]
async fn an_unknown_facet_or_parameter_is_a_problem_that_names_it() {
    let app = app();
    let problem = app
        .get("/api/v1/facets/colour")
        .await
        .problem(404, "facet_not_found");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("publisher_region")
    );
    let problem = app
        .get("/api/v1/facets/person?page=2")
        .await
        .problem(400, "unknown_parameter");
    assert_eq!(problem["errors"][0]["parameter"], json!("page"));
}
