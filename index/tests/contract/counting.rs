//! Counts beside the hits: facets, months, values that begin with letters.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Filters, HistogramStep, SearchRequest};
use aluehaku_index::search::response::{Bucket, FacetCounts};
use jiff::civil::date;

use crate::support::{Build, article, filter, put, request, search};

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .body("avustus")
                .about_regions(&["Uusimaa"])
                .published("2022-11-30"),
            article("b")
                .body("avustus")
                .about_regions(&["Uusimaa", "Lappi"])
                .published_by("ejy"),
        ],
    );
    put(
        engine,
        &[
            article("c")
                .body("avustus")
                .about_regions(&["Lappi", "Kainuu"])
                .published("2023-01-01"),
            article("d").body("avustus").published("2023-01-31"),
            article("e")
                .body("muuta")
                .about_regions(&["Uusimaa"])
                .published("1900-01-01"),
        ],
    );
}

fn counted(query: &str, facets: &[Facet], filters: &[(Facet, &[&str], &[&str])]) -> SearchRequest {
    let narrowing = filters
        .iter()
        .map(|(facet, any_of, none_of)| filter(*facet, any_of, none_of));
    let filters = Filters {
        facets: narrowing.collect(),
        ..Filters::default()
    };
    SearchRequest {
        facets: facets.to_vec(),
        filters,
        ..request(query)
    }
}

fn buckets(counts: &FacetCounts) -> Vec<(&str, u64)> {
    counts
        .buckets
        .iter()
        .map(|bucket| (bucket.value.as_str(), bucket.count))
        .collect()
}

pub(crate) fn values_are_counted_most_frequent_first(engine: &dyn Engine) {
    some_articles(engine);
    let response = search(
        engine,
        &counted("avustus", &[Facet::Region, Facet::Source], &[]),
    );
    assert_eq!(
        buckets(&response.facets[0]),
        [("Lappi", 2), ("Uusimaa", 2), ("Kainuu", 1)]
    );
    assert_eq!(
        (response.facets[0].missing, response.facets[0].other),
        (1, 0)
    );
    assert_eq!(buckets(&response.facets[1]), [("kyt", 3), ("ejy", 1)]);
    assert!(
        response
            .facets
            .iter()
            .flat_map(|facet| &facet.buckets)
            .all(|bucket| !bucket.selected)
    );
}

pub(crate) fn a_filter_does_not_hide_the_values_of_its_facet(engine: &dyn Engine) {
    some_articles(engine);
    let filters: &[(Facet, &[&str], &[&str])] = &[(Facet::Region, &["Kainuu"], &[])];
    let response = search(
        engine,
        &counted("avustus", &[Facet::Region, Facet::Source], filters),
    );
    assert_eq!(response.total.value, 1);
    assert_eq!(
        buckets(&response.facets[0]),
        [("Lappi", 2), ("Uusimaa", 2), ("Kainuu", 1)]
    );
    assert_eq!(response.facets[0].missing, 1);
    assert!(response.facets[0].buckets[2].selected);
    assert_eq!(buckets(&response.facets[1]), [("kyt", 1)]);

    let filters: &[(Facet, &[&str], &[&str])] = &[
        (Facet::Region, &["Lappi"], &["Kainuu"]),
        (Facet::Source, &["kyt"], &[]),
    ];
    let response = search(
        engine,
        &counted("", &[Facet::Source, Facet::Region], filters),
    );
    assert_eq!(response.total.value, 0);
    assert_eq!(buckets(&response.facets[0]), [("ejy", 1), ("kyt", 0)]);
    assert_eq!(buckets(&response.facets[1]), [("Uusimaa", 2), ("Lappi", 0)]);
}

pub(crate) fn values_beyond_the_limit_are_added_up(engine: &dyn Engine) {
    some_articles(engine);
    let filters: &[(Facet, &[&str], &[&str])] =
        &[(Facet::Region, &["Kainuu", "Pohjois-Savo"], &[])];
    let request = SearchRequest {
        facet_limit: 1,
        ..counted("", &[Facet::Region], filters)
    };
    let counts = search(engine, &request).facets.remove(0);
    assert_eq!(
        buckets(&counts),
        [("Uusimaa", 3), ("Kainuu", 1), ("Pohjois-Savo", 0)]
    );
    assert_eq!((counts.missing, counts.other), (1, 2));
    let request = SearchRequest {
        facet_limit: 0,
        ..counted("", &[Facet::Region], &[])
    };
    let counts = search(engine, &request).facets.remove(0);
    assert_eq!((counts.buckets.len(), counts.other), (0, 6));
}

pub(crate) fn months_between_are_filled_and_mistakes_apart(engine: &dyn Engine) {
    some_articles(engine);
    let request = SearchRequest {
        histogram: Some(HistogramStep::Month),
        ..request("")
    };
    let histogram = search(engine, &request).histogram.unwrap();
    let months = [
        (date(2022, 11, 1), 1),
        (date(2022, 12, 1), 0),
        (date(2023, 1, 1), 2),
    ];
    let periods = histogram.periods.iter();
    let counted: Vec<_> = periods.map(|period| (period.start, period.count)).collect();
    assert_eq!(counted, months);
    assert_eq!((histogram.missing, histogram.outside), (1, 1));
    let none = SearchRequest {
        histogram: Some(HistogramStep::Fitting),
        ..crate::support::request("olematon")
    };
    assert_eq!(search(engine, &none).histogram.unwrap().periods, []);
}

pub(crate) fn facet_values_are_found_by_the_beginnings_of_their_words(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a").about_persons(&["Anna Öberg", "Ville Aho"]),
            article("b")
                .about_persons(&["Anna Öberg"])
                .published_by("ejy"),
            article("c").about_persons(&["Matti-Ville Nieminen"]),
        ],
    );
    let values = |prefix: &str, filters: &Filters, limit| {
        let found = engine
            .reader()
            .unwrap()
            .facet_values(Facet::Person, prefix, filters, limit);
        let pair = |bucket: Bucket| (bucket.value, bucket.count);
        found.unwrap().into_iter().map(pair).collect::<Vec<_>>()
    };
    let all = Filters::default();
    let named = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
        pairs
            .iter()
            .map(|(value, count)| ((*value).to_owned(), *count))
            .collect()
    };
    assert_eq!(values("ober", &all, 9), named(&[("Anna Öberg", 2)]));
    assert_eq!(
        values("VILLE", &all, 9),
        named(&[("Matti-Ville Nieminen", 1), ("Ville Aho", 1)])
    );
    assert_eq!(
        values("", &all, 2),
        named(&[("Anna Öberg", 2), ("Matti-Ville Nieminen", 1)])
    );
    assert_eq!(values("berg", &all, 9), []);
    let ejy = Filters {
        facets: vec![filter(Facet::Source, &["ejy"], &[])],
        ..Filters::default()
    };
    assert_eq!(values("a", &ejy, 9), named(&[("Anna Öberg", 1)]));
}
