//! Reads pages in the shapes of many site builders and languages, without a profile, and measures
//! how near that comes to what must be read: `fixtures/pages/`.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;

use super::profile::ProfileSet;
use super::{Extraction, PageContent, PageInput, extract};

/// What must be read of a page.
#[derive(Debug, Deserialize)]
struct Expected {
    url: String,
    title: String,
    lead: Option<String>,
    body: String,
    published: Option<String>,
    /// Absent where the page names its writer in no way that could be told.
    authors: Option<Vec<String>>,
}

/// The pages and what must be read of each, by name.
fn pages() -> BTreeMap<String, (PathBuf, Expected)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pages");
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let expectations = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let page = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = serde_json::from_str(&text).unwrap();
        (name, (path.with_extension("html"), expected))
    };
    expectations.map(page).collect()
}

/// How often each run of four words stands in a text.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut counts = HashMap::new();
    for run in words.windows(4.min(words.len().max(1))) {
        *counts.entry(run.to_vec()).or_default() += 1;
    }
    counts
}

/// Precision and recall of a text in runs of four words.
fn measure(expected: &str, found: &str) -> (f64, f64) {
    let (expected, found) = (shingles(expected), shingles(found));
    let common = expected.iter();
    let common: usize = common
        .map(|(run, count)| *count.min(found.get(run).unwrap_or(&0)))
        .sum();
    let share =
        |all: &HashMap<Vec<&str>, usize>| common as f64 / all.values().sum::<usize>().max(1) as f64;
    (share(&found), share(&expected))
}

fn whole(lead: Option<&String>, body: &str) -> String {
    lead.map_or_else(|| body.to_owned(), |lead| format!("{lead}\n\n{body}"))
}

/// Reads a page of which no address is known, as a saved one.
fn read(path: &Path, url: Option<&Url>, profiles: &ProfileSet) -> Extraction {
    let bytes = std::fs::read(path).unwrap();
    let input = PageInput {
        url,
        ..PageInput::new(PageContent::Bytes(&bytes))
    };
    extract(&input, &profiles.get("generic").unwrap())
}

#[test]
fn pages_of_many_site_builders_are_read_without_a_profile() {
    let profiles = ProfileSet::new(&BTreeMap::new()).unwrap();
    let pages = pages();
    assert!(pages.len() >= 60, "{} pages", pages.len());
    let (mut precisions, mut recalls, mut report) = (0.0, 0.0, String::new());
    let (mut titles, mut dates, mut authors) = (0, 0, 0);
    for (name, (path, expected)) in &pages {
        let found = read(path, Url::parse(&expected.url).ok().as_ref(), &profiles);
        let (precision, recall) = measure(
            &whole(expected.lead.as_ref(), &expected.body),
            &whole(found.lead.as_ref(), &found.body),
        );
        precisions += precision;
        recalls += recall;
        let day = found
            .published
            .map(|time| time.to_string()[..10].to_owned());
        titles += usize::from(found.title == expected.title);
        dates += usize::from(day == expected.published);
        let named = expected.authors.as_ref();
        authors += usize::from(named.is_none_or(|authors| *authors == found.authors));
        if precision.min(recall) < 0.99 {
            writeln!(
                report,
                "{name}: precision {precision:.3}, recall {recall:.3}"
            )
            .unwrap();
        }
    }
    let all = pages.len();
    let (precision, recall) = (precisions / all as f64, recalls / all as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    let summary = format!(
        "F1 {f1:.4}, precision {precision:.4}, recall {recall:.4}; of {all}: {titles} titles, \
         {dates} dates, {authors} authors\n{report}"
    );
    assert!(f1 >= 0.985, "{summary}");
    assert!(
        titles == all && dates + 2 >= all && authors + 5 >= all,
        "{summary}"
    );
}
