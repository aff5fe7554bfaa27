//! How fast the embedded engine indexes and answers, beside tantivy with its own Finnish stemmer and
//! PostgreSQL's full-text search, on the same invented articles in one run:
//! `make bench-search ARTICLES=100000`.
//!
//! PostgreSQL takes part when `ALUEHAKU_BENCH_POSTGRES` names the folder of a server's socket, as
//! `scripts/bench_search.sh` sets it. Its times are those that `psql` reports.
//!
//! Whoever works on searching names a folder in `ALUEHAKU_BENCH_FOLDER`: indexes are kept there and not
//! made again. A word beside the number measures only the requests with this word in their name. Bodies of so many
//! words at most as `ALUEHAKU_BENCH_WORDS` says make a million articles fit.

mod clock;
mod corpus;
mod figures;
mod lexicon;
mod postgres;
mod requests;
mod stock;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use aluehaku_finnish::Finnish;
use aluehaku_finnish::vfst::Dictionary;
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine, Reader};
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::SearchRequest;
use tempfile::TempDir;

use clock::Clock;
use corpus::{Corpus, Dice};
use figures::{Size, memory, print_indexing, print_line};
use postgres::Postgres;
use requests::kinds;
use stock::Stock;

/// Queries of each kind.
const QUERIES: usize = 300;

/// Rounds of which the median is taken for each query.
const ROUNDS: usize = 9;

fn main() {
    let given = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let articles: usize = given.unwrap_or(100_000);
    let corpus = Corpus::new();
    let clock = Clock::start();
    let bytes: usize = (0..articles)
        .map(|number| text_bytes(&corpus, number))
        .sum();
    let size = Size {
        articles,
        bytes,
        generating: clock.elapsed(),
    };
    println!("{articles} articles, {:.1} MB of text", bytes as f64 / 1e6);
    let folder = Folder::new(articles);
    let analyzer = analyzer();
    println!("analyser: {}", analyzer.identity());
    let engine = index(&corpus, size, &folder.part("aluehaku"), analyzer);
    let reader = engine.reader().expect("the index was just written");
    println!("memory after indexing: {}", memory());
    let stock = Stock::index(&corpus, size, &folder.part("stock"));
    let postgres = Postgres::index(&corpus, size);
    println!(
        "\n{:<34} {:>9} {:>9} {:>9}   {:>15}",
        "milliseconds", "p50", "p99", "queries/s", "ratio p50/p99"
    );
    let wanted = wanted();
    for kind in kinds(&corpus, articles) {
        if !kind.name.contains(&wanted) {
            continue;
        }
        let ours = |query: &str| answer(reader.as_ref(), &kind.request, query);
        let beside = |query: &str| kind.stock.map_or(0, |ask| ask(&stock, query));
        let [ours, beside] = measure_in_turn(&kind.queries, [&ours, &beside]);
        let beside = kind.stock.is_some().then_some(beside);
        print_line(kind.name, &ours, beside.as_deref());
        if let Some((name, beside)) = beside.as_deref().map(|beside| ("  stock tantivy", beside)) {
            print_line(name, beside, None);
        }
        if let (Some(postgres), Some(ask)) = (&postgres, kind.postgres) {
            let beside = postgres.measure(&kind.queries, ask);
            print_line("  PostgreSQL, ours to it", &beside, None);
            print_line(kind.name, &ours, Some(&beside));
        }
    }
    println!("memory after searching: {}", memory());
    let suggested = measure(&beginnings(&corpus, articles), |typed| {
        reader
            .suggest(typed, 8)
            .expect("the index can be read")
            .len()
    });
    print_line("suggestions", &suggested, None);
    println!("memory after suggesting: {}", memory());
}

/// The word that names of requests must have; empty where all are measured.
fn wanted() -> String {
    let words = std::env::args().skip(1);
    let mut words = words.filter(|word| !word.starts_with('-') && word.parse::<usize>().is_err());
    words.next().unwrap_or_default()
}

/// Where indexes are made: a temporary folder, or one that is kept.
struct Folder {
    path: PathBuf,
    _temporary: Option<TempDir>,
}

impl Folder {
    fn new(articles: usize) -> Self {
        if let Some(kept) = std::env::var_os("ALUEHAKU_BENCH_FOLDER") {
            let path = Path::new(&kept).join(articles.to_string());
            return Self {
                path,
                _temporary: None,
            };
        }
        let temporary = tempfile::tempdir().expect("a temporary directory can be made");
        Self {
            path: temporary.path().to_owned(),
            _temporary: Some(temporary),
        }
    }

    fn part(&self, name: &str) -> PathBuf {
        let path = self.path.join(name);
        std::fs::create_dir_all(&path).expect("a directory can be made");
        path
    }
}

/// Beginnings of words as somebody types them.
fn beginnings(corpus: &Corpus, articles: usize) -> Vec<String> {
    let mut dice = Dice::new(11);
    let mut typed = Vec::with_capacity(QUERIES);
    for _ in 0..QUERIES {
        let word = corpus.query(&mut dice, articles, 1);
        let letters = 2 + dice.below(5);
        typed.push(word.chars().take(letters).collect());
    }
    typed
}

/// The analyser with the Finnish dictionary that the set-up made, or without one.
fn analyzer() -> Arc<dyn TextAnalyzer> {
    let cache = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let file = cache.map(|cache| cache.join("aluehaku/dictionary/sukija/mor.vfst"));
    let bytes = file.and_then(|file| std::fs::read(file).ok());
    match bytes.and_then(|bytes| Dictionary::from_bytes(&bytes).ok()) {
        Some(dictionary) => {
            let finnish = Finnish::new(Some(dictionary));
            Arc::new(FinnishAnalyzer::new(Arc::new(finnish), 0))
        }
        None => Arc::new(Snowball),
    }
}

fn answer(reader: &dyn Reader, request: &SearchRequest, text: &str) -> usize {
    let query = aluehaku_query::parse(text, &FIELD_TABLE).query;
    let request = SearchRequest {
        query,
        ..request.clone()
    };
    reader
        .search(&request)
        .expect("the index can be read")
        .total
        .value as usize
}

/// Indexes all articles.
fn index(
    corpus: &Corpus,
    size: Size,
    directory: &Path,
    analyzer: Arc<dyn TextAnalyzer>,
) -> Embedded {
    let engine =
        Embedded::open(directory, analyzer, Options::default()).expect("a new index opens");
    let reader = engine.reader().expect("the index can be read");
    if reader.article_count() == size.articles as u64 {
        return engine;
    }
    let mut rebuild = engine.rebuild().expect("nobody else rebuilds");
    let clock = Clock::start();
    for number in 0..size.articles {
        let article = corpus.article(number);
        let document = Document {
            article: &article,
            publisher_region: Some("Lappi"),
        };
        rebuild.add(document).expect("the disk takes it");
    }
    let added = clock.elapsed().without(size.generating);
    rebuild
        .finish(1, size.articles as u64)
        .expect("the disk takes it");
    let merged = clock.elapsed().without(size.generating);
    print_indexing("aluehaku", size, directory, (added, merged));
    engine
}

/// The time of each query, the median of some rounds, sorted.
fn measure(queries: &[String], ask: impl Fn(&str) -> usize) -> Vec<Duration> {
    let [times] = measure_in_turn(queries, [&ask]);
    times
}

/// The same of several that are asked in turn, so that what else the machine does disturbs all of them alike.
fn measure_in_turn<const N: usize>(
    queries: &[String],
    asked: [&dyn Fn(&str) -> usize; N],
) -> [Vec<Duration>; N] {
    let mut rounds = asked.map(|_| vec![Vec::new(); queries.len()]);
    for _ in 0..=ROUNDS {
        for (ask, rounds) in asked.iter().zip(&mut rounds) {
            for (query, times) in queries.iter().zip(rounds) {
                let started = Instant::now();
                black_box(ask(query));
                times.push(started.elapsed());
            }
        }
    }
    // The first round warms up.
    let median = |mut times: Vec<Duration>| {
        times.remove(0);
        times.sort_unstable();
        times[times.len() / 2]
    };
    rounds.map(|rounds| {
        let mut times: Vec<Duration> = rounds.into_iter().map(median).collect();
        times.sort_unstable();
        times
    })
}

fn text_bytes(corpus: &Corpus, number: usize) -> usize {
    let article = corpus.article(number).article;
    article.title.len() + article.lead.map_or(0, |lead| lead.len()) + article.body.len()
}
