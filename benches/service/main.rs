//! The program as people run it, seen from outside: an import with enrichment, a rebuild of the index, the start of the
//! service, its first answers and its memory; beside another build of it where one is named:
//! `make bench-service ARTICLES=20000 BEFORE=/path/to/another/aluehaku`.
//!
//! Both builds run in turn, so that a machine whose speed drifts slows both. The load of others touches processor time
//! least: wall times of a busy machine say nothing. Prints a table as `docs/performance.md` keeps it (Linux).
//!
//! `program` runs a build and tells what that took; `figures` makes rows of it.

#[path = "../../index/benches/engine/corpus.rs"]
mod corpus;
mod figures;
#[path = "../../index/benches/engine/lexicon.rs"]
mod lexicon;
mod program;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use corpus::{Corpus, Dice};
use figures::Figures;
use program::Program;

/// Times that each build does everything.
const ROUNDS: usize = 3;

/// Requests of each kind before the memory is looked at.
const REQUESTS: usize = 50;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let articles = arguments.iter().find_map(|word| word.parse().ok());
    let articles: usize = articles.unwrap_or(20_000);
    let given = arguments.iter().map(Path::new);
    let given = given.filter(|path| path.is_file());
    let given = given.filter_map(|path| path.canonicalize().ok());
    // The build that is measured goes last; a second one that is given takes its place.
    let this = PathBuf::from(env!("CARGO_BIN_EXE_aluehaku"));
    let builds: Vec<PathBuf> = given.chain([this]).take(2).collect();

    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let file = folder.path().join("articles.jsonl");
    let corpus = Corpus::new();
    write_articles(&corpus, articles, &file);
    let addresses = addresses(&corpus, articles);
    let mut rounds: Vec<Vec<Figures>> = vec![Vec::new(); builds.len()];
    for round in 0..ROUNDS {
        for (build, figures) in builds.iter().zip(&mut rounds) {
            let data = folder.path().join(format!("data{round}"));
            let program = Program::new(build, &data);
            figures.push(measured(&program, &file, articles, &addresses));
            std::fs::remove_dir_all(&data).expect("the folder can be removed");
        }
    }
    println!("{articles} articles, {}", program::machine());
    figures::print(&rounds);
}

fn measured(program: &Program, file: &Path, articles: usize, addresses: &[String]) -> Figures {
    let import = program.run(&["import", "--quiet", &file.display().to_string()]);
    let reindex = program.run(&["reindex", "--quiet"]);
    // The first start may read what is new; from then on nothing is.
    drop(program.serve());
    let service = program.serve();
    let suggestion = service.ask("/api/v1/suggest?q=ma");
    for address in addresses {
        service.ask(address);
    }
    Figures::new(articles, &import, &reindex, &service, suggestion)
}

fn write_articles(corpus: &Corpus, articles: usize, file: &Path) {
    let file = std::fs::File::create(file).expect("the file can be made");
    let mut file = BufWriter::new(file);
    for number in 0..articles {
        let enriched = corpus.article(number);
        let article = &enriched.article;
        let record = serde_json::json!({
            "url": article.url,
            "source": article.source.as_str(),
            "title": article.title,
            "lead": article.lead,
            "body": article.body,
            "published": format!("{}-{:02}-15", 2008 + number % 17, 1 + number % 12),
        });
        writeln!(file, "{record}").expect("the disk takes it");
    }
    file.flush().expect("the disk takes it");
}

/// Requests of all kinds.
fn addresses(corpus: &Corpus, articles: usize) -> Vec<String> {
    let mut dice = Dice::new(7);
    let mut addresses = Vec::new();
    for _ in 0..REQUESTS {
        let words = corpus.query(&mut dice, articles, 2).replace(' ', "+");
        let phrase = corpus.phrase(&mut dice, articles).replace(' ', "+");
        let typed: String = words.chars().take(4).collect();
        addresses.extend([
            format!("/search?q={words}"),
            format!("/api/v1/search?q={words}&facets=region,person,source,topic"),
            format!("/api/v1/search?q={phrase}&sort=-published"),
            format!("/api/v1/suggest?q={typed}"),
        ]);
    }
    addresses.iter().map(|address| encoded(address)).collect()
}

/// An address with its letters as addresses take them.
fn encoded(address: &str) -> String {
    let letters = address.bytes().map(|byte| match byte {
        b'"' | 0x80.. => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    });
    letters.collect()
}
