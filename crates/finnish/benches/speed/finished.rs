//! Finished analyses and finished terms for distinct words, none of them seen before, nothing remembered.

use std::ffi::CString;
use std::hint::black_box;

use aluehaku_finnish::{Dictionary, Finnish, Scratch, Walk};

use crate::Settings;
use crate::contest::Contest;
use crate::support::dictionaries::Found;
use crate::support::libvoikko::Libvoikko;

/// Prints the table. Each row does what the row above does and more, so that their differences are the shares
/// of the stages.
pub(crate) fn run(dictionary: &Found, settings: &Settings) {
    let read = Dictionary::from_bytes(&dictionary.bytes());
    let finnish = Finnish::new(read.ok()).remembering(0);
    let analyzer = finnish
        .analyzer()
        .expect("a dictionary that was found is one");
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
        analyzer.dictionary().walk(word, &mut walk);
        black_box(walk.outputs().len());
    });
    let mut scratch = Scratch::new();
    contest.add("... taken apart: class, features", move |(word, _)| {
        for analysis in analyzer.analyze(word, &mut scratch).iter() {
            black_box((analysis.class(), analysis.features()));
        }
    });
    let (mut scratch, mut text) = (Scratch::new(), String::new());
    contest.add("... with base form and structure", move |(word, _)| {
        for analysis in analyzer.analyze(word, &mut scratch).iter() {
            black_box((analysis.class(), analysis.features()));
            text.clear();
            analysis.write_base_form(&mut text);
            analysis.write_structure(&mut text);
            black_box(text.len());
        }
    });
    contest.add("terms, guesses and stems included", |(word, _)| {
        black_box(finnish.terms(word));
    });
    println!("\nFinished analyses and terms, distinct words");
    contest.run(settings.rounds);
}
