//! Measures how well words are understood, on treebanks whose base forms were written by people.
//!
//! ```text
//! cargo run --release -p aluehaku-finnish --example quality -- [OPTION]... TREEBANK...
//!
//! --dictionary FOLDER    the folder with a dictionary's mor.vfst and index.txt; without it, all dictionaries that are
//!                        found on this machine are measured
//! --folds N FIRST LAST   learn the guesses anew from the lists of names FIRST and LAST and from the treebanks, for
//!                        each of N parts of them from the other parts only; otherwise the bundled guesses are measured
//! --mistakes FILE        write each word that was missed and each pair that counts against this package
//! ```
//!
//! TREEBANK is a CoNLL-U file. Bundled guesses were learnt from the development parts of two treebanks: measured
//! on these, they flatter. Measure there with `--folds`. libvoikko is measured beside this package where it
//! is installed.

#[path = "shared/mod.rs"]
mod shared;
#[path = "../tests/support/mod.rs"]
mod support;

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
use support::dictionaries::{self, Found};
use support::libvoikko::Libvoikko;

/// Sentences of one file.
type Treebank = Vec<Vec<Token>>;

#[derive(Default)]
struct Options {
    dictionary: Option<PathBuf>,
    folds: Option<Folds>,
    mistakes: Option<PathBuf>,
    treebanks: Vec<PathBuf>,
}

struct Folds {
    number: usize,
    first_names: PathBuf,
    surnames: PathBuf,
}

/// Texts to make guessers of: rules and function words, for each fold.
type Lessons = Vec<(String, String)>;

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_arguments()?;
    let treebanks = options
        .treebanks
        .iter()
        .map(|path| conllu::read(path))
        .collect::<Result<Vec<_>, _>>()?;
    let lessons = match &options.folds {
        Some(folds) => learn(folds, &treebanks)?,
        None => Vec::new(),
    };
    let dictionaries = match &options.dictionary {
        Some(folder) => vec![dictionary_in(folder)?],
        None => dictionaries::find_all(),
    };
    let mut mistakes = String::new();
    print_heading();
    for (path, treebank) in options.treebanks.iter().zip(&treebanks) {
        println!("{}", path.file_stem().unwrap_or_default().to_string_lossy());
        print_row(
            "  Snowball",
            &measure_all(treebank, |_, word| snowball(word)),
        );
        print_row(
            "  guesses alone",
            &measure_ours(treebank, &analysers(None, &lessons)?),
        );
        for found in &dictionaries {
            if let Some(libvoikko) = Libvoikko::open(found) {
                let report = measure_all(treebank, |_, word| libvoikko_terms(&libvoikko, word));
                print_row(&format!("  libvoikko, {}", found.name), &report);
            }
            let report = measure_ours(treebank, &analysers(Some(found), &lessons)?);
            print_row(&format!("  this package, {}", found.name), &report);
            let name = &found.name;
            mistakes.extend(
                report
                    .mistakes
                    .iter()
                    .map(|mistake| format!("{name} {mistake}\n")),
            );
        }
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

fn dictionary_in(folder: &Path) -> Result<Found, Box<dyn Error>> {
    let index = fs::read_to_string(folder.join("index.txt"))?;
    let name = index
        .lines()
        .find_map(|line| line.strip_prefix("Language: fi-x-"));
    let name = name
        .ok_or("index.txt names no Finnish dictionary")?
        .trim()
        .to_owned();
    Ok(Found {
        name,
        folder: folder.to_owned(),
    })
}

/// What is learnt for each fold from the sentences of the others.
fn learn(folds: &Folds, treebanks: &[Treebank]) -> Result<Lessons, Box<dyn Error>> {
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
    let lesson = |fold| {
        let others: Vec<Treebank> = treebanks
            .iter()
            .map(|treebank| without(fold, folds.number, treebank))
            .collect();
        let mut learner = names.clone();
        learning::learn_sentences(&mut learner, others.iter().flatten());
        (learner.finish(), learning::learn_function_words(&others))
    };
    Ok((0..folds.number).map(lesson).collect())
}

fn without(fold: usize, folds: usize, treebank: &Treebank) -> Treebank {
    let is_other = |number: &usize| number * folds / treebank.len() != fold;
    let others = treebank
        .iter()
        .enumerate()
        .filter(|(number, _)| is_other(number));
    others.map(|(_, sentence)| sentence.clone()).collect()
}

/// The analyser for each fold of the sentences; one for all with the bundled guesses.
fn analysers(found: Option<&Found>, lessons: &Lessons) -> Result<Vec<Finnish>, Box<dyn Error>> {
    let new = || -> Result<Finnish, Box<dyn Error>> {
        let dictionary = found
            .map(|found| Dictionary::from_bytes(&found.bytes()))
            .transpose()?;
        Ok(Finnish::new(dictionary))
    };
    if lessons.is_empty() {
        return Ok(vec![new()?]);
    }
    let analyser = |(rules, words): &(String, String)| {
        Ok(new()?.guessing_with(Guesser::from_text(rules, words)?))
    };
    lessons.iter().map(analyser).collect()
}

fn measure_ours(treebank: &Treebank, analysers: &[Finnish]) -> Report {
    let analyser = |place: usize| &analysers[place * analysers.len() / treebank.len()];
    measure_all(treebank, |place, word| our_terms(analyser(place), word))
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

fn libvoikko_terms(libvoikko: &Libvoikko, word: &str) -> WordTerms {
    let mut lemmas: Vec<String> = Vec::new();
    for base_form in libvoikko.attribute(&clean_word(word), "BASEFORM") {
        let lemma = base_form.to_lowercase();
        if !lemmas.contains(&lemma) {
            lemmas.push(lemma);
        }
    }
    WordTerms { lemmas, stem: None }
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
        "{:26}{:>8}{:>8}{:>8}{:>8}{:>16}{:>16}{:>16}",
        "", "all", "content", "names", "terms", "conflation", "of names", "false"
    );
}

fn print_row(name: &str, report: &Report) {
    let recall = |share: Share| format!("{:8.4}", share.value());
    let pairs = |share: Share| format!("{:8.4} /{:6}", share.value(), share.total);
    println!(
        "{name:26}{}{}{}{:8.3}{}{}{}",
        recall(report.all),
        recall(report.content),
        recall(report.names),
        report.terms.value(),
        pairs(report.conflation),
        pairs(report.name_conflation),
        pairs(report.false_conflation),
    );
}
