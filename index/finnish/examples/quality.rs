//! Measures how well words are understood, on treebanks whose base forms were written by people.
//!
//! ```text
//! cargo run --release -p aluehaku-finnish --example quality -- [OPTION]... TREEBANK...
//!
//! --dictionary FILE        a Voikko dictionary (mor.vfst) for this package; without it, guesses alone are measured
//! --voikko FOLDER VARIANT  also measure libvoikko, which must be installed, with a dictionary below FOLDER
//! --folds N FIRST LAST     learn the guesses anew from the lists of names FIRST and LAST and from the treebanks, for
//!                          each of N parts of them from the other parts only; otherwise the bundled guesses are measured
//! --mistakes FILE          write each word that was missed and each pair that counts against this package
//! ```
//!
//! TREEBANK is a CoNLL-U file. Bundled guesses were learnt from the development parts of two treebanks: measured
//! on these, they flatter. Measure there with `--folds`.

#[path = "shared/mod.rs"]
mod shared;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use aluehaku_finnish::guess::{Guesser, Learner};
use aluehaku_finnish::tokenizer::clean_word;
use aluehaku_finnish::{Dictionary, Finnish, Language, stem};

use shared::conllu::{self, Token};
use shared::learning;
use shared::measure::{Measured, Report, Share, WordTerms, measure};
use shared::paradigm::NameKind;
use shared::voikko::Voikko;

/// Sentences of one file.
type Treebank = Vec<Vec<Token>>;

#[derive(Default)]
struct Options {
    dictionary: Option<PathBuf>,
    voikko: Option<(PathBuf, String)>,
    folds: Option<Folds>,
    mistakes: Option<PathBuf>,
    treebanks: Vec<PathBuf>,
}

struct Folds {
    number: usize,
    first_names: PathBuf,
    surnames: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_arguments()?;
    let treebanks = options
        .treebanks
        .iter()
        .map(|path| conllu::read(path))
        .collect::<Result<Vec<_>, _>>()?;
    let ours = analysers(&options, &treebanks)?;
    let voikko = match &options.voikko {
        Some((folder, variant)) => Some(Voikko::load(folder, variant)?),
        None => None,
    };
    print_heading();
    let mut mistakes = String::new();
    for (path, treebank) in options.treebanks.iter().zip(&treebanks) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        println!("{name}");
        let report = measure_all(treebank, |_, word| snowball(word));
        print_row("  Snowball", &report);
        if let Some(voikko) = &voikko {
            let report = measure_all(treebank, |_, word| known_to(voikko, word));
            print_row("  libvoikko", &report);
        }
        let report = measure_all(treebank, |place, word| {
            our_terms(&ours[place * ours.len() / treebank.len()], word)
        });
        print_row("  this package", &report);
        mistakes.extend(report.mistakes.iter().map(|mistake| format!("{mistake}\n")));
    }
    if let Some(path) = &options.mistakes {
        fs::write(path, mistakes)?;
    }
    Ok(())
}

impl Options {
    fn from_arguments() -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} lacks a value"));
            match argument.as_str() {
                "--dictionary" => options.dictionary = Some(value()?.into()),
                "--voikko" => options.voikko = Some((value()?.into(), value()?)),
                "--folds" => {
                    let number = value()?.parse()?;
                    let (first_names, surnames) = (value()?.into(), value()?.into());
                    options.folds = Some(Folds {
                        number,
                        first_names,
                        surnames,
                    });
                }
                "--mistakes" => options.mistakes = Some(value()?.into()),
                option if option.starts_with("--") => {
                    return Err(format!("no option {option}").into());
                }
                path => options.treebanks.push(path.into()),
            }
        }
        if options.treebanks.is_empty() {
            return Err("no treebank to measure on".into());
        }
        Ok(options)
    }
}

/// The analyser for each fold of the sentences; without folds, one for all.
fn analysers(options: &Options, treebanks: &[Treebank]) -> Result<Vec<Finnish>, Box<dyn Error>> {
    let dictionary = |path: &Path| -> Result<Dictionary, Box<dyn Error>> {
        Ok(Dictionary::from_bytes(&fs::read(path)?)?)
    };
    let new = || -> Result<Finnish, Box<dyn Error>> {
        let dictionary = options.dictionary.as_deref().map(dictionary).transpose()?;
        Ok(Finnish::new(dictionary))
    };
    let Some(folds) = &options.folds else {
        return Ok(vec![new()?]);
    };
    let mut names = Learner::new();
    learning::learn_names(
        &mut names,
        &learning::read_names(&folds.first_names)?,
        NameKind::First,
    );
    learning::learn_names(
        &mut names,
        &learning::read_names(&folds.surnames)?,
        NameKind::Family,
    );
    (0..folds.number)
        .map(|fold| {
            let guesser = learn_without(fold, folds.number, names.clone(), treebanks)?;
            Ok(new()?.guessing_with(guesser))
        })
        .collect()
}

/// A guesser that has not seen the sentences of one fold.
fn learn_without(
    fold: usize,
    folds: usize,
    mut learner: Learner,
    treebanks: &[Treebank],
) -> Result<Guesser, Box<dyn Error>> {
    let seen = |treebank: &Treebank| -> Treebank {
        let place = |place: usize| place * folds / treebank.len();
        let others = treebank
            .iter()
            .enumerate()
            .filter(|(number, _)| place(*number) != fold);
        others.map(|(_, sentence)| sentence.clone()).collect()
    };
    let seen: Vec<Treebank> = treebanks.iter().map(seen).collect();
    learning::learn_sentences(&mut learner, seen.iter().flatten());
    let function_words = learning::learn_function_words(&seen);
    Ok(Guesser::from_text(&learner.finish(), &function_words)?)
}

/// Measures the terms that `terms` gives to each word, which it gets with the number of its sentence.
fn measure_all(treebank: &Treebank, terms: impl Fn(usize, &str) -> WordTerms) -> Report {
    let mut tokens = Vec::new();
    for (place, sentence) in treebank.iter().enumerate() {
        for (number, token) in sentence.iter().enumerate() {
            tokens.push(Measured {
                token,
                first: number == 0,
                terms: terms(place, &token.form),
            });
        }
    }
    measure(&tokens)
}

fn our_terms(finnish: &Finnish, word: &str) -> WordTerms {
    let terms = finnish.terms(&clean_word(word));
    let stem = if terms.is_known() { None } else { terms.stem() };
    WordTerms {
        lemmas: terms.lemmas().map(str::to_owned).collect(),
        stem: stem.map(str::to_owned),
    }
}

fn known_to(voikko: &Voikko, word: &str) -> WordTerms {
    WordTerms {
        lemmas: voikko.base_forms(&clean_word(word)),
        stem: None,
    }
}

fn snowball(word: &str) -> WordTerms {
    let lower = clean_word(word).to_lowercase();
    WordTerms {
        lemmas: vec![stem(Language::Finnish, &lower).into_owned()],
        stem: None,
    }
}

fn print_heading() {
    println!(
        "{:24}{:>8}{:>8}{:>8}{:>8}{:>16}{:>16}{:>16}",
        "", "all", "content", "names", "terms", "conflation", "of names", "false"
    );
}

fn print_row(name: &str, report: &Report) {
    let recall = |share: Share| format!("{:8.4}", share.value());
    let pairs = |share: Share| format!("{:8.4} /{:6}", share.value(), share.total);
    println!(
        "{name:24}{}{}{}{:8.3}{}{}{}",
        recall(report.all),
        recall(report.content),
        recall(report.names),
        report.terms.value(),
        pairs(report.conflation),
        pairs(report.name_conflation),
        pairs(report.false_conflation),
    );
}
