//! `/openapi.json`: an accidental change of the API is a red test.

use std::fs;

use aluehaku::i18n::{Language, api_text};
use serde_json::Value;

use super::app::TestApp;

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/openapi.json");

#[test]
fn the_description_is_the_one_agreed_upon() {
    let document = aluehaku::http::openapi_document(None) + "\n";
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(SNAPSHOT, &document).unwrap();
    }
    let agreed = fs::read_to_string(SNAPSHOT).unwrap();
    assert!(
        document == agreed,
        "the API has changed: if that is meant, run the tests with UPDATE_SNAPSHOTS=1 and commit \
         tests/api/openapi.json"
    );
}

#[tokio::test]
async fn the_description_names_the_address_of_the_service() {
    let app = TestApp::with().public_url("https://haku.example").start();
    let answer = app.get("/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let document: Value = answer.json();
    assert_eq!(document["servers"][0]["url"], "https://haku.example");
    for path in [
        "/api/v1/search",
        "/api/v1/articles/{id}",
        "/api/v1/facets/{name}",
    ] {
        assert!(document["paths"][path]["get"].is_object(), "{path}");
    }
}

#[tokio::test]
async fn every_described_parameter_of_a_search_is_accepted() {
    let app = TestApp::with().start();
    let document = app.json("/openapi.json").await;
    let parameters = document["paths"]["/api/v1/search"]["get"]["parameters"]
        .as_array()
        .unwrap();
    assert!(parameters.len() > 20);
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap();
        let schema = &parameter["schema"];
        let value = [
            &schema["default"],
            &schema["enum"][0],
            &schema["examples"][0],
        ]
        .into_iter()
        .find(|value| !value.is_null());
        let value = match value {
            Some(Value::String(word)) => word.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        };
        let answer = app.get(&format!("/api/v1/search?{name}={value}")).await;
        assert_eq!(answer.status, 200, "{name}={value}");
        assert!(
            !parameter["description"].as_str().unwrap().is_empty(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn everything_described_is_told_in_three_languages() {
    let app = TestApp::with().start();
    let document = app.json("/openapi.json").await;
    let mut texts = Vec::new();
    let operations = document["paths"].as_object().unwrap().values();
    for operation in operations.flat_map(|item| item.as_object().unwrap().values()) {
        texts.push(&operation["summary"]);
        texts.push(&operation["description"]);
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        texts.extend(parameters.map(|parameter| &parameter["description"]));
        let answers = operation["responses"].as_object().unwrap().values();
        texts.extend(answers.map(|answer| &answer["description"]));
    }
    for schema in document["components"]["schemas"]
        .as_object()
        .unwrap()
        .values()
    {
        texts.push(&schema["description"]);
        let parts = schema["allOf"].as_array().into_iter().flatten();
        for part in parts.chain([schema]) {
            let fields = part["properties"].as_object().into_iter().flatten();
            texts.extend(fields.map(|(_, field)| &field["description"]));
        }
    }
    let texts = texts.into_iter().filter_map(Value::as_str);
    for text in texts.flat_map(|text| text.split("\n\n")) {
        for language in [Language::Finnish, Language::Swedish] {
            assert!(
                api_text(text, language).is_some(),
                "src/i18n/api_texts.tsv lacks {text:?}"
            );
        }
    }
    for (language, heading, field) in [
        ("fi", "Rajapinta", "Kuka sen sanoo."),
        ("sv", "Gränssnitt", "Vem som säger det."),
        ("en", "API", "Who says it."),
    ] {
        let page = app.page(&format!("/docs?ui={language}")).await;
        assert!(page.contains(&format!("<h1>{heading}</h1>")), "{language}");
        assert!(page.contains(field), "{field}");
        assert!(page.contains("id=\"schema-ToldQuote\""));
    }
}
