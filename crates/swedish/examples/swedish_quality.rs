//! Measures how well a word is found in all its forms, and no other word with it.
//!
//! ```text
//! cargo run -p aluehaku-swedish --example swedish_quality -- AFFIXES WORDS TREEBANK [MISTAKES]
//! ```
//!
//! AFFIXES and WORDS are a Hunspell dictionary, TREEBANK is a CoNLL-U file. Each sentence is a text; each base form of a
//! noun, name, verb or adjective with at least two tokens is asked for, as it stands in the treebank. Right are the
//! sentences with a token of that base form, or with a noun that ends in it, if it is a noun. Recall and precision are means over
//! the words asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;

use aluehaku_swedish::{Dictionary, Swedish, stem};

struct Token {
    form: String,
    lemma: String,
    class: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [affixes, words, treebank, mistakes @ ..] = arguments.as_slice() else {
        return Err("usage: swedish_quality AFFIXES WORDS TREEBANK [MISTAKES]".into());
    };
    let dictionary = Dictionary::from_bytes(&std::fs::read(affixes)?, &std::fs::read(words)?)?;
    println!("tables: {} bytes", dictionary.table_bytes());
    let swedish = Swedish::new(dictionary);
    let sentences = read(&std::fs::read_to_string(treebank)?);
    let snowball = |word: &str| vec![(stem(&word.to_lowercase()), true)];
    let ours = |word: &str| {
        let terms = swedish.terms(word);
        let lemmas = terms.lemmas.into_iter().map(|lemma| (lemma, true));
        let stems = terms
            .stem
            .into_iter()
            .map(|stem| (format!("stem:{stem}"), true));
        let parts = terms.parts.into_iter().map(|part| (part, false));
        lemmas.chain(stems).chain(parts).collect()
    };
    let mut log = String::new();
    report("Snowball", &sentences, &snowball, &mut String::new());
    report("this package", &sentences, &ours, &mut log);
    if let Some(path) = mistakes.first() {
        std::fs::write(path, log)?;
    }
    Ok(())
}

/// The terms of a word, each with whether a query has it too: parts are looked for in texts only.
type TermsOf<'a> = &'a dyn Fn(&str) -> Vec<(String, bool)>;

fn report(name: &str, sentences: &[Vec<Token>], terms: TermsOf<'_>, log: &mut String) {
    let mut listed: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut right: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut tokens: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nouns: BTreeSet<&str> = BTreeSet::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for token in sentence {
            for (term, _) in terms(&token.form) {
                listed.entry(term).or_default().insert(number);
            }
            right.entry(&token.lemma).or_default().insert(number);
            if matches!(token.class.as_str(), "NOUN" | "PROPN" | "VERB" | "ADJ") {
                *tokens.entry(&token.lemma).or_default() += 1;
            }
            if token.class == "NOUN" {
                nouns.insert(&token.lemma);
            }
        }
    }
    let (mut recall, mut precision, mut asked) = (0.0, 0.0, 0.0);
    for (&lemma, &count) in &tokens {
        let mut wanted = right[lemma].clone();
        if count < 2 {
            continue;
        }
        if nouns.contains(lemma) && lemma.chars().count() > 3 {
            let is_compound =
                |other: &&&str| other.len() > lemma.len() + 2 && other.ends_with(lemma);
            let compounds = nouns.iter().filter(is_compound);
            wanted.extend(compounds.flat_map(|other| &right[other]));
        }
        let query = terms(lemma).into_iter().filter(|(_, is_asked)| *is_asked);
        let found: BTreeSet<usize> = query
            .filter_map(|(term, _)| listed.get(&term))
            .flatten()
            .copied()
            .collect();
        let hits = found.intersection(&wanted).count() as f64;
        recall += hits / wanted.len() as f64;
        precision += if found.is_empty() {
            1.0
        } else {
            hits / found.len() as f64
        };
        asked += 1.0;
        for (kind, one, other) in [("missed", &wanted, &found), ("wrong", &found, &wanted)] {
            for &number in one.difference(other) {
                let text: Vec<&str> = sentences[number]
                    .iter()
                    .map(|token| token.form.as_str())
                    .collect();
                let _ = writeln!(
                    log,
                    "{kind} {lemma} {:?} in: {}",
                    terms(lemma),
                    text.join(" ")
                );
            }
        }
    }
    println!(
        "{name}: recall {:.4} precision {:.4} of {asked} words",
        recall / asked,
        precision / asked
    );
}

fn read(treebank: &str) -> Vec<Vec<Token>> {
    let token = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, form, lemma, class, ..] = fields.as_slice() else {
            return None;
        };
        let is_word = number.parse::<u32>().is_ok() && !matches!(*class, "PUNCT" | "SYM" | "NUM");
        is_word.then(|| Token {
            form: (*form).to_owned(),
            lemma: lemma.to_lowercase(),
            class: (*class).to_owned(),
        })
    };
    treebank
        .split("\n\n")
        .map(|sentence| sentence.lines().filter_map(token).collect())
        .collect()
}
