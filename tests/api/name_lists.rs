//! The lists of names: `/persons`, `/projects`, `/organisations`, `/regions` and their twins in the API, and what
//! leads from a search to the page of a name.

use serde_json::json;

use super::app::{TestApp, article};

fn app() -> TestApp {
    TestApp::with()
        .source("lehti", "Maakunnan Lehti", "Keski-Suomi")
        .source("sanomat", "Rannikon Sanomat", "Pohjanmaa")
        .person_threshold(2, 1)
        .article(
            article("1")
                .title("Kylätalkoot alkavat")
                .body("Talkoot alkavat.")
                .published("2019-05-01")
                .person("Aino Öhman")
                .person("Kerran Mainittu")
                .project("Kylät kuntoon")
                .region("Keski-Suomi")
                .municipality("Jyväskylä"),
        )
        .article(
            article("2")
                .source("sanomat")
                .title("Kylätalkoot jatkuvat")
                .body("Talkoot jatkuvat.")
                .published("2022-05-01")
                .person("Aino Öhman")
                .person("Bertta Aalto")
                .project("Kylät kuntoon")
                .project("Élan kylille")
                .region("Pohjanmaa"),
        )
        .article(
            article("3")
                .title("Talkoot päättyvät")
                .body("Talkoot päättyvät.")
                .published("2023-05-01")
                .person("Aino Öhman")
                .person("Bertta Aalto")
                .project("2030-verkosto")
                .region("Keski-Suomi"),
        )
        .start()
}

#[tokio::test]
async fn projects_are_listed_with_articles_sources_regions_and_years() {
    let app = app();
    let answer = app.json("/api/v1/projects").await;
    assert_eq!(answer["total"], 3);
    assert_eq!(
        answer["names"][0],
        json!({
            "name": "Kylät kuntoon", "kind": "project", "page": "/projects/kylat-kuntoon",
            "articles": 2, "sources": 2, "regions": ["Keski-Suomi"],
            "first_year": 2019, "last_year": 2022,
        })
    );
    assert_eq!(answer["letters"], json!(["#", "E", "K"]));
    let named = app.json("/api/v1/projects?q=kuntoo").await;
    assert_eq!(named["names"][0]["name"], "Kylät kuntoon");
    assert_eq!(named["total"], 1);
    for (query, expected) in [
        ("letter=e", "Élan kylille"),
        ("letter=%23", "2030-verkosto"),
        ("from=2023", "2030-verkosto"),
    ] {
        let answer = app.json(&format!("/api/v1/projects?{query}")).await;
        assert_eq!(answer["total"], 1, "{query}");
        assert_eq!(answer["names"][0]["name"], expected, "{query}");
    }
    app.get("/api/v1/projects?letter=ab")
        .await
        .problem(400, "invalid_parameter");
}

#[tokio::test]
async fn persons_are_listed_by_surname_and_only_when_put_forward() {
    let app = app();
    let answer = app.json("/api/v1/persons?facet_order=label").await;
    let names: Vec<_> = answer["names"].as_array().unwrap().iter().collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[0]["name"], "Bertta Aalto");
    assert_eq!(names[1]["name"], "Aino Öhman");
    assert_eq!(answer["letters"], json!(["A", "Ö"]));
    let page = app.get("/persons").await;
    assert_eq!(page.header("x-robots-tag"), "noindex");
    assert!(page.text().contains("href=\"/persons/aino-ohman\""));
    assert!(!page.text().contains("Kerran Mainittu"));
}

#[tokio::test]
async fn lists_are_paged_in_both_directions() {
    let app = app();
    let first = app.json("/api/v1/projects?per_page=2").await;
    assert_eq!(first["next"], "?page=2&per_page=2");
    assert_eq!(first["previous"], json!(null));
    let second = app.json("/api/v1/projects?page=2&per_page=2").await;
    assert_eq!(second["names"].as_array().unwrap().len(), 1);
    assert_eq!(second["next"], json!(null));
    assert_eq!(second["previous"], "?per_page=2");
    let page = app.page("/projects?per_page=2&ui=sv").await;
    assert!(
        page.contains("href=\"/projects?page=2&#38;per_page=2&#38;ui=sv\" rel=\"next nofollow\"")
    );
    assert!(page.contains("3 projekt"));
}

#[tokio::test]
async fn regions_are_listed_by_kind_and_within_a_maakunta() {
    let app = app();
    let page = app.page("/regions").await;
    assert!(page.contains("href=\"/regions/keski-suomi\""));
    assert!(page.find("Keski-Suomi</bdi>").unwrap() < page.find("Pohjanmaa</bdi>").unwrap());
    assert!(page.contains("<svg class=\"map\""));
    let municipalities = app
        .page("/regions?kind=municipality&region=Keski-Suomi&facet_order=label")
        .await;
    assert!(municipalities.contains("<h2 id=\"list\" class=\"figures\">22 aluetta</h2>"));
    assert!(municipalities.contains("href=\"/regions/jyvaskyla\""));
    assert!(!municipalities.contains("href=\"/regions/vaasa\""));
    let named = app.page("/regions?q=savo&ui=en").await;
    assert!(named.contains("href=\"/regions/pohjois-savo?ui=en\""));
    assert!(!named.contains("href=\"/regions/lappi?ui=en\""));
}

#[tokio::test]
async fn a_search_that_names_something_shows_it_in_short_and_leads_to_its_page() {
    let app = app();
    let page = app.page("/search?q=kyl%C3%A4t+kuntoon").await;
    for part in [
        "<h2 id=\"card\"><a href=\"/projects/kylat-kuntoon\"><bdi>Kylät kuntoon</bdi></a></h2>",
        "<strong>Hanke</strong> · 2 artikkelia · 2 lähdettä · 2019–2022",
        "href=\"/projects/kylat-kuntoon#follow\"",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    let region = app.page("/search?q=Mellersta+Finland").await;
    assert!(region.contains("<h2 id=\"card\"><a href=\"/regions/keski-suomi\">"));
    for address in [
        "/search?q=talkoot",
        "/search?q=kerran+mainittu",
        "/search?q=13",
        "/search?q=kyl%C3%A4t+kuntoon&page=2",
        "/search?person=Kerran+Mainittu",
        "/search",
    ] {
        assert!(
            !app.page(address).await.contains("id=\"card\""),
            "{address}"
        );
    }
}

#[tokio::test]
async fn filters_and_hits_lead_to_the_pages_of_names() {
    let app = app();
    let page = app
        .page("/search?project=Kyl%C3%A4t+kuntoon&region=Keski-Suomi")
        .await;
    assert!(page.contains("<a class=\"open\" href=\"/projects/kylat-kuntoon\">"));
    assert!(page.contains("<a class=\"open\" href=\"/regions/keski-suomi\">"));
    assert!(page.contains("<a class=\"tag name\" href=\"/persons/aino-ohman\">"));
    assert!(!page.contains("<a class=\"tag name\" href=\"/projects/kylat-kuntoon\">"));
    assert!(!page.contains("/persons/kerran-mainittu"));
    let unlisted = app.page("/search?person=Kerran+Mainittu").await;
    assert!(!unlisted.contains("class=\"open\""));
}

#[tokio::test]
async fn results_can_be_taken_along_followed_and_cited() {
    let app = app();
    let page = app
        .page("/search?q=talkoot&region=Keski-Suomi&sort=-published&page=1")
        .await;
    let files = "q=talkoot&#38;region=Keski-Suomi&#38;sort=-published";
    for part in [
        format!("href=\"/api/v1/export.csv?{files}\""),
        format!("href=\"/api/v1/export.csv?{files}&#38;delimiter=semicolon&#38;bom=1\""),
        format!("href=\"/api/v1/export.jsonl?{files}\""),
        "href=\"/feeds/search.atom?q=talkoot&#38;region=Keski-Suomi\"".to_owned(),
        "href=\"/feeds/search.json?q=talkoot&#38;region=Keski-Suomi\"".to_owned(),
        "href=\"/feeds/events.ics?q=talkoot&#38;region=Keski-Suomi\"".to_owned(),
        "1–2 / 2".to_owned(),
        "Aluehaku. 2 osumaa haulla ”talkoot” (Maakunta: Keski-Suomi). Haettu ".to_owned(),
    ] {
        assert!(page.contains(&part), "{part} is not in\n{page}");
    }
    for address in ["/api/v1/export.csv", "/api/v1/export.jsonl"] {
        let answer = app
            .get(&format!(
                "{address}?q=talkoot&region=Keski-Suomi&sort=-published"
            ))
            .await;
        assert_eq!(answer.status, 200, "{address}");
    }
    let person = app.page("/search?person=Kerran+Mainittu").await;
    assert!(!person.contains("export.csv"));
}

#[tokio::test]
async fn wrong_dates_are_told_at_their_fields() {
    let app = app();
    let reversed = app.page("/search?from=2023-05-01&to=2022-05-01").await;
    for part in [
        "value=\"2022-05-01\" aria-invalid=\"true\" aria-describedby=\"to-error\"",
        "<p class=\"error\" id=\"to-error\">",
        "value=\"2023-05-01\"",
    ] {
        assert!(reversed.contains(part), "{part} is not in\n{reversed}");
    }
    let unreadable = app.page("/search?from=eilen").await;
    assert!(unreadable.contains("<p class=\"error\" id=\"from-error\">"));
}
