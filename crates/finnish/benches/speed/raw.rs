//! The outputs of the dictionary for distinct words, none of them seen before, nothing cached.

use std::ffi::CString;
use std::hint::black_box;

use aluehaku_finnish::vfst::plain::PlainDictionary;
use aluehaku_finnish::{Dictionary, Language, Walk, stem};

use crate::Settings;
use crate::contest::Contest;
use crate::support::dictionaries::Found;
use crate::support::libvoikko::Libvoikko;

/// Prints the table.
pub(crate) fn run(dictionary: &Found, settings: &Settings) {
    let file = dictionary.bytes();
    let fast = Dictionary::from_bytes(&file).expect("a dictionary that was found is one");
    let plain = PlainDictionary::from_bytes(&file).expect("a dictionary that was found is one");
    let words: Vec<(String, CString)> = (settings.words.iter())
        .filter_map(|word| Some((word.clone(), CString::new(word.as_str()).ok()?)))
        .collect();
    let mut contest = Contest::new(&words);
    if let Some(libvoikko) = Libvoikko::open(dictionary) {
        contest.add("libvoikko, all attributes", move |(_, word)| {
            let mut bytes = 0;
            libvoikko.analyse(word, |_, _, value| bytes += value.count_bytes());
            black_box(bytes);
        });
    }
    let mut walk = Walk::new();
    contest.add("raw outputs", move |(word, _)| {
        fast.walk(word, &mut walk);
        black_box(walk.outputs().len());
    });
    let mut walk = Walk::new();
    contest.add("raw outputs, plain walk", move |(word, _)| {
        plain.walk(word, &mut walk);
        black_box(walk.outputs().len());
    });
    contest.add("Snowball stem, no dictionary", |(word, _)| {
        black_box(stem(Language::Finnish, word));
    });
    println!("\nOutputs of the dictionary, distinct words");
    contest.run(settings.rounds);
}
