//! What sites show in a frame: `/frame/news`, `/frame/search`, and `/oembed`, which says what stands for an address.

use super::app::{TestApp, article};

fn app() -> TestApp {
    TestApp::with()
        .public_url("https://haku.example")
        .person_threshold(2, 1)
        .source("verkko", "Verkosto ry", "Uusimaa")
        .article(
            article("uusi")
                .title("Kyläkahvila avautuu")
                .published("2024-05-01")
                .region("Uusimaa")
                .project("Kahvia kylille"),
        )
        .article(
            article("vanha")
                .title("Kyläkahvilaa suunnitellaan <b>pian</b>")
                .published("2023-05-01")
                .region("Uusimaa")
                .person("Aino Esimerkki"),
        )
        .start()
}

async fn policy(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await;
    answer.header("content-security-policy").to_owned()
}

#[tokio::test]
async fn only_the_pages_made_for_frames_may_be_framed() {
    let app = app();
    for path in ["/frame/news", "/frame/search?q=kahvila"] {
        assert!(policy(&app, path).await.ends_with("frame-ancestors *"));
        assert_eq!(app.get(path).await.header("x-robots-tag"), "noindex");
    }
    for path in [
        "/",
        "/search?q=kahvila",
        "/embed",
        "/regions/uusimaa",
        "/frame/other",
        "/oembed?url=https://haku.example/",
        "/api/v1/search",
    ] {
        let policy = policy(&app, path).await;
        assert!(policy.ends_with("frame-ancestors 'none'"), "{path}");
    }
}

#[tokio::test]
async fn the_settings_say_which_sites_may_frame() {
    let some = TestApp::with()
        .frame_ancestors(&["https://a.example"])
        .start();
    let some = policy(&some, "/frame/news").await;
    assert!(some.ends_with("frame-ancestors https://a.example"));
    let none = TestApp::with()
        .public_url("https://haku.example")
        .frame_ancestors(&[])
        .start();
    let policy = policy(&none, "/frame/news").await;
    assert!(policy.ends_with("frame-ancestors 'none'"));
    let answer = none.get("/oembed?url=https://haku.example/search").await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn framed_news_are_the_newest_first_and_as_many_as_asked_for() {
    let app = app();
    let page = app.page("/frame/news?region=Uusimaa&ui=fi").await;
    let place = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("{text} is missing: {page}"))
    };
    assert!(place("Kyläkahvila avautuu") < place("Kyläkahvilaa suunnitellaan"));
    place("Uusimmat uutiset: Uusimaa");
    place("/search?region=Uusimaa&#38;sort=-published&#38;ui=fi");
    assert!(!page.contains("<b>pian"));
    let short = app
        .page("/frame/news?limit=1&theme=dark&per_page=x&nothing=1")
        .await;
    assert!(!short.contains("suunnitellaan"));
    assert!(short.contains("name=\"color-scheme\" content=\"dark\""));
    // A person who is not put forward has no list of articles.
    let person = app.page("/frame/news?person=Aino+Esimerkki").await;
    assert!(!person.contains("suunnitellaan"));
}

#[tokio::test]
async fn the_framed_search_works_without_script_and_keeps_how_it_is_set() {
    let app = app();
    let page = app
        .page("/frame/search?q=avautuu&region=Uusimaa&limit=1&theme=light&ui=sv")
        .await;
    for field in [
        "name=\"region\" value=\"Uusimaa\"",
        "name=\"limit\" value=\"1\"",
        "name=\"theme\" value=\"light\"",
        "name=\"ui\" value=\"sv\"",
        "name=\"q\" type=\"search\" value=\"avautuu\"",
    ] {
        assert!(page.contains(field), "{field}: {page}");
    }
    assert_eq!(page.matches("data-details").count(), 1);
    let empty = app.page("/frame/search").await;
    assert_eq!(empty.matches("data-details").count(), 0);
}

#[tokio::test]
async fn an_address_of_ours_becomes_a_frame() {
    let app = app();
    for (address, frame) in [
        (
            "/search?q=kahvila%26region=Uusimaa%26page=3",
            "/frame/news?q=kahvila&amp;region=Uusimaa",
        ),
        (
            "/projects/kahvia-kylille",
            "/frame/news?project=Kahvia+kylille",
        ),
        (
            "/regions/uusimaa?ui=sv",
            "/frame/news?region=Uusimaa&amp;ui=sv",
        ),
        (
            "/frame/news?region=Uusimaa%26limit=3",
            "/frame/news?region=Uusimaa&amp;limit=3",
        ),
        ("/frame/search?ui=en", "/frame/search?ui=en"),
        ("/", "/frame/search"),
    ] {
        let asked = format!("/oembed?url=https://haku.example{address}");
        let answer = app.json(&asked).await;
        assert_eq!(answer["type"], "rich", "{address}");
        assert_eq!(answer["version"], "1.0");
        let html = answer["html"].as_str().unwrap();
        let src = format!("<iframe src=\"https://haku.example{frame}\" ");
        assert!(html.starts_with(&src), "{address}: {html}");
    }
    let region = app
        .json("/oembed?url=http://haku.example/regions/uusimaa?ui=sv")
        .await;
    assert_eq!(region["title"], "Senaste nytt: Nyland");
}

#[tokio::test]
async fn what_is_not_ours_or_has_no_page_stands_for_nothing() {
    let app = app();
    for address in [
        "",
        "nonsense",
        "https://other.example/search?q=x",
        "https://haku.example.evil.example/search",
        "https://haku.example:444/search",
        "javascript://haku.example/%0aalert(1)",
        "https://haku.example/about",
        "https://haku.example/projects/nowhere",
        "https://haku.example/persons/aino-esimerkki",
    ] {
        let answer = app.get(&format!("/oembed?url={address}")).await;
        assert_eq!(answer.status, 404, "{address}");
    }
}

#[tokio::test]
async fn limits_of_the_site_are_kept_and_hostile_words_stay_text() {
    let app = app();
    let words = "https://haku.example/search%3Fq=%2522%253E%253Cscript%253E";
    let address = format!("/oembed?maxwidth=320&maxheight=200&url={words}");
    let answer = app.json(&address).await;
    assert_eq!(answer["width"], 320);
    assert_eq!(answer["height"], 200);
    let html = answer["html"].as_str().unwrap();
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches('"').count(), 12, "{html}");
    let xml = app.get(&format!("{address}&format=xml")).await;
    assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
    assert!(!xml.text().contains("<script"));
}

#[tokio::test]
async fn pages_lead_to_what_stands_for_them() {
    let page = app().page("/regions/uusimaa?ui=fi").await;
    let link = "<link rel=\"alternate\" type=\"application/json+oembed\" title=\"Aluehaku\" \
                href=\"https://haku.example/oembed?url=";
    assert!(page.contains(link));
    assert!(!app().page("/about").await.contains("json+oembed"));
}

#[tokio::test]
async fn without_a_set_address_the_service_goes_by_the_name_it_is_asked_under() {
    let app = TestApp::with().start();
    let home = app.get_with("/", "host", "haku.example:8080").await.text();
    assert!(home.contains("href=\"http://haku.example:8080/oembed?url=http%3A%2F%2Fhaku"));
    for name in ["evil\"><script>", "a@b.example", "a.example/path", ""] {
        let home = app.get_with("/", "host", name).await.text();
        assert!(!home.contains("json+oembed"), "{name}");
        assert!(!home.contains("<script>"), "{name}");
    }
}
