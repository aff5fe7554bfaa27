//! What is found and counted where nothing is said about it: articles that surely have the words, and
//! apart from them those that come close.

use std::collections::BTreeSet;

use aluehaku_article::EnrichedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{
    Duplicates, Filters, HistogramStep, Page, SearchRequest, Sort,
};
use aluehaku_index::search::response::{Basis, Close, FilterKind, SearchResponse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{Build, article, assert_finds, filter, ids, put, request, search};

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .titled("Talkoot kylällä")
                .body("Kahvia ja pullaa riittää."),
            article("b")
                .titled("Talkoot koululla")
                .body("Keittoa on tarjolla."),
            article("c")
                .titled("Leipomo avattiin")
                .body("Uunista tulee sekä leipää. Kahvia saa joka päivä."),
        ],
    );
}

fn close_ids(response: &SearchResponse) -> Vec<&str> {
    let close = response.close.as_ref().unwrap();
    let hits = close.hits.iter();
    hits.map(|hit| hit.article.article.id.as_str()).collect()
}

fn some_words(kept: &[&str], left_out: &[&str]) -> Basis {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Basis::SomeWords {
        kept: owned(kept),
        left_out: owned(left_out),
    }
}

fn codes(response: &SearchResponse) -> Vec<(&str, &str)> {
    let warnings = response.warnings.iter();
    warnings
        .map(|warning| (warning.code, warning.subject.as_str()))
        .collect()
}

pub(crate) fn articles_with_every_word_are_hits_and_others_come_close(engine: &dyn Engine) {
    some_articles(engine);
    let response = search(engine, &request("talkoot kahvia"));
    assert_eq!(ids(&response), ["a"]);
    assert_eq!(response.basis, Basis::Everything);
    let close = response.close.as_ref().unwrap();
    assert_eq!(close.total.value, 2);
    let mut found = close_ids(&response);
    found.sort_unstable();
    assert_eq!(found, ["b", "c"]);
}

pub(crate) fn what_comes_close_fills_the_page_after_its_last_hit(engine: &dyn Engine) {
    some_articles(engine);
    let asked = |page, per_page, sort| SearchRequest {
        page: Page::Number { page, per_page },
        sort,
        ..request("talkoot kahvia")
    };
    let two = search(engine, &asked(1, 2, Sort::Relevance));
    assert_eq!((ids(&two).len(), close_ids(&two).len()), (1, 1));
    assert_eq!(two.close.unwrap().total.value, 2);
    let full = search(engine, &asked(1, 1, Sort::Relevance));
    let Close { total, hits } = full.close.unwrap();
    assert_eq!((total.value, hits.len()), (2, 0));
    assert!(
        search(engine, &asked(2, 1, Sort::Relevance))
            .close
            .is_none()
    );
    assert!(
        search(engine, &asked(1, 9, Sort::NewestFirst))
            .close
            .is_none()
    );
    assert!(search(engine, &request("")).close.is_none());
}

pub(crate) fn words_are_left_out_where_no_article_has_all(engine: &dyn Engine) {
    some_articles(engine);
    let response = search(engine, &request("talkoot kirahvi"));
    assert_eq!(response.basis, some_words(&["talkoot"], &["kirahvi"]));
    assert_finds(engine, &request("talkoot kirahvi"), &["a", "b"]);
    // The word that more articles have tells less.
    let response = search(engine, &request("talkoot leipomo"));
    assert_eq!(response.basis, some_words(&["leipomo"], &["talkoot"]));
    assert_eq!(ids(&response), ["c"]);
    assert_eq!(close_ids(&response).len(), 2);
    assert_finds(engine, &request("kirahvi norsu"), &[]);
}

pub(crate) fn demanded_words_are_never_left_out(engine: &dyn Engine) {
    some_articles(engine);
    for query in ["+talkoot leipomo", "talkoot AND leipomo"] {
        let response = search(engine, &request(query));
        let expected: &[&str] = if query.contains("AND") {
            &[]
        } else {
            &["a", "b"]
        };
        let mut found = ids(&response);
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
    assert_finds(engine, &request("+kirahvi talkoot"), &[]);
    let response = search(engine, &request("+talkoot leipomo"));
    assert_eq!(response.basis, some_words(&["talkoot"], &["leipomo"]));
    assert_finds(engine, &request("leipomo -talkoot"), &["c"]);
    assert_finds(engine, &request("otsikko:talkoot leipomo"), &["a", "b"]);
}

pub(crate) fn a_filter_decides_which_words_are_left_out(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .body("talkoot kahvia")
                .about_regions(&["Lappi"]),
            article("b").body("talkoot").about_regions(&["Kainuu"]),
        ],
    );
    let narrowed = SearchRequest {
        filters: Filters {
            facets: vec![filter(Facet::Region, &["Kainuu"], &[])],
            ..Filters::default()
        },
        facets: vec![Facet::Region],
        ..request("talkoot kahvia")
    };
    let response = search(engine, &narrowed);
    assert_eq!(response.basis, some_words(&["talkoot"], &["kahvia"]));
    assert_eq!(ids(&response), ["b"]);
    let counts = response.facets[0].buckets.iter();
    let counts: Vec<_> = counts.map(|one| (one.value.as_str(), one.count)).collect();
    assert_eq!(counts, [("Kainuu", 1), ("Lappi", 1)]);
    // The one article without the filter is better, not more.
    let without: Vec<_> = response.relaxations.iter().map(|one| one.without).collect();
    assert_eq!(without, [FilterKind::Facet(Facet::Region)]);
}

pub(crate) fn quotations_that_occur_nowhere_are_searched_as_words(engine: &dyn Engine) {
    some_articles(engine);
    let found = search(engine, &request("\"talkoot kylällä\""));
    assert_eq!((ids(&found), codes(&found)), (vec!["a"], vec![]));
    let response = search(engine, &request("\"kylällä talkoot\" kahvia"));
    assert_eq!(ids(&response), ["a"]);
    assert_eq!(
        codes(&response),
        [("quotation_not_found", "kylällä talkoot")]
    );
    assert_eq!(response.query.to_string(), "kylällä talkoot kahvia");
    // One that occurs is not given up, whatever else is asked for.
    assert_finds(engine, &request("\"talkoot kylällä\" leipomo"), &["a"]);
    assert_finds(engine, &request("=\"kylällä talkoot\""), &[]);
}

pub(crate) fn a_minus_after_a_word_is_a_hyphen_where_the_texts_say_so(engine: &dyn Engine) {
    some_articles(engine);
    put(
        engine,
        &[article("d").body("Kylän oma tupa -hanke palkkasi talonmiehen.")],
    );
    let joined = search(engine, &request("oma tupa -hanke"));
    assert_eq!(ids(&joined), ["d"]);
    let reading = &joined.hyphens[0];
    assert_eq!(
        (
            reading.before.as_str(),
            reading.word.as_str(),
            reading.is_joined
        ),
        ("tupa", "hanke", true)
    );
    let excluded = search(engine, &request("talkoot -keittoa"));
    assert_eq!(ids(&excluded), ["a"]);
    assert!(!excluded.hyphens[0].is_joined);
    assert!(
        search(engine, &request("talkoot NOT keittoa"))
            .hyphens
            .is_empty()
    );
}

pub(crate) fn parts_count_only_where_no_article_has_a_word(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("whole").body("sote-muutostuki jatkuu"),
            article("part").body("muutostuki päättyi"),
            article("other").body("kunta-avustus myönnettiin"),
        ],
    );
    let response = search(engine, &request("sote-muutostuki"));
    assert_eq!(
        (ids(&response), close_ids(&response)),
        (vec!["whole"], vec!["part"])
    );
    let response = search(engine, &request("hyte-avustus"));
    assert_eq!(ids(&response), ["other"]);
    assert_eq!(response.basis, Basis::Likeness);
    assert_eq!(response.close.unwrap().total.value, 0);
}

pub(crate) fn a_copy_of_a_hit_does_not_come_close(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a").body("talkoot kahvia").copy_of("a"),
            article("b").body("talkoot").copy_of("a"),
            article("c").body("talkoot").copy_of("c"),
            article("d").body("talkoot").copy_of("c"),
        ],
    );
    let response = search(engine, &request("talkoot kahvia"));
    assert_eq!(ids(&response), ["a"]);
    let close = response.close.unwrap();
    assert_eq!((close.total.value, close.hits.len()), (1, 1));
    assert_eq!(close.hits[0].also_on.len(), 1);
}

pub(crate) fn words_of_grammar_are_not_demanded(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(engine, &request("talkoot sekä keittoa"), &["b"]);
    assert_finds(engine, &request("kirahvi sekä norsu"), &[]);
    assert_finds(engine, &request("sekä"), &["c"]);
}

/// Words that share no stems.
const WORDS: [&str; 4] = ["kissa", "koira", "hevonen", "lammas"];
const REGIONS: [&str; 3] = ["Uusimaa", "Lappi", "Kainuu"];

fn drawn_articles() -> impl Strategy<Value = Vec<EnrichedArticle>> {
    let one = (
        proptest::collection::vec(0..WORDS.len(), 0..3),
        proptest::sample::subsequence(REGIONS.to_vec(), 0..3),
        0..60i32,
        proptest::option::of(0u8..3),
    );
    proptest::collection::vec(one, 1..24).prop_map(|drawn| {
        let numbered = drawn.into_iter().enumerate();
        let built = numbered.map(|(number, (words, regions, day, group))| {
            let words: Vec<_> = words.into_iter().map(|word| WORDS[word]).collect();
            let built = article(&format!("a{number:02}"))
                .body(&words.join(" "))
                .about_regions(&regions)
                .published(&format!("2022-0{}-{:02}", 1 + day / 20, 1 + day % 20));
            match group {
                Some(group) => built.copy_of(&format!("g{group}")),
                None => built,
            }
        });
        built.collect()
    })
}

fn drawn_requests() -> impl Strategy<Value = Vec<SearchRequest>> {
    let one = (
        proptest::collection::vec(0..WORDS.len(), 1..4),
        proptest::sample::subsequence(REGIONS.to_vec(), 0..2),
        proptest::bool::ANY,
        proptest::bool::ANY,
    );
    let one = one.prop_map(|(words, regions, shows_copies, by_time)| {
        let words: Vec<_> = words.into_iter().map(|word| WORDS[word]).collect();
        let facets = match regions.is_empty() {
            true => Vec::new(),
            false => vec![filter(Facet::Region, &regions, &[])],
        };
        SearchRequest {
            filters: Filters {
                facets,
                ..Filters::default()
            },
            duplicates: match shows_copies {
                true => Duplicates::Show,
                false => Duplicates::Fold,
            },
            sort: if by_time {
                Sort::NewestFirst
            } else {
                Sort::Relevance
            },
            facets: vec![Facet::Region, Facet::Source],
            histogram: Some(HistogramStep::Month),
            ..request(&words.join(" "))
        }
    });
    proptest::collection::vec(one, 10)
}

/// Every count is the number of hits that choosing what is counted leaves.
fn check_counts(engine: &dyn Engine, asked: &SearchRequest) {
    let response = search(engine, asked);
    let total = |filters: Filters| {
        let chosen = SearchRequest {
            filters,
            ..asked.clone()
        };
        search(engine, &chosen).total.value
    };
    for counts in &response.facets {
        for bucket in &counts.buckets {
            let mut filters = asked.filters.clone();
            filters.facets.retain(|filter| filter.facet != counts.facet);
            filters
                .facets
                .push(filter(counts.facet, &[&bucket.value], &[]));
            assert_eq!(total(filters), bucket.count, "{} {bucket:?}", asked.query);
        }
    }
    let periods = response.histogram.as_ref().unwrap().periods.iter();
    for period in periods.filter(|period| period.count > 0) {
        let filters = Filters {
            from: Some(period.from),
            to: Some(period.to),
            ..asked.filters.clone()
        };
        assert_eq!(total(filters), period.count, "{} {period:?}", asked.query);
    }
    for relaxation in &response.relaxations {
        assert_eq!(relaxation.without, FilterKind::Facet(Facet::Region));
        assert_eq!(total(Filters::default()), relaxation.total);
    }
    if let Some(close) = &response.close {
        let found: BTreeSet<_> = ids(&response).into_iter().collect();
        let close: BTreeSet<_> = close
            .hits
            .iter()
            .map(|hit| hit.article.article.id.as_str())
            .collect();
        assert!(found.is_disjoint(&close));
    }
}

pub(crate) fn every_count_is_what_choosing_leaves(engine: &dyn Engine) {
    let mut runner = TestRunner::new(Config {
        cases: 10,
        failure_persistence: None,
        ..Config::default()
    });
    let checked = runner.run(
        &(drawn_articles(), drawn_requests()),
        |(articles, asked)| {
            let rebuild = engine.rebuild().unwrap();
            rebuild.finish(1, 0).unwrap();
            let (first, second) = articles.split_at(articles.len() / 2);
            put(engine, first);
            put(engine, second);
            asked.iter().for_each(|asked| check_counts(engine, asked));
            Ok(())
        },
    );
    checked.unwrap();
}
