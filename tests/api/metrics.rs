//! `/metrics`.

use aluehaku::archive::fetches::VisitCount;
use aluehaku::archive::health::{Alarm, SourceHealth};
use aluehaku::http::crawl_facts::CrawlFacts;

use super::app::{TestApp, article};

#[tokio::test]
async fn counts_and_states_are_told_as_prometheus_reads_them() {
    let health = SourceHealth {
        source: "talo".to_owned(),
        visited_at: Some(1_665_048_600),
        alarm: Some(Alarm::Failing),
        rests_until: Some(1_665_052_200),
        ..SourceHealth::default()
    };
    let count = VisitCount {
        source: "ta\"lo".to_owned(),
        outcome: "timeout".to_owned(),
        visits: 7,
        bytes: 1_024,
    };
    let app = TestApp::with()
        .article(article("1"))
        .facts(CrawlFacts {
            health: vec![health],
            counts: vec![count],
            nameless: 3,
            ..CrawlFacts::default()
        })
        .start();
    let answer = app.get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    let text = answer.text();
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    let heavy = (processors / 2).max(1);
    for line in [
        &*format!("aluehaku_index_turns_free{{weight=\"heavy\"}} {heavy}"),
        "aluehaku_articles 1",
        "aluehaku_articles_without_names 3",
        "# TYPE aluehaku_crawler_visits_total counter",
        "aluehaku_crawler_visits_total{source=\"ta\\\"lo\",outcome=\"timeout\"} 7",
        "aluehaku_crawler_received_bytes_total{source=\"ta\\\"lo\",outcome=\"timeout\"} 1024",
        "aluehaku_source_last_visit_timestamp_seconds{source=\"talo\"} 1665048600",
        "aluehaku_source_resting{source=\"talo\"} 1",
        "aluehaku_source_alarm{source=\"talo\",alarm=\"failing\"} 1",
    ] {
        assert!(
            text.lines().any(|found| found == line),
            "{line} is not in:\n{text}"
        );
    }
}
