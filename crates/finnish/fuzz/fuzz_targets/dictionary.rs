//! Any bytes as a dictionary file: an error, or a dictionary whose walks end and whose prepared form finds
//! the same.
//!
//! ```text
//! cargo +nightly fuzz run dictionary
//! ```
//!
//! A stable compiler does too, with `cargo fuzz run --sanitizer none dictionary`.

#![no_main]

use aluehaku_finnish::vfst::plain::PlainDictionary;
use aluehaku_finnish::{Dictionary, Walk};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str)| {
    let (file, word) = input;
    let Ok(dictionary) = Dictionary::from_bytes(file) else {
        assert!(PlainDictionary::from_bytes(file).is_err());
        return;
    };
    let plain = PlainDictionary::from_bytes(file).expect("the same checks");
    let (mut walk, mut expected) = (Walk::new(), Walk::new());
    dictionary.walk(word, &mut walk);
    plain.walk(word, &mut expected);
    if !walk.is_cut() && !expected.is_cut() {
        assert!(walk.outputs().eq(expected.outputs()));
    }
    if let Some(prepared) = dictionary.to_prepared() {
        let prepared = Dictionary::from_prepared(&prepared, Dictionary::source_hash(file))
            .expect("what was just written is read");
        prepared.walk(word, &mut expected);
        assert!(walk.outputs().eq(expected.outputs()));
    }
});
