//! The pages of names and regions: `/persons/…`, `/projects/…`, `/organisations/…`, `/regions/…`.

use super::app::{TestApp, article};

fn app() -> TestApp {
    TestApp::with()
        .source("lehti", "Maakunnan Lehti", "Keski-Suomi")
        .article(
            article("1")
                .title("Hanke alkaa")
                .body("Hankejohtaja Åsa Öhman iloitsee Jyväskylässä.")
                .published("2021-10-06")
                .person("Åsa Öhman")
                .project("Keski-Suomen juuret")
                .municipality("Jyväskylä")
                .region("Keski-Suomi"),
        )
        .article(
            article("2")
                .title("Hanke jatkuu")
                .body("Åsa Öhman jatkaa.")
                .published("2022-10-06")
                .person("Åsa Öhman")
                .person("Toinen Henkilö")
                .region("Keski-Suomi"),
        )
        .article(
            article("3")
                .title("Muualla")
                .body("Talkoot pidettiin.")
                .published("2022-11-06")
                .person("Toinen Henkilö")
                .region("Lappi"),
        )
        .start()
}

#[tokio::test]
async fn a_person_has_a_page_that_search_engines_leave_alone() {
    let app = app();
    let answer = app.get("/persons/asa-ohman").await;
    assert_eq!(answer.header("x-robots-tag"), "noindex");
    let page = answer.text();
    for part in [
        "<h1><bdi>Åsa Öhman</bdi></h1>",
        "2 artikkelia",
        "<meta name=\"robots\" content=\"noindex\">",
        "href=\"/privacy#removal\"",
        "href=\"/persons/toinen-henkilo\"",
        "href=\"/projects/keski-suomen-juuret\"",
        "<mark>Åsa Öhman</mark>",
        "<bdi>Toinen Henkilö</bdi></span> <span class=\"count\">1</span>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[tokio::test]
async fn projects_have_pages_and_unknown_names_have_none() {
    let app = app();
    let page = app.page("/projects/keski-suomen-juuret").await;
    assert!(page.contains("<h1><bdi>Keski-Suomen juuret</bdi></h1>"));
    assert!(!page.contains("noindex"));
    for address in [
        "/persons/kukaan-muu",
        "/persons/keski-suomen-juuret",
        "/projects/-",
        "/organisations/x",
        "/regions/atlantis",
    ] {
        assert_eq!(app.get(address).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn articles_lead_to_the_pages_of_whom_they_tell_about() {
    let page = app().page("/articles/1?ui=fi").await;
    for path in [
        "/persons/asa-ohman",
        "/projects/keski-suomen-juuret",
        "/regions/keski-suomi",
        "/regions/jyvaskyla",
    ] {
        assert!(page.contains(&format!("href=\"{path}?ui=fi\"")), "{path}");
    }
}

#[tokio::test]
async fn a_region_is_compared_with_the_country_by_shares() {
    let app = app();
    let page = app.page("/regions/keski-suomi?q=hanke&ui=sv").await;
    assert!(page.contains("<h1>Mellersta Finland</h1>"));
    assert!(page.contains("href=\"/regions/jyvaskyla?ui=sv\""));
    let table = app
        .get("/regions/keski-suomi/years.csv?q=hanke&ui=en")
        .await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = table.text().lines().map(str::to_owned).collect();
    assert_eq!(
        lines[1..],
        ["2021,1,1,100.00,100.00", "2022,1,1,100.00,50.00"]
    );
}

#[tokio::test]
async fn the_pages_about_the_service_name_its_operator() {
    let app = app();
    for address in ["/about", "/privacy", "/accessibility"] {
        let page = app.page(address).await;
        assert!(page.contains("Ylläpitäjää ei ole kerrottu."), "{address}");
    }
    let docs = app.page("/docs").await;
    assert!(docs.contains("<code>/api/v1/search</code>"));
    assert!(docs.contains("facet_limit"));
}
