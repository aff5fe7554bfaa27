//! What ranking finds beside what reading everything finds, on invented articles with forms and compounds.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use tantivy::DocId;

use super::{Best, Executor};
use crate::analysis::snowball::Snowball;
use crate::analysis::{AnalyzerIdentity, Language, Term, TermKind, TextAnalyzer, Token, WordTerms};
use crate::deadline::Deadline;
use crate::embedded::finding::plan::Plan;
use crate::embedded::options::Options;
use crate::embedded::state::opened::Opened;
use crate::embedded::state::set::{ArticleSet, Bits};
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::generations::Generations;
use crate::embedded::writing::rebuild::EmbeddedRebuild;
use crate::engine::{Document, Rebuild};
use crate::search::fields::FIELD_TABLE;
use crate::search::request::Matching;

/// Enough for many stretches, of which few are read first.
const ARTICLES: usize = 6_000;

/// Letters of a base word.
const LETTERS: usize = 6;

/// Knows words of one or two base words, with or without an ending.
#[derive(Debug)]
struct Invented;

impl TextAnalyzer for Invented {
    fn identity(&self) -> AnalyzerIdentity {
        AnalyzerIdentity {
            name: "invented".to_owned(),
            version: "1".to_owned(),
        }
    }

    fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        Snowball.tokens(text)
    }

    fn terms(&self, word: &str, _language: Language) -> WordTerms {
        let lemma = &word[..word.len() / LETTERS * LETTERS];
        let term = |kind, text: &str| Term {
            kind,
            text: text.to_owned(),
        };
        let mut terms = vec![term(TermKind::Lemma, lemma)];
        if lemma.len() > LETTERS {
            let parts = [&lemma[..LETTERS], &lemma[LETTERS..]];
            terms.extend(parts.map(|part| term(TermKind::Part, part)));
        }
        WordTerms {
            terms,
            known: true,
            is_function_word: false,
        }
    }
}

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

    /// A base word, some of them far more often than others.
    fn base(&mut self) -> String {
        let bound = self.below(600) + 1;
        let bound = self.below(bound) + 1;
        let number = self.below(bound);
        let letter = |number: usize| char::from(b"bdfghjklmnprstvz"[number % 16]);
        let (one, two, three) = (letter(number), letter(number / 16), letter(number / 256));
        format!("{one}a{two}u{three}y")
    }

    /// A word as it stands in a text.
    fn word(&mut self) -> String {
        let mut word = self.base();
        if self.below(4) == 0 {
            word += &self.base();
        }
        word + ["", "", "n", "t"][self.below(4)]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }
}

/// Keeps all scores of the first places.
#[derive(Default)]
struct First {
    scores: HashMap<DocId, f32>,
    limit: usize,
    threshold: f32,
}

impl Best for First {
    fn offer(&mut self, article: DocId, score: f32) {
        assert!(self.scores.insert(article, score).is_none());
        let mut scores: Vec<f32> = self.scores.values().copied().collect();
        scores.sort_by(|one, other| other.total_cmp(one));
        if let Some(last) = scores.get(self.limit - 1) {
            self.threshold = *last;
        }
    }

    fn threshold(&self) -> f32 {
        self.threshold
    }
}

fn index(directory: &Path, dice: &mut Dice) -> Arc<Snapshot> {
    let generations = Generations::open(directory, Arc::new(Invented), Options::default()).unwrap();
    let generations = Arc::new(generations);
    let mut rebuild = EmbeddedRebuild::start(&generations).unwrap();
    for number in 0..ARTICLES {
        let id = ArticleId::new(&format!("a{number}")).unwrap();
        let article = EnrichedArticle::from(Article {
            title: dice.words(2),
            body: {
                let length = 2 + dice.below(30);
                dice.words(length)
            },
            ..Article::new(id, SourceId::new("kyt").unwrap())
        });
        let document = Document {
            article: &article,
            publisher_region: None,
        };
        rebuild.add(document).unwrap();
    }
    Box::new(rebuild).finish(1, ARTICLES as u64).unwrap();
    Opened::newest(&generations, None).unwrap().snapshot
}

/// Compares the first places of a query with the scores of all articles.
fn check(snapshot: &Snapshot, query: &str, limit: usize, within: Option<&ArticleSet>) {
    let parsed = aluehaku_query::parse(query, &FIELD_TABLE).query;
    let plan = Plan::new(snapshot, &parsed, Matching::Any).unwrap();
    let deadline = Deadline::after(None);
    let [segment] = snapshot.segments.as_slice() else {
        panic!("a rebuilt index is one segment");
    };
    let executor = Executor::new(snapshot, segment, &plan, &deadline);
    let mut first = First {
        limit,
        ..First::default()
    };
    executor
        .ranking()
        .unwrap()
        .best(within, &mut first, || true);
    let articles: Vec<DocId> = (0..segment.articles())
        .filter(|article| within.is_none_or(|within| within.contains(*article)))
        .collect();
    let scores = executor.ranking().unwrap().scores(&articles);
    for (article, score) in articles.into_iter().zip(scores) {
        let found = first.scores.get(&article);
        if score > 0.0 && score >= first.threshold {
            assert_eq!(found, Some(&score), "{query} {article}");
        } else {
            assert!(
                found.is_none_or(|found| *found == score),
                "{query} {article}"
            );
        }
    }
}

#[test]
fn ranking_finds_what_reading_everything_finds() {
    let directory = tempfile::tempdir().unwrap();
    let mut dice = Dice(3);
    let snapshot = index(directory.path(), &mut dice);
    for number in 0..40 {
        let words = 1 + dice.below(8);
        let query = dice.words(words);
        let limit = [1, 3, 11, 100][number % 4];
        check(&snapshot, &query, limit, None);
        if number % 3 == 0 {
            let share = 1 + dice.below(20);
            let mut some = Bits::none(ARTICLES as DocId);
            let articles = 0..ARTICLES as DocId;
            let chosen = articles.filter(|_| dice.below(share) == 0);
            chosen.for_each(|article| some.insert(article));
            check(&snapshot, &query, limit, Some(&ArticleSet::Many(some)));
        }
    }
}
