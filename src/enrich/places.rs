//! Where a text names a region, a municipality or a wellbeing services county.
//!
//! Only the forms that the register lists are taken, word for word. A municipality that is also
//! a person's name is taken with care, and rather missed than found where a person is meant:
//! "Hanna Lahti" is no town, and neither is "Lahti" later in the same text.

use std::collections::HashMap;
use std::ops::Range;

use aluehaku_index::region::forms::{FormKind, FormLanguage};
use aluehaku_index::region::{RegionKind, RegionRegister};

/// A place that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// First byte in its text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The words as they stand there.
    pub text: String,
    /// Number of the region in the register.
    pub region: usize,
    /// Which form of its name it is.
    pub form: FormKind,
}

/// Finds the names of a register's regions in texts.
#[derive(Clone, Debug)]
pub struct PlaceFinder {
    /// Listed forms by their first word in small letters, longest first.
    forms: HashMap<String, Vec<ListedForm>>,
}

#[derive(Clone, Debug)]
struct ListedForm {
    words: Vec<String>,
    kind: FormKind,
    language: FormLanguage,
    region: usize,
    of_municipality: bool,
    is_personal_name: bool,
    is_common_word: bool,
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
struct Word<'t> {
    start: usize,
    text: &'t str,
    begins_sentence: bool,
    /// Whether only a space stands between it and the word before.
    follows_word: bool,
}

impl Word<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

impl PlaceFinder {
    /// A finder for the forms of a register.
    #[must_use]
    pub fn new(register: &RegionRegister) -> Self {
        let mut forms: HashMap<String, Vec<ListedForm>> = HashMap::new();
        for (number, region) in register.all().iter().enumerate() {
            for form in &region.forms {
                let words: Vec<String> = form.text.split(' ').map(str::to_owned).collect();
                let first = words[0].to_lowercase();
                forms.entry(first).or_default().push(ListedForm {
                    words,
                    kind: form.kind,
                    language: form.language,
                    region: number,
                    of_municipality: region.kind == RegionKind::Municipality,
                    is_personal_name: region.is_personal_name,
                    is_common_word: region.is_common_word,
                });
            }
        }
        for listed in forms.values_mut() {
            listed.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        Self { forms }
    }

    /// The places that the texts of one article name, each with the number of its text, in order.
    #[must_use]
    pub fn find(&self, texts: &[&str], language: Option<&str>) -> Vec<(usize, Place)> {
        let texts: Vec<(&str, Vec<Word<'_>>)> =
            texts.iter().map(|text| (*text, words(text))).collect();
        let mut found: Vec<(usize, Place, Standing)> = Vec::new();
        for (number, (text, words)) in texts.iter().enumerate() {
            let mut at = 0;
            while at < words.len() {
                let Some(form) = self.form_at(words, at, language) else {
                    at += 1;
                    continue;
                };
                let range = words[at].start..words[at + form.words.len() - 1].range().end;
                let place = Place {
                    start: range.start,
                    end: range.end,
                    text: text[range].to_owned(),
                    region: form.region,
                    form: form.kind,
                };
                found.push((number, place, standing(words, at, form)));
                at += form.words.len();
            }
        }
        without_persons(found)
    }

    /// The longest listed form that stands at a word.
    fn form_at(
        &self,
        words: &[Word<'_>],
        at: usize,
        language: Option<&str>,
    ) -> Option<&ListedForm> {
        let listed = self.forms.get(&words[at].text.to_lowercase())?;
        listed.iter().find(|form| {
            fits_language(form, language)
                && words.len() - at >= form.words.len()
                && form.words.iter().zip(&words[at..]).enumerate().all(|(number, (form, word))| {
                    (number == 0 || word.follows_word) && same_word(form, word)
                })
        })
    }
}

/// A Finnish text names places in Finnish or Swedish; one in another language by its own names.
fn fits_language(form: &ListedForm, language: Option<&str>) -> bool {
    match (form.language, language) {
        (FormLanguage::English, Some("en")) | (FormLanguage::Finnish, _) => true,
        (FormLanguage::English, _) => false,
        (FormLanguage::Swedish, language) => matches!(language, Some("sv") | None),
    }
}

/// Names keep their capital; a word that is listed small may begin a sentence, and a headline may
/// be all in capitals.
fn same_word(form: &str, word: &Word<'_>) -> bool {
    if word.text == form {
        return true;
    }
    let small = form.chars().next().is_some_and(char::is_lowercase);
    let shouted = word.text.chars().count() > 3 && !word.text.chars().any(char::is_lowercase);
    (small && word.begins_sentence || shouted) && word.text.to_lowercase() == form.to_lowercase()
}

/// What the neighbours of a name say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Nothing against it.
    Place,
    /// It stands beside another capitalised word, as a surname does: no place.
    PersonsName,
    /// It may be a person's lone surname: a place unless the same text has the full name.
    MaybeSurname,
    /// A common word with the capital of its sentence: no place.
    CommonWord,
}

fn standing(words: &[Word<'_>], at: usize, form: &ListedForm) -> Standing {
    let word = &words[at];
    let previous = at.checked_sub(1).map(|at| &words[at]);
    let beside_name = word.follows_word
        && previous.is_some_and(|previous| previous.is_capitalised() && is_plain(previous.text));
    if !form.of_municipality {
        return Standing::Place;
    }
    let ambiguous = form.is_personal_name || form.is_common_word;
    let local = form.kind == FormKind::Local;
    if form.is_personal_name && beside_name {
        let previous_may_be_any_word =
            previous.is_some_and(|previous| previous.begins_sentence) && local;
        if !previous_may_be_any_word {
            return Standing::PersonsName;
        }
    }
    if form.is_common_word && word.begins_sentence {
        return Standing::CommonWord;
    }
    if ambiguous && !local { Standing::MaybeSurname } else { Standing::Place }
}

/// Whether a word is of letters only and not all capitals, as given names are ("Maria-Kaisa" too).
fn is_plain(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || c == '-')
        && word.chars().skip(1).any(char::is_lowercase)
}

/// Leaves out what names a person, also where only the surname stands.
fn without_persons(found: Vec<(usize, Place, Standing)>) -> Vec<(usize, Place)> {
    let surnames: Vec<usize> = found
        .iter()
        .filter(|(_, _, standing)| *standing == Standing::PersonsName)
        .map(|(_, place, _)| place.region)
        .collect();
    found
        .into_iter()
        .filter(|(_, place, standing)| match standing {
            Standing::Place => true,
            Standing::MaybeSurname => !surnames.contains(&place.region),
            Standing::PersonsName | Standing::CommonWord => false,
        })
        .map(|(number, place, _)| (number, place))
        .collect()
}

/// The words of a text: letters and digits with inner hyphens, colons and apostrophes.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut between_from = 0;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && joins(text, at, c));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let between = &text[between_from..from];
                words.push(Word {
                    start: from,
                    text: &text[from..at],
                    begins_sentence: words.is_empty() || ends_sentence(between),
                    follows_word: !words.is_empty() && matches!(between, " " | "\u{a0}"),
                });
                between_from = at;
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a mark stands inside a word: a letter or digit follows it.
fn joins(text: &str, at: usize, mark: char) -> bool {
    matches!(mark, '-' | ':' | '\'' | '\u{2019}' | '\u{2010}')
        && text[at + mark.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric)
}

fn ends_sentence(between: &str) -> bool {
    between.contains(['.', '!', '?', '\n', ':', '"', '\u{201d}', '\u{2013}', '\u{2022}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&str], language: &str) -> Vec<String> {
        let register = RegionRegister::shipped();
        let finder = PlaceFinder::new(register);
        let found = finder.find(texts, Some(language));
        found.iter().map(|(_, place)| register.all()[place.region].name_fi.clone()).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(names(&[text], "fi"), expected, "{text}");
    }

    #[test]
    fn inflected_names_and_adjectives_are_found() {
        check("Uudellamaalla ja Keski-Suomessa", &["Uusimaa", "Keski-Suomi"]);
        check("Keskisuomalaiset yhdistykset", &["Keski-Suomi"]);
        check("Riihimäen ja Tampereen välillä", &["Riihimäki", "Tampere"]);
        check("KESKI-SUOMEN JÄRJESTÖT", &["Keski-Suomi"]);
    }

    #[test]
    fn the_longest_name_counts() {
        check("Keski-Suomen hyvinvointialueen päätös", &["Keski-Suomen hyvinvointialue"]);
    }

    #[test]
    fn names_inside_other_words_are_none() {
        check("Helsinki-päivä, Salo-Lehtinen, Keski-Suomi-kortti", &[]);
        check("uudenmaankatu", &[]);
    }

    #[test]
    fn persons_come_before_places() {
        check("Hanna Lahti kertoo. Työ jatkuu, tiivistää Lahti.", &[]);
        check("Tytti Luoto ja Jari Salo", &[]);
        check("Tapaaminen pidettiin Lahdessa.", &["Lahti"]);
    }

    #[test]
    fn a_swedish_text_names_places_in_swedish() {
        assert_eq!(names(&["Föreningarna i Esbo och Nyland"], "sv"), ["Espoo", "Uusimaa"]);
    }

    proptest::proptest! {
        #[test]
        fn offsets_are_borders_of_characters(text in "[ÄäLahtiesno.:\\- \u{a0}]{0,60}") {
            let finder = PlaceFinder::new(RegionRegister::shipped());
            for (_, place) in finder.find(&[&text], None) {
                proptest::prop_assert_eq!(&text[place.start..place.end], place.text);
            }
        }
    }
}
