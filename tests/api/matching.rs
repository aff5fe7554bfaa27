//! `/api/v1/search`: what matches, what comes close, how the search was read, and why a hit is one.

use serde_json::{Value, json};

use super::app::{TestApp, article};
use super::search::{three_regions, total};

#[tokio::test]
async fn all_demands_every_word_and_any_ranks_those_with_some() {
    let app = three_regions();
    assert_eq!(app.hits("q=hanke+avustuksista&match=all").await, ["middle"]);
    let any = app.hits("q=hanke+avustuksista&match=any").await;
    assert_eq!(any.len(), 3);
    assert_eq!(any[0], "middle");
}

#[tokio::test]
async fn hits_surely_have_every_word_and_others_come_close() {
    let app = three_regions();
    let answer = app.json("/api/v1/search?q=hanke+avustuksista").await;
    assert_eq!(total(&answer), 1);
    assert_eq!(answer["hits"][0]["id"], "middle");
    assert_eq!(
        answer["close"]["total"],
        json!({"value": 2, "relation": "eq"})
    );
    assert_eq!(answer["close"]["hits"].as_array().unwrap().len(), 2);
    assert_eq!(answer["left_out"], json!([]));
    let by_time = app
        .json("/api/v1/search?q=hanke+avustuksista&sort=-published")
        .await;
    assert_eq!(total(&by_time), 1);
    assert_eq!(by_time["close"], Value::Null);
    let page = app.page("/search?q=hanke+avustuksista").await;
    assert!(page.contains("1 osuma haulla"));
    assert!(page.contains("Läheisiä osumia"));
}

#[tokio::test]
async fn words_that_no_article_has_with_the_others_are_left_out() {
    let app = three_regions();
    let answer = app.json("/api/v1/search?q=hanke+kirahvi&ui=fi").await;
    assert_eq!(total(&answer), 3);
    assert_eq!(answer["left_out"], json!(["kirahvi"]));
    assert_eq!(answer["warnings"][0]["code"], "words_left_out");
    assert_eq!(
        answer["warnings"][0]["detail"],
        "Kaikkia sanoja ei ole yhdessäkään artikkelissa; näissä on hanke. Pois jäi kirahvi."
    );
    // Who follows a topic waits for it.
    let feed = app.json("/feeds/search.json?q=hanke+kirahvi").await;
    assert_eq!(feed["items"], json!([]));
}

#[tokio::test]
async fn a_minus_that_may_be_a_hyphen_offers_its_other_reading() {
    let app = TestApp::with()
        .article(article("a").body("Oma tupa -hanke palkkasi talonmiehen."))
        .article(article("b").body("Oma tupa on lämmin."))
        .start();
    let joined = app.json("/api/v1/search?q=oma+tupa+-hanke").await;
    assert_eq!(joined["hits"][0]["id"], "a");
    let warning = &joined["warnings"][0];
    assert_eq!(warning["code"], "hyphen_joined");
    assert_eq!(warning["instead"]["query"], "?q=oma+tupa+NOT+hanke");
    assert_eq!(app.hits("q=oma+tupa+NOT+hanke").await, ["b"]);
    let excluded = app.json("/api/v1/search?q=oma+tupa+-talonmiehen").await;
    assert_eq!(excluded["hits"][0]["id"], "b");
    assert_eq!(excluded["warnings"][0]["code"], "hyphen_excludes");
    assert_eq!(
        excluded["warnings"][0]["instead"]["query"],
        "?q=oma+tupa+talonmiehen"
    );
}

#[tokio::test]
async fn a_search_of_more_than_words_is_told_in_words() {
    let app = three_regions();
    let plain = app.json("/api/v1/search?q=hanke").await;
    assert_eq!(plain["understood"], Value::Null);
    let answer = app.json("/api/v1/search?q=hanke+NOT+kirahvi&ui=fi").await;
    assert_eq!(answer["understood"], "Haetaan: hanke ja ei kirahvi");
}

#[tokio::test]
async fn a_clumsy_search_is_answered_and_says_how_it_was_read() {
    let app = three_regions();
    let answer = app.json("/api/v1/search?q=%22hanke").await;
    assert_eq!(total(&answer), 3);
    let warning = &answer["warnings"][0];
    assert_eq!(warning["code"], "unclosed_quote");
    assert_eq!(warning["parameter"], "q");
    assert_eq!(warning["position"][0], 0);
    assert_eq!(
        warning["detail"],
        "A quotation mark has no pair; it was ignored."
    );
    let finnish = app.json("/api/v1/search?q=%22hanke&ui=fi").await;
    assert_eq!(
        finnish["warnings"][0]["detail"],
        "Lainausmerkiltä puuttuu pari; se ohitettiin."
    );
}

#[tokio::test]
async fn a_misspelt_region_is_searched_as_it_stands_with_a_suggestion() {
    let app = three_regions();
    let answer = app.json("/api/v1/search?region=Uusmaa").await;
    assert_eq!(total(&answer), 0);
    let warning = &answer["warnings"][0];
    assert_eq!(warning["code"], "unknown_value");
    assert_eq!(warning["parameter"], "region");
    assert_eq!(warning["subject"], "Uusmaa");
    assert!(warning["detail"].as_str().unwrap().contains("Uusimaa"));
}

#[tokio::test]
async fn hits_say_why_they_matched_when_asked() {
    let app = three_regions();
    let answer = app
        .json("/api/v1/search?q=hankkeen&explain=1&match=all")
        .await;
    let why = answer["hits"][0]["why"][0].clone();
    assert_eq!(why["query_word"], "hankkeen");
    assert!(
        why["text"]
            .as_str()
            .unwrap()
            .contains(why["article_word"].as_str().unwrap())
    );
    let silent = app.json("/api/v1/search?q=hankkeen").await;
    assert_eq!(silent["hits"][0].get("why"), None);
}
