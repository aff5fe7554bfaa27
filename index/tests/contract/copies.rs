//! Near-copies: one hit a group, the others beside it.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{
    Duplicates, Filters, HistogramStep, Page, SearchRequest, Sort,
};
use aluehaku_index::search::response::Hit;

use crate::support::{Build, any, article, filter, ids, put, request, search};

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .body("avustus")
                .copy_of("a")
                .published("2022-01-01"),
            article("b")
                .body("avustus")
                .copy_of("a")
                .published("2022-03-01")
                .published_by("ejy"),
            article("c").body("avustus").published("2022-02-01"),
        ],
    );
    put(
        engine,
        &[
            article("d")
                .body("avustus hakuaika")
                .copy_of("a")
                .published("2022-02-15")
                .published_by("soste"),
            article("e")
                .body("avustus")
                .copy_of("e")
                .published("2021-01-01"),
        ],
    );
}

fn beside(hit: &Hit) -> Vec<&str> {
    hit.also_on.iter().map(|copy| copy.id.as_str()).collect()
}

pub(crate) fn the_best_sorted_copy_is_the_hit(engine: &dyn Engine) {
    some_articles(engine);
    let newest = search(
        engine,
        &SearchRequest {
            sort: Sort::NewestFirst,
            ..request("avustus")
        },
    );
    assert_eq!((ids(&newest), newest.total.value), (vec!["b", "c", "e"], 3));
    assert_eq!(beside(&newest.hits[0]), ["d", "a"]);
    assert_eq!(beside(&newest.hits[1]), [""; 0]);
    let copy = &newest.hits[0].also_on[0];
    assert_eq!(
        (copy.source.as_str(), copy.url.as_deref()),
        ("soste", Some("https://d.example/"))
    );
    let oldest = search(
        engine,
        &SearchRequest {
            sort: Sort::OldestFirst,
            ..request("avustus")
        },
    );
    assert_eq!(ids(&oldest), ["e", "a", "c"]);
    assert_eq!(beside(&oldest.hits[1]), ["d", "b"]);
    let best = search(engine, &any("avustus hakuaika"));
    assert_eq!(ids(&best)[0], "d");
    assert_eq!(best.hits[0].also_on.len(), 2);
}

pub(crate) fn only_matching_copies_are_folded(engine: &dyn Engine) {
    some_articles(engine);
    let response = search(engine, &request("hakuaika"));
    assert_eq!(
        (ids(&response), beside(&response.hits[0])),
        (vec!["d"], vec![])
    );
    let filters = Filters {
        facets: vec![filter(Facet::Source, &["ejy", "kyt"], &[])],
        ..Filters::default()
    };
    let narrowed = SearchRequest {
        filters,
        sort: Sort::NewestFirst,
        ..request("avustus")
    };
    let response = search(engine, &narrowed);
    assert_eq!(ids(&response), ["b", "c", "e"]);
    assert_eq!(beside(&response.hits[0]), ["a"]);
}

pub(crate) fn counts_are_of_the_hits_that_choosing_leaves(engine: &dyn Engine) {
    some_articles(engine);
    let filters = Filters {
        facets: vec![filter(Facet::Source, &["kyt"], &[])],
        ..Filters::default()
    };
    let narrowed = SearchRequest {
        sort: Sort::NewestFirst,
        facets: vec![Facet::Source, Facet::Language],
        histogram: Some(HistogramStep::Month),
        filters,
        ..request("avustus")
    };
    let response = search(engine, &narrowed);
    assert_eq!(ids(&response), ["c", "a", "e"]);
    // Each source published a copy of the group.
    let counts: Vec<_> = response.facets[0]
        .buckets
        .iter()
        .map(|bucket| (bucket.value.as_str(), bucket.count))
        .collect();
    assert_eq!(counts, [("kyt", 3), ("ejy", 1), ("soste", 1)]);
    assert_eq!(response.facets[1].buckets[0].count, 3);
    let periods = response.histogram.unwrap().periods;
    assert_eq!(periods.iter().map(|period| period.count).sum::<u64>(), 3);

    let everything = SearchRequest {
        filters: Filters::default(),
        ..narrowed
    };
    let response = search(engine, &everything);
    assert_eq!(response.total.value, 3);
    let periods = response.histogram.unwrap().periods;
    let counts: Vec<_> = periods
        .iter()
        .filter(|period| period.count > 0)
        .map(|period| (period.start.to_string(), period.count))
        .collect();
    // The group was published in January, February and March, and another article in February.
    let expected = [
        ("2021-01-01", 1),
        ("2022-01-01", 1),
        ("2022-02-01", 2),
        ("2022-03-01", 1),
    ];
    assert_eq!(counts, expected.map(|(day, count)| (day.to_owned(), count)));
}

pub(crate) fn every_copy_is_a_hit_when_asked_for(engine: &dyn Engine) {
    some_articles(engine);
    let shown = SearchRequest {
        duplicates: Duplicates::Show,
        sort: Sort::NewestFirst,
        ..request("avustus")
    };
    let response = search(engine, &shown);
    assert_eq!(
        (ids(&response), response.total.value),
        (vec!["b", "d", "c", "a", "e"], 5)
    );
    assert!(response.hits.iter().all(|hit| hit.also_on.is_empty()));
}

pub(crate) fn pages_do_not_repeat_a_group(engine: &dyn Engine) {
    some_articles(engine);
    let first = SearchRequest {
        sort: Sort::NewestFirst,
        page: Page::Number {
            page: 1,
            per_page: 1,
        },
        ..request("avustus")
    };
    let response = search(engine, &first);
    assert_eq!(ids(&response), ["b"]);
    let page = Page::After {
        cursor: response.next.unwrap(),
        per_page: 5,
    };
    assert_eq!(
        ids(&search(engine, &SearchRequest { page, ..first })),
        ["c", "e"]
    );
}
