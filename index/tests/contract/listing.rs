//! Whom an engine puts forward that wants two articles of two sources.

use aluehaku_article::EnrichedArticle;
use aluehaku_article::facet::Facet;
use aluehaku_article::listing::PersonThreshold;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Filters, SearchRequest};
use aluehaku_index::search::suggestion::SuggestionKind;

use crate::support::{Build, article, filter, id, put, request, search};

/// What the engine of these statements wants.
pub(crate) const THRESHOLD: PersonThreshold = PersonThreshold {
    articles: 2,
    sources: 2,
};

fn naming(name: &str, source: &str, persons: &[&str]) -> EnrichedArticle {
    article(name)
        .body("avustus")
        .published_by(source)
        .about_persons(persons)
}

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            naming("a", "kyt", &["Anna Aalto", "Aino Ahti"]),
            naming("b", "ejy", &["Anna Aalto", "Arvo Aro"]),
        ],
    );
    put(
        engine,
        &[
            naming("c", "kyt", &["Aino Ahti"]),
            naming("d", "ejy", &["Aila Ala"]).copy_of("d"),
            naming("e", "kyt", &["Aila Ala"]).copy_of("d"),
        ],
    );
}

fn listed(engine: &dyn Engine) -> Vec<String> {
    let reader = engine.reader().unwrap();
    let found = reader.facet_values(Facet::Person, "a", &Filters::default(), 10);
    let values: Vec<_> = found
        .unwrap()
        .into_iter()
        .map(|bucket| bucket.value)
        .collect();
    for value in &values {
        assert!(reader.lists(Facet::Person, value).unwrap(), "{value}");
    }
    values
}

pub(crate) fn persons_are_put_forward_from_some_articles_and_sources_on(engine: &dyn Engine) {
    some_articles(engine);
    assert_eq!(listed(engine), ["Anna Aalto"]);
    let reader = engine.reader().unwrap();
    // One article, one source, near-copies of one article, nobody at all.
    for name in ["Arvo Aro", "Aino Ahti", "Aila Ala", "Ei Kukaan"] {
        assert!(!reader.lists(Facet::Person, name).unwrap(), "{name}");
    }
    assert!(reader.lists(Facet::Source, "kyt").unwrap());
    let suggested = reader.suggest("a", 10).unwrap();
    let persons: Vec<_> = suggested
        .iter()
        .filter(|found| found.kind == SuggestionKind::Value(Facet::Person))
        .map(|found| found.text.as_str())
        .collect();
    assert_eq!(persons, ["Anna Aalto"]);
}

pub(crate) fn facets_count_those_put_forward_and_those_asked_for(engine: &dyn Engine) {
    some_articles(engine);
    let counts = |filters: Filters| {
        let asked = SearchRequest {
            facets: vec![Facet::Person],
            filters,
            ..request("avustus")
        };
        let counts = search(engine, &asked).facets.remove(0);
        let buckets = counts.buckets.into_iter();
        let buckets: Vec<_> = buckets.map(|bucket| (bucket.value, bucket.count)).collect();
        (buckets, counts.other)
    };
    let anna = ("Anna Aalto".to_owned(), 2);
    assert_eq!(counts(Filters::default()), (vec![anna.clone()], 0));
    let aino = Filters {
        facets: vec![filter(Facet::Person, &["Aino Ahti"], &[])],
        ..Filters::default()
    };
    let (mut buckets, other) = counts(aino);
    buckets.sort();
    assert_eq!(
        (buckets, other),
        (vec![("Aino Ahti".to_owned(), 2), anna], 0)
    );
}

pub(crate) fn whoever_is_named_less_is_put_forward_no_longer(engine: &dyn Engine) {
    some_articles(engine);
    let mut writer = engine.writer().unwrap();
    writer.remove(&id("b")).unwrap();
    writer.commit(writer.revision() + 1).unwrap();
    assert_eq!(listed(engine), [""; 0]);
}
