//! Reads every article of the pretend sites and compares with what must be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;

use super::links::{Link, LinkRole};
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
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
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

fn read_by(expected: &Expected, profile: &str, profiles: &ProfileSet) -> Extraction {
    let url = Url::parse(&expected.url).unwrap();
    let (bytes, content_type) = page(&expected.source, &url);
    let input = PageInput {
        url: Some(&url),
        content_type: content_type.as_deref(),
        ..PageInput::new(PageContent::Bytes(&bytes))
    };
    extract(&input, &profiles.get(profile).unwrap())
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
        let source = sources
            .sources
            .iter()
            .find(|source| source.id == expected.source)
            .unwrap();
        let found = read_by(expected, &source.profile, &profiles);
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
        let time =
            |time: Option<aluehaku_article::time::PageTime>| time.map(|time| time.to_string());
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

/// Words of the body in both, as a share of those in either: 1 where they are the same.
fn f1(expected: &str, found: &str) -> f64 {
    let words = |text: &str| {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for word in text.split_whitespace() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        counts
    };
    let (expected, found) = (words(expected), words(found));
    let shared: i64 = expected
        .iter()
        .map(|(word, count)| *count.min(found.get(word).unwrap_or(&0)))
        .sum();
    let all: i64 = expected.values().chain(found.values()).sum();
    2.0 * shared as f64 / all as f64
}

#[test]
fn the_articles_are_read_well_without_any_profile() {
    let profiles = ProfileSet::new(&BTreeMap::new()).unwrap();
    let expectations = expectations();
    let mut report = String::new();
    let (mut sum, mut titles, mut dates, mut authors, mut articles) = (0.0, 0, 0, 0, 0);
    for (path, expected) in &expectations {
        let found = read_by(expected, "generic", &profiles);
        let name = path.strip_prefix(fixtures()).unwrap().display();
        let body = |lead: &Option<String>, body: &str| {
            format!("{}\n\n{body}", lead.clone().unwrap_or_default())
        };
        let score = f1(
            &body(&expected.lead, &expected.body),
            &body(&found.lead, &found.body),
        );
        let published = found.published.map(|time| time.to_string());
        sum += score;
        titles += usize::from(found.title == expected.title);
        dates += usize::from(published == expected.published);
        authors += usize::from(found.authors == expected.authors);
        articles += usize::from(found.kind == PageKind::Article);
        if score < 0.999 {
            writeln!(report, "{name}: {score:.3}").unwrap();
        }
    }
    let all = expectations.len();
    let mean = sum / all as f64;
    let counts = format!(
        "mean {mean:.4}; of {all}: {titles} titles, {dates} dates, {authors} authors, \
         {articles} articles\n{report}"
    );
    assert!(
        mean >= 0.999 && titles == all && dates == all && articles == all,
        "{counts}"
    );
    assert!(authors == all, "{counts}");
}

/// Every HTML file of the sites that is no expected article: source, file and address.
fn other_pages(expectations: &BTreeMap<PathBuf, Expected>) -> Vec<(String, PathBuf, Url)> {
    let articles: Vec<Url> = expectations
        .values()
        .map(|expected| Url::parse(&expected.url).unwrap())
        .collect();
    let sites = fixtures().join("sites");
    let mut pages = Vec::new();
    let mut folders = vec![sites.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inside = path
                .strip_prefix(&sites)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let (source, address) = inside.split_once('/').unwrap();
            let is_page = inside.ends_with(".html") && !address.starts_with("templates/");
            let address = address
                .strip_suffix("index.html")
                .or(address.strip_suffix(".html"));
            let Some(address) = address.filter(|_| is_page) else {
                continue;
            };
            let url = Url::parse(&format!("http://{source}.localhost/{address}")).unwrap();
            if !articles.contains(&url) {
                pages.push((source.to_owned(), path, url));
            }
        }
    }
    pages
}

#[test]
fn other_pages_of_the_pretend_sites_are_no_articles() {
    // These look like articles; robots.txt forbids them, or their canonical address is another.
    const LIKE_ARTICLES: &[&str] = &["/sisainen/", "/luonnokset/", "/tulosta/"];
    let sources = sources();
    let profiles = ProfileSet::new(&sources.profiles).unwrap();
    let mut wrong = String::new();
    let pages = other_pages(&expectations());
    assert!(pages.len() > 30, "{} pages", pages.len());
    for (source, path, url) in pages {
        let bytes = std::fs::read(path).unwrap();
        let input = PageInput {
            url: Some(&url),
            ..PageInput::new(PageContent::Bytes(&bytes))
        };
        let own = &sources
            .sources
            .iter()
            .find(|known| known.id == source)
            .unwrap()
            .profile;
        let is_like = LIKE_ARTICLES
            .iter()
            .any(|part| url.path().starts_with(part));
        for profile in [own.as_str(), "generic"] {
            let kind = extract(&input, &profiles.get(profile).unwrap()).kind;
            if !is_like && kind == PageKind::Article {
                writeln!(wrong, "{url} by {profile}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "read as articles:\n{wrong}");
}

#[test]
fn the_shipped_bases_read_sites_of_their_kind_well() {
    let profiles = ProfileSet::new(&BTreeMap::new()).unwrap();
    let sources = sources();
    let mut report = String::new();
    let (mut sum, mut titles) = (0.0, 0);
    let expectations = expectations();
    for (path, expected) in &expectations {
        let profile = sources.profiles[&expected.source].inherits.clone().unwrap();
        let found = read_by(expected, &profile, &profiles);
        let body = |lead: &Option<String>, body: &str| {
            format!("{}\n\n{body}", lead.clone().unwrap_or_default())
        };
        let score = f1(
            &body(&expected.lead, &expected.body),
            &body(&found.lead, &found.body),
        );
        sum += score;
        titles += usize::from(found.title == expected.title);
        if score < 0.99 || found.kind != PageKind::Article {
            writeln!(report, "{}: {score:.3} {:?}", path.display(), found.kind).unwrap();
        }
    }
    let mean = sum / expectations.len() as f64;
    assert!(
        mean >= 0.97 && titles == expectations.len(),
        "{mean:.4} {titles}\n{report}"
    );
}

#[test]
fn list_pages_lead_to_their_articles_and_on_to_the_next_page() {
    let sources = sources();
    let profiles = ProfileSet::new(&sources.profiles).unwrap();
    let expectations = expectations();
    for (source, list, next) in [
        (
            "yhdistyspaja",
            "/ajankohtaista/",
            Some("/ajankohtaista/page/2/"),
        ),
        ("kotoisahame", "/blogi/", Some("/blogi/page/2/")),
        (
            "pielispiiri",
            "/ajankohtaista",
            Some("/ajankohtaista?page=1"),
        ),
    ] {
        let url = Url::parse(&format!("http://{source}.localhost{list}")).unwrap();
        let (bytes, _) = page(source, &url);
        let input = PageInput {
            url: Some(&url),
            ..PageInput::new(PageContent::Bytes(&bytes))
        };
        let found = extract(&input, &profiles.get(source).unwrap());
        let of = |role: LinkRole| found.links.iter().filter(move |link| link.role == role);
        let known = |link: &&Link| {
            expectations
                .values()
                .any(|one| one.url == link.url.as_str())
        };
        assert!(of(LinkRole::Article).filter(known).count() >= 5, "{source}");
        let next = next.map(|next| url.join(next).unwrap());
        assert_eq!(
            of(LinkRole::Next).map(|link| &link.url).collect::<Vec<_>>(),
            next.iter().collect::<Vec<_>>()
        );
    }
}
