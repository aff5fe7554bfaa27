//! How the service behaves towards caches, browsers and other sites.

use axum::body::Body;
use axum::http::{Method, Request};

use super::app::{TestApp, article};

#[tokio::test]
async fn an_answer_is_not_sent_twice_until_the_index_changes() {
    let app = TestApp::with().article(article("1").title("Yksi")).start();
    for address in [
        "/api/v1/search?q=yksi",
        "/api/v1/articles/1",
        "/api/v1/sources",
        "/search?q=yksi",
        "/",
    ] {
        let first = app.get(address).await;
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with("W/\""), "{address}: {etag}");
        assert_eq!(
            first.header("cache-control"),
            "public, no-cache",
            "{address}"
        );
        let again = app.get_with(address, "if-none-match", &etag).await;
        assert_eq!(again.status, 304, "{address}");
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), etag);
    }
    let before = app
        .get("/api/v1/search?q=yksi")
        .await
        .header("etag")
        .to_owned();
    app.add(article("2").title("Yksi lisää"));
    let after = app
        .get_with("/api/v1/search?q=yksi", "if-none-match", &before)
        .await;
    assert_eq!(after.status, 200);
    assert_eq!(after.json()["total"]["value"], 2);
}

#[tokio::test]
async fn different_requests_have_different_validators() {
    let app = TestApp::with().start();
    let etag = async |address: &str, language: &str| {
        app.get_with(address, "accept-language", language)
            .await
            .header("etag")
            .to_owned()
    };
    let first = etag("/search?q=a", "fi").await;
    assert_ne!(first, etag("/search?q=b", "fi").await);
    assert_ne!(first, etag("/search?q=a", "sv").await);
    assert_eq!(first, etag("/search?q=a", "fi").await);
}

#[tokio::test]
async fn any_site_may_read_without_credentials() {
    let app = TestApp::with().start();
    for address in ["/api/v1/search", "/openapi.json", "/api/v1/search?page=0"] {
        let answer = app
            .get_with(address, "origin", "https://site.example")
            .await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "{address}"
        );
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            "",
            "{address}"
        );
    }
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/api/v1/search")
        .header("origin", "https://site.example")
        .header("access-control-request-method", "GET")
        .body(Body::empty())
        .unwrap();
    let answer = app.ask(preflight).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("access-control-allow-methods")
            .contains("GET")
    );
    assert!(
        !answer
            .header("access-control-allow-methods")
            .contains("POST")
    );
}

#[tokio::test]
async fn browsers_are_told_to_allow_nothing_foreign() {
    let app = TestApp::with().start();
    for address in [
        "/",
        "/search?q=a",
        "/api/v1/search",
        "/nowhere",
        "/favicon.svg",
    ] {
        let answer = app.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'"),
            "{address}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{address}");
        assert!(!policy.contains("http"), "{address}");
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(
            answer.header("referrer-policy"),
            "strict-origin",
            "{address}"
        );
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let app = TestApp::with().start();
    let head = Request::head("/api/v1/search").body(Body::empty()).unwrap();
    let answer = app.ask(head).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.is_empty());
    assert_eq!(answer.header("content-type"), "application/json");
    assert_ne!(answer.header("etag"), "");
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_can_read_it() {
    let app = TestApp::with().start();
    let packed = app
        .get_with("/openapi.json", "accept-encoding", "gzip")
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let plain = app.get("/openapi.json").await;
    assert!(packed.body.len() * 3 < plain.body.len());
    let varies = packed
        .headers
        .get_all("vary")
        .iter()
        .any(|value| value == "accept-encoding");
    assert!(varies, "{:?}", packed.headers);
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever_under_its_own_address() {
    let app = TestApp::with().start();
    let page = app.page("/").await;
    let address = page
        .split("href=\"")
        .find(|part| part.starts_with("/assets/"))
        .unwrap();
    let address = address.split('"').next().unwrap();
    let style = app.get(address).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").contains("immutable"));
    let old = app.get("/assets/0000000000000000/style.css").await;
    assert_eq!(old.status, 200);
    assert!(!old.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn crawlers_may_read_pages_but_not_every_combination_of_filters() {
    let app = TestApp::with().start();
    let robots = app.get("/robots.txt").await;
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert!(robots.text().contains("Disallow: /search\n"));
    assert_eq!(
        app.get("/favicon.ico").await.header("content-type"),
        "image/svg+xml"
    );
}

#[tokio::test]
async fn every_answer_says_how_much_its_client_may_ask() {
    let app = TestApp::with()
        .rate_limit(2)
        .article(article("a").title("Yksi"))
        .start();
    let answer = app.get("/api/v1/search?q=yksi").await;
    assert_eq!(answer.header("ratelimit-policy"), "\"client\";q=20;w=10");
    assert_eq!(answer.header("ratelimit"), "\"client\";r=19;t=1");
    let refused = loop {
        let answer = app.get("/nowhere").await;
        if answer.status == 429 {
            break answer;
        }
    };
    refused.problem(429, "rate_limited");
    assert_eq!(
        refused.header("ratelimit"),
        format!("\"client\";r=0;t={}", refused.header("retry-after"))
    );
    assert_eq!(app.get("/health/live").await.header("ratelimit"), "");
    let exposed = app
        .get_with("/health/live", "origin", "https://yhdistys.example")
        .await;
    let exposed = exposed.header("access-control-expose-headers");
    for name in ["ratelimit", "ratelimit-policy", "link", "x-total-count"] {
        assert!(exposed.split(',').any(|known| known == name), "{exposed}");
    }
    let free = TestApp::with().start().get("/").await;
    assert_eq!(
        free.header("ratelimit-policy"),
        "",
        "who is not limited is told nothing"
    );
}

#[tokio::test]
async fn answers_link_to_their_neighbours_and_to_feeds() {
    let mut app = TestApp::with();
    for number in 0..25 {
        let body = format!("Talkoot {}", "sana ".repeat(number));
        app = app.article(
            article(&number.to_string())
                .title(&format!("Talkoot {number}"))
                .body(&body)
                .project("Kylätuli"),
        );
    }
    let app = app.start();
    let links = |answer: &super::app::Answer| answer.header("link").to_owned();
    let second = links(
        &app.get("/api/v1/search?q=talkoot&page=2&duplicates=show")
            .await,
    );
    for link in [
        "</api/v1/search?q=talkoot&duplicates=show>; rel=\"first\"",
        "</api/v1/search?q=talkoot&page=1&duplicates=show>; rel=\"prev\"",
        "</api/v1/search?q=talkoot&page=3&duplicates=show>; rel=\"next\"",
        "</feeds/search.atom?q=talkoot&duplicates=show>; rel=\"alternate\"; type=\"application/atom+xml\"",
    ] {
        assert!(second.contains(link), "{link} is not in {second}");
    }
    let last = links(
        &app.get("/api/v1/search?q=talkoot&page=3&duplicates=show")
            .await,
    );
    assert!(!last.contains("rel=\"next\""), "{last}");
    let names = links(&app.get("/api/v1/projects?per_page=1").await);
    assert!(
        names.contains("</api/v1/projects?per_page=1>; rel=\"first\""),
        "{names}"
    );
    let article = links(&app.get("/api/v1/articles/1").await);
    assert!(
        article.contains("</api/v1/articles/1/versions>; rel=\"version-history\""),
        "{article}"
    );
}
