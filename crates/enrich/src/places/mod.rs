//! Where a text names a region, a municipality or a wellbeing services county.
//!
//! Only the forms that the register lists are taken, word for word. A municipality that is also
//! a person's name or a common word is taken with care: [`standing`] says what the words around it tell, and
//! the whole article decides. "Hanna Lahti" is no town, and neither is "Lahti" later in the same text.

mod references;
mod standing;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};

use aluehaku_article::region::forms::{Form, FormKind, FormLanguage};
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_finnish::names::{NameKind, NameLists};

use super::names::TaggedSpan;
use standing::{Neighbourhood, Standing};
use words::{Word, words};

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
    /// Whether the name is rather somebody's first name, or a company's.
    is_rather_another: bool,
    is_common_word: bool,
}

/// From which step on of the list of first names a name alone is rather a person's than a town's.
const FIRST_NAME: u8 = 3;

/// Towns whose names alone rather mean a company.
const COMPANIES: [&str; 1] = ["Nokia"];

/// A place that may be one, with what the words around it tell.
struct Candidate {
    text_number: usize,
    place: Place,
    standing: Standing,
    /// What the tagger takes it for.
    tagged: Option<NameKind>,
    /// Whether it stands in a list with the candidate before it: "Salla ja Savukoski".
    joins_last: bool,
}

impl PlaceFinder {
    /// A finder for the forms of a register.
    #[must_use]
    pub fn new(register: &RegionRegister) -> Self {
        let mut forms: HashMap<String, Vec<ListedForm>> = HashMap::new();
        let mut add = |name: &str, form: &Form, listed: ListedForm| {
            let words: Vec<String> = form.text.split(' ').map(str::to_owned).collect();
            let first_name = NameLists::bundled().first_name(&name.to_lowercase());
            forms
                .entry(words[0].to_lowercase())
                .or_default()
                .push(ListedForm {
                    words,
                    kind: form.kind,
                    language: form.language,
                    is_rather_another: listed.of_municipality
                        && (first_name >= FIRST_NAME || COMPANIES.contains(&name)),
                    ..listed
                });
        };
        for (number, region) in register.all().iter().enumerate() {
            let listed = ListedForm {
                words: Vec::new(),
                kind: FormKind::Nominative,
                language: FormLanguage::Finnish,
                region: number,
                of_municipality: region.kind == RegionKind::Municipality,
                is_personal_name: region.is_personal_name,
                is_rather_another: false,
                is_common_word: region.is_common_word,
            };
            for form in &region.forms {
                add(&region.name_fi, form, listed.clone());
            }
            for former in &region.former {
                for form in &former.forms {
                    let listed = ListedForm {
                        is_personal_name: former.is_personal_name,
                        is_common_word: former.is_common_word,
                        ..listed.clone()
                    };
                    add(&former.name_fi, form, listed);
                }
            }
        }
        for listed in forms.values_mut() {
            listed.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        Self { forms }
    }

    /// The places that the texts of one article name, each with the number of its text, in order.
    ///
    /// `tagged` has what the tagger found in the same texts, in order; it helps where a name can be another's.
    #[must_use]
    pub fn find(
        &self,
        texts: &[&str],
        language: Option<&str>,
        tagged: &[TaggedSpan],
    ) -> Vec<(usize, Place)> {
        let mut found = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            self.add_candidates(number, text, language, tagged, &mut found);
        }
        settled(found)
    }

    fn add_candidates(
        &self,
        text_number: usize,
        text: &str,
        language: Option<&str>,
        tagged: &[TaggedSpan],
        found: &mut Vec<Candidate>,
    ) {
        let words = words(text);
        let mut at = 0;
        while at < words.len() {
            let Some(form) = self.form_at(&words, at, language) else {
                at += 1;
                continue;
            };
            let last = at + form.words.len() - 1;
            let range = words[at].start..words[last].range().end;
            let span = span_at(tagged, text_number, range.start);
            let neighbourhood = Neighbourhood {
                text,
                words: &words,
                at,
                last,
                tagged: span,
            };
            let joins_last = found.last().is_some_and(|before| {
                before.text_number == text_number
                    && joins_places(&text[before.place.end..range.start])
            });
            found.push(Candidate {
                text_number,
                standing: neighbourhood.standing(form),
                tagged: span.map(|span| span.kind),
                joins_last,
                place: Place {
                    start: range.start,
                    end: range.end,
                    text: text[range].to_owned(),
                    region: form.region,
                    form: form.kind,
                    is_personal_name: form.is_personal_name,
                },
            });
            at = last + 1;
        }
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
}

/// The span of the tagger that holds a byte of a text.
fn span_at(tagged: &[TaggedSpan], text_number: usize, byte: usize) -> Option<&TaggedSpan> {
    let after =
        tagged.partition_point(|span| (span.text_number, span.bytes.start) <= (text_number, byte));
    let span = &tagged[after.checked_sub(1)?];
    (span.text_number == text_number && byte < span.bytes.end).then_some(span)
}

/// Whether what stands between two names joins them in a list.
fn joins_places(between: &str) -> bool {
    matches!(
        between,
        ", " | "/" | " ja " | " sekä " | " och " | " and " | " eli " | " tai " | "–" | "-"
    )
}

/// The candidates that are places, as far as the whole article tells.
fn settled(found: Vec<Candidate>) -> Vec<(usize, Place)> {
    let regions_of = |standings: &[Standing]| -> HashSet<usize> {
        let of_these = found
            .iter()
            .filter(|found| standings.contains(&found.standing));
        of_these.map(|found| found.place.region).collect()
    };
    let surnames = regions_of(&[Standing::PersonsName]);
    let sure = regions_of(&[Standing::Sure]);
    let mut are_places: Vec<bool> = found
        .iter()
        .map(|candidate| {
            let region = &candidate.place.region;
            match candidate.standing {
                Standing::Sure | Standing::Place => true,
                Standing::MaybeSurname => !surnames.contains(region),
                Standing::MaybeAnother => {
                    sure.contains(region) || candidate.tagged == Some(NameKind::Place)
                }
                Standing::RatherAnother => {
                    sure.contains(region) && candidate.tagged != Some(NameKind::Person)
                        || candidate.tagged == Some(NameKind::Place)
                            && candidate.place.form != FormKind::Nominative
                }
                Standing::PersonsName | Standing::NoPlace => false,
            }
        })
        .collect();
    // A list is of places when one of it is: from the left to the right and back.
    let is_open = |number: usize| {
        matches!(
            found[number].standing,
            Standing::MaybeAnother | Standing::RatherAnother
        )
    };
    for number in 1..found.len() {
        if found[number].joins_last && is_open(number) && are_places[number - 1] {
            are_places[number] = true;
        }
    }
    for number in (1..found.len()).rev() {
        if found[number].joins_last && is_open(number - 1) && are_places[number] {
            are_places[number - 1] = true;
        }
    }
    let places = found.into_iter().zip(are_places);
    places
        .filter(|(_, is_place)| *is_place)
        .map(|(candidate, _)| (candidate.text_number, candidate.place))
        .collect()
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
