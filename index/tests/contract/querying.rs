//! Which articles a query finds.

use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Matching, SearchRequest};

use crate::support::{Build, any, article, assert_finds, ids, put, request, search};

fn all(query: &str) -> SearchRequest {
    SearchRequest {
        matching: Matching::All,
        ..request(query)
    }
}

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .titled("Järjestöille taloja")
                .lead("Hakuaika alkaa maanantaina.")
                .body("Hanke tukee kyläyhdistyksiä. Lisätietoja antaa Anna Virtanen.")
                .about_persons(&["Anna Virtanen"])
                .about_regions(&["Keski-Suomi"])
                .published("2022-03-01"),
            article("b")
                .titled("Uutisia")
                .body("Järjestön sote-muutostuki jatkuu vuonna 2023.")
                .about_regions(&["Uusimaa", "Pohjois-Savo"])
                .published_by("EJY")
                .published("2022-02-01"),
            article("c")
                .titled("Hakuaika")
                .body("Jotain aivan muuta, säde.")
                .published("2022-01-01"),
        ],
    );
}

pub(crate) fn words_are_found_in_their_forms(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("järjestö"), &["a", "b"]);
    assert_finds(engine, &request("JÄRJESTÖT"), &["a", "b"]);
    assert_finds(engine, &request("talo"), &["a"]);
    assert_finds(engine, &request("virtasella"), &[]);
}

pub(crate) fn any_word_suffices_unless_all_are_demanded(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &any("järjestöt hakuaika"), &["a", "b", "c"]);
    assert_finds(engine, &all("järjestöt hakuaika"), &["a"]);
    assert_finds(engine, &all("järjestöt olematon"), &[]);
    assert_finds(engine, &any("järjestöt olematon"), &["a", "b"]);
}

pub(crate) fn an_empty_query_finds_everything(engine: &dyn Engine) {
    some_articles(engine);
    for query in ["", "  ", "!!", "()", "*"] {
        assert_finds(engine, &request(query), &["a", "b", "c"]);
    }
    assert_finds(engine, &request("järjestö"), &["a", "b"]);
}

pub(crate) fn exclusions_hold_always(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("järjestö -hanke"), &["b"]);
    assert_finds(engine, &request("-järjestö"), &["c"]);
    assert_finds(engine, &request("-järjestö -hakuaika"), &[]);
    assert_finds(engine, &request("-(järjestö hanke)"), &["b", "c"]);
    assert_finds(engine, &request("järjestö OR -hakuaika"), &["a", "b"]);
}

pub(crate) fn alternatives_and_groups_hold(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &all("hanke OR muutostuki"), &["a", "b"]);
    assert_finds(engine, &all("(hanke OR säde) hakuaika"), &["a", "c"]);
    assert_finds(engine, &all("(hanke OR säde) muutostuki"), &[]);
}

pub(crate) fn phrases_are_words_in_a_row_in_any_form(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("\"järjestö talo\""), &["a"]);
    assert_finds(engine, &any("\"talo järjestöille\""), &[]);
    assert_finds(engine, &any("\"jotain aivan\" järjestö"), &["c"]);
    assert_finds(engine, &any("\"talo hakuaika\""), &[]);
    assert_finds(engine, &request("\"anna virtanen\""), &["a"]);
}

pub(crate) fn exact_forms_are_found_as_they_stand(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("=\"järjestön\""), &["b"]);
    assert_finds(engine, &request("=\"Järjestön sote-muutostuki\""), &["b"]);
    assert_finds(engine, &request("=\"järjestö\""), &[]);
}

pub(crate) fn prefixes_are_beginnings_of_words(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("järjest*"), &["a", "b"]);
    assert_finds(engine, &request("kylä*"), &["a"]);
    assert_finds(engine, &request("yhdisty*"), &[]);
    let response = search(engine, &request("h*"));
    assert_eq!(response.warnings[0].code, "prefix_too_short");
    assert_eq!(response.warnings[0].subject, "h");
}

pub(crate) fn parts_of_words_with_hyphens_are_found(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("muutostuki"), &["b"]);
    assert_finds(engine, &request("sote-muutostuki"), &["b"]);
    assert_finds(engine, &any("muutostuki/talo"), &["a", "b"]);
    assert_finds(engine, &all("muutostuki/talo"), &[]);
}

pub(crate) fn letters_without_dots_are_found_below(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("dots").body("järjestö"),
            article("plain").body("jarjesto"),
            article("other").body("jarjestys"),
        ],
    );
    let response = search(engine, &request("jarjesto"));
    assert_eq!(ids(&response), ["plain", "dots"]);
    assert_finds(engine, &request("järjestö"), &["dots"]);
    assert_finds(engine, &all("Jarjestoille"), &["dots", "plain"]);
}

pub(crate) fn foreign_letters_are_found_typed_with_and_without(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("foreign").body("Großmann soittaa"),
            article("plain").body("Grossmann laulaa"),
            article("double").body("Wirtanen tanssii"),
            article("single").body("Virtanen tanssii"),
        ],
    );
    assert_eq!(
        ids(&search(engine, &request("grossmann"))),
        ["plain", "foreign"]
    );
    assert_eq!(
        ids(&search(engine, &request("Großmann"))),
        ["foreign", "plain"]
    );
    assert_eq!(
        ids(&search(engine, &request("virtanen"))),
        ["single", "double"]
    );
    assert_finds(engine, &request("wirtanen"), &["double"]);
}

pub(crate) fn fields_are_demands(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("otsikko:hakuaika"), &["c"]);
    assert_finds(engine, &any("hakuaika otsikko:talo"), &["a"]);
    assert_finds(engine, &request("henkilö:virtanen"), &["a"]);
    assert_finds(engine, &request("henkilö:\"Virtanen Anna\""), &[]);
    assert_finds(engine, &request("alue:savo järjestö"), &["b"]);
    assert_finds(engine, &request("alue:\"Keski-Suomi\""), &["a"]);
    assert_finds(engine, &request("område:\"Mellersta Finland\""), &["a"]);
    assert_finds(engine, &request("område:nyland"), &["b"]);
    assert_finds(engine, &request("lähde:ejy"), &["b"]);
    assert_finds(engine, &any("lähde:ejy hakuaika"), &[]);
    assert_finds(engine, &request("-lähde:ejy"), &["a", "c"]);
}

pub(crate) fn authors_are_found_by_their_names(engine: &dyn Engine) {
    let mut written = article("a").body("Avustus jaetaan.");
    written.article.authors = vec!["Anna Aho".to_owned(), "Ville Virta".to_owned()];
    put(
        engine,
        &[
            written,
            article("b").body("Anna Virta kertoo avustuksesta."),
        ],
    );
    assert_finds(engine, &request("aho"), &["a"]);
    assert_finds(engine, &request("\"anna aho\""), &["a"]);
    assert_finds(engine, &request("kirjoittaja:virta"), &["a"]);
    assert_finds(engine, &request("teksti:virta"), &["b"]);
    // Names are no part of the text before them, and of no other name.
    assert_finds(engine, &any("\"jaetaan anna\""), &[]);
    assert_finds(engine, &any("\"aho ville\""), &[]);
}

pub(crate) fn each_language_has_its_own_forms(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("sv")
                .body("Föreningarna får bidrag.")
                .in_language("sv"),
            article("en")
                .body("Associations receive grants.")
                .in_language("en"),
            article("se")
                .body("Searvvit ožžot doarjaga.")
                .in_language("se"),
        ],
    );
    assert_finds(engine, &request("förening"), &["sv"]);
    assert_finds(engine, &request("association"), &["en"]);
    assert_finds(engine, &request("ozzot"), &["se"]);
    assert_finds(engine, &request("forening"), &["sv"]);
}

pub(crate) fn masks_are_not_found(engine: &dyn Engine) {
    put(
        engine,
        &[article("a").body("Kysy: anna@kyt.example tai 040 123 4567.")],
    );
    for query in [
        "sähköposti",
        "puhelin",
        "anna",
        "kyt.example",
        "040",
        "\"tai puhelin\"",
    ] {
        assert_finds(engine, &any(query), &[]);
    }
    assert_finds(engine, &any("kysy tai"), &["a"]);
}
