//! Learns the rules that guess the base forms of unknown words.
//!
//! ```text
//! cargo run -p aluehaku-swedish --example learn_swedish_guesses -- TREEBANK > crates/swedish/data/guesses.tsv
//! ```
//!
//! TREEBANK is a CoNLL-U file of Swedish. The same input gives the same rules.

use std::collections::BTreeMap;
use std::error::Error;

/// Longest ending of a rule, in letters.
const LONGEST_ENDING: usize = 6;

/// Words that must show a rule, and the share of those with its ending that must obey it.
const FEWEST_WORDS: usize = 3;
const LEAST_SHARE: f64 = 0.6;

/// How many letters a form loses, and what it gets instead.
type Change = (usize, String);

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: learn_swedish_guesses TREEBANK")?;
    let mut seen: BTreeMap<String, BTreeMap<Change, usize>> = BTreeMap::new();
    for (form, lemma) in pairs(&std::fs::read_to_string(path)?) {
        let letters: Vec<char> = form.chars().collect();
        let change = change(&letters, &lemma);
        for length in change.0.max(1)..=LONGEST_ENDING.min(letters.len().saturating_sub(2)) {
            let ending: String = letters[letters.len() - length..].iter().collect();
            *seen
                .entry(ending)
                .or_default()
                .entry(change.clone())
                .or_default() += 1;
        }
    }
    let mut rules: BTreeMap<String, Change> = BTreeMap::new();
    for (ending, changes) in &seen {
        let total: usize = changes.values().sum();
        let best = changes
            .iter()
            .max_by_key(|(change, count)| (**count, std::cmp::Reverse((*change).clone())));
        let Some((change, &count)) = best else {
            continue;
        };
        if count >= FEWEST_WORDS && count as f64 >= LEAST_SHARE * total as f64 {
            rules.insert(ending.clone(), change.clone());
        }
    }
    for (ending, change) in &rules {
        // A rule that a shorter ending says already is left out.
        let shorter = ending
            .char_indices()
            .skip(1)
            .find_map(|(at, _)| rules.get(&ending[at..]));
        let (cut, added) = change;
        if shorter != Some(change) {
            println!("{ending}\t{cut}\t{added}");
        }
    }
    Ok(())
}

/// Each pair of a form and a base form of nouns, names, verbs and adjectives once, in small letters.
fn pairs(treebank: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = treebank
        .lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, form, lemma, class, ..] = fields.as_slice() else {
                return None;
            };
            let is_content = matches!(*class, "NOUN" | "PROPN" | "VERB" | "ADJ");
            let is_word = form.chars().all(char::is_alphabetic);
            (is_content && is_word).then(|| (form.to_lowercase(), lemma.to_lowercase()))
        })
        .collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

fn change(form: &[char], lemma: &str) -> Change {
    let shared = form
        .iter()
        .zip(lemma.chars())
        .take_while(|(one, other)| **one == *other)
        .count();
    (form.len() - shared, lemma.chars().skip(shared).collect())
}
