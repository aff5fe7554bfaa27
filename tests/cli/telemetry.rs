//! Traces of requests and visits, as a collector gets them.

use super::alerts::hook_server::HookServer;
use super::demo::PretendSites;
use super::program::{article, errors};

/// What names a collector.
const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

#[test]
fn requests_and_visits_are_traced_and_tell_nothing_of_what_is_searched() {
    let (collector, sites) = (HookServer::start(), PretendSites::start());
    let program = sites.program();
    let traced = |arguments: &[&str]| -> String {
        let output = program
            .command(arguments)
            .env(ENDPOINT, collector.address())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", errors(&output));
        let calls = collector.take();
        assert!(!calls.is_empty(), "{arguments:?} sends nothing");
        for call in &calls {
            assert!(call.head.starts_with("POST "), "{}", call.head);
            assert_eq!(call.header("content-type"), "application/x-protobuf");
        }
        calls.iter().map(|call| call.body.as_str()).collect()
    };
    let visits = traced(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    for word in [
        "visit",
        "latomeri",
        "new_article",
        "service.name",
        "aluehaku",
    ] {
        assert!(visits.contains(word), "{word}");
    }
    program.import(&[article(1)]);
    let requests = traced(&["search", "järjestöt", "--quiet"]);
    for word in ["request", "/api/v1/search", "http.status"] {
        assert!(requests.contains(word), "{word}");
    }
    assert!(!requests.contains("järjest") && !requests.contains("j%C3"));
}

#[test]
fn without_a_collector_nothing_is_sent_and_one_that_is_away_stops_nothing() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.import(&[article(1)]);
    assert!(!program.done(&["search", "järjestöt"]).is_empty());
    let output = program
        .command(&["search", "järjestöt"])
        .env(ENDPOINT, "http://127.0.0.1:9/v1/traces")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
}
