//! The order by time over many articles, of which most are passed over.

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::time::PageTime;
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Page, SearchRequest, Sort};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::{document, open, request};

/// Several stretches of articles in each of two segments.
const ARTICLES: usize = 2_600;

/// Places of a page.
const PER_PAGE: usize = 40;

/// The day of an article, which follows from its number; one in nine has none.
fn day(number: usize) -> Option<Date> {
    let mixed = number * 2_654_435_761 % 4_294_967_296 / 64;
    let days = (mixed % 3_000) as i64;
    (!mixed.is_multiple_of(9)).then(|| date(2015, 1, 1).checked_add(days.days()).unwrap())
}

fn article(number: usize) -> EnrichedArticle {
    let id = ArticleId::new(&format!("a{number:04}")).unwrap();
    let word = if number.is_multiple_of(3) {
        "koulu"
    } else {
        "talo"
    };
    EnrichedArticle::from(Article {
        body: word.to_owned(),
        published: day(number).map(PageTime::day),
        ..Article::new(id, SourceId::new("kyt").unwrap())
    })
}

/// Pages of a query one after another, by cursor.
fn pages(engine: &dyn Engine, query: &str, sort: Sort, count: usize) -> Vec<String> {
    let reader = engine.reader().unwrap();
    let mut page = Page::Number {
        page: 1,
        per_page: PER_PAGE,
    };
    let mut found = Vec::new();
    for _ in 0..count {
        let request = SearchRequest {
            sort,
            page,
            ..request(query)
        };
        let response = reader.search(&request).unwrap();
        let hits = response.hits.iter();
        found.extend(hits.map(|hit| hit.article.article.id.as_str().to_owned()));
        page = Page::After {
            cursor: response.next.expect("there are more"),
            per_page: PER_PAGE,
        };
    }
    found
}

#[test]
fn pages_by_time_are_those_of_all_articles_in_order() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    let mut writer = engine.writer().unwrap();
    for (revision, half) in [(1, 0..ARTICLES / 2), (2, ARTICLES / 2..ARTICLES)] {
        for number in half {
            writer.put(document(&article(number))).unwrap();
        }
        writer.commit(revision).unwrap();
    }
    let is_removed = |number: usize| number % 50 == 7;
    for number in (0..ARTICLES).filter(|number| is_removed(*number)) {
        let id = ArticleId::new(&format!("a{number:04}")).unwrap();
        writer.remove(&id).unwrap();
    }
    writer.commit(3).unwrap();
    for (query, is_meant) in [
        ("", (|_| true) as fn(usize) -> bool),
        ("koulu", |number| number % 3 == 0),
    ] {
        for sort in [Sort::NewestFirst, Sort::OldestFirst] {
            let living = (0..ARTICLES).filter(|number| !is_removed(*number));
            let mut expected: Vec<usize> = living.filter(|number| is_meant(*number)).collect();
            expected.sort_by_key(|number| {
                let days = day(*number).map(|day| date(2015, 1, 1).until(day).unwrap().get_days());
                let first = match sort {
                    Sort::OldestFirst => days,
                    _ => days.map(|days| -days),
                };
                (first.unwrap_or(i32::MAX), *number)
            });
            let expected: Vec<String> = expected
                .iter()
                .map(|number| format!("a{number:04}"))
                .collect();
            let found = pages(&engine, query, sort, 5);
            assert_eq!(found, expected[..found.len()], "{query:?} {sort:?}");
        }
    }
}
