//! How fast words are analysed, beside libvoikko and the Snowball stemmer, in one run.
//!
//! ```text
//! cargo bench -p aluehaku-finnish --bench speed -- [--rounds N] [--text FILE] [WORDS]
//! ```
//!
//! `WORDS` is a text file with one word a line; without it the package's own list of distinct words
//! serves. `--text` names a text to time as it runs, from its first word to its last. Whoever is compared does the same words in turn, part by part and round by round; medians of
//! processor time are shown, so that a busy machine does little harm. One module for each table: `raw` times the outputs
//! of the dictionary, `load` how soon it is ready and how large it is, `finished` analyses and terms, `running`
//! the terms of a text.

#[path = "../../tests/support/mod.rs"]
mod support;

mod clock;
mod contest;
mod finished;
mod load;
mod raw;
mod running;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use support::dictionaries::{self, Found};

/// What was asked for on the command line.
pub(crate) struct Settings {
    /// How often everything is timed.
    pub(crate) rounds: usize,
    pub(crate) words: Vec<String>,
    /// A text to time as it runs.
    pub(crate) text: Option<String>,
}

fn main() {
    let settings = settings();
    println!("{} words, {} rounds", settings.words.len(), settings.rounds);
    for dictionary in dictionaries::find_all() {
        println!("\n# The {} dictionary", dictionary.name);
        run(&dictionary, &settings);
    }
}

/// Prints every table for one dictionary.
fn run(dictionary: &Found, settings: &Settings) {
    load::run(dictionary, settings);
    raw::run(dictionary, settings);
    finished::run(dictionary, settings);
    if let Some(text) = &settings.text {
        running::run(dictionary, text, settings.rounds);
    }
}

/// Reads the command line, on which cargo also leaves options of its own.
fn settings() -> Settings {
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let mut rounds = 9;
    let mut file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words.txt");
    let mut text = None;
    while let Some(argument) = arguments.next() {
        if argument == "--text" {
            let file = arguments.next().expect("--text is followed by a file");
            text = Some(fs::read_to_string(file).expect("the text can be read"));
        } else if argument == "--rounds" {
            let number = arguments.next().and_then(|number| number.parse().ok());
            rounds = number.expect("--rounds is followed by a number");
        } else {
            file = PathBuf::from(argument);
        }
    }
    let words = fs::read_to_string(&file).expect("the file of words can be read");
    Settings {
        rounds,
        words: words.lines().map(str::to_owned).collect(),
        text,
    }
}
