//! How long it takes to match a batch of new articles with many stored searches, and in how much memory:
//! `cargo bench -p aluehaku-index --bench alerts`, with `-- 100000 100` for other numbers of searches and articles.

#[path = "engine/corpus.rs"]
#[expect(dead_code, reason = "the other benchmark uses all of it")]
mod corpus;
#[path = "engine/lexicon.rs"]
mod lexicon;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use aluehaku_article::facet::Facet;
use aluehaku_finnish::Finnish;
use aluehaku_finnish::vfst::Dictionary;
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::{FacetFilter, Filters};
use aluehaku_query::{Query, parse};

use corpus::{Corpus, Dice};

/// Articles that the searches take their words from.
const ARTICLES_OF_WORDS: usize = 100_000;

/// Rounds: the first one learns what the dictionary says of words, the others show whether that is kept.
const ROUNDS: usize = 3;

fn main() {
    let mut given = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let searches = given.next().unwrap_or(100_000);
    let articles = given.next().unwrap_or(100);
    let corpus = Corpus::new();
    let analyzer = analyzer();
    println!("analyser: {}", analyzer.identity());
    let searches: Vec<(Query, Filters)> = (0..searches).map(|n| search(&corpus, n)).collect();
    println!(
        "{} searches, {articles} articles a batch, {}",
        searches.len(),
        memory()
    );
    for round in 0..ROUNDS {
        let started = Instant::now();
        let folder = tempfile::tempdir().expect("the disk has room");
        let options = Options {
            rebuild_memory: 15_000_000,
            ..Options::default()
        };
        let engine = Embedded::open(folder.path(), Arc::clone(&analyzer), options);
        let engine = engine.expect("the folder can be written");
        let mut batch = engine.rebuild().expect("nobody else rebuilds");
        for number in 0..articles {
            let article = corpus.article(round * articles + number);
            let document = Document {
                article: &article,
                publisher_region: Some("Keski-Suomi"),
            };
            batch.add(document).expect("the disk has room");
        }
        batch.finish(1, articles as u64).expect("all went in");
        let indexed = started.elapsed();
        let reader = engine.reader().expect("the index was just written");
        let (mut found, mut told) = (0, 0);
        for (query, filters) in &searches {
            let articles = reader.surely_found(query, filters);
            let articles = articles.expect("the index can be read").len();
            found += usize::from(articles > 0);
            told += articles;
        }
        println!(
            "batch {}: {:.2} s ({:.2} s to index it); {found} searches find {told} articles; {}",
            round + 1,
            started.elapsed().as_secs_f64(),
            indexed.as_secs_f64(),
            memory()
        );
    }
}

/// One to three words of some article, every third time in a region, as people search.
fn search(corpus: &Corpus, number: usize) -> (Query, Filters) {
    let mut dice = Dice::new(7 + number as u64);
    let words = 1 + dice.below(3);
    let text = corpus.query(&mut dice, ARTICLES_OF_WORDS, words);
    let mut filters = Filters::default();
    if number.is_multiple_of(3) {
        filters.facets.push(FacetFilter {
            facet: Facet::Region,
            any_of: vec!["Keski-Suomi".to_owned()],
            none_of: Vec::new(),
        });
    }
    (parse(&text, &FIELD_TABLE).query, filters)
}

fn analyzer() -> Arc<dyn TextAnalyzer> {
    let cache = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let file = cache.map(|cache| cache.join("aluehaku/dictionary/sukija/mor.vfst"));
    let bytes = file.and_then(|file| std::fs::read(file).ok());
    let dictionary = bytes.and_then(|bytes| Dictionary::from_bytes(&bytes).ok());
    Arc::new(FinnishAnalyzer::new(Arc::new(Finnish::new(dictionary)), 0))
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.map_or("memory unknown".to_owned(), |kilobytes| {
        format!("at most {} MB of memory so far", kilobytes / 1000)
    })
}
