//! Understands every article of the pretend sites and compares with what must be understood.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use aluehaku_article::Article;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_finnish::Finnish;
use serde::Deserialize;

use super::fingerprint::Fingerprint;
use super::knowledge::Knowledge;
use super::{Context, Given, enrich};

#[derive(Debug, Deserialize)]
pub(super) struct Expected {
    url: String,
    source: String,
    title: String,
    lead: Option<String>,
    body: String,
    pub(super) authors: Vec<String>,
    language: String,
    pub(super) persons: Vec<String>,
    pub(super) organisations: Vec<String>,
    pub(super) projects: Vec<String>,
    pub(super) optional: BTreeMap<String, Vec<String>>,
    pub(super) forbidden: BTreeMap<String, Vec<String>>,
    regions: Vec<String>,
    municipalities: Vec<String>,
    hyvinvointialueet: Vec<String>,
    near_duplicate_of: Option<String>,
}

/// Every expectation, by source and the last part of its address.
pub(super) fn expectations() -> BTreeMap<String, Expected> {
    let mut found = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/articles");
    for source in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(source.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let expected: Expected =
                serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let slug = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.insert(format!("{}/{slug}", expected.source), expected);
        }
    }
    found
}

pub(super) fn article(expected: &Expected) -> Article {
    Article {
        id: ArticleId::from_canonical_url(&expected.url),
        url: Some(expected.url.clone()),
        source: SourceId::new(&expected.source).unwrap(),
        title: expected.title.clone(),
        lead: expected.lead.clone(),
        body: expected.body.clone(),
        published: None,
        modified: None,
        authors: Vec::new(),
        topics: Vec::new(),
        language: None,
        parts: Vec::new(),
        snippet_only: false,
    }
}

/// Finnish analysis. A machine without a dictionary takes some surnames for places; where everything is installed
/// there is one.
pub(super) fn finnish() -> Option<Arc<Finnish>> {
    let found = aluehaku_dictionary::load(None, None).unwrap();
    if found.dictionary.is_none() {
        let required = std::env::var_os("ALUEHAKU_REQUIRE_DICTIONARY").is_some();
        assert!(!required, "no dictionary: `make setup` builds one");
        eprintln!("NOT TESTED: there is no Finnish dictionary");
        return None;
    }
    Some(Arc::new(found.finnish))
}

#[test]
fn language_and_places_of_every_article_are_understood() {
    let Some(finnish) = finnish() else { return };
    let knowledge = Knowledge::new(finnish);
    let context = Context {
        source_language: Some("fi"),
        ..knowledge.context()
    };
    let mut differences = String::new();
    for (name, expected) in expectations() {
        let enriched = enrich(article(&expected), Given::default(), &context);
        let mut compare = |field: &str, expected: &[String], found: &[String]| {
            let (expected, found): (BTreeSet<_>, BTreeSet<_>) =
                (expected.iter().collect(), found.iter().collect());
            if expected != found {
                writeln!(
                    differences,
                    "{name} {field}: expected {expected:?}, found {found:?}"
                )
                .unwrap();
            }
        };
        let entities = &enriched.entities;
        compare(
            "language",
            std::slice::from_ref(&expected.language),
            enriched.article.language.as_slice(),
        );
        compare("regions", &expected.regions, &entities.regions);
        compare(
            "municipalities",
            &expected.municipalities,
            &entities.municipalities,
        );
        compare(
            "hyvinvointialueet",
            &expected.hyvinvointialueet,
            &entities.hyvinvointialueet,
        );
        for mention in &enriched.mentions {
            let text = enriched.article.text(mention.part);
            assert_eq!(&text[mention.start..mention.end], mention.text);
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn near_copies_among_the_articles_are_found_and_nothing_else() {
    let expectations = expectations();
    let sketches: BTreeMap<&str, Fingerprint> = expectations
        .iter()
        .filter_map(|(name, expected)| {
            Some((
                name.as_str(),
                Fingerprint::of(&article(expected).whole_text())?,
            ))
        })
        .collect();
    let mut found = BTreeSet::new();
    let mut closest = 0.0f64;
    for (name, sketch) in &sketches {
        for (other, other_sketch) in
            sketches.range::<str, _>((std::ops::Bound::Excluded(*name), std::ops::Bound::Unbounded))
        {
            if sketch.is_copy_of(other_sketch) {
                found.insert((*name, *other));
            } else {
                closest = closest.max(sketch.similarity(other_sketch));
            }
        }
    }
    let stated: BTreeSet<(&str, &str)> = expectations
        .iter()
        .filter_map(|(name, expected)| {
            let other = expected.near_duplicate_of.as_deref()?;
            Some((name.as_str().min(other), name.as_str().max(other)))
        })
        .collect();
    assert!(!stated.is_empty());
    let similarity = |pair: &(&str, &str)| sketches[pair.0].similarity(&sketches[pair.1]);
    let shown: Vec<_> = stated.iter().map(|pair| (pair, similarity(pair))).collect();
    assert_eq!(found, stated, "{shown:?}, the closest other pair {closest}");
}
