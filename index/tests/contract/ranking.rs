//! Ranking reads only what can be among the first places; what it gives is what reading everything
//! gives.

use aluehaku_article::EnrichedArticle;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::analysis::{AnalyzerIdentity, Language, TextAnalyzer, Token, WordTerms};
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::request::{Page, SearchRequest, Sort};

use crate::support::{Build, any, article, id, ids, put, request, search};

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ((self.0 >> 33) % end as u64) as usize
    }

    /// A small number far more often than a large one.
    fn small(&mut self, end: usize) -> usize {
        let bound = self.below(end) + 1;
        self.below(bound)
    }
}

fn word(number: usize) -> String {
    let letter = |number: usize| char::from(b"bdfghjklmnprstvz"[number % 16]);
    format!(
        "{}a{}u{}",
        letter(number),
        letter(number / 16),
        letter(number / 256)
    )
}

fn articles(dice: &mut Dice, numbers: std::ops::Range<usize>) -> Vec<EnrichedArticle> {
    let articles = numbers.map(|number| {
        let length = 2 + dice.below(12);
        let words: Vec<String> = (0..length).map(|_| word(dice.small(400))).collect();
        let title = word(dice.small(400));
        let written = article(&format!("a{number:05}"))
            .titled(&title)
            .body(&words.join(" "));
        match dice.below(3) {
            0 => written,
            _ => written.published(&format!(
                "20{:02}-0{}-1{}",
                10 + dice.below(14),
                1 + dice.below(9),
                dice.below(10)
            )),
        }
    });
    articles.collect()
}

fn first_page(query: &str, per_page: usize) -> SearchRequest {
    SearchRequest {
        page: Page::Number { page: 1, per_page },
        exact_total: false,
        ..any(query)
    }
}

/// Several segments, long lists, deleted articles.
fn fill(engine: &dyn Engine, dice: &mut Dice) {
    let all = articles(dice, 0..4000);
    let (rebuilt, rest) = all.split_at(2600);
    let mut rebuild = engine.rebuild().unwrap();
    for article in rebuilt {
        let document = Document {
            article,
            publisher_region: None,
        };
        rebuild.add(document).unwrap();
    }
    rebuild.finish(1, rebuilt.len() as u64).unwrap();
    put(engine, rest);
    let mut writer = engine.writer().unwrap();
    for number in (0..4000).step_by(7) {
        writer.remove(&id(&format!("a{number:05}"))).unwrap();
    }
    writer.commit(9).unwrap();
}

pub(crate) fn the_first_places_are_those_of_reading_everything(engine: &dyn Engine) {
    let mut dice = Dice(5);
    fill(engine, &mut dice);
    for _ in 0..60 {
        let words: Vec<String> = (0..1 + dice.below(7))
            .map(|_| word(dice.small(400)))
            .collect();
        let query = words.join(" ");
        let few = search(engine, &first_page(&query, 10));
        // So many places that none is passed over.
        let all = search(engine, &first_page(&query, 5000));
        let expected = &ids(&all)[..few.hits.len()];
        assert_eq!(ids(&few), expected, "{query}");
        assert_eq!(few.hits.len(), all.hits.len().min(10), "{query}");
        let scores = |hits: &[aluehaku_index::search::response::Hit]| -> Vec<Option<f32>> {
            hits.iter().take(10).map(|hit| hit.score).collect()
        };
        assert_eq!(scores(&few.hits), scores(&all.hits), "{query}");
        // The same with a count, and page by page.
        let counted = SearchRequest {
            exact_total: true,
            ..first_page(&query, 10)
        };
        let counted = search(engine, &counted);
        assert_eq!(
            (ids(&counted), counted.total.value),
            (ids(&few), all.hits.len() as u64)
        );
        if let Some(cursor) = counted.next {
            let page = Page::After {
                cursor,
                per_page: 10,
            };
            let second = search(
                engine,
                &SearchRequest {
                    page,
                    ..first_page(&query, 10)
                },
            );
            let expected = &ids(&all)[10..all.hits.len().min(20)];
            assert_eq!(ids(&second), expected, "{query}");
        }
    }
}

pub(crate) fn newer_articles_come_first_among_equals(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a").body("avustus jaetaan").published("2012-01-01"),
            article("b").body("avustus jaetaan").published("2022-01-01"),
            article("c").body("avustus jaetaan"),
            article("d")
                .body("avustus avustus jaetaan")
                .published("2012-01-01"),
        ],
    );
    // A better match is worth more than any date; undated articles stand between old and new ones.
    assert_eq!(
        ids(&search(engine, &request("avustus"))),
        ["d", "b", "c", "a"]
    );
}

pub(crate) fn a_cursor_by_relevance_stays_with_its_article(engine: &dyn Engine) {
    let numbered = |number: usize| {
        let words = format!("avustus {}", "muuta ".repeat(1 + number));
        article(&format!("a{number:02}")).body(&words)
    };
    let all: Vec<EnrichedArticle> = (0..30).map(numbered).collect();
    put(engine, &all);
    let first = SearchRequest {
        page: Page::Number {
            page: 1,
            per_page: 10,
        },
        ..request("avustus")
    };
    let response = search(engine, &first);
    let whole = search(engine, &request("avustus"));
    let rest: Vec<String> = ids(&whole)[10..]
        .iter()
        .map(|id| (*id).to_owned())
        .collect();
    // Others come that make the word more common and all scores lower.
    let others: Vec<EnrichedArticle> = (0..20)
        .map(|number| article(&format!("b{number:02}")).body(&"avustus ".repeat(3)))
        .collect();
    put(engine, &others);
    let page = Page::After {
        cursor: response.next.unwrap(),
        per_page: 100,
    };
    let second = search(engine, &SearchRequest { page, ..first });
    let found = ids(&second);
    let found: Vec<&&str> = found.iter().filter(|id| id.starts_with('a')).collect();
    assert_eq!(
        found,
        rest.iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .iter()
            .collect::<Vec<_>>()
    );
}

pub(crate) fn a_filter_changes_no_score(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("a").body("avustus jaetaan").published_by("ejy"),
            article("b").body("avustus avustus jaetaan"),
        ],
    );
    let all = search(engine, &request("avustus"));
    let narrowed = search(engine, &request("avustus lähde:ejy"));
    assert_eq!(narrowed.hits[0].score, all.hits[1].score);
    let newest = SearchRequest {
        sort: Sort::NewestFirst,
        ..request("avustus")
    };
    assert!(
        search(engine, &newest)
            .hits
            .iter()
            .all(|hit| hit.score.is_none())
    );
}

/// Snowball's stems, and that "sekä" is a word of grammar, as a dictionary tells.
#[derive(Debug)]
pub(crate) struct KnowsGrammar;

impl TextAnalyzer for KnowsGrammar {
    fn identity(&self) -> AnalyzerIdentity {
        Snowball.identity()
    }

    fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        Snowball.tokens(text)
    }

    fn terms(&self, word: &str, language: Language) -> WordTerms {
        WordTerms {
            is_function_word: word == "sekä",
            ..Snowball.terms(word, language)
        }
    }
}

pub(crate) fn words_of_grammar_count_half(engine: &dyn Engine) {
    put(
        engine,
        &[
            article("grammar").body("sekä"),
            article("noun").body("talo"),
            article("both").body("sekä talo"),
        ],
    );
    let response = search(engine, &any("sekä talo"));
    assert_eq!(ids(&response), ["both", "noun", "grammar"]);
    let score = |place: usize| response.hits[place].score.unwrap();
    let ratio = score(1) / score(2);
    assert!((ratio - 2.0).abs() < 0.001, "{ratio}");
}
