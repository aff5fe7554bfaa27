//! The raw outputs of whole dictionaries: equal, and in equal order, however they are found.

mod support;

use std::ffi::CString;
use std::fs;
use std::path::Path;

use aluehaku_finnish::analysis::Scratch;
use aluehaku_finnish::vfst::plain::PlainDictionary;
use aluehaku_finnish::{Analyzer, Dictionary, Symbols, Walk};

use support::dictionaries::{self, Found};
use support::libvoikko::Libvoikko;

/// Words whose outputs may differ from libvoikko's, each with the reason.
const EXPECTED_DIFFERENCES: &[(&str, &str)] = &[];

/// Without optimisation the plain walk is so slow that it takes every third word.
const STEP: usize = if cfg!(debug_assertions) { 3 } else { 1 };

fn words() -> String {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words.txt");
    let words = fs::read_to_string(list).expect("the word list is part of the package");
    assert!(words.lines().count() >= 30_000);
    words
}

fn render(walk: &Walk, symbols: &Symbols) -> Vec<String> {
    let outputs = walk.outputs();
    outputs.map(|output| symbols.render(output)).collect()
}

/// The plain walk is the yardstick of the fast one, also when that comes from its prepared form.
#[test]
fn the_fast_walk_finds_what_the_plain_walk_finds() {
    for found in dictionaries::find_all() {
        let file = found.bytes();
        let plain = PlainDictionary::from_bytes(&file).unwrap();
        let fast = Dictionary::from_bytes(&file).unwrap();
        let prepared = fast
            .to_prepared()
            .expect("this dictionary has the fast form");
        let prepared =
            Dictionary::from_prepared(&prepared, Dictionary::source_hash(&file)).unwrap();
        let (mut expected, mut walk) = (Walk::new(), Walk::new());
        let mut outputs = 0;
        for word in words().lines().step_by(STEP) {
            plain.walk(word, &mut expected);
            outputs += expected.outputs().len();
            for dictionary in [&fast, &prepared] {
                dictionary.walk(word, &mut walk);
                assert!(
                    walk.outputs().eq(expected.outputs()),
                    "{word}: {:?} instead of {:?}",
                    render(&walk, fast.symbols()),
                    render(&expected, plain.symbols())
                );
                assert_eq!(walk.is_cut(), expected.is_cut(), "{word}");
            }
        }
        println!("{}: {outputs} outputs", found.name);
        assert!(outputs > 50_000 / STEP);
    }
}

/// libvoikko drops outputs with wrong hyphens before it shows them, and reads some in two ways, the second
/// without its output. So what it shows must be among ours in the same order, and the analyser, which
/// does the same, must have as many analyses.
#[test]
fn outputs_equal_those_of_libvoikko() {
    for found in dictionaries::find_all() {
        let Some(libvoikko) = Libvoikko::open(&found) else {
            return;
        };
        compare(&found, &libvoikko);
    }
}

fn compare(found: &Found, libvoikko: &Libvoikko) {
    let analyzer = Analyzer::new(Dictionary::from_bytes(&found.bytes()).expect("a dictionary"));
    let dictionary = analyzer.dictionary();
    let (mut walk, mut scratch) = (Walk::new(), Scratch::new());
    let (mut outputs, mut dropped) = (0, 0);
    let mut differences = Vec::new();
    for word in words().lines() {
        dictionary.walk(word, &mut walk);
        let ours = render(&walk, dictionary.symbols());
        let (theirs, analyses) = shown_by(libvoikko, word);
        let kept = analyzer.analyze(word, &mut scratch).iter().count();
        let shown = in_order(&ours, &theirs);
        outputs += ours.len();
        dropped += ours.len() - shown.unwrap_or(0);
        let expected = EXPECTED_DIFFERENCES.iter().any(|(known, _)| *known == word);
        if !expected && (shown.is_none() || kept != analyses) {
            differences.push(format!(
                "{word}: {ours:?}, libvoikko {theirs:?}, kept {kept}"
            ));
        }
    }
    println!("{}: {outputs} outputs, {dropped} not valid", found.name);
    assert!(
        differences.is_empty(),
        "{} differences with the {} dictionary:\n{}",
        differences.len(),
        found.name,
        differences[..differences.len().min(20)].join("\n")
    );
}

/// The outputs that libvoikko shows, and how many analyses it gives.
fn shown_by(libvoikko: &Libvoikko, word: &str) -> (Vec<String>, usize) {
    let word = CString::new(word).expect("words hold no zero byte");
    let (mut outputs, mut analyses) = (Vec::new(), 0);
    libvoikko.analyse(&word, |number, key, value| {
        analyses = number + 1;
        if key == c"FSTOUTPUT" {
            outputs.push(value.to_string_lossy().into_owned());
        }
    });
    (outputs, analyses)
}

/// How many of `ours` are among `theirs`, if all of theirs are among ours and in the same order.
fn in_order(ours: &[String], theirs: &[String]) -> Option<usize> {
    let mut rest = ours.iter();
    theirs
        .iter()
        .all(|output| rest.any(|other| other == output))
        .then_some(theirs.len())
}

/// A compound whose every part can be read in several ways has more readings than anyone wants.
#[test]
fn a_word_that_explodes_is_cut() {
    for found in dictionaries::find_all() {
        let dictionary = Dictionary::from_bytes(&found.bytes()).unwrap();
        let mut walk = Walk::new();
        dictionary.walk(&"koillis-".repeat(25), &mut walk);
        assert!(walk.is_cut());
        assert_eq!(walk.outputs().len(), 100);
        dictionary.walk(&"a".repeat(1_000_000), &mut walk);
        assert!(!walk.is_cut());
        assert_eq!(walk.outputs().len(), 0);
        for hyphens in [1, 10, 255, 100_000] {
            dictionary.walk(&"-".repeat(hyphens), &mut walk);
            assert!(walk.outputs().len() <= 100);
        }
        dictionary.walk("koiria", &mut walk);
        assert!(!walk.is_cut());
        assert!(walk.outputs().len() > 0);
    }
}

/// A dictionary is shared by threads, each with its own memory.
#[test]
fn threads_share_a_dictionary() {
    let Some(found) = dictionaries::find("standard") else {
        return;
    };
    let dictionary = Dictionary::from_bytes(&found.bytes()).unwrap();
    let words = words();
    let count = || {
        let mut walk = Walk::new();
        let words = words.lines().take(5_000);
        words.fold(0, |count, word| {
            dictionary.walk(word, &mut walk);
            count + walk.outputs().len()
        })
    };
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(count));
        threads.map(|thread| thread.join().unwrap()).to_vec()
    });
    assert!(counts.iter().all(|&other| other == counts[0] && other > 0));
}
