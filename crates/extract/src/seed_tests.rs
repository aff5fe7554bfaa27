//! Reads the five texts the project began with, wrapped into pages of their kinds of site: title
//! once, all of the body, no residue, date and writer as people read them. The texts lie beside the
//! repository; without them there is nothing to test.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::profile::{Profile, ProfileSet};
use super::text::one_line;
use super::{Extraction, PageContent, PageInput, extract};

/// What people read in one text.
#[derive(Debug, Deserialize)]
struct Gold {
    title: String,
    publication_date: Option<String>,
    author: Option<String>,
    #[serde(default)]
    body_must_not_contain: Vec<String>,
    #[serde(default)]
    metadata_lines: Vec<String>,
    #[serde(default)]
    weak_lines: Vec<String>,
}

/// What the shipped settings say of the sources and how they are read.
#[derive(Debug, Deserialize)]
struct Shipped {
    sources: Vec<Source>,
    profiles: BTreeMap<String, Profile>,
}

#[derive(Debug, Deserialize)]
struct Source {
    id: String,
    profile: String,
}

/// One kind of site: what stands around the head of an article, its text, and the end.
struct Kind {
    source: &'static str,
    head: &'static str,
    body: &'static str,
    end: &'static str,
}

const MENU: &str = "<nav class=main-navigation><ul><li><a href=/>Etusivu</a><li><a \
    href=/ajankohtaista/>Ajankohtaista</a></ul></nav>";

const KINDS: &[(&str, Kind)] = &[
    (
        "000",
        Kind {
            source: "jarjestotalo",
            head: "<body class='single single-post'><main id=main><article class='post type-post hentry'><header class=entry-header>",
            body: "</header><div class=entry-content>",
            end: "</div><footer class=entry-footer><span class=cat-links><a href=/c rel='category tag'>Uutiset</a></span></footer></article></main><aside class=widget-area><h2>Viimeisimmät</h2><ul><li><a href=/a>Toinen juttu</a></ul></aside>",
        },
    ),
    (
        "001",
        Kind {
            source: "kumaja",
            head: "<body class='single single-post'><div class=site><main><article class='post hentry'><header class='entry-header alignwide'>",
            body: "</header><div class='entry-content wp-block-post-content'>",
            end: "</div></article></main></div>",
        },
    ),
    (
        "002",
        Kind {
            source: "kyt",
            head: "<body class='single et_pb_pagebuilder_layout'><div id=main-content><article class='post hentry'><div class=et_post_meta_wrapper>",
            body: "</div><div class=entry-content><div class='et_pb_section'><div class='et_pb_row'><div class='et_pb_module et_pb_text'><div class=et_pb_text_inner>",
            end: "</div></div></div></div></div></article></div>",
        },
    ),
    (
        "003",
        Kind {
            source: "omahame",
            head: "<body class='single single-post'><div class=container><article class='post hentry'><header class=post-header>",
            body: "</header><div class=entry-content>",
            end: "</div></article></div>",
        },
    ),
    (
        "004",
        Kind {
            source: "hyvaks",
            head: "<body class='path-node page-node-type-news'><main role=main><article class='node node--type-news node--view-mode-full'><div class=node__header>",
            body: "</div><div class=node__content><div class='text-formatted field field--name-body'>",
            end: "</div></div></article></main>",
        },
    ),
];

/// The folder of the whole project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn seeds() -> Option<PathBuf> {
    let folder = root().join("../shared/data/seeds");
    folder.is_dir().then_some(folder)
}

/// The page, and the lines of its text that belong to the body.
fn wrapped(text: &str, gold: &Gold, kind: &Kind) -> (String, Vec<String>) {
    let title = format!("<title>{} - Sivusto</title>", gold.title);
    let mut page = format!(
        "<!doctype html><html lang=fi><head>{title}</head>{}{MENU}",
        kind.head
    );
    let mut body = Vec::new();
    let (mut has_title, mut in_body) = (false, false);
    for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
        let is_about = |lines: &[String]| lines.iter().any(|known| one_line(known) == line);
        let is_metadata = is_about(&gold.metadata_lines);
        let is_own = !is_metadata && !is_about(&gold.body_must_not_contain);
        if line == gold.title {
            let level = if has_title { 2 } else { 1 };
            if has_title && !in_body {
                page.push_str(kind.body);
                in_body = true;
            }
            write!(page, "<h{level} class=entry-title>{line}</h{level}>").unwrap();
            has_title = true;
            continue;
        }
        if is_own && has_title && !in_body {
            page.push_str(kind.body);
            in_body = true;
        }
        match line.strip_prefix("• ") {
            Some(item) => write!(page, "<ul><li>{item}</ul>").unwrap(),
            None if is_metadata && !in_body => {
                write!(
                    page,
                    "<div class='field field--name-field-date'>{line}</div>"
                )
                .unwrap();
            }
            None => write!(page, "<p>{line}</p>").unwrap(),
        }
        if is_own && !is_about(&gold.weak_lines) {
            body.push(line.trim_start_matches("• ").to_owned());
        }
    }
    page.push_str(kind.end);
    (page, body)
}

/// What is wrong with a reading.
fn warnings(found: &Extraction, gold: &Gold, body: &[String]) -> String {
    let mut wrong = String::new();
    let day = found
        .published
        .map(|time| time.to_string()[..10].to_owned());
    if found.title != gold.title || day != gold.publication_date {
        writeln!(wrong, "  {:?}, published {day:?}", found.title).unwrap();
    }
    if found.authors != Vec::from_iter(gold.author.clone()) {
        writeln!(wrong, "  authors {:?}", found.authors).unwrap();
    }
    let whole = format!("{}\n{}", found.lead.clone().unwrap_or_default(), found.body);
    let lines: Vec<String> = whole.lines().map(one_line).collect();
    for line in body.iter().filter(|line| !lines.contains(line)) {
        writeln!(wrong, "  lost {line:?}").unwrap();
    }
    let residue = gold.body_must_not_contain.iter().chain([&gold.title]);
    for line in residue.filter(|line| lines.contains(&one_line(line))) {
        writeln!(wrong, "  left {line:?}").unwrap();
    }
    wrong
}

#[test]
fn the_texts_the_project_began_with_are_read_on_pages_of_their_sites() {
    let Some(folder) = seeds() else { return };
    let all = std::fs::read_to_string(folder.join("gold.json")).unwrap();
    let all: BTreeMap<String, Value> = serde_json::from_str(&all).unwrap();
    let shipped = std::fs::read_to_string(root().join("aluehaku.toml")).unwrap();
    let shipped: Shipped = toml::from_str(&shipped).unwrap();
    let profiles = ProfileSet::new(&shipped.profiles).unwrap();
    let mut wrong = String::new();
    for (number, kind) in KINDS {
        let (file, gold) = all
            .iter()
            .find(|(file, _)| file.starts_with(number))
            .unwrap();
        let gold: Gold = serde_json::from_value(gold.clone()).unwrap();
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let (page, body) = wrapped(&text, &gold, kind);
        let source = shipped
            .sources
            .iter()
            .find(|source| source.id == kind.source);
        for profile in [source.unwrap().profile.as_str(), "generic"] {
            let input = PageInput::new(PageContent::Text(&page));
            let found = extract(&input, &profiles.get(profile).unwrap());
            let warnings = warnings(&found, &gold, &body);
            if !warnings.is_empty() {
                writeln!(wrong, "{file} by {profile}:\n{warnings}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
