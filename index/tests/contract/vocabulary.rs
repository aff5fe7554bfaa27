//! Words that mean the same find each other, ranked below and explained.

use std::sync::Arc;

use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::search::response::MatchRelation;
use aluehaku_index::vocabulary::Vocabulary;

use crate::support::{Build as _, article, assert_finds, ids, put, request, search};

const TABLE: &str = "khy = kylähyvinvointi\nKTL = Kylien tutkimuksen laitos [1999-]\n";

/// An engine with the table and some articles.
fn engine() -> (tempfile::TempDir, Embedded) {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        vocabulary: Arc::new(Vocabulary::from_text(TABLE).unwrap()),
        ..Options::default()
    };
    let engine = Embedded::open(directory.path(), Arc::new(Snowball), options).unwrap();
    put(
        &engine,
        &[
            article("short").body("khy kokoontui"),
            article("long").body("kylähyvinvointi kokoontui"),
            article("institute").body("Kylien tutkimuksen laitos kertoo"),
            article("abbreviated").body("KTL kertoo"),
            article("other").body("kylien ja laitos"),
        ],
    );
    (directory, engine)
}

#[test]
fn an_abbreviation_finds_what_it_stands_for_below() {
    let (_directory, engine) = engine();
    let response = search(&engine, &request("khy"));
    assert_eq!(ids(&response), ["short", "long"]);
    assert_eq!(
        ids(&search(&engine, &request("kylähyvinvointi"))),
        ["long", "short"]
    );
}

#[test]
fn a_name_of_several_words_is_found_and_finds() {
    let (_directory, engine) = engine();
    assert_finds(&engine, &request("ktl"), &["abbreviated", "institute"]);
    let words = search(&engine, &request("kylien tutkimuksen laitos"));
    assert_eq!(ids(&words)[..2], ["institute", "abbreviated"]);
}

#[test]
fn an_exclusion_leaves_out_only_what_it_says() {
    let (_directory, engine) = engine();
    assert_finds(&engine, &request("kokoontui -khy"), &["long"]);
    assert_finds(&engine, &request("=khy"), &["short"]);
}

#[test]
fn a_match_by_another_name_is_explained_as_one() {
    let (_directory, engine) = engine();
    let mut explained = request("khy");
    explained.explain = true;
    let response = search(&engine, &explained);
    let reasons: Vec<_> = response.hits.iter().flat_map(|hit| &hit.why).collect();
    assert!(
        reasons
            .iter()
            .any(|reason| reason.relation == MatchRelation::Synonym
                && reason.article_word == "kylähyvinvointi"
                && reason.query_word == "khy"),
        "{reasons:?}"
    );
}
