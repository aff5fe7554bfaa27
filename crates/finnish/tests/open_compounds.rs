//! Open compounds from the text to the lemmas they stand for, with dictionaries of a few words.

#![allow(clippy::unwrap_used)] // a test that panics has failed, as it should

mod small_dictionary;

use aluehaku_finnish::Finnish;
use aluehaku_finnish::tokenizer::{completed_lemmas, tokenize};

use small_dictionary::dictionary;

const WORDS: &[(&str, &str)] = &[
    (
        "terveyspalvelut",
        "[Ln][Xp]terveys[X]terveys[Sn][Ny][Bh][Bc][Ln][Xp]palvelu[X]palvelu[Sn][Nm]t",
    ),
    (
        "terveysjärjestöt",
        "[Ln][Xp]terveys[X]terveys[Sn][Ny][Bh][Bc][Ln][Xp]järjestö[X]järjestö[Sn][Nm]t",
    ),
    (
        "vesitalous",
        "[Ln][Xp]vesi[X]vesi[Sn][Ny][Bh][Bc][Ln][Xp]talous[X]talous[Sn][Ny]",
    ),
    (
        "palvelurakenneuudistus",
        "[Ln][Xp]palvelu[X]palvelu[Sn][Ny][Bh][Bc][Ln][Xp]rakenne[X]rakenne[Sn][Ny][Bh][Bc][Ln][Xp]uudistus[X]uudistus[Sn][Ny]",
    ),
    ("yläaste", "[Lp]ylä[Bh][Bc][Ln][Xp]aste[X]aste[Sn][Ny]"),
    (
        "asumispalveluissa",
        "[Ln][Xp]asuminen[X]asumis[Bh][Bc][Ln][Xp]palvelu[X]palvelu[Sine][Nm]issa",
    ),
    ("ratkaisut", "[Ln][Xp]ratkaisu[X]ratkaisu[Sn][Nm]t"),
    ("hankkeessa", "[Ln][Xp]hanke[X]hankkee[Sine][Ny]ssa"),
];

/// Checks what the tokens of a text stand for: each completed token with its lemmas.
#[track_caller]
fn check(text: &str, expected: &[(&str, &[&str])]) {
    let finnish = Finnish::new(Some(dictionary(WORDS)));
    let completed = tokenize(text).map(|token| (completed_lemmas(&finnish, &token), token.text));
    let completed: Vec<_> = completed.filter(|(lemmas, _)| !lemmas.is_empty()).collect();
    let completed: Vec<(&str, Vec<&str>)> = completed
        .iter()
        .map(|(lemmas, text)| (text.as_ref(), lemmas.iter().map(String::as_str).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> = expected
        .iter()
        .map(|(text, lemmas)| (*text, lemmas.to_vec()))
        .collect();
    assert_eq!(completed, expected, "{text}");
}

#[test]
fn a_first_part_takes_the_last_part_of_the_word_that_completes_it() {
    check("sote- ja terveyspalvelut", &[("sote-", &["sotepalvelu"])]);
    check(
        "Sosiaali- ja terveysjärjestöt",
        &[("Sosiaali-", &["sosiaalijärjestö"])],
    );
    check(
        "maa-, metsä- ja vesitalous",
        &[("maa-", &["maatalous"]), ("metsä-", &["metsätalous"])],
    );
}

#[test]
fn a_word_of_many_parts_completes_with_each_of_its_tails() {
    check(
        "kunta- ja palvelurakenneuudistus",
        &[("kunta-", &["kuntarakenneuudistus", "kuntauudistus"])],
    );
}

#[test]
fn equal_vowels_and_digits_meet_at_a_hyphen() {
    check("ala- ja yläaste", &[("ala-", &["ala-aste", "alaaste"])]);
    check(
        "24/7- ja terveyspalvelut",
        &[("24/7-", &["24/7-palvelu", "24/7palvelu"])],
    );
}

#[test]
fn a_last_part_takes_the_first_part_of_the_word_before() {
    check(
        "asumispalveluissa ja -ratkaisut",
        &[("-ratkaisut", &["asumisratkaisu"])],
    );
}

#[test]
fn a_last_part_after_a_space_takes_the_whole_word_before() {
    check(
        "Järjestöjen sote-muutostuki -hankkeessa",
        &[(
            "-hankkeessa",
            &["sote-muutostuki-hanke", "sotemuutostukihanke"],
        )],
    );
}

#[test]
fn a_word_that_is_no_compound_completes_nothing() {
    check("uudet- ja ratkaisut", &[]);
    check("sote- ja tuntematonpalvelu", &[]);
}
