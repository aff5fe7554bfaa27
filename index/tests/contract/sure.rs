//! What many stored searches find among a few articles is what a search finds that leaves nothing out.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Duplicates, Filters, SearchRequest};
use aluehaku_index::search::response::Basis;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::Setup;
use crate::support::{Build as _, article, filter, put, request};

/// Words of the articles and of the searches, names of several words and words of grammar among them.
const WORDS: [&str; 14] = [
    "talkoot",
    "talkoiden",
    "kylä",
    "kylän",
    "ja",
    "on",
    "KTL",
    "tutkimuksen",
    "laitos",
    "kahvit",
    "jarvi",
    "järvi",
    "116",
    "sote-",
];

/// An engine that guesses at base forms and knows a name of several words.
pub(crate) fn setup() -> Setup {
    Setup::guessing().with_vocabulary("KTL = kylän tutkimuksen laitos\n")
}

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .titled("Talkoot kylällä")
                .body("Kahvit ja pulla.")
                .about_regions(&["Lappi"]),
            article("b")
                .body("Kylän tutkimuksen laitos kertoo talkoista.")
                .about_regions(&["Uusimaa"]),
            article("c").body("KTL on järvellä, soita 116 117."),
            article("d")
                .body("Järvi on syvä ja kirkas. Talkoot jatkuvat.")
                .about_regions(&["Lappi"]),
        ],
    );
}

/// The hits of a search where it leaves nothing out, and what stored searches find.
#[track_caller]
fn check(engine: &dyn Engine, text: &str, filters: &Filters) {
    let reader = engine.reader().unwrap();
    let asked = SearchRequest {
        filters: filters.clone(),
        duplicates: Duplicates::Show,
        ..request(text)
    };
    let response = reader.search(&asked).unwrap();
    let mut expected: Vec<String> = match response.basis {
        Basis::Everything => response
            .hits
            .iter()
            .map(|hit| hit.article.article.id.to_string())
            .collect(),
        _ => Vec::new(),
    };
    let query = reader.decided(&asked.query).unwrap();
    let found = reader.surely_found(&query, filters).unwrap();
    let mut found: Vec<String> = found.iter().map(ToString::to_string).collect();
    expected.sort();
    found.sort();
    // A quotation that is nowhere is searched as its words, which no stored search does.
    if response
        .warnings
        .iter()
        .all(|warning| warning.code != "quotation_not_found")
    {
        assert_eq!(found, expected, "{text}");
    }
}

pub(crate) fn stored_searches_find_what_a_search_finds(engine: &dyn Engine) {
    some_articles(engine);
    for text in [
        "talkoot",
        "talkoot kahvit",
        "talkoot -kahvit",
        "\"kylän tutkimuksen laitos\"",
        "ktl",
        "kylän tutkimuksen laitos",
        "ja",
        "ja talkoot",
        "ja on",
        "jarvi",
        "talk*",
        "otsikko:talkoot",
        "talkoot OR järvi",
        "olematon talkoot",
        "116 117",
        "",
        "alue:Lappi",
        "-talkoot",
        "+talkoot +kahvit",
        "=Talkoot",
    ] {
        check(engine, text, &Filters::default());
        let filters = Filters {
            facets: vec![filter(Facet::Region, &["Lappi"], &[])],
            ..Filters::default()
        };
        check(engine, text, &filters);
    }
}

pub(crate) fn stored_searches_find_what_any_search_of_these_words_finds(engine: &dyn Engine) {
    some_articles(engine);
    let mut runner = TestRunner::new(Config {
        cases: 100,
        failure_persistence: None,
        ..Config::default()
    });
    let words = prop::collection::vec((0..WORDS.len(), prop::bool::weighted(0.1)), 1..5);
    let checked = runner.run(&words, |words| {
        let words = words.iter().map(|(word, excluded)| match excluded {
            true => format!("-{}", WORDS[*word]),
            false => WORDS[*word].to_owned(),
        });
        check(
            engine,
            &words.collect::<Vec<_>>().join(" "),
            &Filters::default(),
        );
        Ok(())
    });
    checked.unwrap();
}
