//! The pages: `/`, `/search`, `/articles/{id}`, `/sources`.

use aluehaku::http::Show;

use super::app::{TestApp, article};

fn app() -> TestApp {
    TestApp::with()
        .source("lehti", "Maakunnan Lehti", "Keski-Suomi")
        .source_shown("avoin", "Avoin ry", "Uusimaa", Show::Full)
        .article(
            article("1")
                .title("Hanke alkaa Espoossa")
                .body("Järjestöjen hanke tukee vapaaehtoisia.")
                .published("2022-10-06")
                .region("Uusimaa")
                .project("Yhdessä mukana"),
        )
        .article(
            article("2")
                .title("Projektet växer")
                .body("Föreningarna ordnar kurser.\n\nAlla får delta.")
                .language("sv")
                .source("avoin")
                .published("2023-05-01")
                .region("Lappi"),
        )
        .article(
            article("3")
                .title("Hanke ilman osoitetta")
                .body("Hanke.")
                .url(None),
        )
        .start()
}

#[track_caller]
fn contains(page: &str, part: &str) {
    assert!(page.contains(part), "{part:?} is not in\n{page}");
}

#[tokio::test]
async fn the_front_page_leads_to_regions_and_new_articles() {
    let app = app();
    let page = app.page("/").await;
    contains(&page, "<html lang=\"fi\">");
    contains(&page, "role=\"search\" action=\"/search\"");
    contains(&page, "href=\"/search?region=Lappi\"");
    contains(&page, "3 artikkelia · 2 lähdettä");
    let newest = page.find("Projektet växer").unwrap();
    assert!(newest < page.find("Hanke alkaa Espoossa").unwrap());
    let swedish = app.page("/?ui=sv").await;
    contains(&swedish, "<html lang=\"sv\">");
    contains(&swedish, "href=\"/search?region=Lappi&#38;ui=sv\"");
    contains(&swedish, ">Lappland<");
}

#[tokio::test]
async fn an_empty_service_has_a_front_page_too() {
    let app = TestApp::with().start();
    contains(
        &app.page("/").await,
        "Haussa ei ole vielä yhtään artikkelia.",
    );
    contains(&app.page("/sources").await, "Lähteitä ei ole vielä.");
    contains(&app.page("/search").await, "Ei osumia");
}

#[tokio::test]
async fn results_show_title_source_date_snippet_and_lead_to_the_original() {
    let app = app();
    let page = app.page("/search?q=vapaaehtoisia").await;
    contains(
        &page,
        "<h1 id=\"results\" tabindex=\"-1\">1 osuma haulla ”vapaaehtoisia”</h1>",
    );
    contains(
        &page,
        "<title>1 osuma haulla ”vapaaehtoisia” – Aluehaku</title>",
    );
    contains(&page, "<h3><a href=\"https://lehti.example/1\">");
    contains(&page, "Maakunnan Lehti");
    contains(&page, "<time datetime=\"2022-10-06\">6.10.2022</time>");
    contains(&page, "<mark>vapaaehtoisia</mark>");
    contains(&page, "href=\"/articles/1\"");
    contains(&page, "value=\"vapaaehtoisia\"");
}

#[tokio::test]
async fn filters_are_links_that_keep_the_search_and_can_be_taken_back() {
    let app = app();
    let page = app.page("/search?q=hanke&sort=-published").await;
    contains(
        &page,
        "href=\"/search?q=hanke&#38;region=Uusimaa&#38;sort=-published\"",
    );
    let narrowed = app
        .page("/search?q=hanke&region=Nyland&sort=-published")
        .await;
    contains(&narrowed, "Poista rajaus:");
    contains(&narrowed, "href=\"/search?q=hanke&#38;sort=-published\"");
    contains(
        &narrowed,
        "<input type=\"hidden\" name=\"region\" value=\"Uusimaa\">",
    );
    let excluded = app.page("/search?region=-Lappi&from=2022&to=2022").await;
    contains(&excluded, "ei Lappi");
    contains(&excluded, "Poista kaikki rajaukset");
    contains(&excluded, "value=\"2022-01-01\"");
}

#[tokio::test]
async fn the_page_is_lenient_where_the_api_is_strict() {
    let app = app();
    let page = app
        .page("/search?q=hanke&page=0&utm_source=uutiskirje&fbclid=x")
        .await;
    contains(&page, "2 osumaa haulla");
    contains(&page, "kokonaisluku 1–10000");
    assert!(
        !page.contains("utm_source"),
        "foreign parameters are not passed on or complained of"
    );
    let clumsy = app.page("/search?q=%22hanke").await;
    contains(&clumsy, "Lainausmerkiltä puuttuu pari");
    let quoted = app.page("/search?q=%22xyzzy+zyxxy%22&match=all").await;
    contains(&quoted, "Ei osumia haulla ”xyzzy zyxxy”");
    let signs = app.page("/search?q=hanke+OR+xyzzy").await;
    contains(&signs, "Haetaan: hanke tai xyzzy");
}

#[tokio::test]
async fn nothing_found_leads_on() {
    let app = app();
    let page = app.page("/search?q=xyzzy&match=all&region=Lappi").await;
    contains(&page, "Ei osumia haulla ”xyzzy”");
    contains(&page, "href=\"/search?q=xyzzy&#38;region=Lappi\"");
    contains(&page, "href=\"/search?q=xyzzy&#38;match=all\"");
    let priced = app.page("/search?q=hanke&region=Lappi").await;
    contains(
        &priced,
        "<a href=\"/search?q=hanke\">Ilman rajausta Maakunta: 2 osumaa</a>",
    );
    let beyond = app.page("/search?q=hanke&page=9").await;
    contains(&beyond, "Siirry ensimmäiselle sivulle");
}

#[tokio::test]
async fn pages_of_results_lead_to_each_other() {
    let mut app = TestApp::with();
    for number in 0..25 {
        app = app.article(
            article(&format!("{number}"))
                .title("Sama hanke")
                .body("Hanke."),
        );
    }
    let app = app.start();
    let first = app.page("/search?q=hanke").await;
    contains(
        &first,
        "href=\"/search?q=hanke&#38;page=2\" rel=\"next nofollow\"",
    );
    assert!(!first.contains("rel=\"prev"));
    let second = app.page("/search?q=hanke&page=2").await;
    contains(&second, "href=\"/search?q=hanke\" rel=\"prev nofollow\"");
    contains(&second, "<ol class=\"hits\" start=\"11\">");
    contains(&second, "Sivu 2</span>");
    let last = app.page("/search?q=hanke&page=3").await;
    assert!(!last.contains("rel=\"next"));
}

#[tokio::test]
async fn an_article_shows_what_its_source_allows_and_the_original_first() {
    let app = app();
    let page = app.page("/articles/2").await;
    contains(&page, "<article class=\"article\" lang=\"sv\">");
    contains(&page, "Lue alkuperäinen: lehti.example");
    contains(
        &page,
        "<link rel=\"canonical\" href=\"https://lehti.example/2\">",
    );
    contains(&page, "Alla får delta.");
    contains(&page, "href=\"/regions/lappi\"");
    assert!(page.find("Lue alkuperäinen").unwrap() < page.find("Alla får delta").unwrap());
    let without = app.page("/articles/3").await;
    contains(&without, "Tällä artikkelilla ei ole verkko-osoitetta.");
    contains(&without, "Ei päiväystä");
}

#[tokio::test]
async fn sources_say_what_is_shown_of_them() {
    let app = app();
    let page = app.page("/sources?ui=en").await;
    contains(&page, "<bdi>Maakunnan Lehti</bdi>");
    contains(&page, "Title, excerpt and link are shown here.");
    contains(&page, "The whole text is shown here.");
    contains(&page, "Central Finland");
    contains(&page, "href=\"/search?source=lehti&#38;ui=en\"");
}

#[tokio::test]
async fn the_language_follows_the_address_then_the_browser_then_finnish() {
    let app = app();
    let language = async |address: &str, accepted: &str| {
        let page = app
            .get_with(address, "accept-language", accepted)
            .await
            .text();
        page.split("<html lang=\"").nth(1).unwrap()[..2].to_owned()
    };
    assert_eq!(language("/", "").await, "fi");
    assert_eq!(language("/", "de").await, "fi");
    assert_eq!(language("/", "en-GB,fi;q=0.5").await, "en");
    assert_eq!(language("/?ui=sv", "en").await, "sv");
    let page = app.page("/search?q=hanke&ui=en").await;
    contains(
        &page,
        "href=\"/search?q=hanke&#38;ui=sv\" lang=\"sv\" hreflang=\"sv\"",
    );
    contains(&page, "<input type=\"hidden\" name=\"ui\" value=\"en\">");
    contains(
        &page,
        "hreflang=\"en\" rel=\"nofollow\" aria-current=\"true\"",
    );
}

#[tokio::test]
async fn text_in_another_language_says_so() {
    let app = app();
    let page = app.page("/search?q=projektet").await;
    contains(
        &page,
        "<h3><a href=\"https://lehti.example/2\" lang=\"sv\">",
    );
    contains(&page, "Kieli: ruotsi");
    let same = app.page("/search?q=projektet&ui=sv").await;
    assert!(!same.contains("<a href=\"https://lehti.example/2\" lang"));
}

#[tokio::test]
async fn a_page_has_no_script_of_its_own_and_weighs_little() {
    let app = app();
    let style = app
        .get("/assets/0000000000000000/style.css")
        .await
        .body
        .len();
    for address in [
        "/",
        "/search?q=hanke",
        "/articles/1",
        "/sources",
        "/docs/problems",
    ] {
        let page = app.page(address).await;
        assert!(
            page.matches("<script").count()
                == page.matches("<script type=\"module\" src=\"/").count()
                && !page.contains(" style=\""),
            "{address}"
        );
        assert!(
            page.len() + style < 60_000,
            "{address} weighs {}",
            page.len() + style
        );
        assert_eq!(page.matches("<h1").count(), 1, "{address}");
        assert_eq!(page.matches("<main").count(), 1, "{address}");
    }
}
