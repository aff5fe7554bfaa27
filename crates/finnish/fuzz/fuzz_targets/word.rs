//! Any text as a word, with every real dictionary that is at hand: walks and analyses end and stay small.

#![no_main]

#[path = "../../tests/support/dictionaries.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod dictionaries;

use std::sync::LazyLock;

use aluehaku_finnish::analysis::Scratch;
use aluehaku_finnish::{Analyzer, Dictionary, Walk};
use libfuzzer_sys::fuzz_target;

static ANALYZERS: LazyLock<Vec<Analyzer>> = LazyLock::new(|| {
    let found = dictionaries::find_all().into_iter();
    found
        .map(|found| Dictionary::from_bytes(&found.bytes()).expect("a dictionary that was found"))
        .map(Analyzer::new)
        .collect()
});

fuzz_target!(|word: &str| {
    let (mut walk, mut scratch) = (Walk::new(), Scratch::new());
    for analyzer in ANALYZERS.iter() {
        analyzer.dictionary().walk(word, &mut walk);
        assert!(walk.outputs().len() <= 100);
        // An organisation is one more analysis of the same output.
        assert!(analyzer.analyze(word, &mut scratch).iter().count() <= 200);
    }
});
