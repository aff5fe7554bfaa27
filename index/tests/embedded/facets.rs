//! Values of facets: counts of few and of many values, and what of them is suggested in a large index.

use std::collections::BTreeMap;

use aluehaku_article::facet::Facet;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle, Entities};
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::SearchRequest;
use aluehaku_query::Query;

use crate::{document, open};

/// More than are suggested anew for each state.
const MANY_ARTICLES: usize = 10_050;

/// Enough for several words of bits, with the last one half full.
const SOME_ARTICLES: usize = 300;

fn article(number: usize, entities: Entities) -> EnrichedArticle {
    let id = ArticleId::new(&format!("a{number}")).unwrap();
    EnrichedArticle {
        entities,
        ..EnrichedArticle::from(Article {
            body: "sana".to_owned(),
            ..Article::new(id, SourceId::new("kyt").unwrap())
        })
    }
}

/// Up to three of so many values, which follow from the number of the article.
fn values(number: usize, of: usize) -> Vec<String> {
    let mixed = number * 2_654_435_761 % 4_294_967_296;
    let count = mixed / 7 % 4;
    let mut values: Vec<String> = (0..count)
        .map(|at| format!("arvo {}", (mixed / 64 + at * at * 5) % of))
        .collect();
    values.sort();
    values.dedup();
    values
}

/// Compares the counts of a facet with those of the articles that are there.
#[track_caller]
fn check(engine: &dyn Engine, facet: Facet, of: usize, living: impl Fn(usize) -> bool) {
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    let mut missing = 0;
    for number in (0..SOME_ARTICLES).filter(|number| living(*number)) {
        let values = values(number, of);
        missing += u64::from(values.is_empty());
        for value in values {
            *expected.entry(value).or_default() += 1;
        }
    }
    let request = SearchRequest {
        facets: vec![facet],
        facet_limit: 1_000,
        ..SearchRequest::of(Query::Everything)
    };
    let response = engine.reader().unwrap().search(&request).unwrap();
    let counts = &response.facets[0];
    let found = counts.buckets.iter();
    let found: BTreeMap<String, u64> = found
        .map(|bucket| (bucket.value.clone(), bucket.count))
        .collect();
    assert_eq!((found, counts.missing), (expected, missing), "{facet:?}");
}

#[test]
fn few_values_and_many_are_counted_alike() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    let mut writer = engine.writer().unwrap();
    for number in 0..SOME_ARTICLES {
        let entities = Entities {
            projects: values(number, 5),
            organisations: values(number, 90),
            ..Entities::default()
        };
        writer.put(document(&article(number, entities))).unwrap();
    }
    writer.commit(1).unwrap();
    check(&engine, Facet::Project, 5, |_| true);
    check(&engine, Facet::Organisation, 90, |_| true);
    for number in (0..SOME_ARTICLES).step_by(3) {
        let id = ArticleId::new(&format!("a{number}")).unwrap();
        writer.remove(&id).unwrap();
    }
    writer.commit(2).unwrap();
    check(&engine, Facet::Project, 5, |number| number % 3 != 0);
    check(&engine, Facet::Organisation, 90, |number| number % 3 != 0);
}

#[test]
fn whom_nobody_names_any_more_is_suggested_no_more_in_a_large_index() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    let named = |number: usize| {
        let name = match number % 2 {
            0 => "Aino Esimerkki".to_owned(),
            _ => format!("Aino{number} Toinen"),
        };
        let persons = vec![name];
        article(
            number,
            Entities {
                persons,
                ..Entities::default()
            },
        )
    };
    let mut rebuild = engine.rebuild().unwrap();
    for number in 0..MANY_ARTICLES {
        rebuild.add(document(&named(number))).unwrap();
    }
    rebuild.finish(1, MANY_ARTICLES as u64).unwrap();
    let suggests = |name: &str| {
        let found = engine.reader().unwrap().suggest(name, 5).unwrap();
        found.iter().any(|suggestion| suggestion.text == name)
    };
    assert!(suggests("Aino7 Toinen"));
    let mut writer = engine.writer().unwrap();
    writer.remove(&ArticleId::new("a7").unwrap()).unwrap();
    writer.commit(2).unwrap();
    assert!(!suggests("Aino7 Toinen"));
    assert!(suggests("Aino9 Toinen"));
    assert!(suggests("Aino Esimerkki"));
}
