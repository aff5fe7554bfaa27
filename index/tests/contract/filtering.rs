//! What hits are narrowed to.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Filters, SearchRequest};
use jiff::civil::date;

use crate::support::{Build, article, assert_finds, filter, put, request};

fn some_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a")
                .body("avustus")
                .about_regions(&["Uusimaa"])
                .about_persons(&["Anna Aho"]),
            article("b")
                .body("avustus")
                .about_regions(&["Uusimaa", "Lappi"])
                .published_by("ejy"),
            article("c")
                .body("avustus")
                .about_regions(&["Lappi"])
                .in_language("sv"),
            article("d").body("muuta"),
        ],
    );
}

fn narrowed(query: &str, filters: &[(Facet, &[&str], &[&str])]) -> SearchRequest {
    let facets = filters
        .iter()
        .map(|(facet, any_of, none_of)| filter(*facet, any_of, none_of));
    let filters = Filters {
        facets: facets.collect(),
        ..Filters::default()
    };
    SearchRequest {
        filters,
        ..request(query)
    }
}

pub(crate) fn values_of_one_facet_are_alternatives(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Region, &["Uusimaa"], &[])]),
        &["a", "b"],
    );
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Region, &["Uusimaa", "Lappi"], &[])]),
        &["a", "b", "c"],
    );
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Region, &["Kainuu"], &[])]),
        &[],
    );
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Region, &["uusimaa"], &[])]),
        &[],
    );
}

pub(crate) fn different_facets_must_all_hold(engine: &dyn Engine) {
    some_articles(engine);
    let both: &[(Facet, &[&str], &[&str])] = &[
        (Facet::Region, &["Uusimaa"], &[]),
        (Facet::Source, &["kyt"], &[]),
    ];
    assert_finds(engine, &narrowed("avustus", both), &["a"]);
    assert_finds(
        engine,
        &narrowed("", &[(Facet::PublisherRegion, &["Keski-Suomi"], &[])]),
        &["a", "b", "c", "d"],
    );
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Person, &["Anna Aho"], &[])]),
        &["a"],
    );
}

pub(crate) fn excluded_values_must_not_hold(engine: &dyn Engine) {
    some_articles(engine);
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Region, &[], &["Lappi"])]),
        &["a", "d"],
    );
    assert_finds(
        engine,
        &narrowed("", &[(Facet::Region, &["Uusimaa"], &["Lappi"])]),
        &["a"],
    );
    assert_finds(
        engine,
        &narrowed("avustus", &[(Facet::Language, &[], &["sv"])]),
        &["a", "b"],
    );
}

pub(crate) fn days_are_finnish_days(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("evening").published("2022-05-01T22:30:00+00:00"),
            article("morning").published("2022-05-01T00:10:00+03:00"),
            article("day").published("2022-05-03"),
            article("month").published("2022-05"),
            article("undated"),
        ],
    );
    let between = |from, to| {
        let filters = Filters {
            from,
            to,
            ..Filters::default()
        };
        SearchRequest {
            filters,
            ..request("")
        }
    };
    let first = Some(date(2022, 5, 1));
    let second = Some(date(2022, 5, 2));
    assert_finds(engine, &between(first, first), &["month", "morning"]);
    assert_finds(engine, &between(second, second), &["evening"]);
    assert_finds(engine, &between(second, None), &["day", "evening"]);
    assert_finds(
        engine,
        &between(None, second),
        &["evening", "month", "morning"],
    );
    assert_finds(engine, &between(second, first), &[]);
    assert_finds(
        engine,
        &between(None, None),
        &["day", "evening", "month", "morning", "undated"],
    );
}
