//! What every source file looks like: not too long, with a map at its head, nothing left open.

use std::path::{Path, PathBuf};

/// Longest source file; only data tables are longer.
const MAX_LINES: usize = 600;

/// Nine of ten source files are shorter than this.
const USUAL_LINES: usize = 400;

/// Folders with source code of ours.
const FOLDERS: [&str; 5] = ["src", "crates", "index", "tests", "benches"];

pub(super) fn source_files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&root.join(folder), &mut files);
    }
    assert!(
        files.len() > 50,
        "the folders of the sources have moved: {FOLDERS:?}"
    );
    files
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
}

#[test]
fn no_file_is_too_long() {
    let files = source_files();
    for (path, text) in &files {
        let lines = text.lines().count();
        assert!(
            lines <= MAX_LINES,
            "{} has {lines} lines: divide it",
            path.display()
        );
    }
    let long = files
        .iter()
        .filter(|(_, text)| text.lines().count() > USUAL_LINES)
        .count();
    assert!(
        long * 10 <= files.len(),
        "{long} of {} files exceed {USUAL_LINES} lines",
        files.len()
    );
}

#[test]
fn every_file_begins_by_saying_what_it_is_for() {
    for (path, text) in source_files() {
        assert!(
            text.starts_with("//!") || text.starts_with("#![doc"),
            "{} has no module documentation",
            path.display()
        );
    }
}

#[test]
fn nothing_is_left_open() {
    // Written in two parts, so that this file does not find itself.
    let marks = [
        ("TO", "DO"),
        ("FIX", "ME"),
        ("#[ig", "nore"),
        ("dbg", "!("),
        ("XX", "X:"),
    ];
    for (path, text) in source_files() {
        for (first, second) in marks {
            let mark = format!("{first}{second}");
            assert!(!text.contains(&mark), "{} holds {mark:?}", path.display());
        }
    }
}

#[test]
fn the_service_does_not_name_the_search_library() {
    let service = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, text) in source_files() {
        let names_it = text.contains(concat!("tan", "tivy::"));
        assert!(
            !(path.starts_with(&service) && names_it),
            "{} names the engine",
            path.display()
        );
    }
}

#[test]
fn the_http_side_calls_neither_crawler_nor_extraction() {
    let http = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    for (path, text) in source_files()
        .into_iter()
        .filter(|(path, _)| path.starts_with(&http))
    {
        for module in ["crate::crawl", "aluehaku_extract", "aluehaku_enrich"] {
            let named = text.contains(&format!("{module}::"));
            assert!(!named, "{} reaches into {module}", path.display());
        }
    }
}
