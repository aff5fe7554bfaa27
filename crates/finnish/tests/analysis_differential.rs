//! Base form, class, structure, case and number equal libvoikko's, on every word of the list.

#![allow(clippy::unwrap_used)] // a test that panics has failed, as it should

mod support;

use std::ffi::CString;
use std::fs;
use std::path::Path;

use aluehaku_finnish::Dictionary;
use aluehaku_finnish::analysis::{Analysis, Analyzer, Case, Class, Number, Scratch};

use support::dictionaries::{self, Found};
use support::libvoikko::Libvoikko;

/// Words for which the two may differ, each with the reason.
const EXPECTED_DIFFERENCES: &[(&str, &str)] = &[];

/// The attributes that are compared, as libvoikko names them.
const KEYS: [&str; 5] = ["BASEFORM", "CLASS", "STRUCTURE", "SIJAMUOTO", "NUMBER"];

type Attributes = [String; KEYS.len()];

#[test]
fn analyses_equal_those_of_libvoikko() {
    for dictionary in dictionaries::find_all() {
        let Some(libvoikko) = Libvoikko::open(&dictionary) else {
            return;
        };
        compare(&dictionary, &libvoikko);
    }
}

fn compare(dictionary: &Found, libvoikko: &Libvoikko) {
    let analyzer = Analyzer::new(Dictionary::from_bytes(&dictionary.bytes()).unwrap());
    assert_eq!(analyzer.build().name(), dictionary.name);
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words.txt");
    let list = fs::read_to_string(list).unwrap();
    let mut scratch = Scratch::new();
    let mut differences = Vec::new();
    for word in list.lines() {
        let ours: Vec<_> = analyzer
            .analyze(word, &mut scratch)
            .iter()
            .map(attributes)
            .collect();
        let theirs = attributes_of(libvoikko, word);
        if ours != theirs
            && !EXPECTED_DIFFERENCES
                .iter()
                .any(|(expected, _)| *expected == word)
        {
            differences.push(format!("{word}: {ours:?}, libvoikko {theirs:?}"));
        }
    }
    assert!(list.lines().count() >= 30_000);
    let shown = differences
        .iter()
        .take(20)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        differences.is_empty(),
        "{} differences with the {} dictionary:\n{shown}",
        differences.len(),
        dictionary.name
    );
}

fn attributes(analysis: Analysis<'_>) -> Attributes {
    let features = analysis.features();
    [
        analysis.base_form(),
        analysis.class().map_or("", class).to_owned(),
        analysis.structure(),
        features.case.map_or("", case).to_owned(),
        features.number.map_or("", number).to_owned(),
    ]
}

fn attributes_of(libvoikko: &Libvoikko, word: &str) -> Vec<Attributes> {
    let word = CString::new(word).expect("words hold no zero byte");
    let mut analyses: Vec<Attributes> = Vec::new();
    libvoikko.analyse(&word, |number, key, value| {
        if analyses.len() <= number {
            analyses.resize(number + 1, Attributes::default());
        }
        if let Some(place) = KEYS
            .iter()
            .position(|name| name.as_bytes() == key.to_bytes())
        {
            analyses[number][place] = value.to_string_lossy().into_owned();
        }
    });
    analyses
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Noun => "nimisana",
        Class::Adjective => "laatusana",
        Class::NounOrAdjective => "nimisana_laatusana",
        Class::Verb => "teonsana",
        Class::FirstName => "etunimi",
        Class::Surname => "sukunimi",
        Class::Place => "paikannimi",
        Class::OtherName => "nimi",
        Class::Abbreviation => "lyhenne",
        Class::Adverb => "seikkasana",
        Class::Numeral | Class::RomanNumeral => "lukusana",
        Class::Pronoun => "asemosana",
        Class::Conjunction => "sidesana",
        Class::Adposition => "suhdesana",
        Class::NegationVerb => "kieltosana",
        Class::Interjection => "huudahdussana",
        Class::Prefix => "etuliite",
    }
}

fn case(case: Case) -> &'static str {
    match case {
        Case::Nominative => "nimento",
        Case::Genitive => "omanto",
        Case::Partitive => "osanto",
        Case::Essive => "olento",
        Case::Translative => "tulento",
        Case::Inessive => "sisaolento",
        Case::Elative => "sisaeronto",
        Case::Illative => "sisatulento",
        Case::Adessive => "ulkoolento",
        Case::Ablative => "ulkoeronto",
        Case::Allative => "ulkotulento",
        Case::Abessive => "vajanto",
        Case::Comitative => "seuranto",
        Case::Instructive => "keinonto",
        Case::Accusative => "kohdanto",
        Case::AdverbSti => "kerrontosti",
    }
}

fn number(number: Number) -> &'static str {
    match number {
        Number::Singular => "singular",
        Number::Plural => "plural",
    }
}
