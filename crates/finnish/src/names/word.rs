//! What is known of a word wherever it stands: shape, classes, cases, base forms, lists it is in.
//! `kinds` tells words of some kinds by their letters.

use super::base_form::guesses_of;
use super::kinds::{is_legal_form, is_local, is_of_sport, is_title, named_by};
use crate::analysis::{Analyzer, Case, Class, Classes, Scratch};
use crate::name_lists::NameLists;
use crate::tokenizer::clean_word;

/// Most base forms of a word that count.
const MOST_BASE_FORMS: usize = 3;

/// The lengths of beginnings and ends of words that count.
pub(super) const AFFIXES: usize = 4;

/// Letters of the shortest ending of a base form that counts.
const SHORTEST_END: usize = 2;

/// How many of the longer ones count beside it.
const ENDS: usize = 4;

/// A longer word is no name: its beginning is looked at only.
const LONGEST_WORD: usize = 80;

/// What is known of a word that others ask about: its neighbours, and the same word elsewhere. Texts are kept as
/// hashes.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) form: u64,
    pub(super) shape: u64,
    /// Base forms, those of names before others where the word has a capital.
    pub(super) lemmas: Box<[u64]>,
    /// The last part of a compound.
    pub(super) head: u64,
    pub(super) classes: u64,
    pub(super) cases: u64,
    pub(super) lists: u64,
    /// What it says of a name beside it.
    pub(super) kind: u64,
    /// The longest end that counts.
    pub(super) end: u64,
    pub(super) is_word: bool,
    pub(super) is_capitalised: bool,
    pub(super) is_first_name: bool,
    pub(super) is_surname: bool,
    pub(super) is_place: bool,
    /// Whether it stands as it does in the dictionary.
    pub(super) is_base_form: bool,
    /// "-ssa", "-sta".
    pub(super) is_local: bool,
    /// "ry", "Oyj".
    pub(super) is_legal_form: bool,
    /// "toiminnanjohtaja", "ministeri".
    pub(super) is_title: bool,
    /// "ottelu", "maali".
    pub(super) is_of_sport: bool,
}

/// A word with what only its own features ask about.
#[derive(Debug, Clone, Default)]
pub(super) struct Described {
    pub(super) word: Word,
    pub(super) prefixes: [u64; AFFIXES],
    pub(super) suffixes: [u64; AFFIXES],
    /// Endings of the base forms: "-järvi", "-liitto", "-nen" tell a kind in whatever case the word stands.
    pub(super) base_form_ends: Vec<u64>,
}

/// Looks words up in the dictionary and the lists.
#[derive(Debug)]
pub(super) struct Lookup<'a> {
    analyzer: Option<&'a Analyzer>,
    scratch: Scratch,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(analyzer: Option<&'a Analyzer>) -> Self {
        Self {
            analyzer,
            scratch: Scratch::new(),
        }
    }

    /// What is known of a word.
    pub(super) fn describe(&mut self, text: &str) -> Described {
        let text = shortened(text);
        let bare = text.trim_start_matches(['-', '–', '’', '\'']);
        let cleaned = clean_word(if bare.is_empty() { text } else { bare });
        let lower = cleaned.to_lowercase();
        let mut word = Word {
            form: hash_of(&text.to_lowercase()),
            shape: hash_of(&shape(text)),
            is_capitalised: cleaned.starts_with(char::is_uppercase),
            is_word: cleaned.chars().any(char::is_alphabetic),
            is_local: is_local(&lower),
            is_legal_form: is_legal_form(&lower),
            ..Word::default()
        };
        let base_forms = match word.is_word {
            true => self.base_forms(&cleaned, &lower, &mut word),
            false => Vec::new(),
        };
        if word.is_word {
            word.look_up(&base_forms, &lower);
        }
        word.is_base_form = base_forms.contains(&lower);
        word.kind = named_by(&base_forms);
        word.is_title = base_forms.iter().any(|form| is_title(form));
        word.is_of_sport = base_forms.iter().any(|form| is_of_sport(form));
        word.lemmas = base_forms.iter().map(|form| hash_of(form)).collect();
        let ends = base_forms.iter().flat_map(|form| base_form_ends(form));
        let mut described = Described {
            base_form_ends: ends.collect(),
            word,
            ..Described::default()
        };
        described.take_affixes(&lower);
        described
    }

    /// The base forms of a word in small letters, at least one; notes the word's classes and cases.
    fn base_forms(&mut self, text: &str, lower: &str, word: &mut Word) -> Vec<String> {
        let mut base_forms = self.known_base_forms(text, word);
        if base_forms.is_empty() {
            base_forms = self.guessed_base_forms(text);
        }
        if base_forms.is_empty() {
            base_forms.push(lower.to_owned());
        }
        base_forms
    }

    fn known_base_forms(&mut self, text: &str, word: &mut Word) -> Vec<String> {
        let Some(analyzer) = self.analyzer else {
            return Vec::new();
        };
        let mut classes = Classes::EMPTY;
        let mut cases = 0;
        let mut found: Vec<(bool, String)> = Vec::new();
        for analysis in analyzer.analyze(text, &mut self.scratch).iter() {
            let Some(class) = analysis.class() else {
                continue;
            };
            classes.insert(class);
            let is_name = class.is_name();
            let case = analysis.features().case;
            cases |= case_bit(case) << if is_name { 16 } else { 0 };
            let base_form = analysis.base_form().to_lowercase();
            if word.head == 0 {
                word.head = head_of(&base_form, &analysis.structure());
            }
            if !found.iter().any(|(_, known)| *known == base_form) {
                found.push((is_name, base_form));
            }
        }
        if word.is_capitalised {
            found.sort_by_key(|(is_name, _)| !is_name);
        }
        word.is_place = classes.contains(Class::Place);
        word.is_first_name = classes.contains(Class::FirstName);
        word.is_surname = classes.contains(Class::Surname);
        word.classes = u64::from(classes.bits());
        word.cases = u64::from(cases);
        let base_forms = found.into_iter().map(|(_, form)| form);
        base_forms.take(MOST_BASE_FORMS).collect()
    }

    fn guessed_base_forms(&mut self, text: &str) -> Vec<String> {
        let guesses = guesses_of(text, self.analyzer, &mut self.scratch).into_iter();
        let guesses = guesses.take(MOST_BASE_FORMS);
        guesses.map(|guess| guess.lemma).collect()
    }
}

impl Described {
    fn take_affixes(&mut self, lower: &str) {
        let starts = lower.char_indices().skip(1).map(|(at, _)| at);
        for (affix, end) in self.prefixes.iter_mut().zip(starts) {
            *affix = hash_of(&lower[..end]);
        }
        let starts = lower.char_indices().rev().map(|(at, _)| at);
        for (affix, start) in self.suffixes.iter_mut().zip(starts.skip(1)) {
            *affix = hash_of(&lower[start..]);
        }
        self.word.end = self.suffixes[AFFIXES - 1];
    }
}

impl Word {
    /// Looks the word up in the lists of names by each of its base forms.
    fn look_up(&mut self, base_forms: &[String], lower: &str) {
        let lists = NameLists::bundled();
        let (mut first, mut last) = (0, 0);
        let forms = base_forms.iter().map(String::as_str).chain([lower]);
        for form in forms {
            let mut parts = form.rsplit('-');
            let part = parts.next().unwrap_or(form);
            first = first
                .max(lists.first_name(form))
                .max(lists.first_name(part));
            last = last.max(lists.surname(form)).max(lists.surname(part));
        }
        self.is_first_name |= first >= 2;
        self.is_surname |= last >= 2;
        self.lists = u64::from(first) | u64::from(last) << 3 | u64::from(self.is_place) << 6;
    }
}

/// The endings of a base form that count, the whole of a short one among them.
fn base_form_ends(form: &str) -> impl Iterator<Item = u64> + '_ {
    let starts = form.char_indices().rev().map(|(at, _)| at);
    let starts = starts.skip(SHORTEST_END - 1).take(ENDS);
    starts.map(|start| hash_of(&form[start..]))
}

fn shortened(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

fn case_bit(case: Option<Case>) -> u32 {
    case.map_or(0, |case| 1 << case as u8)
}

/// The last part of a base form, by the structure of the word form; 0 for a word of one part.
fn head_of(base_form: &str, structure: &str) -> u64 {
    let Some((before, _)) = structure.rsplit_once('=') else {
        return 0;
    };
    let letters = before.chars().filter(|sign| *sign != '=').count();
    if letters == 0 {
        return 0;
    }
    match base_form.char_indices().nth(letters) {
        Some((start, _)) => hash_of(base_form[start..].trim_start_matches('-')),
        None => 0,
    }
}

/// The signs of a word with letters and digits made alike, runs of them cut short: "Xx-Xx", "X:x", "d.d.".
fn shape(text: &str) -> String {
    let mut shape = String::new();
    let mut last = ' ';
    let mut run = 0;
    for letter in text.chars() {
        let sign = match letter {
            _ if letter.is_uppercase() => 'X',
            _ if letter.is_alphabetic() => 'x',
            _ if letter.is_numeric() => 'd',
            _ => letter,
        };
        run = if sign == last { run + 1 } else { 1 };
        last = sign;
        if run <= 2 {
            shape.push(sign);
        }
    }
    shape
}

/// A hash of a text that is the same on every machine, as a model keeps it.
pub(super) fn hash_of(text: &str) -> u64 {
    twox_hash::XxHash3_64::oneshot(text.as_bytes())
}
