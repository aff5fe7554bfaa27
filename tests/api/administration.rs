//! `/status`: what administrators see, and nobody else.

use std::sync::Arc;

use aluehaku::http::administration::{Administration, AdministratorView, DoubtfulName};
use aluehaku::status::{
    Alarm, ArchiveStatus, CrawlerStatus, DiskStatus, IndexStatus, QueueStatus, Status,
};

use super::app::TestApp;

const TOKEN: &str = "salasana-joka-on-kyllin-pitka";

fn view() -> AdministratorView {
    AdministratorView {
        status: Status {
            version: "1.2.3",
            at: "2026-11-30T10:00:00Z".to_owned(),
            archive: ArchiveStatus {
                bytes: 5_000_000,
                articles: 12,
                nameless: 0,
                revision: 40,
            },
            index: IndexStatus {
                bytes: 1_000,
                articles: Some(12),
                revision: Some(40),
                missing: 0,
            },
            disk: DiskStatus {
                free_bytes: Some(7_000_000_000),
            },
            queue: QueueStatus {
                due: 3,
                later: 4,
                ended: 5,
            },
            crawlers: [5, 8]
                .map(|sources| CrawlerStatus {
                    machine: "kone".to_owned(),
                    process: 100,
                    begun_at: "2026-11-30T09:00:00Z".to_owned(),
                    sources,
                })
                .to_vec(),
            sources: Vec::new(),
            alarms: vec![Alarm {
                code: "source_silent",
                source: Some("<kyla>".to_owned()),
                text: "<kyla> on vaiti".to_owned(),
            }],
        },
        doubtful_names: vec![DoubtfulName {
            kind: "project",
            name: "Matkalla".to_owned(),
            articles: 2,
        }],
        alerts: vec![("mail".to_owned(), 6, 1)],
        messages_waiting: 8,
        messages: Vec::new(),
    }
}

fn with_status() -> TestApp {
    let app = TestApp::with().start();
    let read = Arc::new(|| Ok(view()));
    app.state
        .offer_administration(Administration::new(TOKEN.to_owned(), read));
    app
}

fn basic(password: &str) -> String {
    use base64::Engine as _;
    let pair = format!("kuka:{password}");
    format!(
        "Basic {}",
        base64::engine::general_purpose::STANDARD.encode(pair)
    )
}

#[tokio::test]
async fn the_status_is_for_whoever_knows_the_token() {
    let app = with_status();
    let asked = app.get("/status").await;
    assert_eq!(asked.status, 401);
    assert!(asked.header("www-authenticate").starts_with("Basic"));
    for wrong in [
        basic("arvaus"),
        "Bearer x".to_owned(),
        "Basic ???".to_owned(),
        TOKEN.to_owned(),
    ] {
        let answer = app.get_with("/status", "authorization", &wrong).await;
        assert_eq!(answer.status, 401, "{wrong}");
    }
    let page = app
        .get_with("/status?ui=en", "authorization", &basic(TOKEN))
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    for word in [
        "source_silent",
        "&#60;kyla&#62; has published nothing",
        "5 MB",
        "3 addresses due",
        "Crawlers at work: 2, at 13 sources",
        "Matkalla",
        "6 confirmed",
    ] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    assert!(!text.contains("<kyla>"));
    let bearer = format!("Bearer {TOKEN}");
    for (language, words) in [
        ("fi", ["Palvelun tila", "ei mitään uutta", "6 vahvistettua"]),
        ("sv", ["Tjänstens tillstånd", "inget nytt", "6 bekräftade"]),
    ] {
        let address = format!("/status?ui={language}");
        let page = app.get_with(&address, "authorization", &bearer);
        let text = page.await.text();
        for word in words {
            assert!(text.contains(word), "{word} is not in {text}");
        }
    }
    let json = app.get_with("/status.json", "authorization", &bearer).await;
    assert_eq!(json.json()["status"]["queue"]["due"], 3);
}

#[tokio::test]
async fn without_a_token_there_is_no_status() {
    let app = TestApp::with().start();
    assert_eq!(app.get("/status").await.status, 404);
    assert_eq!(app.get("/status.json").await.status, 404);
    assert_eq!(app.get("/alerts?q=talkoot").await.status, 404);
}

#[tokio::test]
async fn requests_are_counted_by_route_and_not_by_what_is_asked() {
    let app = TestApp::with().start();
    app.get("/api/v1/search?q=salaisuus").await;
    app.get("/api/v1/search?q=salaisuus").await;
    app.get("/olematon/salaisuus").await;
    let text = app.get("/metrics").await.text();
    assert!(!text.contains("salaisuus"), "{text}");
    for line in [
        "aluehaku_http_request_duration_seconds_count{route=\"/api/v1/search\",status=\"2xx\"} 2",
        "aluehaku_http_request_duration_seconds_bucket{route=\"/api/v1/search\",status=\"2xx\",le=\"+Inf\"} 2",
        "aluehaku_http_request_duration_seconds_count{route=\"(none)\",status=\"4xx\"} 1",
    ] {
        assert!(
            text.lines().any(|found| found == line),
            "{line} is not in:\n{text}"
        );
    }
}
