//! The judged queries of `fixtures/queries.toml`, asked over the articles of the pretend sites among
//! invented ones.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::program::Program;

/// Invented articles beside those of the pretend sites.
const INVENTED: usize = 300;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The articles of the pretend sites as they must be read.
fn read_articles() -> Vec<Value> {
    let mut files = Vec::new();
    for folder in std::fs::read_dir(fixtures().join("articles")).unwrap() {
        let folder = std::fs::read_dir(folder.unwrap().path()).unwrap();
        files.extend(folder.map(|file| file.unwrap().path()));
    }
    files.sort();
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    texts
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

/// Articles of invented words, so that the words of the others are as rare as in a larger archive.
fn invented_articles() -> impl Iterator<Item = Value> {
    let mut state = 7u64;
    let mut below = move |end: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % end
    };
    let word = move |number: u64| {
        let syllables = ["ka", "lo", "mi", "nu", "pe", "ro", "sa", "tu", "ve", "hi"];
        let at = |place: u64| syllables[(number / place % 10) as usize];
        format!("{}{}{}x", at(1), at(10), at(100))
    };
    (0..INVENTED).map(move |number| {
        let words: Vec<String> = (0..60 + below(120)).map(|_| word(below(900))).collect();
        let id = format!("invented-{number}");
        json!({"id": id, "title": words[..4].join(" "), "body": words.join(" "), "language": "fi"})
    })
}

#[test]
fn the_judged_queries_are_answered_as_well_as_before() {
    let program = Program::new();
    let mut articles = read_articles();
    articles.extend(invented_articles());
    program.import(&articles);
    let queries = fixtures().join("queries.toml");
    let output = program.run(&["eval", queries.to_str().unwrap(), "--check"]);
    let printed = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}\n{printed}");
}
