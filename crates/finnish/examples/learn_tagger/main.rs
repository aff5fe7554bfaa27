//! Learns the model of the tagger.
//!
//! ```text
//! cargo run --release -p aluehaku-finnish --example learn_tagger -- --dictionary FOLDER [OPTION]... TRAIN DEV MODEL
//!
//! --dictionary FOLDER   the folder with the dictionary's mor.vfst, or the word none
//! --rounds N            passes over the corpus, 120 unless said
//! --l1 X, --l2 X        how strongly weights are drawn to zero
//! --measure             learn nothing: measure MODEL on DEV
//! ```
//!
//! TRAIN and DEV are in the format of the Turku NER corpus: a token, a tab and its label a line, a blank line between
//! sentences, `-DOCSTART-` before each document. The model is learnt from TRAIN alone; what it finds in DEV is
//! measured as spans that are exactly right. The same input gives the same file.

mod corpus;
mod crf;
mod score;

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use aluehaku_finnish::names::{Features, Label, Model, Models, Tagger, add_votes, features};
use aluehaku_finnish::{Dictionary, Finnish};

use corpus::Document;
use crf::{Example, Settings};

/// Parts that the corpus is cut into for first readings of documents that were not learnt from.
const INNER_FOLDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut settings = Settings::default();
    let mut dictionary = None;
    let mut only_measures = false;
    let mut folds = 0;
    let mut files: Vec<PathBuf> = Vec::new();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or("a value is missing");
        match argument.to_str() {
            Some("--dictionary") => dictionary = Some(PathBuf::from(value()?)),
            Some("--rounds") => settings.rounds = parsed(value()?)?,
            Some("--l1") => settings.l1 = parsed(value()?)?,
            Some("--l2") => settings.l2 = parsed(value()?)?,
            Some("--rarest") => settings.rarest = parsed(value()?)?,
            Some("--folds") => folds = parsed(value()?)?,
            Some("--measure") => only_measures = true,
            _ => files.push(argument.into()),
        }
    }
    let [train, dev, model] = files.as_slice() else {
        return Err("usage: learn_tagger --dictionary FOLDER [OPTION]... TRAIN DEV MODEL".into());
    };
    let dictionary = dictionary.ok_or("--dictionary FOLDER is missing")?;
    let finnish = Arc::new(finnish(&dictionary)?);
    if folds > 0 {
        let lessons = lessons(&finnish, corpus::read(train)?);
        return cross(&finnish, &lessons, folds, &settings);
    }
    if !only_measures {
        let lessons = lessons(&finnish, corpus::read(train)?);
        let lessons: Vec<&Lesson> = lessons.iter().collect();
        let (first, second) = learn(&lessons, &settings)?;
        fs::write(model, Models::join(&first, &second))?;
    }
    measure(&finnish, &fs::read(model)?, &corpus::read(dev)?)
}

fn parsed<T: std::str::FromStr>(value: OsString) -> Result<T, Box<dyn Error>>
where
    T::Err: Error + 'static,
{
    let value = value.into_string().unwrap_or_default();
    Ok(value.parse()?)
}

/// Finnish with the dictionary of a folder; with none for the word `none`.
fn finnish(folder: &Path) -> Result<Finnish, Box<dyn Error>> {
    if folder.as_os_str() == "none" {
        return Ok(Finnish::new(None));
    }
    let bytes = fs::read(folder.join("mor.vfst"))?;
    Ok(Finnish::new(Some(Dictionary::from_bytes(&bytes)?)))
}

/// A document with its features.
struct Lesson {
    document: Document,
    features: Vec<Features>,
}

fn lessons(finnish: &Finnish, documents: Vec<Document>) -> Vec<Lesson> {
    documents
        .into_iter()
        .map(|document| Lesson {
            features: features(finnish.analyzer(), &document.sentences),
            document,
        })
        .collect()
}

/// The parts of a list by turns, each with the others.
fn folds<'l>(lessons: &[&'l Lesson], number: usize) -> Vec<(Vec<&'l Lesson>, Vec<&'l Lesson>)> {
    (0..number)
        .map(|fold| {
            let numbered = lessons.iter().enumerate();
            let (part, others): (Vec<_>, Vec<_>) =
                numbered.partition(|(at, _)| at % number == fold);
            let bare = |list: Vec<(usize, &&'l Lesson)>| {
                list.into_iter().map(|(_, lesson)| *lesson).collect()
            };
            (bare(part), bare(others))
        })
        .collect()
}

/// Learns both models: the second from first readings by models that had not seen the document.
fn learn(lessons: &[&Lesson], settings: &Settings) -> Result<(Vec<u8>, Vec<u8>), Box<dyn Error>> {
    let first = crf::learn(
        &examples(
            lessons
                .iter()
                .map(|lesson| (&lesson.features, &lesson.document)),
        ),
        settings,
    );
    let mut second = Vec::new();
    for (part, others) in folds(lessons, INNER_FOLDS) {
        let others = examples(
            others
                .iter()
                .map(|lesson| (&lesson.features, &lesson.document)),
        );
        let model = Model::from_bytes(&crf::learn(&others, settings))?;
        for lesson in part {
            let mut features = lesson.features.clone();
            let read: Vec<Vec<Label>> = features
                .iter()
                .map(|sentence| model.labels(&sentence.tokens))
                .collect();
            add_votes(&mut features, &read);
            second.push((features, &lesson.document));
        }
    }
    let second = crf::learn(
        &examples(
            second
                .iter()
                .map(|(features, document)| (features, *document)),
        ),
        settings,
    );
    Ok((first, second))
}

fn examples<'l>(
    lessons: impl IntoIterator<Item = (&'l Vec<Features>, &'l Document)>,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for (features, document) in lessons {
        for (features, labels) in features.iter().zip(&document.labels) {
            let labels = labels.iter().map(|label| label.number() as u8).collect();
            examples.push(Example {
                features: features.tokens.clone(),
                labels,
            });
        }
    }
    examples
}

/// Measures on each part of the corpus what was learnt from the others.
fn cross(
    finnish: &Arc<Finnish>,
    lessons: &[Lesson],
    number: usize,
    settings: &Settings,
) -> Result<(), Box<dyn Error>> {
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    let (mut measured, mut found, mut early) = (Vec::new(), Vec::new(), Vec::new());
    for (part, others) in folds(&lessons, number) {
        let (first, second) = learn(&others, settings)?;
        let first = Model::from_bytes(&first)?;
        for lesson in &part {
            early.push(
                lesson
                    .features
                    .iter()
                    .map(|sentence| first.labels(&sentence.tokens))
                    .collect::<Vec<_>>(),
            );
        }
        let models = Models::new(&first, &Model::from_bytes(&second)?);
        let tagger = Tagger::new(Arc::new(models), Arc::clone(finnish));
        for lesson in part {
            found.push(tagger.tag(&lesson.document.sentences));
            measured.push(&lesson.document);
        }
    }
    println!("first reading");
    score::print(&measured, &early);
    println!("second reading");
    score::print(&measured, &found);
    if let Ok(file) = std::env::var("MISTAKES") {
        fs::write(file, score::mistakes(&measured, &found))?;
    }
    Ok(())
}

fn measure(
    finnish: &Arc<Finnish>,
    model: &[u8],
    documents: &[Document],
) -> Result<(), Box<dyn Error>> {
    println!("{} bytes", model.len());
    let models = Models::from_bytes(model)?;
    println!("{} bytes in memory", models.size());
    let tagger = Tagger::new(Arc::new(models), Arc::clone(finnish));
    let documents: Vec<&Document> = documents.iter().collect();
    let documents = documents.as_slice();
    let started = Instant::now();
    let found: Vec<Vec<Vec<Label>>> = documents
        .iter()
        .map(|document| tagger.tag(&document.sentences))
        .collect();
    let tokens: usize = documents
        .iter()
        .flat_map(|document| &document.sentences)
        .map(Vec::len)
        .sum();
    println!(
        "{:.0} tokens a second",
        tokens as f64 / started.elapsed().as_secs_f64()
    );
    score::print(documents, &found);
    if let Ok(file) = std::env::var("MISTAKES") {
        fs::write(file, score::mistakes(documents, &found))?;
    }
    Ok(())
}
