//! Who may depend on whom, under which licences, from where and in which versions.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// What only the service may name: the network, the archive and the engine.
const SERVICE_ONLY: [&str; 9] = [
    "aluehaku-index",
    "axum",
    "hyper",
    "postgres",
    "reqwest",
    "rusqlite",
    "tantivy",
    "tokio",
    "tower",
];

/// Packages and what they never name, with the reason.
const NEVER: [(&str, &[&str], &str); 9] = [
    (
        "aluehaku",
        &["tantivy", "scraper", "html5ever", "whatlang"],
        "the service knows the engine by its contract, and reading and enrichment by their answers",
    ),
    (
        "aluehaku-index",
        &[
            "axum",
            "tokio",
            "reqwest",
            "scraper",
            "rusqlite",
            "postgres",
            "aluehaku-extract",
            "aluehaku-enrich",
            "aluehaku-dictionary",
        ],
        "the index is articles in, answers out: no pages, no archive, no service",
    ),
    (
        "aluehaku-extract",
        &SERVICE_ONLY,
        "reading a page is pure: bytes in, an extraction out",
    ),
    (
        "aluehaku-enrich",
        &SERVICE_ONLY,
        "enriching an article is pure: an article in, what it tells of out",
    ),
    (
        "aluehaku-article",
        &SERVICE_ONLY,
        "every package speaks of articles, so what they are stands below all",
    ),
    (
        "aluehaku-dictionary",
        &SERVICE_ONLY,
        "finding a dictionary needs files and nothing else",
    ),
    (
        "aluehaku-finnish",
        &[
            "tantivy",
            "aluehaku-index",
            "aluehaku-article",
            "axum",
            "tokio",
            "serde",
        ],
        "Finnish analysis is words only, usable alone",
    ),
    (
        "aluehaku-swedish",
        &[
            "tantivy",
            "aluehaku-index",
            "aluehaku-article",
            "axum",
            "tokio",
            "serde",
        ],
        "Swedish analysis is words only, usable alone",
    ),
    (
        "aluehaku-query",
        &[
            "tantivy",
            "aluehaku-index",
            "aluehaku-article",
            "aluehaku-finnish",
            "axum",
            "tokio",
            "serde",
        ],
        "the query language is text only, usable alone",
    ),
];

/// The rules for dependencies, which `cargo deny` reads as well.
fn rules() -> toml::Table {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// A list of texts in the rules.
fn texts(rule: &toml::Value) -> Vec<&str> {
    let texts = rule.as_array().unwrap().iter();
    texts.map(|text| text.as_str().unwrap()).collect()
}

/// What is built on the machines that the service is made for.
fn dependencies() -> Vec<Value> {
    let metadata = metadata(&["--filter-platform", "x86_64-unknown-linux-gnu"]);
    packages(&metadata).clone()
}

fn metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn packages(metadata: &Value) -> &Vec<Value> {
    metadata["packages"].as_array().unwrap()
}

#[test]
fn packages_depend_only_on_what_they_may() {
    let metadata = metadata(&["--no-deps"]);
    for (name, never, reason) in NEVER {
        let package = packages(&metadata)
            .iter()
            .find(|package| package["name"] == name)
            .unwrap();
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        // Tests and benches may compare with anything.
        let dependencies = dependencies.filter(|dependency| dependency["kind"].is_null());
        for dependency in dependencies {
            let dependency = dependency["name"].as_str().unwrap();
            let forbidden = never.contains(&dependency);
            assert!(!forbidden, "{name} depends on {dependency}, but {reason}");
        }
    }
}

#[test]
fn every_dependency_has_a_licence_that_goes_with_ours() {
    let rules = rules();
    let accepted = texts(&rules["licenses"]["allow"]);
    for package in dependencies() {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        let licence = licence.replace('/', " OR ");
        let is_accepted = licence.split(" AND ").all(|part| {
            part.trim_matches(['(', ')', ' '])
                .split(" OR ")
                .any(|one| accepted.contains(&one.trim_matches(['(', ')', ' '])))
        });
        assert!(is_accepted, "{name} has the licence {licence:?}");
    }
}

#[test]
fn every_dependency_comes_from_a_registry_that_is_trusted() {
    let rules = rules();
    let trusted = texts(&rules["sources"]["allow-registry"]);
    for package in dependencies() {
        // Our own packages have no source.
        let Some(source) = package["source"].as_str() else {
            assert!(package["name"].as_str().unwrap().starts_with("aluehaku"));
            continue;
        };
        let registry = source.strip_prefix("registry+");
        assert!(
            registry.is_some_and(|registry| trusted.contains(&registry)),
            "{}: {source}",
            package["name"]
        );
    }
}

#[test]
fn a_package_comes_in_one_version_but_for_those_that_are_named() {
    let rules = rules();
    let skipped = rules["bans"]["skip"].as_array().unwrap();
    let mut skipped: BTreeSet<&str> = skipped
        .iter()
        .map(|one| one["crate"].as_str().unwrap())
        .collect();
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in dependencies() {
        let part = |field: &str| package[field].as_str().unwrap().to_owned();
        versions
            .entry(part("name"))
            .or_default()
            .insert(part("version"));
    }
    for (name, mut versions) in versions {
        versions.retain(|version| !skipped.remove(format!("{name}@{version}").as_str()));
        assert!(
            versions.len() <= 1,
            "{name} comes in the versions {versions:?}: name the older ones in deny.toml"
        );
    }
    assert!(
        skipped.is_empty(),
        "deny.toml names what is not there: {skipped:?}"
    );
}
