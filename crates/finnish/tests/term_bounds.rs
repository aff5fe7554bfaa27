//! How many terms a word may have and how long they may be, whatever the word.

mod small_dictionary;
mod support;

use aluehaku_finnish::{Dictionary, Finnish, Terms};
use proptest::prelude::*;

use small_dictionary::{JARJESTO, KOIRIA, dictionary};
use support::dictionaries;

fn finnish(entries: &[(&str, &str)]) -> Finnish {
    Finnish::new(Some(dictionary(entries)))
}

#[test]
fn a_word_of_any_length_has_terms_of_bounded_length() {
    let finnish = finnish(&[KOIRIA]);
    for word in [
        "koiria".repeat(170_000),
        "-".repeat(100_000),
        "koillis-".repeat(25),
        ":".repeat(9999),
    ] {
        assert_bounded(&word, &finnish.terms(&word));
    }
    assert_eq!(finnish.terms("").lemmas().len(), 0);
}

/// Words that many readings and long compounds come up in are bounded with real dictionaries too.
#[test]
fn long_compounds_are_bounded_with_every_dictionary() {
    for found in dictionaries::find_all() {
        let finnish = Finnish::new(Dictionary::from_bytes(&found.bytes()).ok());
        assert_eq!(finnish.method().name(), found.name);
        for word in [
            "koillis-".repeat(25),
            "yö".repeat(100),
            "äiti-isä-".repeat(28),
        ] {
            assert_bounded(&word, &finnish.terms(&word));
        }
    }
}

proptest! {
    #[test]
    fn any_word_has_bounded_terms(word in "\\PC{0,40}|[a-zåäö:'.-]{0,300}|[A-ZÅÄÖ]{2,6}:?[a-zäö]{0,4}") {
        for finnish in [Finnish::new(None), finnish(&[KOIRIA, JARJESTO])] {
            let finnish = finnish.remembering(0);
            assert_bounded(&word, &finnish.terms(&word));
        }
    }

    #[test]
    fn pieces_of_words_have_bounded_terms_with_every_dictionary(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)
    ) {
        let word = pieces.concat();
        for finnish in real() {
            assert_bounded(&word, &finnish.terms(&word));
        }
    }
}

/// Pieces that make compounds, names, numbers and nonsense.
const PIECES: &[&str] = &[
    "järjestö",
    "jen",
    "Helsinki",
    "-",
    "sote",
    "uudistus",
    "ten",
    "1990",
    ":n",
    "EU",
    "'",
    "talo",
    "ssa",
    "kin",
    "lais",
    "nen",
    "ja",
    "yö",
    ".",
    "é",
    "\u{ad}",
    "ä",
    "koillis",
    "Iso",
    "toista",
    "viidellä",
];

fn real() -> &'static [Finnish] {
    use std::sync::LazyLock;
    static FINNISH: LazyLock<Vec<Finnish>> = LazyLock::new(|| {
        let found = dictionaries::find_all();
        let read = found.iter().map(|found| {
            Dictionary::from_bytes(&found.bytes()).expect("a dictionary that was found is one")
        });
        read.map(|dictionary| Finnish::new(Some(dictionary)))
            .collect()
    });
    &FINNISH
}

/// No more terms than a position of an index can hold, none longer than a word, none empty, none twice.
fn assert_bounded(word: &str, terms: &Terms) {
    assert!(word.starts_with(terms.word()));
    assert!(terms.word().chars().count() <= 255);
    let all: Vec<&str> = terms.lemmas().chain(terms.parts()).collect();
    assert!(
        terms.lemmas().len() <= 100 && terms.parts().len() <= 100,
        "{word}"
    );
    let longest = 4 * 255 + 64;
    assert!(
        all.iter()
            .all(|term| !term.is_empty() && term.len() <= longest),
        "{word}"
    );
    assert!(
        terms.stem().is_none_or(|stem| stem.len() <= longest),
        "{word}"
    );
    let mut unique = all.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), all.len(), "{word}: {terms:?}");
}
