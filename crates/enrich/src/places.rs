//! Where a text names a region, a municipality or a wellbeing services county.
//!
//! Only the forms that the register lists are taken, word for word. A municipality that is also
//! a person's name is taken with care, and rather missed than found where a person is meant:
//! "Hanna Lahti" is no town, and neither is "Lahti" later in the same text.

use std::collections::HashMap;
use std::ops::Range;

use aluehaku_article::region::forms::{Form, FormKind, FormLanguage};
use aluehaku_article::region::{RegionKind, RegionRegister};

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
    /// Whether people carry the name too.
    pub is_personal_name: bool,
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
        let mut add = |form: &Form, region, of_municipality, is_personal_name, is_common_word| {
            let words: Vec<String> = form.text.split(' ').map(str::to_owned).collect();
            let first = words[0].to_lowercase();
            forms.entry(first).or_default().push(ListedForm {
                words,
                kind: form.kind,
                language: form.language,
                region,
                of_municipality,
                is_personal_name,
                is_common_word,
            });
        };
        for (number, region) in register.all().iter().enumerate() {
            let of_municipality = region.kind == RegionKind::Municipality;
            let (personal, common) = (region.is_personal_name, region.is_common_word);
            for form in &region.forms {
                add(form, number, of_municipality, personal, common);
            }
            for former in &region.former {
                let (personal, common) = (former.is_personal_name, former.is_common_word);
                for form in &former.forms {
                    add(form, number, of_municipality, personal, common);
                }
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
                    is_personal_name: form.is_personal_name,
                };
                found.push((number, place, self.standing(words, at, form)));
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
                && form
                    .words
                    .iter()
                    .zip(&words[at..])
                    .enumerate()
                    .all(|(number, (form, word))| {
                        (number == 0 || word.follows_word) && same_word(form, word)
                    })
        })
    }

    /// What the neighbours of a name say about it.
    fn standing(&self, words: &[Word<'_>], at: usize, form: &ListedForm) -> Standing {
        if !form.of_municipality {
            return Standing::Place;
        }
        // "Ruskolla" is said of a person too ("has"), "Lahdessa" only of the town.
        let inside = form.kind == FormKind::Local && !is_outer_case(words[at].text);
        if form.is_personal_name && self.is_in_full_name(words, at, form) {
            return Standing::PersonsName;
        }
        if form.is_common_word && words[at].begins_sentence {
            return Standing::CommonWord;
        }
        let ambiguous = form.is_personal_name || form.is_common_word;
        if ambiguous && !inside {
            Standing::MaybeSurname
        } else {
            Standing::Place
        }
    }

    /// Whether the words beside a name make it part of a person's full name.
    fn is_in_full_name(&self, words: &[Word<'_>], at: usize, form: &ListedForm) -> bool {
        match self.name_words_before(words, at) {
            0 => {
                // "Kaarina Lahti", "Kaarina Lahdelta".
                let next = words.get(at + 1).filter(|next| next.follows_word);
                form.kind == FormKind::Nominative && next.is_some_and(|next| self.may_be_name(next))
            }
            // "Myös Lahdessa": the word before has the capital of its sentence only.
            1 if words[at - 1].begins_sentence => form.kind != FormKind::Local,
            1 => true,
            // "Taneli Vesa Saarijärvellä": the name is complete without it.
            _ => form.kind != FormKind::Local,
        }
    }

    /// How many words that may be parts of a person's name stand right before a word.
    fn name_words_before(&self, words: &[Word<'_>], at: usize) -> usize {
        (0..at)
            .rev()
            .take_while(|number| {
                words[number + 1].follows_word && self.may_be_name(&words[*number])
            })
            .count()
    }

    /// Whether a word has the shape of a name and is not that of a place only.
    fn may_be_name(&self, word: &Word<'_>) -> bool {
        let places = self.forms.get(&word.text.to_lowercase());
        let is_place = places.is_some_and(|forms| {
            forms.iter().any(|form| {
                !form.is_personal_name && form.words.len() == 1 && same_word(&form.words[0], word)
            })
        });
        word.is_capitalised() && is_plain(word.text) && !is_place
    }
}

/// A text names places in its own language; where it has no name of its own, by the Finnish one,
/// which it does not inflect as Finnish does.
fn fits_language(form: &ListedForm, language: Option<&str>) -> bool {
    match (form.language, language) {
        (FormLanguage::English, language) => language == Some("en"),
        (FormLanguage::Swedish, language) => matches!(language, Some("sv") | None),
        (FormLanguage::Finnish, Some("sv" | "en")) => form.kind == FormKind::Nominative,
        (FormLanguage::Finnish, _) => true,
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
    /// It is part of a person's full name: no place.
    PersonsName,
    /// It may be a person's lone surname: a place unless the same text has the full name.
    MaybeSurname,
    /// A common word with the capital of its sentence: no place.
    CommonWord,
}

/// Whether a word ends as the outer local cases do.
fn is_outer_case(word: &str) -> bool {
    ["lla", "llä", "lta", "ltä", "lle"]
        .iter()
        .any(|ending| word.ends_with(ending))
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
                    text: without_english_genitive(&text[from..at]),
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

/// "Helsinki's" is the word "Helsinki".
fn without_english_genitive(word: &str) -> &str {
    ["'s", "\u{2019}s"]
        .iter()
        .find_map(|genitive| word.strip_suffix(genitive))
        .unwrap_or(word)
}

/// Whether a mark stands inside a word: a letter or digit follows it.
fn joins(text: &str, at: usize, mark: char) -> bool {
    matches!(mark, '-' | ':' | '\'' | '\u{2019}' | '\u{2010}')
        && text[at + mark.len_utf8()..]
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric)
}

fn ends_sentence(between: &str) -> bool {
    between.contains([
        '.', '!', '?', '\n', ':', '"', '\u{201d}', '\u{2013}', '\u{2022}',
    ])
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static FINDER: LazyLock<PlaceFinder> =
        LazyLock::new(|| PlaceFinder::new(RegionRegister::shipped()));

    fn names(texts: &[&str], language: &str) -> Vec<String> {
        let register = RegionRegister::shipped();
        let found = FINDER.find(texts, Some(language));
        found
            .iter()
            .map(|(_, place)| register.all()[place.region].name_fi.clone())
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(names(&[text], "fi"), expected, "{text}");
    }

    #[test]
    fn inflected_names_and_adjectives_are_found() {
        check(
            "Uudellamaalla ja Keski-Suomessa",
            &["Uusimaa", "Keski-Suomi"],
        );
        check("Keskisuomalaiset yhdistykset", &["Keski-Suomi"]);
        check("Riihimäen ja Tampereen välillä", &["Riihimäki", "Tampere"]);
        check("KESKI-SUOMEN JÄRJESTÖT", &["Keski-Suomi"]);
    }

    #[test]
    fn the_longest_name_counts() {
        check(
            "Keski-Suomen hyvinvointialueen päätös",
            &["Keski-Suomen hyvinvointialue"],
        );
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
        check("Kaarina Lahdelta yhdistys saa tunnustusta.", &[]);
        check(
            "Sampsa Ruskolla on tapana puhua. Siksi Sampsa Ruskon luokse mennään.",
            &[],
        );
        check(
            "Kerho on Ruskolla. Myös Lahdessa avattiin ovet.",
            &["Rusko", "Lahti"],
        );
    }

    #[test]
    fn a_place_may_follow_a_full_name() {
        check(
            "sanoi Taneli Vesa Saarijärvellä ja sai aplodit",
            &["Saarijärvi"],
        );
        check("Hanna Lahti muutti Lahteen.", &["Lahti"]);
    }

    #[test]
    fn an_english_text_names_places_in_english() {
        let text = "North Karelia and Helsinki's Simon met in Lieksa.";
        assert_eq!(
            names(&[text], "en"),
            ["Pohjois-Karjala", "Helsinki", "Lieksa"]
        );
    }

    #[test]
    fn former_municipalities_are_part_of_todays() {
        check("Haukiputaalla ja Vammalassa", &["Oulu", "Sastamala"]);
        check("Matti Kestilä kertoo. Kestilä jatkaa.", &[]);
        assert_eq!(names(&["Torsdagarna i Ekenäs"], "sv"), ["Raasepori"]);
    }

    #[test]
    fn a_swedish_text_names_places_in_swedish() {
        assert_eq!(
            names(&["Föreningarna i Esbo och Nyland"], "sv"),
            ["Espoo", "Uusimaa"]
        );
    }

    proptest::proptest! {
        #[test]
        fn offsets_are_borders_of_characters(text in "[ÄäLahtiesno.:\\- \u{a0}]{0,60}") {
            for (_, place) in FINDER.find(&[&text], None) {
                proptest::prop_assert_eq!(&text[place.start..place.end], place.text);
            }
        }
    }
}
