//! Every page and every answer over a cluster is that of the embedded engine: the same articles behind both, each
//! address asked of both, and links of answers followed. What may differ is what the engine's own documentation says:
//! the last digit of a score, and the scores of words that are asked for in one text, as in `otsikko:`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use aluehaku::app::App;
use aluehaku::config::Settings;
use aluehaku::config::sections::IndexEngine;
use aluehaku::http::{openapi_document, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use regex::Regex;
use serde_json::Value;
use tower::ServiceExt as _;

use super::site::{import, settings};
use crate::nodes::{fresh_name, shared};

/// The address that both services are told they have.
const PUBLIC_URL: &str = "https://haku.example";

/// Links of a kind that are followed: those with the same path, its names aside.
const MOST_OF_A_KIND: usize = 6;

/// Where the walk begins.
const BEGINNINGS: [&str; 81] = [
    "/",
    "/?lang=sv",
    "/search?q=hanke",
    "/search?q=hanke&region=Keski-Suomi&from=2019&match=all",
    "/search?q=j%C3%A4rjest%C3%B6t+kokoontuivat&sort=-published",
    "/search?q=jarjestot+kokoontuivat&sort=published",
    "/search?q=%22nuoret+rakensivat%22",
    "/search?q=hanke+-kahvi",
    "/search?q=hanke+OR+kahvila&source=latomeri",
    "/search?q=otsikko:kahvi&sort=-published",
    "/search?q=kulttuuri*",
    "/search?q=kultturi",
    "/search?q=omaishoiva+sijainen+kuntosali",
    "/search?q=xyzzyplugh",
    "/search?q=xyzzyplugh+hanke&region=Uusimaa",
    "/search?q=puhelinrinki&duplicates=show",
    "/search?q=vaarallinen",
    "/search?q=f%C3%B6rening",
    "/search?q=neighbours&language=en",
    "/search?q=&from=2023-01&to=2024-12",
    "/articles/changed",
    "/articles/hostile",
    "/articles/shown",
    "/persons",
    "/persons?q=h&region=Uusimaa",
    "/persons/pirkko-hauhio",
    "/projects?q=k&region=Uusimaa",
    "/projects/kohtaamisen-kammari",
    "/organisations?letter=K&facet_order=label",
    "/organisations/hameen-kohtaamispaikat",
    "/regions",
    "/regions?kind=municipality&page=3",
    "/regions/keski-suomi?q=hanke",
    "/regions/jyvaskyla",
    "/regions/uusimaa/years.csv",
    "/compare?q=hanke",
    "/compare?by=published&region=Uusimaa&region=Keski-Suomi",
    "/compare.csv?q=hanke",
    "/events",
    "/events?month=2025-04&region=Uusimaa",
    "/sources",
    "/embed?region=Keski-Suomi",
    "/frame/news?region=Keski-Suomi",
    "/frame/search?q=hanke&limit=3",
    "/oembed?url=https%3A%2F%2Fhaku.example%2Fsearch%3Fq%3Dhanke",
    "/docs",
    "/feeds/search.atom?q=hanke",
    "/feeds/search.json?q=kahvila",
    "/feeds/events.ics",
    "/opensearch.xml",
    "/opensearch/suggest?q=kul",
    "/sitemap.xml",
    "/api/v1/search?q=hanke&facets=region,person,topic,source&histogram=month",
    "/api/v1/search?q=omaishoiva+sijainen+kuntosali&explain=1",
    "/api/v1/search?q=hanke&person=Pirkko+Hauhio&facets=person",
    "/api/v1/search?facets=municipality,organisation&facet_limit=3",
    "/api/v1/search?q=h%C3%A4meen&per_page=5&sort=-published",
    "/api/v1/suggest?q=ka",
    "/api/v1/suggest?q=pirk",
    "/api/v1/facets/person?q=ha",
    "/api/v1/facets/topic?region=Uusimaa",
    "/api/v1/articles/shown",
    "/api/v1/articles/shown/similar",
    "/api/v1/articles/changed/versions",
    "/api/v1/compare?q=hanke",
    "/api/v1/events",
    "/api/v1/export.bib?q=hanke",
    "/api/v1/export.csv?q=kahvila&region=Kanta-H%C3%A4me",
    "/api/v1/export.jsonl?q=hanke",
    "/api/v1/export.ris?q=omaishoiva",
    "/api/v1/organisations",
    "/api/v1/persons?per_page=5",
    "/api/v1/projects",
    "/api/v1/organisations/hameen-kohtaamispaikat",
    "/api/v1/persons/pirkko-hauhio",
    "/api/v1/projects/kohtaamisen-kammari",
    "/api/v1/quotes?person=Pirkko+Hauhio",
    "/api/v1/regions",
    "/api/v1/sources",
    "/health/live",
    "/nowhere",
];

/// Parts of a path that a name follows.
const COLLECTIONS: [&str; 8] = [
    "articles",
    "versions",
    "difference",
    "facets",
    "persons",
    "projects",
    "organisations",
    "regions",
];

/// What tells of the engine itself.
const OWN: [&str; 2] = ["/metrics", "/health/ready"];

/// Headers that tell of the request, of the state of the index and of the time that an answer took.
const PASSING: [&str; 3] = ["x-request-id", "etag", "content-length"];

/// What an answer may have otherwise: the name of the request, how long it took, and the last digits of a score, which
/// is added up in another order; in a cursor, those are the last of its first sixteen.
static ALLOWED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#""request_id": ?"[^"]*"|"took_ms": ?[0-9.]+|("score": ?[0-9]+\.[0-9]{1,3})[0-9e-]*"#,
        "|((?:after=|\"next\": ?\")[0-9a-f]{14})[0-9a-f]{2}"
    ))
    .unwrap()
});

static LINKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>|"(https://haku\.example/[^"]*)""#,
    )
    .unwrap()
});

/// An answer, but for what may differ.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

#[test]
fn every_answer_is_that_of_the_embedded_engine() {
    let Some(cluster) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    import(folder.path());
    let name = fresh_name();
    let mut settings = settings(&folder.path().join("data"), PUBLIC_URL);
    settings.index.nodes = cluster.addresses();
    settings.index.name.clone_from(&name);
    let embedded = service(settings.clone());
    settings.index.engine = IndexEngine::OpenSearch;
    let over_cluster = service(settings);
    let walk = Walk::through(&embedded, &over_cluster);
    assert!(
        walk.differing.is_empty(),
        "{} of {} differ:\n{}",
        walk.differing.len(),
        walk.asked.len(),
        walk.differing.join("\n")
    );
    assert_eq!(walk.refused, ["/nowhere"]);
    for path in documented() {
        let is_asked = |address: &String| path.is_match(address);
        assert!(walk.asked.iter().any(is_asked), "{path} was not asked");
    }
    cluster.forget(&name);
}

/// The service of some settings, over an index that holds all of the archive.
fn service(settings: Settings) -> Router {
    let app = App::new(settings).unwrap();
    let engine = app.repaired_engine().unwrap();
    router(app.http_state(engine).unwrap())
}

/// The paths that the description of the API names, but for those that tell of the engine itself.
fn documented() -> Vec<Regex> {
    let description: Value = serde_json::from_str(&openapi_document(None)).unwrap();
    let paths = description["paths"].as_object().unwrap().keys();
    let names = Regex::new(r"\\\{[^}]*\\\}").unwrap();
    paths
        .filter(|path| !OWN.contains(&path.as_str()))
        .map(|path| {
            let pattern = names
                .replace_all(&regex::escape(path), "[^/?]+")
                .into_owned();
            Regex::new(&format!(r"^{pattern}(\?|$)")).unwrap()
        })
        .collect()
}

/// What was asked of both services on the way along all links.
#[derive(Debug, Default)]
struct Walk {
    waiting: VecDeque<String>,
    seen: BTreeSet<String>,
    kinds: BTreeMap<String, usize>,
    asked: Vec<String>,
    /// Addresses that both services refuse.
    refused: Vec<String>,
    differing: Vec<String>,
}

impl Walk {
    fn through(embedded: &Router, over_cluster: &Router) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let mut walk = Self::default();
        let versions = runtime.block_on(versions(embedded));
        for address in BEGINNINGS
            .map(ToOwned::to_owned)
            .into_iter()
            .chain(versions)
        {
            walk.seen.insert(address.clone());
            walk.waiting.push_back(address);
        }
        while let Some(address) = walk.waiting.pop_front() {
            let expected = runtime.block_on(told(embedded, &address));
            let found = runtime.block_on(told(over_cluster, &address));
            if found != expected {
                walk.differing.push(difference(&address, &expected, &found));
            }
            if expected.status >= 400 {
                walk.refused.push(address.clone());
            }
            walk.follow(&expected);
            walk.asked.push(address);
        }
        walk
    }

    /// Lets the links of an answer be followed, some of each kind.
    fn follow(&mut self, answer: &Told) {
        for address in links(&answer.body) {
            let of_its_kind = self.kinds.entry(kind(&address)).or_default();
            if *of_its_kind < MOST_OF_A_KIND && self.seen.insert(address.clone()) {
                *of_its_kind += 1;
                self.waiting.push_back(address);
            }
        }
    }
}

/// Addresses of what an article was before, and of what changed.
async fn versions(service: &Router) -> [String; 2] {
    let list = "/api/v1/articles/changed/versions";
    let answer: Value = serde_json::from_str(&told(service, list).await.body).unwrap();
    let names = [0, 1].map(|at| answer["versions"][at]["version"].as_str().unwrap());
    [
        format!("{list}/{}", names[0]),
        format!("{list}/{}/difference/{}", names[1], names[0]),
    ]
}

/// Asks a service.
async fn told(service: &Router, address: &str) -> Told {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let headers = head.headers.iter();
    let headers = headers.filter(|(name, _)| !PASSING.contains(&name.as_str()));
    Told {
        status: head.status.as_u16(),
        headers: headers
            .map(|(name, value)| (name.to_string(), shown(value.as_bytes())))
            .collect(),
        body: shown(&body),
    }
}

/// A text, but for what may differ.
fn shown(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    ALLOWED.replace_all(&text, "$1$2").into_owned()
}

/// The addresses of the service that an answer leads to.
fn links(body: &str) -> Vec<String> {
    let found = LINKS.captures_iter(body);
    found
        .filter_map(|link| {
            link.iter()
                .flatten()
                .nth(1)
                .map(|link| link.as_str().replace("&amp;", "&"))
        })
        .map(|link| link.strip_prefix(PUBLIC_URL).unwrap_or(&link).to_owned())
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
        .filter(|link| {
            link.starts_with('/') && !link.starts_with("//") && !OWN.contains(&link.as_str())
        })
        .collect()
}

/// The path of an address with its names left out.
fn kind(address: &str) -> String {
    let path = address.split('?').next().unwrap_or(address);
    let mut is_name = false;
    let parts = path.split('/').map(|part| {
        let shown = if is_name { "*" } else { part };
        is_name = COLLECTIONS.contains(&part);
        shown
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Where two answers begin to differ.
fn difference(address: &str, expected: &Told, found: &Told) -> String {
    if (expected.status, &expected.headers) != (found.status, &found.headers) {
        let heads = [expected, found].map(|told| format!("{} {:?}", told.status, told.headers));
        return format!("{address}:\n  {}\n  {}", heads[0], heads[1]);
    }
    let pairs = expected.body.chars().zip(found.body.chars());
    let same = pairs
        .take_while(|(expected, found)| expected == found)
        .count();
    let from = same.saturating_sub(60);
    let part = |body: &str| body.chars().skip(from).take(200).collect::<String>();
    format!(
        "{address}:\n  {:?}\n  {:?}",
        part(&expected.body),
        part(&found.body)
    )
}
