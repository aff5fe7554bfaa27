//! Ways on: suggestions, similar articles, better spellings, the price of filters, time limits.

use std::time::Duration;

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::request::{Filters, SearchRequest};
use aluehaku_index::search::response::{FilterKind, Relation, Relaxation};
use aluehaku_index::search::suggestion::SuggestionKind;

use crate::support::{Build, article, filter, id, ids, put, request, search};

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .titled("Kylätalot avaavat ovensa")
                .body("Yhdistykset saavat avustuksia kylätaloille ja talkoille.")
                .about_persons(&["Anna Virtanen"])
                .about_regions(&["Keski-Suomi"])
                .published("2022-03-01"),
            article("b")
                .titled("Talkoot kylätaloilla")
                .body("Kylätaloille haetaan talkoolaisia, yhdistykset kertovat.")
                .about_persons(&["Anna Virtanen", "Aapo Kari"])
                .about_regions(&["Lappi"])
                .published("2021-03-01"),
            article("c")
                .titled("Hiihtoladut kunnossa")
                .body("Lunta on tullut, ja latukone ajaa joka yö.")
                .about_regions(&["Lappi"])
                .published("2023-01-01"),
        ],
    );
}

fn suggested(engine: &dyn Engine, typed: &str) -> Vec<(SuggestionKind, String)> {
    let found = engine.reader().unwrap().suggest(typed, 8).unwrap();
    found
        .into_iter()
        .map(|found| (found.kind, found.text))
        .collect()
}

pub(crate) fn titles_names_and_words_are_suggested(engine: &dyn Engine) {
    some_articles(engine);
    let person = SuggestionKind::Value(Facet::Person);
    assert_eq!(
        suggested(engine, "virt"),
        [(person.clone(), "Anna Virtanen".to_owned())]
    );
    assert_eq!(suggested(engine, "virtsnen")[0].0, person);
    let region = SuggestionKind::Value(Facet::Region);
    assert_eq!(suggested(engine, "LAP"), [(region, "Lappi".to_owned())]);
    let title = SuggestionKind::Title(id("a"));
    assert!(
        suggested(engine, "kylatalot a").contains(&(title, "Kylätalot avaavat ovensa".to_owned()))
    );
    let words = suggested(engine, "yhdis");
    assert!(
        words.iter().any(|(kind, _)| *kind == SuggestionKind::Word),
        "{words:?}"
    );
    for nothing in ["", "  ", "xyzzyx", "\0"] {
        assert_eq!(suggested(engine, nothing), [], "{nothing}");
    }
}

pub(crate) fn suggested_words_are_words(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a").body("Hupsuttelijoille jaetaan hupsutuksia."),
            article("b").body("Hupsuttelijoilla on hupsutuksia ja hupsuttelu."),
            article("c").body("Hupsuttelu jatkuu hupsuttelijoilla."),
        ],
    );
    let words = suggested(engine, "hupsut");
    let texts: Vec<_> = words.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains(&"hupsuttelu"), "{texts:?}");
    let written = [
        "hupsuttelijoille",
        "hupsuttelijoilla",
        "hupsutuksia",
        "hupsuttelu",
    ];
    assert!(texts.iter().all(|text| written.contains(text)), "{texts:?}");
}

pub(crate) fn similar_articles_share_telling_words(engine: &dyn Engine) {
    some_articles(engine);
    put(
        engine,
        &[article("copy")
            .titled("Kylätalot avaavat ovensa")
            .body("Yhdistykset saavat avustuksia kylätaloille ja talkoille.")
            .copy_of("a")],
    );
    let reader = engine.reader().unwrap();
    let similar = reader.similar(&id("b"), 1).unwrap().unwrap();
    assert!(["a", "copy"].contains(&similar[0].article.article.id.as_str()));
    let of_other = reader.similar(&id("c"), 5).unwrap().unwrap();
    assert!(
        of_other
            .iter()
            .all(|hit| hit.article.article.id.as_str() != "c")
    );
    assert!(reader.similar(&id("olematon"), 5).unwrap().is_none());
}

pub(crate) fn copies_are_not_similar_but_the_same(engine: &dyn Engine) {
    put(
        engine,
        &["a", "b", "c"].map(|name| {
            let written = article(name).body("Kylätaloille haetaan talkoolaisia keväällä.");
            if name == "c" {
                written
            } else {
                written.copy_of("a")
            }
        }),
    );
    let reader = engine.reader().unwrap();
    let similar = reader.similar(&id("a"), 5).unwrap().unwrap();
    let found: Vec<_> = similar
        .iter()
        .map(|hit| hit.article.article.id.as_str())
        .collect();
    assert_eq!(found, ["c"]);
}

pub(crate) fn what_only_removed_articles_had_is_offered_no_more(engine: &dyn Engine) {
    some_articles(engine);
    let misspelt = request("hiihtoladit");
    assert!(search(engine, &misspelt).did_you_mean.is_some());
    assert!(!suggested(engine, "virt").is_empty());
    let mut writer = engine.writer().unwrap();
    for gone in ["a", "c"] {
        writer.remove(&id(gone)).unwrap();
    }
    // The other article that names her goes on without her.
    let changed = article("b")
        .titled("Talkoot kylätaloilla")
        .about_persons(&["Aapo Kari"]);
    let changed = Document {
        article: &changed,
        publisher_region: None,
    };
    writer.put(changed).unwrap();
    writer.commit(100).unwrap();
    assert_eq!(search(engine, &misspelt).did_you_mean, None);
    for typed in ["virt", "virtsnen", "hiihtol", "yhdis"] {
        assert_eq!(suggested(engine, typed), [], "{typed}");
    }
    assert!(!suggested(engine, "kari").is_empty());
    let reader = engine.reader().unwrap();
    assert!(!reader.lists(Facet::Person, "Anna Virtanen").unwrap());
    assert!(!reader.lists(Facet::Region, "Keski-Suomi").unwrap());
    assert!(reader.lists(Facet::Person, "Aapo Kari").unwrap());
}

pub(crate) fn a_better_spelling_is_offered_where_nothing_is_found(engine: &dyn Engine) {
    some_articles(engine);
    let misspelt = search(engine, &request("hihtoladut"));
    assert_eq!(misspelt.total.value, 0);
    let better = misspelt.did_you_mean.unwrap();
    assert_eq!(ids(&search(engine, &request(&better))), ["c"]);
    assert_eq!(search(engine, &request("hiihtoladut")).did_you_mean, None);
    assert_eq!(search(engine, &request("qwertyuiop")).did_you_mean, None);
}

pub(crate) fn each_filter_says_what_it_costs_where_hits_are_few(engine: &dyn Engine) {
    some_articles(engine);
    let filters = Filters {
        facets: vec![filter(Facet::Region, &["Lappi"], &[])],
        from: Some(jiff::civil::date(2022, 1, 1)),
        ..Filters::default()
    };
    let narrowed = SearchRequest {
        filters,
        ..request("yhdistykset")
    };
    let response = search(engine, &narrowed);
    assert_eq!(response.total.value, 0);
    let relaxation = |without, total| Relaxation { without, total };
    assert_eq!(
        response.relaxations,
        [
            relaxation(FilterKind::Facet(Facet::Region), 1),
            relaxation(FilterKind::Dates, 1)
        ]
    );
    assert_eq!(search(engine, &request("yhdistykset")).relaxations, []);
}

pub(crate) fn an_answer_cut_by_the_time_limit_says_so(engine: &dyn Engine) {
    some_articles(engine);
    let hurried = SearchRequest {
        time_limit: Some(Duration::ZERO),
        ..request("kylätalo OR latu* OR \"joka yö\"")
    };
    let response = search(engine, &hurried);
    assert_eq!(response.total.relation, Relation::AtLeast);
    let codes: Vec<_> = response
        .warnings
        .iter()
        .map(|warning| warning.code)
        .collect();
    assert_eq!(codes, ["took_too_long"]);
}
