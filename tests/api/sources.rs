//! `/api/v1/sources`.

use std::collections::BTreeMap;

use aluehaku::archive::health::{Alarm, SourceHealth};
use aluehaku::http::Show;
use aluehaku::http::crawl_facts::CrawlFacts;
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
            "home_url": "https://tyhjä.example/", "show": "snippet", "articles": 0,
            "health": null})
    );
    assert_eq!(sources[1]["articles"], 2);
    assert_eq!(sources[1]["show"], "full");
    assert_eq!(sources[2]["id"], "tuotu");
    assert_eq!(sources[2]["name"], "tuotu");
    assert_eq!(sources[2]["show"], "snippet");
    assert_eq!(sources.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_page_shows_the_sources_that_are_searched_in_the_order_asked_for() {
    let visited = SourceHealth {
        source: "hiljainen".to_owned(),
        visited_at: Some(1_665_048_600),
        articles_a_week: Some(2.25),
        alarm: Some(Alarm::NoArticles),
        alarm_reason: Some("needs_script".to_owned()),
        failures: BTreeMap::from([("timeout".to_owned(), 1)]),
        robots: Some("everything".to_owned()),
        ..SourceHealth::default()
    };
    let app = TestApp::with()
        .source("tyhjä", "Tyhjä ry", "Lappi")
        .source("hiljainen", "Hiljainen ry", "Kainuu")
        .source("avoin", "Avoin ry", "Uusimaa")
        .article(article("1").source("avoin").published("2022-01-02"))
        .article(article("2").source("avoin").published("2021-01-02"))
        .article(article("3").source("tuotu").published("2023-01-02"))
        .facts(CrawlFacts {
            health: vec![visited],
            ..CrawlFacts::default()
        })
        .start();
    let order = async |query: &str| {
        let page = app.page(&format!("/sources{query}")).await;
        assert!(!page.contains("Tyhjä ry"), "{query}");
        let mut places = ["Avoin ry", "Hiljainen ry", "tuotu</bdi>"]
            .map(|name| (page.find(name).unwrap(), name));
        places.sort_unstable();
        places.map(|(_, name)| name.chars().next().unwrap())
    };
    assert_eq!(order("").await, ['A', 'H', 't']);
    assert_eq!(order("?sort=newest").await, ['t', 'A', 'H']);
    assert_eq!(order("?sort=region").await, ['H', 'A', 't']);
    assert_eq!(order("?sort=articles").await, ['A', 't', 'H']);
    assert_eq!(order("?sort=colour").await, ['A', 'H', 't']);
    let page = app.page("/sources").await;
    for part in [
        "<strong>Sivustolta ei ole saatu yhtään artikkelia.</strong> Sivut ovat tyhjiä ilman skriptejä. \
            Käyty viimeksi 6.10.2022. Noin 2,3 artikkelia viikossa. 1 käynti epäonnistui 30 päivässä.",
        "Tuotu tiedostosta: sivustolla ei käydä.",
        "<time datetime=\"2022-01-02\">2.1.2022</time>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
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

#[tokio::test]
async fn the_state_of_a_source_is_told() {
    let health = SourceHealth {
        source: "talo".to_owned(),
        visited_at: Some(1_665_048_600),
        last_published: Some("2022-09-01".to_owned()),
        articles_a_week: Some(4.649),
        alarm: Some(Alarm::Silence),
        remarks: BTreeMap::from([("too_deep".to_owned(), 2)]),
        failures: BTreeMap::from([("timeout".to_owned(), 3)]),
        robots: Some("by_rules".to_owned()),
        ..SourceHealth::default()
    };
    let app = TestApp::with()
        .source("talo", "Talo ry", "Lappi")
        .facts(CrawlFacts {
            health: vec![health],
            ..CrawlFacts::default()
        })
        .start();
    let sources = &app.json("/api/v1/sources").await["sources"];
    assert_eq!(
        sources[0]["health"],
        json!({"last_visit": "2022-10-06T09:30:00Z", "next_visit": null,
            "last_new_article": null, "last_published": "2022-09-01", "articles_a_week": 4.6,
            "alarm": "silence", "alarm_reason": null, "remarks": {"too_deep": 2}, "left_out": 0, "failures": {"timeout": 3}, "robots": "by_rules",
            "resting_until": null, "opted_out": false})
    );
}
