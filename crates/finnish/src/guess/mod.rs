//! Guesses the base forms of words that no dictionary knows: names, abbreviations, new and foreign words.
//!
//! - [`Guesser`] makes the guesses. It cuts abbreviations at their colon or their last capital, completes
//!   hyphenated words by their last part, and for everything else asks suffix rules. It also knows the
//!   base forms of the small words of grammar by heart, where a dictionary errs by knowing too much.
//! - [`Learner`] learns suffix rules from pairs of a form and its base form.
//! - [`plural_only`] names the nouns that are looked up in the plural.
//! - `rules` and `function_words` keep what was learnt, `candidates` weighs what the rules say,
//!   `qualified_place` takes apart places whose first part is inflected,
//!   `abbreviation` and `endings` know what can follow an abbreviation, `spoken` how words of spoken Finnish are
//!   written in the standard language.

mod abbreviation;
mod candidates;
mod endings;
mod function_words;
mod learn;
mod plural_only;
mod qualified_place;
mod rules;
mod spoken;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use abbreviation::inflected_abbreviation;
use candidates::Candidates;
use function_words::FunctionWords;
use rules::{HEADING, Rules};

pub use learn::Learner;
pub use plural_only::plural_only;
pub(crate) use qualified_place::qualified_place;
pub(crate) use spoken::standard_spellings;

/// What comes with this package. How it was learnt, and from what, is told beside it.
const BUNDLED_RULES: &str = include_str!("../../data/guesses.tsv");
const BUNDLED_FUNCTION_WORDS: &str = include_str!("../../data/function_words.tsv");

/// Largest file of rules that is read, in bytes.
const LARGEST_FILE: usize = 1 << 24;

/// Longest word, in bytes, whose base form is guessed.
const LONGEST_WORD: usize = 120;

/// Most guesses for one word.
pub const MOST_GUESSES: usize = 4;

/// Longest word in capitals, in letters, that is taken for an abbreviation.
const LONGEST_ABBREVIATION: usize = 6;

/// The two kinds of words that take different endings: "Purran" is of Purra, "purran" would not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A name, or a word with a capital that may be one.
    Name,
    /// A word without capitals.
    Common,
}

/// One guess at a base form.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The base form in small letters.
    pub lemma: String,
    /// Whether it was guessed as a name or as a common word.
    pub kind: Kind,
    /// How sure the guess is: greater is surer, about 1 is certain. The guesses of one word need not
    /// add up to 1.
    pub weight: f32,
}

impl Guess {
    fn sure(lemma: String, kind: Kind) -> Self {
        Self {
            lemma,
            kind,
            weight: 1.0,
        }
    }
}

/// Why rules cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GuesserError {
    /// The text is no file of rules, or one of another format. Learn the rules anew with this version.
    #[error("not a file of suffix rules: the first line is not \"{HEADING}\"")]
    Heading,
    /// A text is above 16 MB. Learn from fewer pairs.
    #[error("more than 16 MB of suffix rules or function words")]
    TooLarge,
    /// A line of either text is damaged. Learn it anew, or mend the line.
    #[error("line {line}: {reason}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
}

/// Guesses base forms by rules. It is never changed: share it between threads by reference.
#[derive(Debug)]
pub struct Guesser {
    names: Rules,
    common: Rules,
    function_words: FunctionWords,
}

impl Guesser {
    /// The guesser with the rules and function words that come with this package.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static GUESSER: OnceLock<Guesser> = OnceLock::new();
        GUESSER.get_or_init(|| {
            Self::from_text(BUNDLED_RULES, BUNDLED_FUNCTION_WORDS)
                .expect("a test reads what is bundled")
        })
    }

    /// Reads rules that [`Learner::finish`] wrote, and function words: a line each, with a tab and the
    /// lemmas, separated by spaces.
    ///
    /// # Errors
    /// [`GuesserError`] when the texts are no such things. It says which line.
    pub fn from_text(rules: &str, function_words: &str) -> Result<Self, GuesserError> {
        if rules.len().max(function_words.len()) > LARGEST_FILE {
            return Err(GuesserError::TooLarge);
        }
        let mut lines = rules.lines();
        if lines.next() != Some(HEADING) || lines.next() != Some("names") {
            return Err(GuesserError::Heading);
        }
        let names: Vec<&str> = lines
            .by_ref()
            .take_while(|line| *line != "common")
            .collect();
        let first_common = names.len() + 4;
        Ok(Self {
            names: Rules::from_lines(names.into_iter(), 3)?,
            common: Rules::from_lines(lines, first_common)?,
            function_words: FunctionWords::from_text(function_words)?,
        })
    }

    /// The lemmas of a word of grammar in small letters: a pronoun, a particle, a fixed adverb.
    ///
    /// They stand in for what a dictionary says, which would find a noun or a verb in many of them:
    /// "lopulta" (at last) is a case of "loppu" (end), but nobody who looks for ends means it. Where only a
    /// particle makes a word of grammar of it, they stand beside: "taikaan" is of "tai" (or) and of "taika"
    /// (magic).
    #[must_use]
    pub fn function_word(&self, word: &str) -> Option<&[Box<str>]> {
        self.function_words.lemmas(word)
    }

    /// True for a word of grammar as it stands, with no particle after it.
    pub(crate) fn is_plain_function_word(&self, word: &str) -> bool {
        self.function_words.is_listed(word)
    }

    /// Guesses the base forms of `word`, best first, at most [`MOST_GUESSES`].
    ///
    /// `word` keeps its capitals: they tell a name from a common word. `base_forms` is asked for the base
    /// forms of parts of the word, which a dictionary may know where it does not know the whole: it adds
    /// them, in small letters, to the list it is given. Without a dictionary it adds nothing.
    pub fn guess(
        &self,
        word: &str,
        base_forms: &mut dyn FnMut(&str, &mut Vec<String>),
    ) -> Vec<Guess> {
        let word = word.trim_matches('-');
        if word.len() > LONGEST_WORD {
            return Vec::new();
        }
        if let Some(head) = inflected_abbreviation(word) {
            return vec![Guess::sure(head.to_lowercase(), Kind::Name)];
        }
        if !word.chars().any(char::is_alphanumeric) {
            return Vec::new();
        }
        if let Some((head, tail)) = word.rsplit_once('-') {
            return self.guess_hyphenated(word, head, tail, base_forms);
        }
        self.guess_qualified_place(word, base_forms)
            .unwrap_or_else(|| self.guess_by_rules(word))
    }

    /// The place that a word with a capital names, if its first part is inflected with the last:
    /// "Uudenkaarlepyyn".
    fn guess_qualified_place(
        &self,
        word: &str,
        base_forms: &mut dyn FnMut(&str, &mut Vec<String>),
    ) -> Option<Vec<Guess>> {
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let lower = word.to_lowercase();
        let place = qualified_place(&lower)?;
        let name = capitalised(place.last_part);
        let mut last_parts = Vec::new();
        base_forms(&name, &mut last_parts);
        if last_parts.is_empty() {
            let guesses = self.guess_by_rules(&name).into_iter();
            last_parts.extend(guesses.map(|guess| guess.lemma));
        }
        let mut wholes: Vec<String> = last_parts
            .iter()
            .take(MOST_GUESSES)
            .map(|last| [place.qualifier, last].concat())
            .collect();
        // The dictionary may know the name where it does not know its cases.
        wholes.sort_by_cached_key(|whole| {
            let mut found = Vec::new();
            base_forms(&capitalised(whole), &mut found);
            !found.contains(whole)
        });
        let guesses = wholes.into_iter();
        Some(
            guesses
                .map(|whole| Guess::sure(whole, Kind::Name))
                .collect(),
        )
    }

    fn guess_hyphenated(
        &self,
        word: &str,
        head: &str,
        tail: &str,
        base_forms: &mut dyn FnMut(&str, &mut Vec<String>),
    ) -> Vec<Guess> {
        let mut found = Vec::new();
        // A hyphen left over from the end of a printed line: "laitok-sen".
        base_forms(&word.replace('-', ""), &mut found);
        if !found.is_empty() {
            let guesses = found
                .into_iter()
                .map(|lemma| Guess::sure(lemma, Kind::Common));
            return guesses.take(MOST_GUESSES).collect();
        }
        base_forms(tail, &mut found);
        let mut tails: Vec<Guess> = found
            .into_iter()
            .map(|lemma| Guess::sure(lemma, Kind::Common))
            .collect();
        if tails.is_empty() {
            tails = self.guess_by_rules(tail);
        }
        // Common words are also written with no hyphen: "File-lehti", but not "Maria-Kaisa".
        let is_common = tail.starts_with(char::is_lowercase);
        let head = head.to_lowercase();
        let mut guesses = Vec::new();
        for tail in tails {
            let joined = format!("{}{}", head.replace('-', ""), tail.lemma);
            let lemma = format!("{head}-{}", tail.lemma);
            let Guess { kind, weight, .. } = tail;
            guesses.push(Guess {
                lemma,
                kind,
                weight,
            });
            if is_common {
                guesses.push(Guess {
                    lemma: joined,
                    kind,
                    weight,
                });
            }
        }
        guesses.truncate(MOST_GUESSES);
        guesses
    }

    fn guess_by_rules(&self, word: &str) -> Vec<Guess> {
        let lower = word.to_lowercase();
        let mixture = Mixture::of(word, &lower);
        let mut candidates = Candidates::of(&lower);
        for (rules, weight) in [(&self.names, mixture.names), (&self.common, mixture.common)] {
            for outcome in rules.outcomes(&lower) {
                if let Some((kept, ending)) = rules.change(outcome, &lower) {
                    candidates.add(kept, ending, outcome.share * weight);
                }
            }
        }
        candidates.itself(mixture.itself);
        candidates.into_guesses(mixture.kind)
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// How much the rules for either kind of word count, and what is given to the word as it stands.
struct Mixture {
    kind: Kind,
    names: f32,
    common: f32,
    itself: f32,
}

impl Mixture {
    /// A capital may be that of a sentence, and a name may be written small, so both kinds always count.
    fn of(word: &str, lower: &str) -> Self {
        let mut capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
        let has_small = word.chars().any(char::is_lowercase);
        if has_small || word.chars().count() > LONGEST_ABBREVIATION {
            capitals = capitals.min(1);
        }
        match capitals {
            0 if word == lower => Self {
                kind: Kind::Common,
                names: 0.25,
                common: 0.75,
                itself: 0.1,
            },
            0 | 1 => Self {
                kind: Kind::Name,
                names: 1.0,
                common: 0.15,
                itself: 0.25,
            },
            // An abbreviation as it stands: "STEA" is no form of "ste".
            _ => Self {
                kind: Kind::Name,
                names: 0.1,
                common: 0.0,
                itself: 1.0,
            },
        }
    }
}
