//! Whatever goes wrong leaves as a problem document, or as a page for people.

use axum::body::Body;
use axum::http::{Method, Request};

use super::app::TestApp;

#[tokio::test]
async fn an_unknown_parameter_is_refused_by_name_with_the_nearest_known_one() {
    let app = TestApp::with().start();
    let answer = app.get("/api/v1/search?q=a&regoin=Lappi&colour=red").await;
    let problem = answer.problem(400, "unknown_parameter");
    assert_eq!(problem["errors"][0]["parameter"], "regoin");
    assert!(
        problem["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("`region`")
    );
    assert_eq!(problem["errors"][1]["parameter"], "colour");
    assert_eq!(problem["detail"], problem["errors"][0]["detail"]);
    assert_eq!(problem["title"], "A parameter does not exist");
    assert_eq!(problem["instance"], "/api/v1/search");
    assert_eq!(problem["type"], "/docs/problems#unknown_parameter");
    let finnish = app.get("/api/v1/search?regoin=Lappi&ui=fi").await;
    let detail = finnish.problem(400, "unknown_parameter")["detail"].clone();
    assert_eq!(detail, "Parametria ”regoin” ei ole. Tarkoititko ”region”?");
}

#[tokio::test]
async fn bad_values_are_refused_with_what_is_allowed() {
    let app = TestApp::with().start();
    let cases = [
        ("page=0", "page", "1 to 10000"),
        ("per_page=1000000000", "per_page", "1 to 100"),
        ("from=2023-05-01&to=2022", "from", "2022-12-31"),
        ("facets=region,colours", "facets", "municipality"),
        ("sort=newest", "sort", "-published"),
        ("after=forged", "after", "previous answer"),
        ("facet_limit=501", "facet_limit", "1 to 500"),
    ];
    for (query, parameter, told) in cases {
        let answer = app.get(&format!("/api/v1/search?{query}")).await;
        let problem = answer.problem(400, "invalid_parameter");
        assert_eq!(problem["errors"][0]["parameter"], parameter, "{query}");
        assert!(
            problem["detail"].as_str().unwrap().contains(told),
            "{query}: {problem}"
        );
    }
}

#[tokio::test]
async fn the_type_of_a_problem_is_an_address_that_explains_it() {
    let app = TestApp::with().public_url("https://haku.example").start();
    let problem = app.get("/nowhere").await.problem(404, "not_found");
    assert_eq!(
        problem["type"],
        "https://haku.example/docs/problems#not_found"
    );
    let page = app.page("/docs/problems").await;
    for code in [
        "not_found",
        "rate_limited",
        "invalid_parameter",
        "took_too_long",
    ] {
        assert!(page.contains(&format!("id=\"{code}\"")), "{code}");
    }
}

#[tokio::test]
async fn errors_of_the_framework_have_our_shape() {
    let app = TestApp::with().start();
    let post = Request::post("/api/v1/search").body(Body::empty()).unwrap();
    let answer = app.ask(post).await;
    answer.problem(405, "method_not_allowed");
    assert!(answer.header("allow").contains("GET"));

    let large = Request::builder()
        .method(Method::GET)
        .uri("/api/v1/search")
        .header("content-length", "9999999")
        .body(Body::empty())
        .unwrap();
    app.ask(large).await.problem(413, "body_too_large");

    let long = format!("/api/v1/search?q={}", "a".repeat(50_000));
    app.get(&long).await.problem(414, "address_too_long");
}

#[tokio::test]
async fn the_request_identifier_is_in_the_problem_and_in_the_header() {
    let app = TestApp::with().start();
    let answer = app.get_with("/nowhere", "x-request-id", "proxy-17").await;
    assert_eq!(answer.header("x-request-id"), "proxy-17");
    assert_eq!(answer.problem(404, "not_found")["request_id"], "proxy-17");
    let answer = app.get("/nowhere").await;
    assert_eq!(
        answer.header("x-request-id"),
        answer.json()["request_id"].as_str().unwrap()
    );
}

#[tokio::test]
async fn who_asks_too_often_is_told_to_wait() {
    for address in ["/robots.txt", "/assets/0/style.css"] {
        let app = TestApp::with().rate_limit(1).start();
        let mut refused = None;
        // The bucket refills far slower than a loop without a socket empties it.
        for _ in 0..10_000 {
            let answer = app.get(address).await;
            if answer.status == 429 {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.unwrap();
        refused.problem(429, "rate_limited");
        assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
        assert_eq!(app.get("/health/live").await.status, 200);
    }
}

#[tokio::test]
async fn people_get_a_page_in_their_language() {
    let app = TestApp::with().start();
    let answer = app.get_with("/nowhere", "accept", "text/html,*/*").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text().contains("<h1>Sivua ei löytynyt</h1>"));
    let swedish = app
        .get_with("/articles/missing?ui=sv", "accept", "text/html")
        .await;
    assert_eq!(swedish.status, 404);
    assert!(swedish.text().contains("Sidan hittades inte"));
    let api = app
        .get_with("/api/v1/articles/missing", "accept", "text/html")
        .await;
    api.problem(404, "article_not_found");
}

#[tokio::test]
async fn words_numbers_and_days_that_are_empty_are_refused_by_the_api_and_left_out_by_pages() {
    let app = TestApp::with().start();
    for query in [
        "sort=",
        "page=",
        "per_page=",
        "from=",
        "to=",
        "ui=",
        "histogram=",
        "match=",
        "from=+2022",
    ] {
        let answer = app.get(&format!("/api/v1/search?{query}")).await;
        answer.problem(400, "invalid_parameter");
        assert_eq!(
            app.get(&format!("/search?{query}")).await.status,
            200,
            "{query}"
        );
    }
    for query in ["q=", "region=", "facets="] {
        let answer = app.get(&format!("/api/v1/search?{query}")).await;
        assert_eq!(answer.status, 200, "{query}");
    }
}
