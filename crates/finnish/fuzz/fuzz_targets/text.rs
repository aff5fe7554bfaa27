//! Any text, with every real dictionary that is at hand and with none: tokens stand in order on borders of
//! characters, and what they are found under stays small.

#![no_main]

#[path = "../../tests/support/dictionaries.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod dictionaries;

use std::sync::LazyLock;

use aluehaku_finnish::tokenizer::{completed_lemmas, tokenize};
use aluehaku_finnish::{Dictionary, Finnish};
use libfuzzer_sys::fuzz_target;

static ANALYSERS: LazyLock<Vec<Finnish>> = LazyLock::new(|| {
    let found = dictionaries::find_all().into_iter();
    let read = found
        .map(|found| Dictionary::from_bytes(&found.bytes()).expect("a dictionary that was found"));
    read.map(Some).chain([None]).map(Finnish::new).collect()
});

fuzz_target!(|text: &str| {
    let mut end = 0;
    for token in tokenize(text) {
        assert!(end <= token.start && token.start < token.end);
        assert!(text.get(token.start..token.end).is_some());
        end = token.end;
        for finnish in ANALYSERS.iter() {
            let terms = finnish.terms(&token.text);
            assert!(terms.lemmas().len() <= 60 && terms.parts().len() <= 60);
            assert!(completed_lemmas(finnish, &token).len() <= 4);
        }
    }
});
