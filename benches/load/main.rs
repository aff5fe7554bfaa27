//! How the service bears many readers at once: 64 connections that ask without a pause, for a minute:
//! `make bench-load ARTICLES=100000 SECONDS=60`.
//!
//! The service runs in a process of its own, over an index of invented articles, so that what it takes
//! of memory is told apart. Every query is asked once; at the end a hundred queries are asked again
//! and again, which shows what remembering brings.

#[path = "../../index/benches/engine/corpus.rs"]
mod corpus;
#[path = "../../index/benches/engine/lexicon.rs"]
mod lexicon;
mod readers;
mod service;

use std::path::Path;
use std::time::Duration;

use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine};

use corpus::{Corpus, Dice};
use readers::{Load, Outcome};
use service::Service;

/// Connections that ask at the same time.
const CONNECTIONS: usize = 64;

/// Queries of each reader, more than are answered in a minute.
const OWN_QUERIES: usize = 3_000;

/// Seconds of the run in which the same queries come again.
const REPEATED_SECONDS: u64 = 10;

/// Queries of that run.
const REPEATED_QUERIES: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, folder] = &arguments[..]
        && first == service::SERVE
    {
        service::serve(Path::new(folder));
        return;
    }
    let mut numbers = arguments
        .iter()
        .filter_map(|argument| argument.parse().ok());
    let articles: usize = numbers.next().unwrap_or(100_000);
    let seconds: u64 = numbers.next().unwrap_or(60) as u64;
    let corpus = Corpus::new();
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    index(&corpus, articles, folder.path());
    let service = Service::start(folder.path());
    println!(
        "{articles} articles, {CONNECTIONS} connections, {}",
        service.memory()
    );
    let ask = |addresses: Vec<Vec<String>>, seconds: u64| -> Outcome {
        let load = Load {
            service: service.address(),
            addresses,
            time: Duration::from_secs(seconds),
        };
        readers::run(load, || service.memory())
    };
    let each_once = |reader: usize| addresses(&corpus, articles, reader as u64, OWN_QUERIES);
    println!("\nevery query once, {seconds} s:");
    println!(
        "{}",
        ask((0..CONNECTIONS).map(each_once).collect(), seconds)
    );
    let same = addresses(&corpus, articles, 1_000, REPEATED_QUERIES);
    println!("\n{REPEATED_QUERIES} queries again and again, {REPEATED_SECONDS} s:");
    println!("{}", ask(vec![same; CONNECTIONS], REPEATED_SECONDS));
}

fn index(corpus: &Corpus, articles: usize, folder: &Path) {
    let engine = Embedded::open(folder, service::analyzer(), Options::default());
    let engine = engine.expect("a new index opens");
    let mut rebuild = engine.rebuild().expect("nobody else rebuilds");
    for number in 0..articles {
        let article = corpus.article(number);
        let document = Document {
            article: &article,
            publisher_region: Some("Lappi"),
        };
        rebuild.add(document).expect("the disk takes it");
    }
    rebuild
        .finish(1, articles as u64)
        .expect("the disk takes it");
}

/// What one reader asks for, one after another: mostly searches, with and without counts and filters,
/// now and then suggestions.
fn addresses(corpus: &Corpus, articles: usize, reader: u64, count: usize) -> Vec<String> {
    let mut dice = Dice::new(50_000 + reader);
    let mut address = |number: usize| {
        let words = corpus.query(&mut dice, articles, 2).replace(' ', "+");
        let phrase = corpus.phrase(&mut dice, articles).replace(' ', "+");
        match number % 10 {
            0..4 => format!("/api/v1/search?q={words}&histogram=0"),
            4..6 => format!("/api/v1/search?q={words}&facets=region,person,source,topic"),
            6 => format!("/api/v1/search?q={words}&match=all&region=Lappi&from=2015"),
            7 => format!("/api/v1/search?q={phrase}&sort=-published"),
            8 => format!("/search?q={words}"),
            _ => {
                let typed: String = words.chars().take(4).collect();
                format!("/api/v1/suggest?q={typed}")
            }
        }
    };
    (0..count).map(|number| encoded(&address(number))).collect()
}

/// An address with its letters as addresses take them.
fn encoded(address: &str) -> String {
    let letters = address.bytes().map(|byte| match byte {
        b'"' | 0x80.. => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    });
    letters.collect()
}
