//! Words that mean the same find each other, ranked below and explained.

use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::response::MatchRelation;

use crate::Setup;
use crate::support::{Build as _, article, assert_finds, ids, put, request, search};

const TABLE: &str = "khy = kylähyvinvointi\nKTL = Kylien tutkimuksen laitos [1999-]\n";

/// An engine with the table.
pub(crate) fn setup() -> Setup {
    Setup::of(Snowball).with_vocabulary(TABLE)
}

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("short").body("khy kokoontui"),
            article("long").body("kylähyvinvointi kokoontui"),
            article("institute").body("Kylien tutkimuksen laitos kertoo"),
            article("abbreviated").body("KTL kertoo"),
            article("other").body("kylien ja laitos"),
        ],
    );
}

pub(crate) fn an_abbreviation_finds_what_it_stands_for_below(engine: &dyn Engine) {
    some_articles(engine);
    let response = search(engine, &request("khy"));
    assert_eq!(ids(&response), ["short", "long"]);
    assert_eq!(
        ids(&search(engine, &request("kylähyvinvointi"))),
        ["long", "short"]
    );
}

pub(crate) fn a_name_of_several_words_is_found_and_finds(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("ktl"), &["abbreviated", "institute"]);
    let words = search(engine, &request("kylien tutkimuksen laitos"));
    assert_eq!(ids(&words)[..2], ["institute", "abbreviated"]);
}

pub(crate) fn an_exclusion_leaves_out_only_what_it_says(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("kokoontui -khy"), &["long"]);
    assert_finds(engine, &request("=khy"), &["short"]);
}

pub(crate) fn a_match_by_another_name_is_explained_as_one(engine: &dyn Engine) {
    some_articles(engine);
    let mut explained = request("khy");
    explained.explain = true;
    let response = search(engine, &explained);
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
