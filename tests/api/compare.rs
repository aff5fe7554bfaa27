//! `/compare` and `/compare.csv`: regions beside each other.

use super::app::{TestApp, article};

/// Of two articles about Lappi one tells of talkoot, of four about Uusimaa one; one is published in Lappi.
fn app() -> TestApp {
    let mut app = TestApp::with()
        .source("lehti", "Maakunnan Lehti", "Uusimaa")
        .source("pohjola", "Pohjola", "Lappi");
    for (number, (region, source, year, body)) in [
        ("Lappi", "lehti", "2021", "Talkoot pidettiin."),
        ("Lappi", "lehti", "2022", "Hiihto alkoi."),
        ("Uusimaa", "lehti", "2021", "Talkoot pidettiin."),
        ("Uusimaa", "lehti", "2021", "Uinti alkoi."),
        ("Uusimaa", "lehti", "2022", "Hiihto alkoi."),
        ("Uusimaa", "pohjola", "2022", "Soutu alkoi."),
    ]
    .into_iter()
    .enumerate()
    {
        let article = article(&number.to_string())
            .title("Uutinen")
            .body(body)
            .source(source)
            .published(&format!("{year}-05-01"))
            .region(region)
            .project("Kylätuli");
        app = app.article(article);
    }
    app.start()
}

async fn lines(app: &TestApp, query: &str) -> Vec<String> {
    let answer = app.get(&format!("/compare.csv?{query}")).await;
    assert_eq!(answer.status, 200, "{query}");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let text = answer.text();
    text.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn regions_are_compared_by_shares_the_largest_first() {
    let app = app();
    let page = app.page("/compare?q=talkoot").await;
    let lappi = page.find("href=\"/regions/lappi\">Lappi</a></th>").unwrap();
    assert!(
        lappi
            < page
                .find("href=\"/regions/uusimaa\">Uusimaa</a></th>")
                .unwrap()
    );
    for part in [
        "50,0\u{a0}%",
        "25,0\u{a0}%",
        "33,3\u{a0}%",
        "href=\"/search?q=talkoot&#38;region=Lappi\"",
        "href=\"/compare.csv?q=talkoot\"",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains("href=\"/regions/kainuu\""));
}

#[tokio::test]
async fn the_table_names_each_region_and_year_and_the_country() {
    let app = app();
    assert_eq!(
        lines(&app, "q=talkoot&region=Uusimaa&region=Lappi&ui=en").await,
        [
            "Uusimaa,2021,1,2,50.00",
            "Uusimaa,2022,0,2,0.00",
            "Lapland,2021,1,1,100.00",
            "Lapland,2022,0,1,0.00",
            "Whole country,2021,2,3,66.67",
            "Whole country,2022,0,3,0.00",
        ]
    );
    let later = lines(&app, "q=talkoot&region=Lappi&from=2022").await;
    assert_eq!(later[0], "Lappi,2022,0,1,0.00");
    let nothing = lines(&app, "q=xyzzy&region=Lappi").await;
    assert_eq!(nothing[0], "Lappi,2021,0,1,0.00");
}

#[tokio::test]
async fn projects_publishers_and_everything_can_be_compared() {
    let app = app();
    let by_project = lines(&app, "project=Kyl%C3%A4tuli&region=Lappi").await;
    assert_eq!(by_project[0], "Lappi,2021,1,1,100.00");
    let published = lines(&app, "q=soutu&by=published&region=Lappi").await;
    assert_eq!(published[1], "Lappi,2022,1,1,100.00");
    // Without a question the share is that of the region among all articles.
    let everything = lines(&app, "region=Lappi").await;
    assert_eq!(everything[0], "Lappi,2021,1,3,33.33");
    let page = app.page("/compare?by=published&q=soutu").await;
    assert!(page.contains("href=\"/search?q=soutu&#38;publisher_region=Lappi\""));
}
