//! How soon a dictionary is ready, and how much memory it takes.

use std::hint::black_box;
use std::time::Duration;

use aluehaku_finnish::Dictionary;

use crate::Settings;
use crate::clock;
use crate::contest::median;
use crate::support::dictionaries::Found;

/// Prints the table.
pub(crate) fn run(dictionary: &Found, settings: &Settings) {
    let file = dictionary.bytes();
    let ready = || Dictionary::from_bytes(&file).expect("a dictionary that was found is one");
    let prepared = ready().to_prepared().expect("it has the fast form");
    let from_file = time(settings.rounds, || {
        black_box(ready());
    });
    let from_prepared = time(settings.rounds, || {
        let hash = Dictionary::source_hash(&file);
        black_box(Dictionary::from_prepared(&prepared, hash).expect("it was just prepared"));
    });
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    println!("\nReady and size, the files in memory");
    println!("from the dictionary {:>15.1} ms", milliseconds(from_file));
    println!(
        "from the prepared form {:>12.1} ms",
        milliseconds(from_prepared)
    );
    println!("dictionary file {:>19.2} MB", megabytes(file.len()));
    println!("prepared form {:>21.2} MB", megabytes(prepared.len()));
    println!(
        "tables in memory {:>18.2} MB",
        megabytes(ready().table_bytes())
    );
}

fn time(rounds: usize, mut work: impl FnMut()) -> Duration {
    let times = (0..rounds).map(|_| clock::time(&mut work));
    median(times.collect()).unwrap_or_default()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
