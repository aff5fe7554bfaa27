//! `/api/v1/articles/{id}`.

use aluehaku::http::Show;
use serde_json::{Value, json};

use super::app::{TestApp, article};

fn app() -> TestApp {
    let long = format!("{}\n\nToinen kappale.", "Pitkä juttu jatkuu. ".repeat(40));
    TestApp::with()
        .source("lehti", "Lehti", "Lappi")
        .source_shown("avoin", "Avoin", "Lappi", Show::Full)
        .article(
            article("short")
                .title("Otsikko")
                .lead("Ingressi.")
                .body(&long)
                .published("2022-10")
                .topic("Uutiset")
                .municipality("Inari"),
        )
        .article(
            article("uncopied")
                .source("avoin")
                .body(&long)
                .snippet_only(),
        )
        .article(
            article("whole")
                .source("avoin")
                .title("Kokonaan")
                .body(&long),
        )
        .article(
            article("no/url ä?".replace(' ', "-").as_str())
                .url(None)
                .title("Ilman osoitetta"),
        )
        .start()
}

#[tokio::test]
async fn an_article_has_the_fields_of_the_article_format() {
    let app = app();
    let found = app.json("/api/v1/articles/short").await;
    assert_eq!(found["id"], "short");
    assert_eq!(found["title"], "Otsikko");
    assert_eq!(found["lead"], "Ingressi.");
    assert_eq!(found["published"], "2022-10");
    assert_eq!(found["published_precision"], "month");
    assert_eq!(found["modified"], Value::Null);
    assert_eq!(found["topics"], json!(["Uutiset"]));
    assert_eq!(found["municipalities"], json!(["Inari"]));
    assert_eq!(found["persons"], json!([]));
}

#[tokio::test]
async fn a_part_in_another_language_is_searched_and_read_out_in_it() {
    let body = "Kysy: hanna@lehti.example.\n\nFrivilliga hittar varandra.\n\nTervetuloa.";
    let app = TestApp::with()
        .source_shown("lehti", "Lehti", "Lappi", Show::Full)
        .article(article("whole").title("Kutsu").body(body).part(1, 1, "sv"))
        .article(article("finnish").title("Kutsu").body(body))
        .start();
    let found = app.json("/api/v1/articles/whole").await;
    let part = json!([{"first": 1, "last": 1, "language": "sv"}]);
    assert_eq!(found["language_parts"], part);
    let ids = |found: &Value| -> Vec<String> {
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let found = app.json("/api/v1/search?q=hittade").await;
    assert_eq!(ids(&found), ["whole"], "{found}");
    assert_eq!(
        found["hits"][0]["snippet"]["ranges"]
            .as_array()
            .unwrap()
            .len(),
        1,
        "{found}"
    );
    assert_eq!(found["hits"][0]["snippet"]["language"], "sv");
    let hits = app.get("/search?q=hittade").await.text();
    assert!(hits.contains("<p class=\"snippet\" lang=\"sv\">"), "{hits}");
    let found = app.json("/api/v1/search?q=tervetuloa").await;
    assert_eq!(found["hits"][0]["snippet"]["language"], Value::Null);
    let found = app.json("/api/v1/search?q=kutsu&language=sv").await;
    assert_eq!(ids(&found), [""; 0], "the article itself is in Finnish");
    let page = app.get("/articles/whole").await.text();
    assert!(
        page.contains("<p lang=\"sv\"><bdi>Frivilliga hittar varandra."),
        "{page}"
    );
    assert!(page.contains("<p><bdi>Tervetuloa."), "{page}");
}

#[tokio::test]
async fn the_whole_text_is_shown_only_where_the_source_allows_it() {
    let app = app();
    let excerpt = app.json("/api/v1/articles/short").await;
    let body = excerpt["body"].as_str().unwrap();
    assert!(body.chars().count() <= 302 && body.ends_with('…'), "{body}");
    assert_eq!(excerpt["body_complete"], false);
    let whole = app.json("/api/v1/articles/whole").await;
    assert!(
        whole["body"]
            .as_str()
            .unwrap()
            .ends_with("\n\nToinen kappale.")
    );
    assert_eq!(whole["body_complete"], true);
    let uncopied = app.json("/api/v1/articles/uncopied").await;
    assert_eq!(
        uncopied["body_complete"], false,
        "the page asks for no copy"
    );
    let page = app.page("/articles/uncopied").await;
    assert!(!page.contains("Toinen kappale."), "{page}");
}

#[tokio::test]
async fn sentences_of_events_show_no_more_than_an_excerpt_does() {
    let listed: Vec<String> = (1..=28)
        .map(|day| {
            format!(
                "Kylän väki kokoontuu {day}.11.2026 klo 18 talolle, jossa puhutaan kylän asioista."
            )
        })
        .collect();
    let body = format!("Alku on lyhyt.\n\n{}", listed.join(" "));
    let app = TestApp::with()
        .source_shown("koko", "Koko", "Lappi", Show::Full)
        .article(article("excerpt").title("Ohjelma").body(&body))
        .article(article("whole").title("Ohjelma").body(&body).source("koko"))
        .start();
    let sentences = |found: &Value| -> Vec<String> {
        let events = found["events"].as_array().unwrap().iter();
        events
            .map(|event| event["text"].as_str().unwrap().to_owned())
            .collect()
    };
    let excerpt = app.json("/api/v1/articles/excerpt").await;
    let shown = excerpt["body"].as_str().unwrap();
    let others = sentences(&excerpt)
        .into_iter()
        .filter(|text| !shown.contains(text.as_str()));
    let letters: usize = others.map(|text| text.chars().count()).sum();
    assert!(shown.chars().count() + letters <= 302, "{excerpt}");
    assert_eq!(
        sentences(&excerpt).len(),
        28,
        "the days themselves are told"
    );
    let whole = app.json("/api/v1/articles/whole").await;
    assert!(
        sentences(&whole)
            .iter()
            .all(|text| text.starts_with("Kylän väki")),
        "{whole}"
    );
    let calendar = app
        .get("/feeds/events.ics?month=2026-11&source=lehti")
        .await
        .text();
    let calendar = calendar.replace("\r\n ", "");
    assert!(calendar.matches("asioista").count() <= 4, "{calendar}");
    assert!(calendar.matches("BEGIN:VEVENT").count() > 4);
}

#[tokio::test]
async fn any_identifier_can_be_asked_for() {
    let app = app();
    let found = app.json("/api/v1/articles/no%2Furl-%C3%A4%3F").await;
    assert_eq!(found["title"], "Ilman osoitetta");
    assert_eq!(found["url"], Value::Null);
}

#[tokio::test]
async fn an_article_that_is_not_there_is_a_problem() {
    let app = app();
    let problem = app
        .get("/api/v1/articles/missing")
        .await
        .problem(404, "article_not_found");
    assert_eq!(problem["instance"], "/api/v1/articles/missing");
    app.get("/api/v1/articles/a%20b")
        .await
        .problem(404, "article_not_found");
    app.get("/api/v1/articles/%FF")
        .await
        .problem(400, "bad_request");
    let unknown = app.get("/api/v1/articles/short?full=1").await;
    assert_eq!(
        unknown.problem(400, "unknown_parameter")["errors"][0]["parameter"],
        "full"
    );
}
