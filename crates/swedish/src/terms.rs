//! From a word to the terms under which it is indexed and searched.

use frostem::{Algorithm, Stemmer};

use crate::compound::{Compound, compounds};
use crate::dictionary::{Dictionary, Role};
use crate::irregular::{irregular, irregular_content, is_grammar, with_particle};

/// A longer word, in bytes, is no word: it is its own term.
const LONGEST_WORD: usize = 240;

/// The last part of an unknown compound has at least so many letters.
const SHORTEST_TAIL: usize = 4;

/// Under which terms a word is indexed and searched, all in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// All base forms that the word can have; one guess for a word that the dictionary does not know.
    pub lemmas: Vec<String>,
    /// The base forms of the parts of a compound, and what is left of it after each of its first parts.
    pub parts: Vec<String>,
    /// The Snowball stem of a word that the dictionary does not know. It meets other stems only.
    pub stem: Option<String>,
    /// True when the dictionary knows the word, or the parts that it is made of.
    pub is_known: bool,
    /// True for a word that only holds others together.
    pub is_function_word: bool,
}

/// Swedish for search: words in, terms out. Share it between threads by reference.
#[derive(Debug)]
pub struct Swedish {
    dictionary: Dictionary,
}

impl Swedish {
    /// Swedish by a dictionary.
    #[must_use]
    pub fn new(dictionary: Dictionary) -> Self {
        Self { dictionary }
    }

    /// The dictionary.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The terms of a word: composed letters (NFC), straight apostrophes, no soft hyphens. Capitals tell names
    /// from common words. Any string has terms; only an empty one has none.
    #[must_use]
    pub fn terms(&self, word: &str) -> Terms {
        let word = before_colon(word.trim_matches('-'));
        let small = word.to_lowercase();
        let mut terms = Terms::default();
        if small.is_empty() {
            return terms;
        }
        if small.len() > LONGEST_WORD {
            terms.lemmas.push(small);
            return terms;
        }
        terms.is_function_word = is_grammar(&small);
        let found = self.base_forms(word, &small);
        if !found.is_empty() {
            terms.is_known = true;
            self.add_parts_of(&found, &mut terms.parts);
            terms.lemmas = found;
        } else if let Some((head, tail)) = small.rsplit_once('-') {
            self.add_hyphenated(head, tail, &mut terms);
        } else {
            self.add_compound(&small, &mut terms);
        }
        if !terms.is_known {
            terms.stem = Some(stem(&small));
        }
        terms
    }

    /// The base forms of a word that the dictionary or the table of irregular words has, in small letters.
    fn base_forms(&self, word: &str, small: &str) -> Vec<String> {
        let mut found: Vec<String> = irregular(small).iter().map(ToString::to_string).collect();
        if is_grammar(small) {
            return found;
        }
        found.extend(with_particle(small));
        let mut entries = Vec::new();
        self.dictionary.base_forms(small, Role::Word, &mut entries);
        if word != small {
            self.dictionary.base_forms(word, Role::Word, &mut entries);
            self.dictionary
                .base_forms(&capitalised(small), Role::Word, &mut entries);
        }
        regular(entries, &mut found);
        found
    }

    /// Adds the parts of compounds that the dictionary lists whole.
    fn add_parts_of(&self, lemmas: &[String], parts: &mut Vec<String>) {
        for lemma in lemmas {
            if let Some((head, tail)) = lemma.rsplit_once('-') {
                self.add_hyphenated_parts(head, parts);
                add(parts, tail.to_owned());
            }
            for compound in compounds(&self.dictionary, lemma) {
                add_parts(lemma, &compound, parts);
            }
        }
    }

    /// A word that the dictionary puts together, or else one whose last part it knows, or else a guess.
    fn add_compound(&self, small: &str, terms: &mut Terms) {
        let ways = compounds(&self.dictionary, small);
        terms.is_known = !ways.is_empty();
        for way in &ways {
            let mut last = Vec::new();
            regular(way.last.clone(), &mut last);
            for base in last {
                let lemma = [&small[..way.last_start], &base].concat();
                add_parts(&lemma, way, &mut terms.parts);
                add(&mut terms.lemmas, lemma);
            }
        }
        if ways.is_empty() {
            let guess = self.by_known_tail(small);
            if let Some((_, tail)) = &guess {
                add(&mut terms.parts, tail.clone());
            }
            let lemma = guess.map_or_else(|| crate::guess::guess(small), |(lemma, _)| lemma);
            add(&mut terms.lemmas, lemma);
        }
    }

    /// The base form of an unknown compound by the longest last part that the dictionary knows: "Äänekoskiregionen" is
    /// of "region". Also that part.
    fn by_known_tail(&self, small: &str) -> Option<(String, String)> {
        let starts = small
            .char_indices()
            .skip(SHORTEST_TAIL - 1)
            .map(|(at, _)| at);
        starts
            .filter(|&at| small[at..].chars().nth(SHORTEST_TAIL - 1).is_some())
            .find_map(|at| {
                let mut found = Vec::new();
                self.dictionary
                    .base_forms(&small[at..], Role::Last, &mut found);
                let mut last = Vec::new();
                regular(found, &mut last);
                let tail = last.into_iter().next()?;
                Some(([&small[..at], &tail].concat(), tail))
            })
    }

    /// A word with a hyphen has the base form of its last part; its other parts stand as they are.
    fn add_hyphenated(&self, head: &str, tail: &str, terms: &mut Terms) {
        let last = self.terms(tail);
        for lemma in &last.lemmas {
            add(&mut terms.lemmas, format!("{head}-{lemma}"));
            add(&mut terms.parts, lemma.clone());
        }
        for part in last.parts {
            add(&mut terms.parts, part);
        }
        self.add_hyphenated_parts(head, &mut terms.parts);
        terms.is_known = last.is_known;
    }

    /// The base forms of what stands before the last hyphen; what has none stands for itself.
    fn add_hyphenated_parts(&self, head: &str, parts: &mut Vec<String>) {
        for part in head.split('-').filter(|part| !part.is_empty()) {
            let base = self.base_forms(part, part).into_iter().next();
            add(parts, base.unwrap_or_else(|| part.to_owned()));
        }
    }
}

/// The Snowball stem of a word in small letters.
#[must_use]
pub fn stem(word: &str) -> String {
    Stemmer::new(Algorithm::Swedish).stem(word).into_owned()
}

/// Adds entries in small letters, those that are forms of irregular words by their base forms.
fn regular(entries: Vec<String>, found: &mut Vec<String>) {
    for entry in entries {
        let small = entry.to_lowercase();
        if is_grammar(&small) || small.chars().nth(1).is_none() {
            // A rule that makes a form of so small a word is there by chance: "sitta" is not of "sitt".
            continue;
        }
        match irregular_content(&small) {
            [] => add(found, small),
            bases => bases.iter().for_each(|base| add(found, (*base).to_owned())),
        }
    }
}

/// Adds the parts of a compound whose base form is `lemma`, and its tails.
fn add_parts(lemma: &str, compound: &Compound, parts: &mut Vec<String>) {
    for head in &compound.heads {
        add(parts, head.to_lowercase());
    }
    if let Some(tail) = lemma.get(compound.last_start..) {
        add(parts, tail.to_owned());
    }
}

fn add(list: &mut Vec<String>, text: String) {
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

fn capitalised(small: &str) -> String {
    let mut letters = small.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The word without what stands after a colon: "EU:s" is "EU"; a time of day stays whole.
fn before_colon(word: &str) -> &str {
    match word.split_once(':') {
        Some((base, _)) if base.chars().any(char::is_alphabetic) => base,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AFFIXES: &str = "SET UTF-8\nFORBIDDENWORD %\nCOMPOUNDBEGIN X\nCOMPOUNDMIDDLE U\nCOMPOUNDEND Y\n\
        ONLYINCOMPOUND Z\nSFX B Y 2\nSFX B 0 et [^a]\nSFX B 0 ets [^a]\nSFX G Y 3\nSFX G 0 ar [^ae]\n\
        SFX G 0 arna [^ae]\nSFX G e ar e\nSFX D Y 2\nSFX D 0 en [^a]\nSFX D 0 ens [^a]\nSFX C Y 1\nSFX C 0 en [^a]\nSFX v N 1\nSFX v 0 s/WXZ [^a]\n\
        SFX K Y 1\nSFX K a er [^r]a\nSFX A Y 1\nSFX A 0 s .\n";
    const WORDS: &str = "15\nnätverk/ABDXY\npartner/AXY\nskog/ADGvY\nfull/PXY\nlucka/AY\nÅbo/A\nböcker/AY\nskola/AEXY\n\
        låna/KY\nmöte/ABY\nfel/%A\nkommun/ADvXY\nmöten/Y\nhus/ABCY\nit-skog/AD\n";

    fn swedish() -> Swedish {
        let dictionary = Dictionary::from_bytes(AFFIXES.as_bytes(), WORDS.as_bytes());
        Swedish::new(dictionary.expect("a dictionary in its format"))
    }

    #[track_caller]
    fn check(word: &str, lemmas: &[&str], parts: &[&str]) {
        let terms = swedish().terms(word);
        assert_eq!(terms.lemmas, lemmas, "{word}");
        assert_eq!(terms.parts, parts, "{word}");
    }

    #[test]
    fn forms_have_the_base_form_of_the_dictionary() {
        check("Skogarna", &["skog"], &[]);
        check("nätverkets", &["nätverk"], &[]);
        check("Åbos", &["åbo"], &[]);
        check("böckers", &["bok"], &[]);
        assert!(swedish().terms("skogarna").is_known);
    }

    #[test]
    fn a_compound_has_its_base_form_parts_and_tail() {
        check(
            "partnernätverket",
            &["partnernätverk"],
            &["partner", "nätverk"],
        );
        check("skogsnätverk", &["skogsnätverk"], &["skog", "nätverk"]);
    }

    #[test]
    fn a_letter_that_would_stand_three_times_stands_twice() {
        check("fullucka", &["fullucka"], &["full", "lucka"]);
    }

    #[test]
    fn an_unknown_word_has_the_base_form_of_its_known_end_or_a_guess() {
        let terms = swedish().terms("Oravaisnätverket");
        assert_eq!(
            (terms.lemmas.as_slice(), terms.is_known),
            (&["oravaisnätverk".to_owned()][..], false)
        );
        assert!(terms.stem.is_some());
        check("Blorkningarna", &["blorkning"], &[]);
        check("fel", &["fel"], &[]);
    }

    #[test]
    fn hyphens_part_and_colons_end_a_word() {
        check("It-nätverket", &["it-nätverk"], &["nätverk", "it"]);
        check("Skog-husen", &["skog-hus"], &["hus", "skog"]);
        check("it-skogens", &["it-skog"], &["it", "skog"]);
        check("EU:s", &["eu"], &[]);
        check("12:30", &["12:30"], &[]);
    }

    #[test]
    fn words_of_grammar_have_their_base_form_only() {
        let terms = swedish().terms("dem");
        assert_eq!(terms.lemmas, ["den"]);
        assert!(terms.is_function_word && terms.is_known);
    }

    proptest! {
        #[test]
        fn any_word_has_bounded_terms(word in "\\PC{0,40}|[a-zåäö:-]{0,90}|(skog|s|nätverk|full|lucka){0,9}") {
            let terms = swedish().terms(&word);
            prop_assert!(terms.lemmas.len() <= 16 && terms.parts.len() <= 64);
            prop_assert!(terms.lemmas.iter().chain(&terms.parts).all(|term| !term.is_empty()));
        }

        #[test]
        fn any_bytes_are_a_dictionary_or_an_error(affixes in "(SFX [A-C] [0a-c]{1,3} [0a-c/X]{1,4} [.a-c^\\[\\]]{1,5}\n){0,5}", words in "(\\PC{0,9}\n){0,5}") {
            if let Ok(dictionary) = Dictionary::from_bytes(affixes.as_bytes(), words.as_bytes()) {
                let _ = Swedish::new(dictionary).terms("abcabc");
            }
        }
    }
}
