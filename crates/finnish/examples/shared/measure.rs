//! The measures of quality: does a search find the word, and only the word, in all its forms?
//!
//! - recall: the treebank's base form is among the lemma terms of a token;
//! - conflation: two forms of one base form share a term;
//! - false conflation: two words of different base forms that begin with the same four letters share a term;
//! - terms a token: what it costs.

use std::collections::{BTreeMap, BTreeSet};

use super::conllu::Token;

/// The terms of a word: what it is indexed under.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordTerms {
    /// Base forms in small letters.
    pub(crate) lemmas: Vec<String>,
    /// The stem, which only meets other stems, where the word is not known.
    pub(crate) stem: Option<String>,
}

/// A token to measure, with its terms and its place.
pub(crate) struct Measured<'a> {
    /// The token as the treebank has it.
    pub(crate) token: &'a Token,
    /// True for the first token of a sentence: its capital says nothing.
    pub(crate) first: bool,
    /// Its terms.
    pub(crate) terms: WordTerms,
}

/// What was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Recall over all tokens.
    pub(crate) all: Share,
    /// Recall over nouns, names, verbs and adjectives.
    pub(crate) content: Share,
    /// Recall over names.
    pub(crate) names: Share,
    /// Lemma terms and tokens.
    pub(crate) terms: Share,
    /// Pairs of forms of one base form that share a term.
    pub(crate) conflation: Share,
    /// The same for names.
    pub(crate) name_conflation: Share,
    /// Pairs of unrelated words that share a term.
    pub(crate) false_conflation: Share,
    /// The pairs behind the two shares above that count against the system.
    pub(crate) mistakes: Vec<String>,
}

/// So many of so many.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Share {
    /// How many.
    pub(crate) hits: usize,
    /// Of how many.
    pub(crate) total: usize,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.total += 1;
        self.hits += usize::from(hit);
    }

    /// The share as a number, 0 where there is nothing to count.
    pub(crate) fn value(self) -> f64 {
        if self.total == 0 {
            0.0
        } else {
            self.hits as f64 / self.total as f64
        }
    }
}

/// A form of a word as it stands in the text, with all it was seen as.
struct Type {
    terms: BTreeSet<String>,
    lemmas: BTreeSet<(String, bool)>,
}

/// Pairs drawn of a base form, and of words with the same first four letters.
const PAIRS_OF_A_LEMMA: usize = 5;
const PAIRS_OF_A_PREFIX: usize = 20;
const SEED: u64 = 0x5eed;

/// Measures the terms of tokens.
pub(crate) fn measure(tokens: &[Measured<'_>]) -> Report {
    let mut report = Report::default();
    let mut types: BTreeMap<String, Type> = BTreeMap::new();
    for Measured {
        token,
        first,
        terms,
    } in tokens.iter().filter(|t| !t.token.is_skipped())
    {
        let lemmas = lemmas_or_itself(&token.form, &terms.lemmas);
        let hit = lemmas.contains(&token.lemma);
        report.all.count(hit);
        if token.is_content() {
            report.content.count(hit);
        }
        if token.is_name() {
            report.names.count(hit);
        }
        if token.is_content() && !hit {
            let (form, lemma) = (&token.form, &token.lemma);
            let stem = terms.stem.as_ref().map_or("", |_| "unknown");
            report.mistakes.push(format!(
                "missed {} {form} {lemma} {lemmas:?} {stem}",
                token.part_of_speech
            ));
        }
        report.terms.hits += lemmas.len();
        report.terms.total += 1;
        if !first {
            let seen = types.entry(token.form.clone()).or_insert_with(|| Type {
                terms: all_terms(lemmas, terms.stem.as_deref()),
                lemmas: BTreeSet::new(),
            });
            seen.lemmas.insert((token.lemma.clone(), token.is_name()));
        }
    }
    measure_conflation(&types, &mut report);
    measure_false_conflation(&types, &mut report);
    report
}

fn lemmas_or_itself(form: &str, lemmas: &[String]) -> Vec<String> {
    if lemmas.is_empty() {
        vec![form.to_lowercase()]
    } else {
        lemmas.to_vec()
    }
}

fn all_terms(lemmas: Vec<String>, stem: Option<&str>) -> BTreeSet<String> {
    let stem = stem.map(|stem| format!("stem:{stem}"));
    lemmas.into_iter().chain(stem).collect()
}

fn measure_conflation(types: &BTreeMap<String, Type>, report: &mut Report) {
    let mut forms: BTreeMap<&(String, bool), Vec<&String>> = BTreeMap::new();
    for (form, seen) in types {
        for lemma in &seen.lemmas {
            forms.entry(lemma).or_default().push(form);
        }
    }
    let mut draw = Draw(SEED);
    for ((lemma, is_name), forms) in forms {
        let pairs = pairs(&forms, |a, b| a.to_lowercase() != b.to_lowercase());
        for (a, b) in draw.some(pairs, PAIRS_OF_A_LEMMA) {
            let shared = !types[a].terms.is_disjoint(&types[b].terms);
            report.conflation.count(shared);
            if *is_name {
                report.name_conflation.count(shared);
            }
            if !shared {
                let (ours, theirs) = (&types[a].terms, &types[b].terms);
                let name = if *is_name { " name" } else { "" };
                report
                    .mistakes
                    .push(format!("apart{name} {lemma}: {a} {ours:?} {b} {theirs:?}"));
            }
        }
    }
}

fn measure_false_conflation(types: &BTreeMap<String, Type>, report: &mut Report) {
    let mut neighbours: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for form in types.keys().filter(|form| form.chars().count() >= 5) {
        let prefix = form.to_lowercase().chars().take(4).collect();
        neighbours.entry(prefix).or_default().push(form);
    }
    let lemmas = |form: &String| {
        types[form]
            .lemmas
            .iter()
            .map(|(lemma, _)| lemma)
            .collect::<BTreeSet<_>>()
    };
    let mut draw = Draw(SEED);
    for forms in neighbours.into_values() {
        let pairs = pairs(&forms, |a, b| lemmas(a).is_disjoint(&lemmas(b)));
        for (a, b) in draw.some(pairs, PAIRS_OF_A_PREFIX) {
            let shared: Vec<_> = types[a].terms.intersection(&types[b].terms).collect();
            report.false_conflation.count(!shared.is_empty());
            if !shared.is_empty() {
                report.mistakes.push(format!("together {a} {b} {shared:?}"));
            }
        }
    }
}

fn pairs<'a>(
    forms: &[&'a String],
    fit: impl Fn(&String, &String) -> bool,
) -> Vec<(&'a String, &'a String)> {
    let mut pairs = Vec::new();
    for (position, a) in forms.iter().enumerate() {
        pairs.extend(
            forms[position + 1..]
                .iter()
                .filter(|b| fit(a, b))
                .map(|b| (*a, *b)),
        );
    }
    pairs
}

/// Draws by the generator SplitMix64, so that every run draws the same.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn some<T>(&mut self, mut from: Vec<T>, most: usize) -> Vec<T> {
        let wanted = most.min(from.len());
        for position in 0..wanted {
            let left = (from.len() - position) as u64;
            let other = position + usize::try_from(self.next() % left).expect("less than a length");
            from.swap(position, other);
        }
        from.truncate(wanted);
        from
    }
}
