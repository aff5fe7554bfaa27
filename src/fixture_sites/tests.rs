//! The pretend sites over real loopback HTTP.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::{FixtureServer, SOURCES_TOML, serve, source_ids};

/// An answer as it came over the socket.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

async fn get(server: &FixtureServer, source: &str, path: &str) -> Answer {
    get_with(server, source, path, "").await
}

async fn get_with(server: &FixtureServer, source: &str, path: &str, headers: &str) -> Answer {
    let host = format!("{source}.localhost:{}", server.address().port());
    request(server.address(), "GET", &host, path, headers).await
}

async fn request(
    address: SocketAddr,
    method: &str,
    host: &str,
    path: &str,
    headers: &str,
) -> Answer {
    let text =
        format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");
    tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        parse(&bytes)
    })
    .await
    .unwrap()
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer {
        status,
        headers,
        body: bytes[end + 4..].to_vec(),
    }
}

#[tokio::test]
async fn the_host_chooses_the_site() {
    let server = FixtureServer::start().await.unwrap();
    for source in source_ids() {
        let answer = get(&server, &source, "/").await;
        assert_eq!(answer.status, 200, "{source}");
        assert_eq!(answer.header("content-type"), "text/html; charset=UTF-8");
        assert!(
            answer.text().contains("keksittyä esittelyaineistoa"),
            "{source}"
        );
    }
    let bare = server.address().to_string();
    let unknown = request(server.address(), "GET", &bare, "/", "").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.text().contains("latomeri.localhost"));
}

#[tokio::test]
async fn a_host_header_without_a_port_leaves_links_without_one() {
    let server = FixtureServer::start().await.unwrap();
    let answer = request(
        server.address(),
        "GET",
        "latomeri.localhost",
        "/robots.txt",
        "",
    )
    .await;
    assert!(
        answer
            .text()
            .contains("Sitemap: http://latomeri.localhost/wp-sitemap.xml")
    );
    let port = server.address().port();
    let answer = get(&server, "latomeri", "/robots.txt").await;
    assert!(
        answer
            .text()
            .contains(&format!("http://latomeri.localhost:{port}/wp-sitemap.xml"))
    );
    assert_eq!(answer.header("content-type"), "text/plain; charset=UTF-8");
}

#[tokio::test]
async fn a_known_page_answers_304() {
    let server = FixtureServer::start().await.unwrap();
    for source in source_ids() {
        let first = get(&server, &source, "/").await;
        let (etag, modified) = (first.header("etag"), first.header("last-modified"));
        assert!(
            !etag.is_empty() || !modified.is_empty(),
            "{source} sends no validator"
        );
        let condition = if etag.is_empty() {
            format!("If-Modified-Since: {modified}\r\n")
        } else {
            format!("If-None-Match: {etag}\r\n")
        };
        let second = get_with(&server, &source, "/", &condition).await;
        assert_eq!((second.status, second.body.len()), (304, 0), "{source}");
        let conditional = server.log().of(&source, "/")[1].is_conditional();
        assert!(conditional, "the log misses the condition");
    }
    let other = get_with(&server, "latomeri", "/", "If-None-Match: \"other\"\r\n").await;
    assert_eq!(other.status, 200);
    let old = "If-Modified-Since: Mon, 01 Jan 2001 00:00:00 GMT\r\n";
    assert_eq!(
        get_with(&server, "yhdistyspaja", "/", old).await.status,
        200
    );
}

#[tokio::test]
async fn moved_gone_missing_and_looping_pages_say_so() {
    let server = FixtureServer::start().await.unwrap();
    let moved = get(&server, "latomeri", "/2017/05/vanha-osoite/").await;
    assert_eq!(moved.status, 301);
    let target = get(&server, "latomeri", moved.header("location")).await;
    assert_eq!(target.status, 200);
    assert_eq!(
        get(&server, "latomeri", "/2016/12/poistettu-tiedote/")
            .await
            .status,
        410
    );
    assert_eq!(get(&server, "latomeri", "/ei-tallaista/").await.status, 404);
    assert_eq!(get(&server, "latomeri", "/site.toml").await.status, 404);
    let slash = get(&server, "latomeri", "/ajankohtaista").await;
    assert_eq!(
        (slash.status, slash.header("location")),
        (301, "/ajankohtaista/")
    );
    let there = get(&server, "pielispiiri", "/palaute").await;
    let back = get(&server, "pielispiiri", there.header("location")).await;
    assert_eq!(back.header("location"), "/palaute");
    let members = get(&server, "latomeri", "/jasenille/").await;
    let login = get(&server, "latomeri", members.header("location")).await;
    assert_eq!(login.status, 200);
    assert!(login.text().contains("type=\"password\""));
    let posted = request(server.address(), "POST", "latomeri.localhost", "/", "").await;
    assert_eq!(posted.status, 405);
}

#[tokio::test]
async fn a_query_is_a_page_where_there_is_one_and_ignored_elsewhere() {
    let server = FixtureServer::start().await.unwrap();
    let list = get(&server, "pielispiiri", "/ajankohtaista").await.body;
    assert_ne!(
        get(&server, "pielispiiri", "/ajankohtaista?page=1")
            .await
            .body,
        list
    );
    assert_eq!(
        get(&server, "pielispiiri", "/ajankohtaista?utm_source=x")
            .await
            .body,
        list
    );
}

#[tokio::test]
async fn the_gzipped_sitemap_unpacks_to_addresses_with_the_port() {
    let server = FixtureServer::start().await.unwrap();
    let index = get(&server, "verkonsilma", "/sitemap_index.xml").await;
    assert!(index.text().contains("/post-sitemap.xml.gz"));
    let packed = get(&server, "verkonsilma", "/post-sitemap.xml.gz").await;
    assert_eq!(packed.header("content-type"), "application/x-gzip");
    let mut text = String::new();
    GzDecoder::new(packed.body.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    let address = server.url("verkonsilma", "/jutut/");
    assert!(text.contains(&address), "no {address} in the sitemap");
}

#[tokio::test]
async fn generated_pages_are_large_or_endless() {
    let server = FixtureServer::start().await.unwrap();
    let large = get(&server, "verkonsilma", "/avustukset/liitetaulukko/").await;
    assert!(large.body.len() >= 3_000_000);
    let month = get(&server, "latomeri", "/kalenteri/?kk=2031-12")
        .await
        .text();
    assert!(month.contains("?kk=2032-01") && month.contains("?kk=2031-11"));
    let picture = get(&server, "latomeri", "/wp-content/uploads/2020/01/kuva.jpg").await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn a_failing_path_recovers_and_the_log_counts() {
    let server = FixtureServer::start().await.unwrap();
    let first = get(&server, "pielispiiri", "/yhteystiedot").await;
    assert_eq!((first.status, first.header("retry-after")), (503, "1"));
    assert_eq!(
        get(&server, "pielispiiri", "/yhteystiedot").await.status,
        200
    );
    assert_eq!(server.log().count("pielispiiri", "/yhteystiedot"), 2);
    assert_eq!(server.log().under("pielispiiri", "/yhteys").len(), 2);
    server.log().clear();
    assert!(server.log().all().is_empty());
    server.stop().await.unwrap();
}

#[tokio::test]
async fn serving_ends_when_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(serve(
        listener,
        None,
        async move { stopped.await.unwrap_or(()) },
    ));
    assert_eq!(
        request(address, "GET", "kotoisahame.localhost", "/blogi/", "")
            .await
            .status,
        200
    );
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn every_expected_article_is_served_at_its_address() {
    let server = FixtureServer::start().await.unwrap();
    let articles = expected_articles();
    assert!(articles.len() >= 76, "only {} articles", articles.len());
    for article in &articles {
        let (source, path) = source_and_path(article);
        let answer = get(&server, source, path).await;
        assert_eq!(answer.status, 200, "{source}{path}");
        assert!(
            answer.text().contains("<h1"),
            "{source}{path} has no heading"
        );
    }
}

#[test]
fn every_expected_article_is_linked_from_another_file_of_its_site() {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sites");
    for source in source_ids() {
        let pages: Vec<(PathBuf, String)> = files_under(&sites.join(&source))
            .into_iter()
            .map(|file| {
                (
                    file.clone(),
                    String::from_utf8_lossy(&std::fs::read(file).unwrap()).into(),
                )
            })
            .collect();
        for article in expected_articles() {
            let (of, path) = source_and_path(&article);
            let own = path.trim_matches('/');
            let links = |(file, text): &&(PathBuf, String)| {
                !file.to_string_lossy().contains(own) && text.contains(path)
            };
            assert!(
                of != source || pages.iter().any(|page| links(&page)),
                "{source}{path}"
            );
        }
    }
}

fn expected_articles() -> Vec<serde_json::Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let read = |file: PathBuf| serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    files_under(&folder).into_iter().map(read).collect()
}

fn source_and_path(article: &serde_json::Value) -> (&str, &str) {
    let source = article["source"].as_str().unwrap();
    let address = article["url"].as_str().unwrap();
    (
        source,
        address
            .strip_prefix(&format!("http://{source}.localhost"))
            .unwrap(),
    )
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_sources_name_every_site_and_a_profile_each() {
    let settings: toml::Table = toml::from_str(SOURCES_TOML).unwrap();
    let sources = settings["sources"].as_array().unwrap();
    let mut ids: Vec<String> = sources
        .iter()
        .map(|source| source["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    assert_eq!(ids, source_ids());
    for source in sources {
        let profile = source["profile"].as_str().unwrap();
        assert!(
            settings["profiles"].get(profile).is_some(),
            "no profile {profile}"
        );
    }
}
