//! In which order hits come, and how pages of them join.

use aluehaku_article::EnrichedArticle;
use aluehaku_index::engine::Engine;
use aluehaku_index::search::request::{Page, SearchRequest, Sort};

use crate::support::{Build, any, article, id, ids, put, request, search};

fn sorted(query: &str, sort: Sort) -> SearchRequest {
    SearchRequest {
        sort,
        ..request(query)
    }
}

pub(crate) fn title_counts_more_than_lead_and_lead_more_than_body(engine: &dyn Engine) {
    let filler = "Muuta tekstiä on tässä sen verran kuin on.";
    put(
        engine,
        &[
            article("body")
                .titled("Uutisia")
                .lead(filler)
                .body("Avustus jaetaan. Muuta ei ole."),
            article("lead")
                .titled("Uutisia")
                .lead("Avustus jaetaan. Muuta ei ole.")
                .body(filler),
            article("title")
                .titled("Avustus jaetaan")
                .lead(filler)
                .body(filler),
        ],
    );
    assert_eq!(
        ids(&search(engine, &request("avustus"))),
        ["title", "lead", "body"]
    );
}

pub(crate) fn more_words_rank_higher(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("one").body("avustus ja muuta tekstiä"),
            article("two").body("avustus ja hakuaika tekstissä"),
        ],
    );
    let response = search(engine, &any("avustus hakuaika"));
    assert_eq!(ids(&response), ["two", "one"]);
    assert!(response.hits[0].score > response.hits[1].score);
}

fn dated_articles(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("undated").body("avustus avustus"),
            article("new").body("avustus").published("2023-01-02"),
            article("late")
                .body("avustus")
                .published("2022-05-01T23:30:00+03:00"),
            article("early")
                .body("avustus")
                .published("2022-05-01T08:00:00+03:00"),
            article("other").published("2024-01-01"),
        ],
    );
}

pub(crate) fn orders_by_time_put_undated_last(engine: &dyn Engine) {
    dated_articles(engine);
    let newest = search(engine, &sorted("avustus", Sort::NewestFirst));
    assert_eq!(ids(&newest), ["new", "late", "early", "undated"]);
    assert!(newest.hits.iter().all(|hit| hit.score.is_none()));
    let oldest = search(engine, &sorted("avustus", Sort::OldestFirst));
    assert_eq!(ids(&oldest), ["early", "late", "new", "undated"]);
}

pub(crate) fn without_query_words_the_newest_come_first(engine: &dyn Engine) {
    dated_articles(engine);
    let expected = ["other", "new", "late", "early", "undated"];
    assert_eq!(ids(&search(engine, &request(""))), expected);
    assert_eq!(ids(&search(engine, &request("lähde:kyt"))), expected);
    assert_eq!(ids(&search(engine, &request("-olematon"))), expected);
}

pub(crate) fn ties_are_ordered_by_identifier(engine: &dyn Engine) {
    for batch in [["d", "b"], ["a", "e"], ["c", "f"]] {
        put(
            engine,
            &batch.map(|id| article(id).body("avustus").published("2022-01-01")),
        );
    }
    for sort in [Sort::Relevance, Sort::NewestFirst, Sort::OldestFirst] {
        assert_eq!(
            ids(&search(engine, &sorted("avustus", sort))),
            ["a", "b", "c", "d", "e", "f"]
        );
    }
}

/// Identifiers of all hits, page after page by cursor.
fn by_cursor(engine: &dyn Engine, request: &SearchRequest, per_page: usize) -> Vec<String> {
    let first = Page::Number { page: 1, per_page };
    let mut response = search(
        engine,
        &SearchRequest {
            page: first,
            ..request.clone()
        },
    );
    let mut found: Vec<String> = ids(&response).into_iter().map(str::to_owned).collect();
    while let Some(cursor) = response.next {
        let page = Page::After { cursor, per_page };
        response = search(
            engine,
            &SearchRequest {
                page,
                ..request.clone()
            },
        );
        assert!(!response.hits.is_empty());
        found.extend(ids(&response).into_iter().map(str::to_owned));
    }
    found
}

fn many_articles(count: usize) -> Vec<EnrichedArticle> {
    let numbered = (0..count).map(|number| {
        let words = "avustus ".repeat(1 + number % 3);
        let new = article(&format!("a{number:03}")).body(&words);
        if number % 5 == 0 {
            new
        } else {
            new.published(&format!("2022-01-{:02}", 1 + number % 7))
        }
    });
    numbered.collect()
}

pub(crate) fn pages_join_without_gaps(engine: &dyn Engine) {
    for batch in many_articles(60).chunks(17) {
        put(engine, batch);
    }
    for sort in [Sort::Relevance, Sort::NewestFirst, Sort::OldestFirst] {
        let request = sorted("avustus", sort);
        let whole = search(engine, &request);
        assert_eq!((whole.hits.len(), &whole.next), (60, &None));
        for per_page in [1, 7, 60] {
            assert_eq!(by_cursor(engine, &request, per_page), ids(&whole));
            let mut numbered = Vec::new();
            for page in 1..=60usize.div_ceil(per_page) {
                let page = Page::Number { page, per_page };
                let response = search(
                    engine,
                    &SearchRequest {
                        page,
                        ..request.clone()
                    },
                );
                numbered.extend(ids(&response).into_iter().map(str::to_owned));
            }
            assert_eq!(numbered, ids(&whole));
        }
        let page = Page::Number {
            page: 100,
            per_page: 10,
        };
        let beyond = search(
            engine,
            &SearchRequest {
                page,
                ..request.clone()
            },
        );
        assert_eq!(
            (beyond.hits.len(), beyond.total, beyond.next),
            (0, whole.total, None)
        );
    }
}

pub(crate) fn a_cursor_stays_in_place_while_the_index_changes(engine: &dyn Engine) {
    put(engine, &many_articles(30));
    let request = sorted("avustus", Sort::NewestFirst);
    let page = Page::Number {
        page: 1,
        per_page: 10,
    };
    let first = search(
        engine,
        &SearchRequest {
            page,
            ..request.clone()
        },
    );
    let seen: Vec<String> = ids(&first).into_iter().map(str::to_owned).collect();
    let whole = search(engine, &request);
    let rest: Vec<String> = ids(&whole)[10..]
        .iter()
        .map(|id| (*id).to_owned())
        .collect();

    put(
        engine,
        &[article("newer").body("avustus").published("2023-01-01")],
    );
    let mut writer = engine.writer().unwrap();
    writer.remove(&id(&seen[9])).unwrap();
    writer.remove(&id(&rest[0])).unwrap();
    writer.commit(9).unwrap();
    drop(writer);

    let page = Page::After {
        cursor: first.next.unwrap(),
        per_page: 100,
    };
    let after = search(engine, &SearchRequest { page, ..request });
    assert_eq!(ids(&after), rest[1..]);
}
