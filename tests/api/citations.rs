//! Citations for programs: RIS and BibTeX of an article, of a search and of everything that is found.

use super::app::{TestApp, article};

const RIS: &str = "application/x-research-info-systems; charset=utf-8";
const BIBTEX: &str = "application/x-bibtex; charset=utf-8";

fn app() -> TestApp {
    let hard = article("hard")
        .title("Talo & \"tupa\" {100 %}\nuusi_rivi #1")
        .author("Aino Esimerkki")
        .author("Kylien tuki ry")
        .body("Talkoot pidettiin.")
        .published("2022-10-06T12:58:00+03:00");
    let mut app = TestApp::with()
        .public_url("https://haku.example")
        .source("lehti", "Maakunnan Lehti", "Lappi")
        .article(hard);
    for number in 1..=14 {
        let id = number.to_string();
        let body = format!(
            "Talkoot pidettiin {} kertaa kylällä.",
            "uudestaan ".repeat(number)
        );
        app = app.article(
            article(&id)
                .title(&format!("Talkoot {id}"))
                .body(&body)
                .url(None)
                .published("2021"),
        );
    }
    app.start()
}

#[tokio::test]
async fn an_article_is_cited_as_ris_line_by_line() {
    let app = app();
    for address in [
        "/api/v1/articles/hard?format=ris",
        "/articles/hard?format=ris",
    ] {
        let answer = app.get(address).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), RIS);
        assert!(
            answer
                .header("content-disposition")
                .contains("aluehaku.ris")
        );
        let text = answer.text();
        let lines: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
        assert!(
            lines.iter().all(|line| line.get(2..6) == Some("  - ")),
            "{text}"
        );
        for line in [
            "TY  - NEWS",
            "AU  - Esimerkki, Aino",
            "AU  - Kylien tuki ry",
            "TI  - Talo & \"tupa\" {100 %} uusi_rivi #1",
            "T2  - Maakunnan Lehti",
            "PY  - 2022",
            "DA  - 2022/10/06/",
            "UR  - https://lehti.example/hard",
        ] {
            assert!(lines.contains(&line), "{line} is not in {text}");
        }
        assert_eq!(lines.last(), Some(&"ER  - "));
    }
}

#[tokio::test]
async fn an_article_is_cited_as_bibtex_with_its_signs_escaped() {
    let app = app();
    let answer = app.get("/api/v1/articles/hard?format=bibtex").await;
    assert_eq!(answer.header("content-type"), BIBTEX);
    let text = answer.text();
    for line in [
        "@misc{aluehaku:hard,",
        "  author = {Esimerkki, Aino and {Kylien tuki ry}},",
        "  title = {{Talo \\& \"tupa\" \\textbraceleft{}100 \\%\\textbraceright{} uusi\\_rivi \\#1}},",
        "  howpublished = {Maakunnan Lehti},",
        "  year = 2022,",
        "  month = oct,",
        "  url = {https://lehti.example/hard},",
    ] {
        assert!(
            text.lines().any(|known| known == line),
            "{line} is not in {text}"
        );
    }
    let without_address = app.get("/api/v1/articles/1?format=bibtex").await.text();
    assert!(
        without_address.contains("url = {https://haku.example/articles/1}"),
        "{without_address}"
    );
    assert!(
        !without_address.contains("month"),
        "the page says the year alone"
    );
    app.get("/api/v1/articles/hard?format=word")
        .await
        .problem(400, "invalid_parameter");
    app.get("/api/v1/articles/none?format=ris")
        .await
        .problem(404, "article_not_found");
}

#[tokio::test]
async fn a_page_of_hits_and_everything_that_is_found_are_cited() {
    let app = app();
    let page = app.get("/api/v1/search?q=talkoot&format=ris").await;
    assert_eq!(page.header("content-type"), RIS);
    assert_eq!(page.text().matches("TY  - NEWS").count(), 10);
    let next = page
        .header("link")
        .split("<")
        .find(|link| link.contains("rel=\"next\""))
        .unwrap();
    let next = next.split('>').next().unwrap();
    assert!(next.contains("format=ris"), "{next}");
    assert_eq!(app.get(next).await.text().matches("TY  - NEWS").count(), 5);

    for (address, content_type, begins) in [
        ("/api/v1/export.ris?q=talkoot", RIS, "TY  - NEWS"),
        ("/api/v1/export.bib?q=talkoot", BIBTEX, "@misc{"),
    ] {
        let all = app.get(address).await;
        assert_eq!(all.header("content-type"), content_type);
        assert_eq!(all.header("x-total-count"), "15");
        assert_eq!(all.text().matches(begins).count(), 15);
    }
    let page = app.page("/search?q=talkoot").await;
    for link in [
        "/api/v1/export.ris?q=talkoot",
        "/api/v1/export.bib?q=talkoot",
    ] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
    let redirected = app.get("/search?q=talkoot&format=bibtex").await;
    assert_eq!(
        redirected.header("location"),
        "/api/v1/search?q=talkoot&format=bibtex"
    );
}

#[tokio::test]
async fn the_page_of_an_article_offers_its_citation() {
    let app = app();
    for (language, words) in [
        ("fi", "Viittaa artikkeliin"),
        ("sv", "Hänvisa till artikeln"),
        ("en", "Cite the article"),
    ] {
        let page = app.page(&format!("/articles/hard?ui={language}")).await;
        assert!(page.contains(words));
        assert!(page.contains("href=\"/articles/hard?format=ris\""));
        assert!(page.contains("href=\"/articles/hard?format=bibtex\""));
    }
}
