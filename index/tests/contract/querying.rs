//! Which articles a query finds, and which of them first.

use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::Matching;

use crate::support::{Build, article, assert_finds, ids, put, request, search};

pub(crate) fn words_are_found_in_their_forms(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .titled("Järjestöille avustuksia")
                .body("Hanke alkaa."),
            article("b").body("Järjestön uutisia."),
            article("c").body("Jotain muuta."),
        ],
    );
    assert_finds(engine, &request("järjestö"), &["a", "b"]);
    assert_finds(engine, &request("järjestöt hanke"), &["a", "b"]);
    let all = aluehaku_index::search::request::SearchRequest {
        matching: Matching::All,
        ..request("järjestöt hanke")
    };
    assert_finds(engine, &all, &["a"]);
    let response = search(engine, &request("järjestö"));
    assert_eq!(ids(&response), ["a", "b"]);
    assert_finds(engine, &request("jarjesto"), &["a", "b"]);
}
