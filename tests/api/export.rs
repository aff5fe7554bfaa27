//! `/api/v1/export.csv` and `/api/v1/export.jsonl`.

use std::io::Read;
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::http::header::CONTENT_ENCODING;
use http_body_util::BodyExt as _;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use super::app::{TestApp, TestAppBuilder, article};
use super::serve::run;

/// More articles than are read at a time.
const MANY: usize = 450;

fn app() -> TestApp {
    let numbered = (0..MANY).map(|number| {
        let written = article(&format!("{number:04}")).title(&format!("Avustus {number}"));
        let written = written.published(&format!("2022-01-{:02}", 1 + number % 28));
        if number % 3 == 0 {
            written
                .region("Lappi")
                .person("Aino Määttänen")
                .person("Onni Aaltonen")
        } else {
            written
        }
    });
    let odd = article("formula")
        .title("=1+1, \"avustus\"")
        .region("Lappi");
    let with = numbered.fold(TestApp::with(), TestAppBuilder::article);
    with.article(odd)
        .article(article("other").title("Muuta"))
        .start()
}

#[tokio::test]
async fn every_hit_is_a_line_in_order_and_the_count_is_stated() {
    let app = app();
    for query in [
        "q=avustus",
        "q=avustus&sort=-published",
        "q=avustus&region=Lappi&from=2022-01-05",
    ] {
        let total = app.json(&format!("/api/v1/search?{query}")).await["total"]["value"].clone();
        let answer = app.get(&format!("/api/v1/export.jsonl?{query}")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-total-count"), total.to_string());
        let lines = answer.text();
        let ids: Vec<String> = lines
            .lines()
            .map(|line| {
                serde_json::from_str::<Value>(line).unwrap()["id"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(ids.len() as u64, total.as_u64().unwrap());
        let first = app.hits(&format!("{query}&per_page=100")).await;
        assert_eq!(ids[..first.len()], first);
    }
}

#[tokio::test]
async fn csv_has_names_of_columns_and_no_formulas() {
    let app = app();
    let answer = app.get("/api/v1/export.csv?q=avustus&sort=published").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let text = answer.text();
    assert!(
        text.starts_with("id,published,source,language,title,url,regions,"),
        "{text}"
    );
    assert_eq!(text.lines().count(), MANY + 2);
    assert!(text.contains("Lappi,,Aino Määttänen; Onni Aaltonen"));
    assert!(text.contains("\"'=1+1, \"\"avustus\"\"\""), "{text}");
    let german = app
        .get("/api/v1/export.csv?q=avustus&delimiter=semicolon&bom=1")
        .await;
    assert!(german.text().starts_with("\u{feff}id;published;source;"));
}

#[tokio::test]
async fn an_export_of_nothing_is_the_line_of_names() {
    let app = app();
    let answer = app.get("/api/v1/export.csv?q=olematon").await;
    assert_eq!(
        (
            answer.header("x-total-count"),
            answer.text().lines().count()
        ),
        ("0", 1)
    );
    assert_eq!(app.get("/api/v1/export.jsonl?q=olematon").await.text(), "");
}

#[tokio::test]
async fn compressed_exports_arrive_whole() {
    let app = app();
    let running = run(&app, Duration::ZERO).await;
    for address in [
        "/api/v1/export.csv?q=avustus",
        "/api/v1/export.jsonl?q=avustus",
        "/api/v1/export.csv?q=olematon",
    ] {
        let plain = app.get(address).await.body;
        for encoding in ["identity", "gzip", "br", "deflate", "zstd"] {
            let (used, body) = download(running.address, address, encoding).await;
            let decoded = decoded(&used, &body);
            assert!(decoded == plain, "{address} as {encoding}");
            if plain.len() > 1_000 {
                assert_eq!(used, encoding, "{address}");
            }
        }
    }
}

/// Downloads over a socket; a body that is cut is no answer. Returns the encoding it came in.
async fn download(service: SocketAddr, address: &str, encoding: &str) -> (String, Bytes) {
    let stream = TcpStream::connect(service).await.unwrap();
    let client = hyper::client::conn::http1::handshake(TokioIo::new(stream));
    let (mut sender, connection) = client.await.unwrap();
    tokio::spawn(connection);
    let request = Request::get(address)
        .header("host", "haku.example")
        .header("accept-encoding", encoding);
    let request = request.body(Body::empty()).unwrap();
    let answer = sender.send_request(request).await.unwrap();
    let used = answer.headers().get(CONTENT_ENCODING);
    let used = used.map_or("identity", |used| used.to_str().unwrap());
    let used = used.to_owned();
    let body = answer.into_body().collect().await;
    let body = body.unwrap_or_else(|error| panic!("{address} as {encoding}: {error}"));
    (used, body.to_bytes())
}

fn decoded(encoding: &str, body: &[u8]) -> Vec<u8> {
    let mut decoder: Box<dyn Read> = match encoding {
        "gzip" => Box::new(flate2::read::GzDecoder::new(body)),
        "deflate" => Box::new(flate2::read::ZlibDecoder::new(body)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        "zstd" => Box::new(zstd::Decoder::new(body).unwrap()),
        _ => Box::new(body),
    };
    let mut decoded = Vec::new();
    decoder.read_to_end(&mut decoded).unwrap();
    decoded
}

#[tokio::test]
async fn pages_are_no_part_of_an_export() {
    let app = app();
    let problem = app.get("/api/v1/export.csv?page=2").await;
    problem.problem(400, "unknown_parameter");
    let problem = app.get("/api/v1/search?bom=1").await;
    problem.problem(400, "unknown_parameter");
}
