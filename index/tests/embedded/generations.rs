//! Generations on disk: which are kept, which are cleared away, which are refused.

use std::fs;
use std::sync::Arc;

use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::analysis::{AnalyzerIdentity, Language, TextAnalyzer, Token, WordTerms};
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::Engine;
use aluehaku_index::error::EngineError;

use crate::{article, count, document, generations, open, open_with, put, rebuild, request};

#[test]
fn the_previous_generation_is_kept_and_older_ones_go() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    for _ in 0..3 {
        rebuild(&engine, &["a"]);
    }
    assert_eq!(generations(directory.path()), ["000003", "000004"]);
    assert_eq!(engine.reader().unwrap().generation(), "000004");
}

#[test]
fn earlier_generations_go_when_that_is_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    for _ in 0..3 {
        rebuild(&engine, &["a"]);
    }
    let reader = engine.reader().unwrap();
    rebuild(&engine, &["a"]);
    engine.remove_earlier().unwrap();
    assert_eq!(generations(directory.path()), ["000005"]);
    assert_eq!(
        reader.article_count(),
        1,
        "who reads an earlier one goes on"
    );
}

#[test]
fn a_generation_stays_while_it_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    put(&engine, &["old"]);
    let reader = engine.reader().unwrap();
    rebuild(&engine, &["a"]);
    rebuild(&engine, &["a"]);
    assert_eq!(
        generations(directory.path()),
        ["000001", "000002", "000003"]
    );
    assert_eq!(reader.article_count(), 1);
    drop(reader);
    // The engine itself still had the old state open; its next look lets it go.
    engine.reader().unwrap();
    rebuild(&engine, &["a"]);
    assert_eq!(generations(directory.path()), ["000003", "000004"]);
}

#[test]
fn what_an_interrupted_rebuild_left_is_cleared_away() {
    let directory = tempfile::tempdir().unwrap();
    put(&open(directory.path()), &["a"]);
    let leftover = directory.path().join("000002");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join("half.store"), b"half").unwrap();
    let engine = open(directory.path());
    assert_eq!(generations(directory.path()), ["000001"]);
    assert_eq!(count(&engine), 1);
}

#[test]
fn a_rebuild_under_way_is_no_leftover() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    let mut rebuild = engine.rebuild().unwrap();
    rebuild.add(document(&article("a", "sana"))).unwrap();
    let other = open(directory.path());
    assert_eq!(generations(directory.path()), ["000001", "000002"]);
    rebuild.finish(3, 1).unwrap();
    assert_eq!(count(&other), 1);
}

#[test]
fn a_newer_format_is_refused_but_can_be_rebuilt() {
    let directory = tempfile::tempdir().unwrap();
    put(&open(directory.path()), &["a"]);
    let manifest = directory.path().join("000001/generation.json");
    let mut newer: serde_json::Value =
        serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    let ours = newer["format"].as_u64().unwrap();
    newer["format"] = 99.into();
    fs::write(&manifest, newer.to_string()).unwrap();
    let engine = open(directory.path());
    assert!(matches!(
        engine.reader(),
        Err(EngineError::Format {
            found: 99,
            supported,
            ..
        }) if u64::from(supported) == ours
    ));
    assert!(matches!(engine.writer(), Err(EngineError::Format { .. })));
    rebuild(&engine, &["a", "b"]);
    assert_eq!(count(&engine), 2);
}

#[test]
fn a_damaged_index_is_reported_and_can_be_rebuilt() {
    for damage in ["000001/meta.json", "000001/generation.json", "CURRENT"] {
        let directory = tempfile::tempdir().unwrap();
        put(&open(directory.path()), &["a"]);
        fs::write(directory.path().join(damage), "nonsense").unwrap();
        let engine = open(directory.path());
        assert!(
            matches!(engine.reader(), Err(EngineError::Storage { .. })),
            "{damage}"
        );
        assert!(
            matches!(engine.writer(), Err(EngineError::Storage { .. })),
            "{damage}"
        );
        rebuild(&engine, &["a", "b"]);
        assert_eq!(count(&engine), 2, "{damage}");
        put(&engine, &["c"]);
        assert_eq!(count(&engine), 3, "{damage}");
    }
}

/// Snowball under another name.
#[derive(Debug)]
struct Other;

impl TextAnalyzer for Other {
    fn identity(&self) -> AnalyzerIdentity {
        AnalyzerIdentity {
            name: "other".to_owned(),
            version: "2".to_owned(),
        }
    }

    fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        Snowball.tokens(text)
    }

    fn terms(&self, word: &str, language: Language) -> WordTerms {
        Snowball.terms(word, language)
    }
}

#[test]
fn an_index_of_another_analyser_is_read_and_not_written() {
    let directory = tempfile::tempdir().unwrap();
    put(&open(directory.path()), &["a"]);
    let engine = open_with(directory.path(), Arc::new(Other));
    let reader = engine.reader().unwrap();
    assert_eq!(reader.foreign_analyzer(), Some(&Snowball.identity()));
    let found = reader.search(&request("sana")).unwrap();
    assert_eq!(found.total.value, 1);
    assert_eq!(found.hits[0].snippet.ranges.first(), Some(&(0..4)));
    assert_eq!(count(&engine), 1);
    assert!(matches!(
        engine.writer(),
        Err(EngineError::OtherAnalyzer { .. })
    ));
    rebuild(&engine, &["a", "b"]);
    assert_eq!(engine.reader().unwrap().foreign_analyzer(), None);
    put(&engine, &["c"]);
    assert_eq!(count(&engine), 3);
}

#[test]
fn a_rebuild_beyond_its_memory_is_one_segment_and_leaves_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        rebuild_memory: 16_000_000,
        ..Options::default()
    };
    let engine = Embedded::open(directory.path(), Arc::new(Snowball), options).unwrap();
    let mut rebuild = engine.rebuild().unwrap();
    for number in 0..2000 {
        let words = (0..60).map(|word| format!("sana{number}x{word} yhteinen"));
        let body = words.collect::<Vec<_>>().join(" ");
        let article = article(&format!("a{number}"), &body);
        rebuild.add(document(&article)).unwrap();
    }
    let generation = directory.path().join("000002");
    let has_run = |ending: &str| {
        let mut files = fs::read_dir(&generation).unwrap();
        files.any(|file| {
            let name = file.unwrap().file_name();
            name.to_string_lossy().ends_with(ending)
        })
    };
    assert!(has_run(".run0"));
    rebuild.finish(1, 2000).unwrap();
    assert!(!has_run(".run0"));
    let files = fs::read_dir(&generation).unwrap();
    let names = files.map(|file| file.unwrap().file_name());
    let terms = names.filter(|name| name.to_string_lossy().ends_with(".term"));
    assert_eq!(terms.count(), 1);
    let reader = engine.reader().unwrap();
    for (query, found) in [("yhteinen", 2000), ("sana7x5", 1), ("sana1999x59", 1)] {
        let answer = reader.search(&request(query)).unwrap();
        assert_eq!(answer.total.value, found, "{query}");
    }
}
