//! Learns the data files that guesses are made from.
//!
//! ```text
//! cargo run --release -p aluehaku-finnish --example learn_guesses -- FIRST_NAMES SURNAMES FOLDER TREEBANK...
//! ```
//!
//! FIRST_NAMES and SURNAMES are lists with a name and a tab on each line; each name is inflected by a small
//! paradigm of our own. Each TREEBANK is a CoNLL-U file of Finnish; where treebanks disagree about a
//! word of grammar, the first one counts. Writes `guesses.tsv` and `function_words.tsv` into FOLDER.
//! No dictionary takes part. The same input gives the same files.

#[path = "shared/mod.rs"]
mod shared;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use aluehaku_finnish::guess::{Guesser, Learner};

use shared::conllu::{self, Token};
use shared::learning;
use shared::paradigm::NameKind;

const USAGE: &str = "usage: learn_guesses FIRST_NAMES SURNAMES FOLDER TREEBANK...";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [first_names, surnames, folder, treebanks @ ..] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    if treebanks.is_empty() {
        return Err(USAGE.into());
    }
    let treebanks = treebanks
        .iter()
        .map(|path| conllu::read(path))
        .collect::<Result<Vec<_>, _>>()?;
    let rules = learn_rules(first_names, surnames, &treebanks)?;
    let function_words = learning::learn_function_words(&treebanks);
    Guesser::from_text(&rules, &function_words)?;
    for (name, text) in [
        ("guesses.tsv", &rules),
        ("function_words.tsv", &function_words),
    ] {
        fs::write(folder.join(name), text)?;
        println!(
            "{name}: {} lines, {} bytes",
            text.lines().count(),
            text.len()
        );
    }
    Ok(())
}

fn learn_rules(
    first_names: &Path,
    surnames: &Path,
    treebanks: &[Vec<Vec<Token>>],
) -> Result<String, Box<dyn Error>> {
    let mut learner = Learner::new();
    learning::learn_names(
        &mut learner,
        &learning::read_names(first_names)?,
        NameKind::First,
    );
    learning::learn_names(
        &mut learner,
        &learning::read_names(surnames)?,
        NameKind::Family,
    );
    learning::learn_sentences(&mut learner, treebanks.iter().flatten());
    Ok(learner.finish())
}
