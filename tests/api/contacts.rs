//! E-mail addresses and phone numbers are shown nowhere, however they are written.

use aluehaku::http::Show;

use super::app::{TestApp, article};

/// Contacts as people write them, each with the part of it that must not be seen.
const CONTACTS: [(&str, &str); 14] = [
    ("hilja @ kerho.fi", "kerho.fi"),
    ("hilja@\nkerho.fi", "kerho.fi"),
    ("hil\u{ad}ja@ker\u{ad}ho.fi", "ho.fi"),
    ("hilja@\u{200b}kerho.fi", "kerho.fi"),
    ("hilja(at)kerho.fi", "kerho.fi"),
    ("hilja [at] kerho (dot) fi", "kerho"),
    ("hilja (ät) kerho (piste) fi", "kerho"),
    ("040/765 4321", "4321"),
    ("358 40 765 4321", "4321"),
    ("+358(0)40 765 4321", "4321"),
    ("puh 765 4321", "4321"),
    ("tel. 765 4321", "4321"),
    ("tfn 765 43 21", "43 21"),
    ("040 765\n4321", "4321"),
];

const ADDRESSES: [&str; 13] = [
    "/",
    "/search?q=retki",
    "/articles/retki",
    "/api/v1/search?q=retki&facets=topic",
    "/api/v1/articles/retki",
    "/api/v1/articles/toinen/similar",
    "/api/v1/facets/topic",
    "/api/v1/suggest?q=ret",
    "/api/v1/export.jsonl?q=retki",
    "/api/v1/export.csv?q=retki",
    "/feeds/search.atom?q=retki",
    "/feeds/search.json?q=retki",
    "/search?q=retki&explain=1",
];

fn app(contact: &str) -> TestApp {
    let written = |text: &str| format!("{text} retki: {contact}, tervetuloa");
    let one = |id: &str| {
        article(id)
            .source("avoin")
            .title(&written("Kevään"))
            .lead(&written("Ilmoittaudu, retki"))
            .body(&format!(
                "{}.\n\nRetki on ilmainen.",
                written("Kysy lisää, retki")
            ))
            .author(&format!("Hilja Kuu, {contact}"))
            .topic(&format!("retket {contact}"))
            .published("2022-10-06")
    };
    TestApp::with()
        .source_shown("avoin", "Avoin", "Lappi", Show::Full)
        .article(one("retki"))
        .article(one("toinen"))
        .start()
}

#[tokio::test]
async fn contacts_are_masked_wherever_an_article_is_shown() {
    for (contact, secret) in CONTACTS {
        let app = app(contact);
        for address in ADDRESSES {
            let answer = app.get(address).await;
            assert_eq!(answer.status, 200, "{address}");
            let text = answer.text();
            assert!(!text.contains(secret), "{contact:?} at {address}: {text}");
        }
    }
}

#[tokio::test]
async fn an_address_that_gives_a_contact_is_no_link() {
    let app = TestApp::with()
        .article(
            article("retki")
                .title("Retki")
                .url(Some("https://kerho.example/yhteys?hilja%40kerho.fi")),
        )
        .article(
            article("toinen")
                .title("Retki")
                .url(Some("https://kerho.example/soita/040-7654321")),
        )
        .article(
            article("kolmas")
                .title("Retki")
                .url(Some("https://kerho.example/2022/05/1234567")),
        )
        .start();
    for address in [
        "/search?q=retki",
        "/api/v1/search?q=retki",
        "/api/v1/export.jsonl?q=retki",
    ] {
        let text = app.get(address).await.text();
        assert!(
            !text.contains("kerho.fi") && !text.contains("7654321"),
            "{text}"
        );
        assert!(text.contains("kerho.example/2022/05/1234567"), "{text}");
    }
}
