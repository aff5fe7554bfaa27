//! How fast the embedded engine indexes and answers, beside tantivy with its own Finnish stemmer on
//! the same invented articles: `cargo bench -p aluehaku-index -- [ARTICLES]`.

mod clock;
mod corpus;
mod stock;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine, Reader};
use aluehaku_index::facet::Facet;
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::{
    Duplicates, FacetFilter, Filters, Matching, Page, SearchRequest, Sort,
};

use clock::{Clock, Elapsed};
use corpus::{Corpus, Dice};
use stock::Stock;

/// Queries of each kind.
const QUERIES: usize = 300;

/// Rounds of which the median is taken for each query.
const ROUNDS: usize = 5;

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
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let engine = index(&corpus, size, directory.path());
    let reader = engine.reader().expect("the index was just written");
    println!("memory after indexing: {}", memory());
    let stock_directory = tempfile::tempdir().expect("a temporary directory can be made");
    let stock = Stock::index(&corpus, size, stock_directory.path());
    println!(
        "\n{:<34} {:>9} {:>9} {:>9}   {:>15}",
        "milliseconds", "p50", "p99", "queries/s", "to stock p50/p99"
    );
    for kind in kinds(&corpus, articles) {
        let ours = measure(&kind.queries, |query| {
            answer(reader.as_ref(), &kind.request, query)
        });
        let beside = kind
            .stock
            .map(|ask| measure(&kind.queries, |query| ask(&stock, query)));
        print_line(kind.name, &ours, beside.as_deref());
    }
    println!("memory after searching: {}", memory());
}

/// A kind of request, the queries it is asked with, and the same asked of stock tantivy.
struct Kind {
    name: &'static str,
    request: SearchRequest,
    queries: Vec<String>,
    stock: Option<fn(&Stock, &str) -> usize>,
}

fn kinds(corpus: &Corpus, articles: usize) -> Vec<Kind> {
    let mut dice = Dice::new(7);
    let two: Vec<String> = (0..QUERIES)
        .map(|_| corpus.query(&mut dice, articles, 2))
        .collect();
    let seven: Vec<String> = (0..QUERIES)
        .map(|_| corpus.query(&mut dice, articles, 7))
        .collect();
    let phrases: Vec<String> = (0..QUERIES)
        .map(|_| corpus.phrase(&mut dice, articles))
        .collect();
    let any = request(Matching::Any, Sort::Relevance, 10);
    let uncounted = SearchRequest {
        page: Page::Number {
            page: 1,
            per_page: 0,
        },
        ..any.clone()
    };
    let facets = SearchRequest {
        facets: vec![Facet::Region],
        ..uncounted.clone()
    };
    let filters = Filters {
        facets: vec![FacetFilter {
            facet: Facet::Region,
            any_of: vec!["Lappi".to_owned()],
            none_of: vec![],
        }],
        from: Some(jiff::civil::date(2015, 1, 1)),
        to: None,
    };
    let filtered = SearchRequest {
        filters,
        histogram: true,
        facets: Facet::ALL.to_vec(),
        ..any.clone()
    };
    let kind = |name, request: &SearchRequest, queries: &[String], stock| Kind {
        name,
        request: request.clone(),
        queries: queries.to_vec(),
        stock,
    };
    let newest = request(Matching::Any, Sort::NewestFirst, 10);
    vec![
        kind(
            "two words, any: matches only",
            &uncounted,
            &two,
            Some(Stock::any),
        ),
        kind(
            "two words, any: ten hits",
            &any,
            &two,
            Some(Stock::any_with_documents),
        ),
        kind(
            "two words, all: ten hits",
            &request(Matching::All, Sort::Relevance, 10),
            &two,
            Some(Stock::all),
        ),
        kind(
            "seven words, any: matches only",
            &uncounted,
            &seven,
            Some(Stock::any),
        ),
        kind(
            "seven words, any: ten hits",
            &any,
            &seven,
            Some(Stock::any_with_documents),
        ),
        kind(
            "phrase: ten hits",
            &any,
            &phrases,
            Some(Stock::any_with_documents),
        ),
        kind(
            "two words + region counts",
            &facets,
            &two,
            Some(Stock::any_with_regions),
        ),
        kind("two words, filters, all counts", &filtered, &two, None),
        kind("two words, newest first", &newest, &two, None),
        kind(
            "everything, newest first",
            &newest,
            &vec![String::new(); QUERIES],
            None,
        ),
    ]
}

fn request(matching: Matching, sort: Sort, per_page: usize) -> SearchRequest {
    SearchRequest {
        query: aluehaku_query::Query::Everything,
        matching,
        filters: Filters::default(),
        sort,
        page: Page::Number { page: 1, per_page },
        facets: vec![],
        facet_limit: 20,
        histogram: false,
        duplicates: Duplicates::Fold,
        explain: false,
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
        .hits
        .len()
}

/// Indexes all articles.
fn index(corpus: &Corpus, size: Size, directory: &Path) -> Embedded {
    let engine = Embedded::open(directory, Arc::new(Snowball), Options::default())
        .expect("a new index opens");
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
    print_indexing("aluehaku", size, directory, added, merged);
    engine
}

/// How much there is to index.
#[derive(Clone, Copy)]
struct Size {
    articles: usize,
    bytes: usize,
    /// What making the articles takes.
    generating: Elapsed,
}

fn print_indexing(name: &str, size: Size, directory: &Path, added: Elapsed, merged: Elapsed) {
    println!("{name}: {} until added", added.speed(size.articles));
    println!(
        "{name}: {} until merged into one segment",
        merged.speed(size.articles)
    );
    let share = directory_bytes(directory) as f64 / size.bytes as f64;
    println!("{name}: index/text {share:.3}");
}

/// The time of each query, the median of some rounds, sorted.
fn measure(queries: &[String], ask: impl Fn(&str) -> usize) -> Vec<Duration> {
    let mut rounds: Vec<Vec<Duration>> = vec![Vec::new(); queries.len()];
    for _ in 0..=ROUNDS {
        for (query, times) in queries.iter().zip(&mut rounds) {
            let started = Instant::now();
            black_box(ask(query));
            times.push(started.elapsed());
        }
    }
    // The first round warms up.
    let median = |mut times: Vec<Duration>| {
        times.remove(0);
        times.sort_unstable();
        times[times.len() / 2]
    };
    let mut times: Vec<Duration> = rounds.into_iter().map(median).collect();
    times.sort_unstable();
    times
}

fn print_line(name: &str, ours: &[Duration], beside: Option<&[Duration]>) {
    let at = |times: &[Duration], share: f64| {
        times[(times.len() as f64 * share) as usize].as_secs_f64() * 1e3
    };
    let mean = ours.iter().sum::<Duration>().as_secs_f64() / ours.len() as f64;
    let ratio = beside.map_or(String::new(), |beside| {
        format!(
            "{:.1} / {:.1}",
            at(ours, 0.5) / at(beside, 0.5),
            at(ours, 0.99) / at(beside, 0.99)
        )
    });
    println!(
        "{name:<34} {:>9.3} {:>9.3} {:>9.0}   {ratio:>15}",
        at(ours, 0.5),
        at(ours, 0.99),
        1.0 / mean
    );
}

fn text_bytes(corpus: &Corpus, number: usize) -> usize {
    let article = corpus.article(number).article;
    article.title.len() + article.lead.map_or(0, |lead| lead.len()) + article.body.len()
}

/// Bytes of all files below a directory.
fn directory_bytes(directory: &Path) -> u64 {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => directory_bytes(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

/// Memory of this process as the system counts it, where it does.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("RssAnon"));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}
