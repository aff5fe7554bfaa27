//! What a text is searched by: its words, and the terms that each word is found under.
//!
//! - [`TextAnalyzer`]: the contract between the index and a language analyser.
//! - [`words`]: cuts a text into words, whatever the language.
//! - [`snowball`]: the analyser that needs no dictionary; [`finnish`]: the one that has one.
//! - [`listed`]: the terms that a word of an article is listed under.
//! - `register`: forms of places that the register of regions knows better than the dictionary.
//! - [`sites`]: the terms of the addresses of sites and pages.

pub mod finnish;
mod lemmas;
pub mod listed;
mod register;
pub mod sites;
pub mod snowball;
pub mod words;

use std::borrow::Cow;
use std::fmt;

/// The language whose rules a text is analysed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Finnish; also of texts whose language nobody could tell.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
    /// Every other language.
    Other,
}

impl Language {
    /// Every language, in the order in which terms of a query word are made.
    pub const ALL: [Self; 4] = [Self::Finnish, Self::Swedish, Self::English, Self::Other];

    /// The language with an ISO 639-1 code; Finnish when there is none, since most texts are.
    #[must_use]
    pub fn from_code(code: Option<&str>) -> Self {
        match code {
            None | Some("fi") => Self::Finnish,
            Some("sv") => Self::Swedish,
            Some("en") => Self::English,
            Some(_) => Self::Other,
        }
    }
}

/// How a term stands for a word. Terms of different kinds never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermKind {
    /// The word as it stands, in small letters.
    Surface,
    /// A base form of it.
    Lemma,
    /// In an article: a base form of it or of a part of it, so that one term finds a word alone and
    /// inside compounds. From an analyser: a base form of a part of it.
    Part,
    /// What is left when endings are cut, by the rules of a language.
    Stem(Language),
}

/// One term that a word is found under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    /// How it stands for the word.
    pub kind: TermKind,
    /// The term.
    pub text: String,
}

/// What an analyser knows of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordTerms {
    /// Terms beside the surface form, each once.
    pub terms: Vec<Term>,
    /// Whether a dictionary knows the word.
    pub known: bool,
    /// Whether it is a word of grammar, whatever it is read as: a pronoun, a conjunction, a
    /// preposition, a form of "olla" or of the verb of negation.
    pub is_function_word: bool,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The word: composed letters, straight apostrophes, no soft hyphens; capitals as they stand.
    pub text: Cow<'t, str>,
    /// Base forms of compounds that the word is short for in a Finnish text: "sote-" in "sote- ja
    /// terveyspalvelut" stands for "sotepalvelu" too.
    pub completed: Vec<String>,
}

impl Token<'_> {
    /// The word in small letters: the form that phrases, prefixes and exact forms are looked up by.
    #[must_use]
    pub fn surface(&self) -> String {
        self.text.to_lowercase()
    }
}

/// Which analyser wrote an index; one that differs in name or version gives other terms.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AnalyzerIdentity {
    /// Name of the analyser: `snowball`, `voikko`.
    pub name: String,
    /// Changes whenever the terms may: a version, a hash of the dictionary.
    pub version: String,
}

impl fmt::Display for AnalyzerIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.name, self.version)
    }
}

/// Turns texts into words and words into terms; the same input always gives the same output.
pub trait TextAnalyzer: fmt::Debug + Send + Sync {
    /// Name and version, kept with the index that it wrote.
    fn identity(&self) -> AnalyzerIdentity;

    /// The words of a text in order, without overlaps.
    fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>>;

    /// The terms of one word beside its surface form. Capitals may matter.
    fn terms(&self, word: &str, language: Language) -> WordTerms;
}

/// A word in small letters without dots, rings and accents: "Jyväskylä" gives "jyvaskyla".
#[must_use]
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.to_lowercase().chars() {
        match written_out(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(fold_letter(letter)),
        }
    }
    folded
}

/// The plain letters that a small letter is written out as where it stands for two.
#[must_use]
pub fn written_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ŋ' => "ng",
        _ => return None,
    })
}

/// A small letter without dots, rings and accents; other characters stay.
#[must_use]
pub fn fold_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    match letter {
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ŧ' => 't',
        'ŋ' => 'n',
        'ł' => 'l',
        _ => {
            let mut first = letter;
            unicode_normalization::char::decompose_canonical(letter, |part| {
                if part.is_ascii() {
                    first = part;
                }
            });
            first
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_plain_letters() {
        assert_eq!(fold("Jyväskylä"), "jyvaskyla");
        assert_eq!(fold("ÅBO"), "abo");
        assert_eq!(fold("Šakki, Łódź, Sámi, đoŋ"), "sakki, lodz, sami, dong");
        assert_eq!(
            fold("Straße, Æbeltoft, Þingvellir"),
            "strasse, aebeltoft, thingvellir"
        );
    }

    #[test]
    fn texts_of_unknown_language_are_read_as_finnish() {
        assert_eq!(Language::from_code(None), Language::Finnish);
        assert_eq!(Language::from_code(Some("sv")), Language::Swedish);
        assert_eq!(Language::from_code(Some("se")), Language::Other);
    }
}
