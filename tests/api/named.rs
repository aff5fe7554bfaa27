//! What the pages know, for programs: one name with all that is told of it, events, quotes, the comparison.

use aluehaku::config::Settings;
use serde_json::{Value, json};

use super::app::{TestApp, article};
use super::history::{Service, article as record};

async fn json_of(service: &Service, address: &str) -> Value {
    serde_json::from_str(&service.page(address).await).unwrap()
}

/// Three articles of two sources name Aino, and say what she does.
fn service() -> Service {
    let mut service = Service::new();
    let texts = [
        (
            "1",
            "lehti",
            "2021-05-01",
            "Kahvit keitti hankejohtaja Aino Esimerkki. Hanketta rahoittaa Kyläsäätiö.",
        ),
        (
            "2",
            "Piiri",
            "2022-05-01",
            "”Tulkaa mukaan, soitto 040 123 4567 riittää”, sanoo hankejohtaja Aino Esimerkki.",
        ),
        (
            "3",
            "lehti",
            "2023-05-01",
            "Kylän Tuki -hanke kertoo, että talkoot pidetään 9.11.2023. Aino Esimerkki tulee.",
        ),
    ];
    for (now, (id, source, published, body)) in texts.iter().enumerate() {
        let start = body.find("Aino").unwrap();
        let mut article = record(id, published, &format!("Uutinen {id}"), body);
        article["source"] = json!(source.to_lowercase());
        article["persons"] = json!(["Aino Esimerkki"]);
        article["projects"] = json!(["Kylän Tuki"]);
        article["mentions"] = json!([{
            "part": "body", "start": start, "end": start + 14, "text": "Aino Esimerkki",
            "kind": "person", "name": "Aino Esimerkki",
            "role": if *id == "3" { Value::Null } else { json!("hankejohtaja") },
        }]);
        service.put_of(source, now as i64, article);
    }
    service
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_told_with_roles_and_the_sentences_that_state_them() {
    let service = service();
    let person = json_of(&service, "/api/v1/persons/aino-esimerkki").await;
    assert_eq!(person["name"], "Aino Esimerkki");
    assert_eq!(person["page"], "/persons/aino-esimerkki");
    assert_eq!(
        (&person["articles"], &person["sources"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        (&person["first_year"], &person["last_year"]),
        (&json!(2021), &json!(2023))
    );
    let groups = person["groups"].as_array().unwrap();
    let roles: Vec<&Value> = groups
        .iter()
        .flat_map(|group| group["roles"].as_array().unwrap())
        .collect();
    assert_eq!(roles.len(), 2);
    assert!(roles.iter().all(|role| role["role"] == "hankejohtaja"));
    let sentences = format!("{roles:?}");
    assert!(
        sentences.contains("soitto [puhelin] riittää") && !sentences.contains("123 4567"),
        "{sentences}"
    );
    let beside = &person["beside"][0];
    assert_eq!(
        (&beside["kind"], &beside["name"]),
        (&json!("project"), &json!("Kylän Tuki"))
    );

    let project = json_of(&service, "/api/v1/projects/kylan-tuki").await;
    assert_eq!(project["people"][0]["name"], "Aino Esimerkki");
    assert_eq!(project["people"][0]["role"], "hankejohtaja");
    service
        .answer("/api/v1/persons/ei-kukaan", Settings::default())
        .await
        .problem(404, "person_not_listed");
    service
        .answer("/api/v1/projects/ei-mikaan", Settings::default())
        .await
        .problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_tell_who_says_what_where() {
    let service = service();
    let told = json_of(&service, "/api/v1/quotes?person=Aino+Esimerkki").await;
    let quotes = told["quotes"].as_array().unwrap();
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0]["speaker"], "Aino Esimerkki");
    assert_eq!(quotes[0]["text"], "Tulkaa mukaan, soitto [puhelin] riittää");
    assert_eq!(quotes[0]["article"]["id"], "2");
    assert_eq!(told["next"], Value::Null);
    let none = json_of(&service, "/api/v1/quotes?q=kirjasto").await;
    assert_eq!(none["quotes"], json!([]));
    let stranger = "/api/v1/quotes?person=Onni+Outo";
    service
        .answer(stranger, Settings::default())
        .await
        .problem(404, "person_not_listed");
    service
        .answer("/api/v1/quotes?sort=title", Settings::default())
        .await
        .problem(400, "unknown_parameter");
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_go_on_from_page_to_page() {
    let mut service = Service::new();
    for number in 0..6 {
        let body = format!("”Tulkaa kaikki talkoisiin numero {number}”, sanoo Aino Esimerkki.");
        let start = body.find("Aino").unwrap();
        let day = format!("2023-05-{:02}", number + 1);
        let mut article = record(
            &number.to_string(),
            &day,
            &format!("Uutinen {number}"),
            &body,
        );
        article["source"] = json!(if number % 2 == 0 { "lehti" } else { "piiri" });
        article["persons"] = json!(["Aino Esimerkki"]);
        article["mentions"] = json!([{
            "part": "body", "start": start, "end": start + 14, "text": "Aino Esimerkki",
            "kind": "person", "name": "Aino Esimerkki",
        }]);
        service.put_of(
            if number % 2 == 0 { "lehti" } else { "Piiri" },
            number,
            article,
        );
    }
    let mut address = "/api/v1/quotes?per_page=2".to_owned();
    let mut seen = Vec::new();
    let mut pages = 0;
    loop {
        let told = json_of(&service, &address).await;
        let texts = told["quotes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|quote| quote["text"].to_string());
        seen.extend(texts);
        pages += 1;
        match told["next"].as_str() {
            Some(next) => address = format!("/api/v1/quotes{next}"),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (6, 3), "{seen:?}");
    assert!(seen[0].contains("numero 5"), "the newest comes first");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_name_their_article() {
    let service = service();
    let told = json_of(&service, "/api/v1/events?month=2023-11").await;
    assert_eq!(told["events"][0]["date"], "2023-11-09");
    assert_eq!(told["events"][0]["article"]["page"], "/articles/3");
    assert_eq!(told["is_cut"], false);
    let coming = json_of(&service, "/api/v1/events").await;
    assert_eq!(coming["events"], json!([]));
}

#[tokio::test]
async fn regions_are_compared_in_shares() {
    let mut app = TestApp::with().source("lehti", "Maakunnan Lehti", "Uusimaa");
    let articles = [
        ("1", "Lappi", "talkoot"),
        ("2", "Lappi", "hiihto"),
        ("3", "Uusimaa", "talkoot"),
    ];
    for (id, region, body) in articles {
        app = app.article(
            article(id)
                .title("Uutinen")
                .body(body)
                .published("2022-05-01")
                .region(region),
        );
    }
    let app = app.start();
    let told = app.json("/api/v1/compare?q=talkoot").await;
    assert_eq!(told["regions"][0]["region"], "Uusimaa");
    assert_eq!(told["regions"][1]["share"], 0.5);
    assert_eq!(
        told["regions"][1]["years"][0],
        json!({ "year": 2022, "matching": 1, "articles": 2, "share": 0.5 })
    );
    assert_eq!(told["country"]["matching"], 2);
    let swedish = app
        .json("/api/v1/compare?q=talkoot&region=Lappi&ui=sv")
        .await;
    assert_eq!(swedish["regions"][0]["label"], "Lappland");
    let page = app
        .page("/compare?project=Kyl%C3%A4tuli&topic=Aihe&topic=Toinen")
        .await;
    assert!(
        page.contains("name=\"project\" type=\"text\" value=\"Kylätuli\""),
        "{page}"
    );
    assert!(
        page.contains("name=\"topic\" value=\"Toinen\""),
        "what does not fit a field is kept"
    );
}

/// A long sentence of one speaker, of so many letters.
fn long_words(letters: usize) -> String {
    let words = "kylätalon katto korjataan talkoilla ja ".repeat(letters / 39 + 1);
    words[..letters].trim().to_owned()
}

/// The same three articles, and one that quotes somebody whom no other names.
fn service_with_stranger(quote: &str) -> Service {
    let mut service = service();
    let body = format!("”{quote}”, sanoo hankevetäjä Onni Outonen. Aino Esimerkki kuunteli.");
    let mention = |name: &str, role: Value| {
        let start = body.find(name).unwrap();
        json!({
            "part": "body", "start": start, "end": start + name.len(), "text": name,
            "kind": "person", "name": name, "role": role,
        })
    };
    let mut article = record("4", "2023-06-01", "Uutinen 4", &body);
    article["persons"] = json!(["Aino Esimerkki", "Onni Outonen"]);
    article["projects"] = json!(["Kylän Tuki"]);
    article["mentions"] = json!([
        mention("Onni Outonen", json!("hankevetäjä")),
        mention("Aino Esimerkki", Value::Null),
    ]);
    service.put_of("lehti", 4, article);
    service
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_put_forward_is_named_in_no_list() {
    for quote in ["Talkoot alkavat aamulla", &long_words(400)] {
        let service = service_with_stranger(quote);
        for show in ["snippet", "full"] {
            for address in [
                "/api/v1/quotes",
                "/api/v1/quotes?project=Kyl%C3%A4n+Tuki",
                "/api/v1/persons/aino-esimerkki",
                "/api/v1/projects/kylan-tuki",
                "/persons/aino-esimerkki",
                "/projects/kylan-tuki",
            ] {
                let mut settings = Settings::default();
                let source = format!("id = 'lehti'\nname = 'Lehti'\nshow = '{show}'");
                settings.sources.push(toml::from_str(&source).unwrap());
                let answer = service.page_with(address, settings).await;
                let told = if address.starts_with("/api") {
                    answer
                } else {
                    // The newest articles below show passages of their texts, as every search does.
                    let (before, after) = answer.split_once("id=\"latest\"").unwrap();
                    format!("{before}{}", after.split_once("</section>").unwrap().1)
                };
                assert!(!told.contains("Outonen"), "{address}: {told}");
            }
            service
                .answer("/api/v1/persons/onni-outonen", Settings::default())
                .await
                .problem(404, "person_not_listed");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sentences_of_an_article_are_no_more_than_its_source_allows() {
    let mut service = Service::new();
    for (number, source) in ["lehti", "Piiri"].into_iter().enumerate() {
        let ending = long_words(170);
        let body = format!(
            "Hanketta Kylän Tuki rahoittaa Kyläsäätiö, kun {ending}. Hanketta Kylän Tuki rahoittaa \
             Maaseuturahasto, kun {ending}."
        );
        let mention = |kind: &str, name: &str, from: usize| {
            let start = from + body[from..].find(name).unwrap();
            json!({
                "part": "body", "start": start, "end": start + name.len(), "text": name,
                "kind": kind, "name": name,
            })
        };
        let second = body.rfind("Hanketta").unwrap();
        let mut article = record(
            &number.to_string(),
            "2023-05-01",
            &format!("Uutinen {number}"),
            &body,
        );
        article["source"] = json!(source.to_lowercase());
        article["projects"] = json!(["Kylän Tuki"]);
        article["organisations"] = json!(["Kyläsäätiö", "Maaseuturahasto"]);
        article["mentions"] = json!([
            mention("project", "Kylän Tuki", 0),
            mention("organisation", "Kyläsäätiö", 0),
            mention("project", "Kylän Tuki", second),
            mention("organisation", "Maaseuturahasto", second),
        ]);
        service.put_of(source, number as i64, article);
    }
    for (show, least, most) in [("snippet", 1, 300), ("full", 301, 1000)] {
        let mut settings = Settings::default();
        for id in ["lehti", "piiri"] {
            let source = format!("id = '{id}'\nname = '{id}'\nshow = '{show}'");
            settings.sources.push(toml::from_str(&source).unwrap());
        }
        let told = service
            .page_with("/api/v1/projects/kylan-tuki", settings.clone())
            .await;
        let told: Value = serde_json::from_str(&told).unwrap();
        let behind = told["behind"].as_array().unwrap();
        assert_eq!(behind.len(), 2, "{told}");
        let characters: usize = behind
            .iter()
            .map(|told| told["sentence"].as_str().unwrap().chars().count())
            .sum();
        assert!((least..=most).contains(&characters), "{show}: {told}");
        let page = service.page_with("/projects/kylan-tuki", settings).await;
        let behind = page.split("id=\"behind\"").nth(1).unwrap();
        let behind = behind.split("</section>").next().unwrap();
        assert!(behind.contains("Maaseuturahasto") && behind.contains("Kyläsäätiö"));
        let sentences = behind.matches("rahoittaa").count();
        assert_eq!(sentences, if show == "full" { 2 } else { 1 }, "{behind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_without_hits_tell_how_a_clumsy_search_was_read() {
    let service = service();
    for path in ["quotes", "events", "compare"] {
        let address = format!("/api/v1/{path}?q=%22talkoot&region=Uusima&ui=en");
        let told = json_of(&service, &address).await;
        let codes: Vec<&Value> = told["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|warning| &warning["code"])
            .collect();
        assert_eq!(codes, ["unclosed_quote", "unknown_value"], "{path}: {told}");
        let told = json_of(&service, &format!("/api/v1/{path}?q=talkoot")).await;
        assert_eq!(told["warnings"], json!([]), "{path}");
    }
}
