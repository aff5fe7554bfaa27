//! Learns guesses from treebank sentences and lists of names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use aluehaku_finnish::guess::{Kind, Learner};

use super::conllu::Token;
use super::paradigm::{NameKind, forms};

/// How much more a pair from a treebank counts than one made of a listed name: it was really written.
const TREEBANK_WEIGHT: f64 = 3.0;

/// Names from a list of `NAME TAB COUNT` lines, the commonest first.
pub(crate) fn read_names(path: &Path) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(path)?;
    let names = text.lines().filter_map(|line| line.split('\t').next());
    Ok(names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Adds all forms of listed names.
pub(crate) fn learn_names(learner: &mut Learner, names: &[String], kind: NameKind) {
    for name in names {
        let last = name.rsplit(['-', ' ']).next().unwrap_or(name);
        if last.chars().count() < 2 {
            continue;
        }
        for (form, share) in forms(last, kind) {
            learner.add(Kind::Name, &form, last, share);
        }
    }
}

/// Adds the words of treebank sentences, each pair once.
pub(crate) fn learn_sentences<'a>(
    learner: &mut Learner,
    sentences: impl IntoIterator<Item = &'a Vec<Token>>,
) {
    let is_learnt = |token: &&Token| {
        let is_inflected = token.is_content() || token.part_of_speech == "ADV";
        is_inflected && !token.form.contains([':', '-'])
    };
    let tokens = sentences.into_iter().flatten().filter(is_learnt);
    let pairs: BTreeSet<(String, &str, bool)> = tokens
        .map(|token| {
            (
                token.form.to_lowercase(),
                token.lemma.as_str(),
                token.is_name(),
            )
        })
        .collect();
    for (form, lemma, is_name) in pairs {
        let (kind, weight) = if is_name {
            (Kind::Name, TREEBANK_WEIGHT)
        } else {
            (Kind::Common, 1.0)
        };
        learner.add(kind, &form, lemma, weight);
    }
}

/// Pronouns whose forms belong to another word than a dictionary says, written by hand: lemmas, tab, forms.
const PRONOUNS: &str = include_str!("../../data/pronouns.tsv");

/// How often a form must be seen as a word of grammar, and in what share of all cases, to be listed.
const LEAST_SEEN: u32 = 2;
const LEAST_SHARE: f64 = 0.9;

/// The list of function words: those written by hand, and those that the treebanks agree on. Where their base
/// forms differ, those of the treebank that comes first count.
pub(crate) fn learn_function_words<'a, S>(treebanks: impl IntoIterator<Item = S>) -> String
where
    S: IntoIterator<Item = &'a Vec<Token>>,
{
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for (number, treebank) in treebanks.into_iter().enumerate() {
        for token in treebank
            .into_iter()
            .flatten()
            .filter(|token| !token.is_skipped())
        {
            seen.entry(token.form.to_lowercase())
                .or_default()
                .count(number, token);
        }
    }
    for (form, seen) in seen {
        if seen.is_function_word() && form.chars().all(char::is_alphabetic) {
            words.insert(form, seen.lemmas());
        }
    }
    for (lemmas, forms) in PRONOUNS.lines().filter_map(|line| line.split_once('\t')) {
        words.extend(
            forms
                .split(' ')
                .map(|form| (form.to_owned(), lemmas.to_owned())),
        );
    }
    words
        .into_iter()
        .map(|(form, lemmas)| format!("{form}\t{lemmas}\n"))
        .collect()
}

/// What a form was seen as.
#[derive(Default)]
struct Seen {
    times: u32,
    as_function_word: u32,
    /// Counts of base forms in the first treebank that has the form as a function word.
    lemmas: BTreeMap<String, u32>,
    treebank: Option<usize>,
}

impl Seen {
    fn count(&mut self, treebank: usize, token: &Token) {
        self.times += 1;
        let is_function_word = matches!(
            token.part_of_speech.as_str(),
            "ADV" | "ADP" | "PRON" | "SCONJ" | "CCONJ" | "INTJ" | "DET"
        );
        if is_function_word {
            self.as_function_word += 1;
            if *self.treebank.get_or_insert(treebank) == treebank {
                *self.lemmas.entry(token.lemma.clone()).or_default() += 1;
            }
        }
    }

    fn is_function_word(&self) -> bool {
        let share = f64::from(self.as_function_word) / f64::from(self.times);
        self.as_function_word >= LEAST_SEEN && share >= LEAST_SHARE
    }

    fn lemmas(&self) -> String {
        let total: u32 = self.lemmas.values().sum();
        let often = |count: &u32| *count * 5 >= total;
        let lemmas: Vec<&str> = self
            .lemmas
            .iter()
            .filter(|(_, count)| often(count))
            .map(|(lemma, _)| lemma.as_str())
            .collect();
        lemmas.join(" ")
    }
}
