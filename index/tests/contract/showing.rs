//! What is shown of an article: its texts, the passage, the marks, the reasons.

use std::ops::Range;

use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::request::SearchRequest;
use aluehaku_index::search::response::MatchRelation;

use crate::support::{Build, article, id, put, request, search};

fn marked(text: &str, ranges: &[Range<usize>]) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    ranges
        .iter()
        .map(|range| characters[range.clone()].iter().collect())
        .collect()
}

pub(crate) fn words_that_matched_are_marked_as_they_stand(engine: &dyn Engine) {
    let body = format!(
        "😀 {} Järjestöille tukea: avustukset, sote-muutostuki.",
        "Muuta. ".repeat(60)
    );
    put(
        engine,
        &[article("a")
            .titled("Äänestys: järjestön avustus")
            .body(&body)],
    );
    let hit = search(engine, &request("järjestö muutostuki avust*"))
        .hits
        .remove(0);
    assert_eq!(
        marked(&hit.article.article.title, &hit.title_ranges),
        ["järjestön", "avustus"]
    );
    assert_eq!(
        marked(&hit.snippet.text, &hit.snippet.ranges),
        ["Järjestöille", "avustukset", "muutostuki"]
    );
    assert!(hit.snippet.text.starts_with("… ") && hit.snippet.text.ends_with("muutostuki."));
}

pub(crate) fn the_hyphen_that_joins_a_word_is_not_marked(engine: &dyn Engine) {
    put(
        engine,
        &[article("a").body("Torit soivat -hanke alkoi. Mukana -hankkeessa on kuoro.")],
    );
    let hit = search(engine, &request("hanke")).hits.remove(0);
    assert_eq!(
        marked(&hit.snippet.text, &hit.snippet.ranges),
        ["hanke", "hankkeessa"]
    );
}

pub(crate) fn phrases_are_marked_as_phrases(engine: &dyn Engine) {
    put(
        engine,
        &[article("a").body("Avustus on muuta kuin järjestöille avustus. Järjestö tukee.")],
    );
    let hit = search(engine, &request("\"järjestö avustus\""))
        .hits
        .remove(0);
    assert_eq!(
        marked(&hit.snippet.text, &hit.snippet.ranges),
        ["järjestöille avustus"]
    );
    let hit = search(engine, &request("=avustus -\"eri tapa\""))
        .hits
        .remove(0);
    assert_eq!(
        marked(&hit.snippet.text, &hit.snippet.ranges),
        ["Avustus", "avustus"]
    );
}

pub(crate) fn the_lead_is_shown_where_it_shows_more(engine: &dyn Engine) {
    put(
        engine,
        &[article("a")
            .lead("Avustus jaetaan tänään.")
            .body("Muuta tekstiä, ei sanaa.")],
    );
    assert_eq!(
        search(engine, &request("avustus")).hits[0].snippet.text,
        "Avustus jaetaan tänään."
    );
    assert_eq!(
        search(engine, &request("")).hits[0].snippet.text,
        "Muuta tekstiä, ei sanaa."
    );
}

pub(crate) fn reasons_say_how_words_met(engine: &dyn Engine) {
    put(
        engine,
        &[article("a")
            .titled("Avustus")
            .body("Järjestöille sote-muutostuki ja Jyväskylä.")],
    );
    let explained = SearchRequest {
        explain: true,
        ..request("avustus järjestön muutostuki Jyvaskyla olematon")
    };
    let why = search(engine, &explained).hits.remove(0).why;
    let why: Vec<_> = why
        .iter()
        .map(|reason| {
            (
                reason.query_word.as_str(),
                reason.article_word.as_str(),
                reason.relation,
            )
        })
        .collect();
    let expected = [
        ("avustus", "Avustus", MatchRelation::Same),
        ("järjestön", "Järjestöille", MatchRelation::Stem),
        ("muutostuki", "sote-muutostuki", MatchRelation::Part),
        ("Jyvaskyla", "Jyväskylä", MatchRelation::Folded),
    ];
    assert_eq!(why, expected);
    assert!(search(engine, &request("avustus")).hits[0].why.is_empty());
}

pub(crate) fn articles_come_back_whole_but_masked(engine: &dyn Engine) {
    let mut written = article("a")
        .titled("Soita 040 123 4567")
        .lead("Kirjoita: anna@kyt.example")
        .body("Eka.\n\nToka: (09) 123 4567.")
        .published("2022-10-06T12:58")
        .about_regions(&["Uusimaa"])
        .about_persons(&["Anna Aho"]);
    written.article.authors = vec!["Anna Aho, anna@kyt.example".to_owned()];
    written.article.topics = vec!["Avustukset".to_owned()];
    written.article.modified = Some("2022-10-07".parse().unwrap());
    written.entities.projects = vec!["Sote-muutostuki".to_owned()];
    put(engine, std::slice::from_ref(&written));
    let found = engine.reader().unwrap().article(&id("a")).unwrap().unwrap();
    let mut expected = written.clone();
    expected.article.title = "Soita [puhelin]".to_owned();
    expected.article.lead = Some("Kirjoita: [sähköposti]".to_owned());
    expected.article.body = "Eka.\n\nToka: [puhelin].".to_owned();
    expected.article.authors = vec!["Anna Aho, [sähköposti]".to_owned()];
    assert_eq!(found.article, expected.article);
    assert_eq!(found.entities, expected.entities);
    assert_eq!(found.publisher_region.as_deref(), Some("Keski-Suomi"));
    assert_eq!(engine.reader().unwrap().article(&id("b")).unwrap(), None);
    let hit = search(engine, &request("")).hits.remove(0);
    assert_eq!(hit.article, found);
    assert_eq!(hit.snippet.text, "Eka. Toka: [puhelin].");
}

pub(crate) fn hostile_texts_are_taken_and_shown(engine: &dyn Engine) {
    let long_word = "ä".repeat(1 << 20);
    let nulls = "sana\0sana \0\0 avustus\0\u{1e}\u{1f}w".repeat(100);
    let texts = [
        ("long", long_word.as_str()),
        ("null", nulls.as_str()),
        ("empty", ""),
        ("marks", "\u{308}\u{308} \u{200d}🏳️‍🌈 \u{feff}"),
        ("separators", "\u{1e}\u{1f}wavustus \u{1f}"),
    ];
    let articles = texts.map(|(id, text)| {
        let person = format!("Anna{}", "a".repeat(70_000));
        let line: String = text.chars().take(10_000).collect();
        article(id)
            .titled(&line)
            .lead(&line)
            .body(text)
            .about_persons(&[&person, text])
    });
    put(engine, &articles);
    let everything = search(engine, &request(""));
    assert_eq!(everything.hits.len(), 5);
    assert!(
        everything
            .hits
            .iter()
            .all(|hit| hit.snippet.text.chars().count() < 1000)
    );
    assert_eq!(search(engine, &request("avustus")).total.value, 1);
    assert_eq!(search(engine, &request("wavustus")).total.value, 1);
    for query in [
        "ääää*",
        &"ä".repeat(240),
        &"ä".repeat(5000),
        "\"sana sana\"",
        "henkilö:anna*",
    ] {
        search(engine, &request(query));
    }
    let reader = engine.reader().unwrap();
    let read = reader.article(&id("null")).unwrap().unwrap();
    assert_eq!(read.article.body, nulls);
}

pub(crate) fn queries_of_every_shape_are_answered(engine: &dyn Engine) {
    put(
        engine,
        &[article("a").titled("Avustus").body("Järjestöille tukea.")],
    );
    let long = "avustus ".repeat(2000);
    let brackets = format!("{}avustus", "(".repeat(5000));
    for query in [
        long.as_str(),
        &brackets,
        "\"",
        "-",
        "OR OR",
        "a* b* c*",
        "\0",
        "otsikko:",
        "=\"",
        "((((",
        "-(-(-a))",
    ] {
        let response = search(
            engine,
            &SearchRequest {
                explain: true,
                ..request(query)
            },
        );
        assert!(response.total.value <= 1);
    }
    let mut writer = engine.writer().unwrap();
    writer
        .put(Document {
            article: &article("b"),
            publisher_region: None,
        })
        .unwrap();
    writer.commit(2).unwrap();
    assert_eq!(search(engine, &request("")).total.value, 2);
}
