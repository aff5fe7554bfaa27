//! Who may depend on whom, and under which licences.

use std::process::Command;

use serde_json::Value;

/// What only the service may name: the network, the archive and the engine.
const SERVICE_ONLY: [&str; 8] = [
    "aluehaku-index",
    "axum",
    "hyper",
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
            "aluehaku-extract",
            "aluehaku-enrich",
            "aluehaku-dictionary",
        ],
        "the index is articles in, answers out: no network, no pages, no archive",
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
        &["*"],
        "the query language needs nothing but the standard library",
    ),
];

/// Licences that go with MIT OR Apache-2.0; an expression needs one of its alternatives here.
const LICENCES: [&str; 11] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "MPL-2.0",
    "0BSD",
    "Unlicense",
    "CDLA-Permissive-2.0",
];

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
            let forbidden = never.contains(&"*") || never.contains(&dependency);
            assert!(!forbidden, "{name} depends on {dependency}, but {reason}");
        }
    }
}

#[test]
fn every_dependency_has_a_licence_that_goes_with_ours() {
    for package in packages(&metadata(&[
        "--filter-platform",
        "x86_64-unknown-linux-gnu",
    ])) {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        let licence = licence.replace('/', " OR ");
        let accepted = licence.split(" AND ").all(|part| {
            part.trim_matches(['(', ')', ' '])
                .split(" OR ")
                .any(|one| LICENCES.contains(&one.trim_matches(['(', ')', ' '])))
        });
        assert!(accepted, "{name} has the licence {licence:?}");
    }
}
