//! Set-ups that cannot work: each is told of by what to do.

use std::io::Write as _;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use aluehaku_finnish::Finnish;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::engine::{CheckExtent, Engine as _};
use aluehaku_index::error::EngineError;
use aluehaku_index::opensearch::Options;

use crate::cluster::{Cluster, fresh_name, shared};
use crate::{article, document, open, open_with, options, request, total};

/// A node that answers every request with the same text.
fn pretend_node(status: &'static str, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let _ = std::io::Read::read(&mut stream, &mut request);
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
            );
        }
    });
    address
}

fn at(node: String) -> Options {
    Options {
        nodes: vec![node],
        patience: Duration::ZERO,
        ..Options::default()
    }
}

#[track_caller]
fn assert_refused(options: Options, told: &[&str]) {
    let message = open(options).unwrap_err().to_string();
    for word in told {
        assert!(message.contains(word), "{message}");
    }
}

#[test]
fn nodes_that_are_not_there_are_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let node = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_refused(
        at(node.clone()),
        &["cannot reach the search cluster", &node],
    );
    let without = Options {
        nodes: Vec::new(),
        ..Options::default()
    };
    assert_refused(without, &["the settings name no nodes"]);
}

#[test]
fn a_wrong_password_is_told_of() {
    let node = pretend_node("401 Unauthorized", "Unauthorized");
    assert_refused(at(node), &["password", "`password_file`"]);
    let without_file = Options {
        user: Some("aluehaku".to_owned()),
        ..Options::default()
    };
    assert_refused(without_file, &["`user` is set without `password_file`"]);
    let missing = Options {
        password_file: Some("/nowhere/password".into()),
        ..Options::default()
    };
    assert_refused(missing, &["/nowhere/password"]);
}

#[test]
fn a_password_is_neither_written_into_an_address_nor_sent_unencrypted() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "salasana").unwrap();
    let open_way = Options {
        password_file: Some(file.path().to_owned()),
        ..at("http://search.example:9200".to_owned())
    };
    assert_refused(open_way, &["search.example", "unencrypted", "https"]);
    let in_address = at("https://aluehaku:salasana@search.example:9200".to_owned());
    let message = open(in_address).unwrap_err().to_string();
    assert!(message.contains("`password_file`"), "{message}");
    assert!(!message.contains("salasana"), "{message}");
}

#[test]
fn a_version_too_old_and_another_engine_are_told_apart() {
    let old = pretend_node(
        "200 OK",
        r#"{"version": {"distribution": "opensearch", "number": "1.3.20"}}"#,
    );
    assert_refused(at(old), &["OpenSearch 1.3.20 is too old", "2.19 or later"]);
    let other = pretend_node("200 OK", r#"{"version": {"number": "8.11.0"}}"#);
    assert_refused(at(other), &["is no OpenSearch", "8.11.0"]);
}

#[test]
fn a_file_of_certificates_that_holds_none_is_told_of() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let options = |file: &std::path::Path| Options {
        ca_file: Some(file.to_owned()),
        ..at("https://127.0.0.1:9".to_owned())
    };
    assert_refused(options(file.path()), &["no certificate in PEM form"]);
    assert_refused(options("/nowhere/ca.pem".as_ref()), &["/nowhere/ca.pem"]);
}

#[test]
fn an_index_of_another_analyser_is_read_but_not_written() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let engine = open(options(cluster, &name)).unwrap();
    let mut writer = engine.writer().unwrap();
    writer.put(document(&article("a", "talkoot"))).unwrap();
    writer.commit(1).unwrap();
    drop(writer);
    let analyzer = FinnishAnalyzer::new(Arc::new(Finnish::new(None)), 0);
    let other = open_with(Arc::new(analyzer), options(cluster, &name)).unwrap();
    assert!(other.reader().unwrap().foreign_analyzer().is_some());
    assert_eq!(total(&other, "talkoot"), 1);
    let refused = other.writer().unwrap_err();
    assert!(
        matches!(refused, EngineError::OtherAnalyzer { .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("aluehaku reindex"));
    other.rebuild().unwrap().finish(2, 0).unwrap();
    assert!(other.reader().unwrap().foreign_analyzer().is_none());
    cluster.forget(&name);
}

#[test]
fn disks_that_are_full_refuse_a_commit_and_lose_nothing() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let engine = open(options(cluster, &name)).unwrap();
    let mut writer = engine.writer().unwrap();
    writer.put(document(&article("a", "sana"))).unwrap();
    writer.commit(1).unwrap();
    // What nodes set when their disks pass the flood-stage watermark.
    let generation = engine.reader().unwrap().generation().to_owned();
    let block = |value: &str| {
        let body = format!(r#"{{"index.blocks.read_only_allow_delete": {value}}}"#);
        let (status, _) = cluster.ask(0, "PUT", &format!("/{generation}/_settings"), &body);
        assert_eq!(status, 200);
    };
    block("true");
    writer.put(document(&article("b", "sana"))).unwrap();
    let refused = writer.commit(2).unwrap_err().to_string();
    assert!(refused.contains("make room"), "{refused}");
    assert_eq!(total(&engine, "sana"), 1);
    block("null");
    writer.commit(2).unwrap();
    assert_eq!(total(&engine, "sana"), 2);
    drop(writer);
    cluster.forget(&name);
}

#[test]
fn a_part_that_is_on_no_node_is_an_error_and_no_short_answer() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let quick = Options {
        patience: Duration::ZERO,
        ..options(cluster, &name)
    };
    let engine = open(quick).unwrap();
    let reader = engine.reader().unwrap();
    let generation = reader.generation().to_owned();
    let (status, _) = cluster.ask(0, "POST", &format!("/{generation}/_close"), "");
    assert_eq!(status, 200);
    assert!(reader.search(&request("sana")).is_err());
    assert!(engine.check(CheckExtent::EveryFile).is_err());
    cluster.forget(&name);
}

#[test]
fn a_cluster_that_allows_no_scripts_finds_and_ranks_by_plain_bm25_and_says_so() {
    let Some(cluster) = Cluster::start_with(1, "script.allowed_contexts: none\n") else {
        return;
    };
    let engine = open(options(&cluster, "scriptless")).unwrap();
    let texts = [
        ("once", "sana ja toinen lause ja kolmas lause"),
        ("often", "sana sana sana"),
        ("never", "toinen lause"),
    ];
    let mut writer = engine.writer().unwrap();
    for (id, body) in texts {
        writer.put(document(&article(id, body))).unwrap();
    }
    writer.commit(1).unwrap();
    drop(writer);
    let found = engine.reader().unwrap().search(&request("sana")).unwrap();
    let hits = found.hits.iter();
    let ids: Vec<&str> = hits.map(|hit| hit.article.article.id.as_str()).collect();
    assert_eq!(ids, ["often", "once"]);
    assert_eq!(total(&engine, "lause"), 2);
    let close = engine
        .reader()
        .unwrap()
        .search(&request("sana lause kolmas"))
        .unwrap();
    assert_eq!((close.total.value, close.close.unwrap().hits.len()), (1, 2));
    assert!(!engine.cluster_health().unwrap().unwrap().has_own_formula);
}
