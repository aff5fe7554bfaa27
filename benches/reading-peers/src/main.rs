//! How well and how fast pages are read, beside the crates `trafilatura` and `dom_smoothie`.
//!
//! `cargo run --release -- PAGES`; the README says what the folder holds and what the columns mean.

mod pages;
mod readers;
mod scores;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use pages::Page;
use readers::{READERS, Reader};
use scores::Scores;

/// How often all pages are read by each reader.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: aluehaku-reading-peers PAGES (a folder with truth.jsonl.gz and html/)");
        return ExitCode::from(2);
    };
    let pages = match pages::load(&folder) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("cannot read the pages in {}: {error}", folder.display());
            return ExitCode::from(2);
        }
    };
    println!("{} pages", pages.len());
    println!("| reader | F1 | titles | failed | pages a CPU second |");
    println!("|---|---|---|---|---|");
    let mut fastest = [Duration::MAX; READERS.len()];
    for _ in 0..ROUNDS {
        for (reader, fastest) in READERS.iter().zip(&mut fastest) {
            *fastest = time_of(reader, &pages).min(*fastest);
        }
    }
    for (reader, fastest) in READERS.iter().zip(fastest) {
        let scores = Scores::of(reader, &pages);
        let rate = pages.len() as f64 / fastest.as_secs_f64();
        println!(
            "| {} | {:.4} | {} of {} | {} | {rate:.0} |",
            reader.name,
            scores.body_f1(),
            scores.titles_right,
            scores.titles_known,
            scores.failed
        );
    }
    ExitCode::SUCCESS
}

/// Processor time of this thread for reading all pages once.
fn time_of(reader: &Reader, pages: &[Page]) -> Duration {
    let before = cpu_time();
    for page in pages {
        std::hint::black_box((reader.read)(page));
    }
    cpu_time().saturating_sub(before)
}

/// Processor time of this thread since it began; that of the clock where the system does not tell.
fn cpu_time() -> Duration {
    let of_thread = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = of_thread
        .ok()
        .and_then(|stat| stat.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(of_clock, Duration::from_nanos)
}

fn of_clock() -> Duration {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap_or_default()
}
