//! Terms for the words of a text in the order in which they run, remembered from an empty memory on.

use std::ffi::CString;
use std::hint::black_box;
use std::time::Duration;

use aluehaku_finnish::tokenizer::{Kind, tokenize};
use aluehaku_finnish::{Dictionary, Finnish};

use crate::clock;
use crate::contest::median;
use crate::support::dictionaries::Found;
use crate::support::libvoikko::Libvoikko;

/// A text takes libvoikko long: so many rounds tell enough.
const MOST_ROUNDS: usize = 3;

/// Numbers of words to remember.
const MEMORIES: [(usize, &str); 4] = [
    (0, "terms, nothing remembered"),
    (1 << 14, "terms, 16,384 words remembered"),
    (1 << 16, "terms, 65,536 words remembered"),
    (1 << 18, "terms, 262,144 words remembered"),
];

/// Prints the table.
pub(crate) fn run(dictionary: &Found, text: &str, rounds: usize) {
    let words = words(text);
    let rounds = rounds.clamp(1, MOST_ROUNDS);
    let libvoikko = Libvoikko::open(dictionary);
    let mut finnish = Finnish::new(Dictionary::from_bytes(&dictionary.bytes()).ok());
    let mut times = vec![Vec::new(); MEMORIES.len() + 2];
    let mut rates = [0.0; MEMORIES.len()];
    for _ in 0..rounds {
        times[0].push(clock::time(|| analyse_all(libvoikko.as_ref(), &words)));
        times[1].push(clock::time(|| {
            black_box(tokenize(text).count());
        }));
        for (number, (size, _)) in MEMORIES.into_iter().enumerate() {
            finnish = finnish.remembering(size);
            times[number + 2].push(clock::time(|| {
                for (word, _) in &words {
                    black_box(finnish.terms(word));
                }
            }));
            let (hits, misses) = finnish.hits_and_misses();
            rates[number] = hits as f64 / (hits + misses).max(1) as f64;
        }
    }
    let seconds = |times: &Vec<Duration>| median(times.clone()).unwrap_or_default().as_secs_f64();
    let count = words.len() as f64;
    println!("\nThe words of a text as it runs: {count} words, {rounds} rounds");
    println!(
        "{:<34} {:>10} {:>9} {:>8} {:>6}",
        "", "words/s", "ns/word", "times", "hits"
    );
    let names = ["libvoikko, all attributes", "cutting the text into tokens"];
    let names = names.into_iter().chain(MEMORIES.map(|(_, name)| name));
    let rates = [None, None].into_iter().chain(rates.map(Some));
    for ((name, times_of), rate) in names.zip(&times).zip(rates) {
        let seconds_of = seconds(times_of);
        println!(
            "{name:<34} {:>10.0} {:>9.0} {:>8.2} {:>6}",
            count / seconds_of,
            seconds_of / count * 1e9,
            seconds(&times[0]) / seconds_of,
            rate.map_or(String::new(), |rate| format!("{rate:.3}"))
        );
    }
}

fn analyse_all(libvoikko: Option<&Libvoikko>, words: &[(String, CString)]) {
    let mut bytes = 0;
    for (_, word) in words {
        if let Some(libvoikko) = libvoikko {
            libvoikko.analyse(word, |_, _, value| bytes += value.count_bytes());
        }
    }
    black_box(bytes);
}

/// The words of a text, as its tokens have them.
fn words(text: &str) -> Vec<(String, CString)> {
    let tokens = tokenize(text).filter(|token| token.kind == Kind::Word);
    let words = tokens.map(|token| token.text.into_owned());
    words
        .filter_map(|word| Some((word.clone(), CString::new(word).ok()?)))
        .collect()
}
