//! Reads every article of the pretend sites and compares with what must be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;

use super::profile::{Profile, ProfileSet};
use super::{Extraction, PageContent, PageInput, PageKind, extract};

/// The fields of an expectation that extraction fills.
#[derive(Debug, Deserialize)]
struct Expected {
    url: String,
    source: String,
    title: String,
    lead: Option<String>,
    body: String,
    published: Option<String>,
    published_precision: Option<String>,
    modified: Option<String>,
    authors: Vec<String>,
    topics: Vec<String>,
    language: String,
}

#[derive(Debug, Deserialize)]
struct Sources {
    sources: Vec<Source>,
    profiles: BTreeMap<String, Profile>,
}

#[derive(Debug, Deserialize)]
struct Source {
    id: String,
    profile: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Site {
    content_types: Vec<ContentType>,
}

#[derive(Debug, Deserialize)]
struct ContentType {
    path: String,
    value: String,
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every expectation, by its file.
fn expectations() -> BTreeMap<PathBuf, Expected> {
    let mut found = BTreeMap::new();
    for source in std::fs::read_dir(fixtures().join("articles")).unwrap() {
        for file in std::fs::read_dir(source.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            found.insert(path, serde_json::from_str(&text).unwrap());
        }
    }
    found
}

fn sources() -> Sources {
    toml::from_str(&std::fs::read_to_string(fixtures().join("sources.toml")).unwrap()).unwrap()
}

/// The bytes of a page and the content type it is served with.
fn page(source: &str, url: &Url) -> (Vec<u8>, Option<String>) {
    let folder = fixtures().join("sites").join(source);
    let path = url.path().trim_start_matches('/');
    let file = if url.path().ends_with('/') {
        folder.join(path).join("index.html")
    } else {
        folder.join(format!("{path}.html"))
    };
    let site: Site =
        toml::from_str(&std::fs::read_to_string(folder.join("site.toml")).unwrap()).unwrap();
    let content_type = site
        .content_types
        .into_iter()
        .find(|kind| kind.path == url.path());
    let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    (bytes, content_type.map(|kind| kind.value))
}

fn read(expected: &Expected, sources: &Sources, profiles: &ProfileSet) -> Extraction {
    let source = sources
        .sources
        .iter()
        .find(|source| source.id == expected.source)
        .unwrap();
    let url = Url::parse(&expected.url).unwrap();
    let (bytes, content_type) = page(&expected.source, &url);
    let input = PageInput {
        url: Some(&url),
        content_type: content_type.as_deref(),
        ..PageInput::new(PageContent::Bytes(&bytes))
    };
    extract(&input, &profiles.get(&source.profile).unwrap())
}

#[test]
fn every_article_of_the_pretend_sites_is_read_exactly_by_its_profile() {
    let sources = sources();
    let profiles = ProfileSet::new(&sources.profiles).unwrap();
    let mut differences = String::new();
    let expectations = expectations();
    assert!(
        expectations.len() >= 70,
        "{} expectations",
        expectations.len()
    );
    for (path, expected) in &expectations {
        let found = read(expected, &sources, &profiles);
        let mut compare = |field: &str, expected: String, found: String| {
            if expected != found {
                let name = path.strip_prefix(fixtures()).unwrap().display();
                writeln!(
                    differences,
                    "{name} {field}\n  expected {expected}\n  found    {found}"
                )
                .unwrap();
            }
        };
        let time = |time: Option<aluehaku_index::time::PageTime>| time.map(|time| time.to_string());
        let precision = found.published.map(|time| time.precision().as_str());
        compare(
            "kind",
            format!("{:?}", PageKind::Article),
            format!("{:?}", found.kind),
        );
        compare(
            "url",
            expected.url.clone(),
            found.canonical_url.map(String::from).unwrap_or_default(),
        );
        compare("title", expected.title.clone(), found.title);
        compare(
            "lead",
            format!("{:?}", expected.lead),
            format!("{:?}", found.lead),
        );
        compare(
            "body",
            format!("{:?}", expected.body),
            format!("{:?}", found.body),
        );
        compare(
            "published",
            format!("{:?}", expected.published),
            format!("{:?}", time(found.published)),
        );
        compare(
            "precision",
            format!("{:?}", expected.published_precision.as_deref()),
            format!("{precision:?}"),
        );
        compare(
            "modified",
            format!("{:?}", expected.modified),
            format!("{:?}", time(found.modified)),
        );
        compare(
            "authors",
            format!("{:?}", expected.authors),
            format!("{:?}", found.authors),
        );
        compare(
            "topics",
            format!("{:?}", expected.topics),
            format!("{:?}", found.topics),
        );
        compare(
            "language",
            expected.language.clone(),
            found.language_hint.unwrap_or_default(),
        );
    }
    assert!(differences.is_empty(), "{differences}");
}
