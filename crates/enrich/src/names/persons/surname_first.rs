//! Names with the surname first: "Virtanen Matti" in lists, "Virtasen Matti" as people say it.

use aluehaku_article::region::RegionRegister;
use aluehaku_finnish::names::{BaseForms, NameLists, NamePart};

use super::super::document::{Document, Words};
use super::super::taken::Taken;
use super::super::tokens::begins_sentence;
use super::FullName;
use super::shape::{
    as_first_name, as_surname, capitalised_once, is_from, is_shouted, is_word_of_name,
};

/// From which step on a common word is rather a surname where a first name follows: "Koski Anna", but "Pikku Anna".
const COMMON_SURNAME: u8 = 4;

/// From which step on any other word is.
const SURNAME: u8 = 3;

/// From which step on a word is a first name that may stand behind its surname.
const FIRST_NAME: u8 = 4;

/// Surnames that rather say what somebody is or whence: "Seppä Ilmari", "Suomen Anna".
const OTHER_WORDS: [&str; 16] = [
    "Kuningas", "Keisari", "Prinssi", "Piispa", "Pappi", "Seppä", "Kapteeni", "Suomi", "Ukko",
    "Mestari", "Musta", "Pikku", "King", "Queen", "Prince", "Saint",
];

/// Finds the names whose surname stands first outside the tokens that are taken, and takes theirs.
pub(super) fn find(
    document: &Document<'_>,
    taken: &mut Taken,
    regions: &RegionRegister,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<FullName> {
    let mut found = Vec::new();
    for at in 0..document.len().saturating_sub(1) {
        if let Some(full_name) = with_comma(document, at, taken) {
            taken.take(&full_name.tokens);
            found.push(full_name);
            continue;
        }
        let Some(end) = end_of_first_names(document, at, base_forms) else {
            continue;
        };
        if taken.has_any(&(at..end)) {
            continue;
        }
        let word = capitalised_once(document.text(at));
        let surname = match is_surname(&word, words) {
            true => Some(word),
            false => surname_in_genitive(&word, regions, base_forms, words),
        };
        let Some(surname) = surname else { continue };
        let mut name = String::new();
        for token in document.of(at + 1..end - 1) {
            name.push_str(&capitalised_once(token.text));
            name.push(' ');
        }
        let last = capitalised_once(document.text(end - 1));
        name.push_str(&first_name_of(&last, base_forms));
        name.push(' ');
        name.push_str(&surname);
        taken.take(&(at..end));
        found.push(FullName {
            tokens: at..end,
            name,
        });
    }
    found
}

/// "Kallio, Sirpa; Laakso, Heikki": a name with a comma, in a list whose names semicolons part.
fn with_comma(document: &Document<'_>, at: usize, taken: &Taken) -> Option<FullName> {
    let tokens = at..at + 3;
    let (surname, first_name) = (document.text(at), document.near(at, 2));
    let is_one = document.is_capitalised(at)
        && document.near(at, 1) == ","
        && [document.near(at, -1), document.near(at, 3)].contains(&";")
        && is_word_of_name(surname)
        && as_surname(surname) >= SURNAME
        && is_first_name(first_name)
        && !taken.has_any(&tokens);
    is_one.then(|| FullName {
        name: format!(
            "{} {}",
            capitalised_once(first_name),
            capitalised_once(surname)
        ),
        tokens,
    })
}

/// The token after the first names that follow a word, if the words beside them are no parts of the name.
fn end_of_first_names(
    document: &Document<'_>,
    at: usize,
    base_forms: &mut BaseForms<'_>,
) -> Option<usize> {
    let is_name = |offset: isize| is_word_of_name(document.near(at, offset));
    if !is_name(0) || !is_name(1) {
        return None;
    }
    if is_rather_first_name(document.text(at)) && !is_surname_before(document, at) {
        return None;
    }
    let begins = at
        .checked_sub(1)
        .is_some_and(|before| begins_sentence(document.tokens(), before));
    if is_name(-1) && (!begins || as_first_name(document.near(at, -1)) >= SURNAME) {
        return None;
    }
    // "Pesonen Tapio": whose first word is hardly anybody's first name.
    let surname = document.text(at);
    let commonness = as_surname(surname);
    let is_surname_only = commonness >= COMMON_SURNAME && as_first_name(surname) + 2 <= commonness;
    let end = document.sentence_end(at);
    let others = at + 1..end;
    let names = others
        .take_while(|other| {
            let word = document.text(*other);
            // "Karhu Tapio Lieksasta".
            let is_home = *other > at + 1 && is_from(word) && as_first_name(word) == 0;
            is_word_of_name(word) && !is_home
        })
        .count();
    let last = at + names;
    let are_first_names = (at + 1..=last).all(|at| {
        let word = capitalised_once(document.text(at));
        let is_last = at == last;
        let name = if is_last {
            first_name_of(&word, base_forms)
        } else {
            word
        };
        is_first_name(&name) || is_surname_only && as_first_name(&name) >= FIRST_NAME
    });
    let are_written_alike = (at + 1..=last)
        .all(|at_name| is_shouted(document.text(at_name)) == is_shouted(document.text(at)));
    (names <= 2 && are_first_names && are_written_alike).then_some(last + 1)
}

/// "Heino Kaisa": whether a first name that is a common surname stands before one that is nobody's surname.
fn is_surname_before(document: &Document<'_>, at: usize) -> bool {
    let next = document.near(at, 1);
    as_surname(document.text(at)) >= COMMON_SURNAME
        && as_surname(next) == 0
        && as_first_name(next) >= FIRST_NAME
}

/// Whether a word is a first name and hardly anybody's surname.
fn is_first_name(word: &str) -> bool {
    let step = as_first_name(word);
    step >= FIRST_NAME && NameLists::bundled().surname(&word.to_lowercase()) + 1 < step
}

/// Whether a word is at least as common as a first name as it is as a surname.
fn is_rather_first_name(word: &str) -> bool {
    as_first_name(word) >= SURNAME.max(as_surname(word))
}

/// A first name in its base form.
fn first_name_of(word: &str, base_forms: &mut BaseForms<'_>) -> String {
    if as_first_name(word) >= FIRST_NAME {
        return word.to_owned();
    }
    base_forms.best(word, NamePart::FirstName)
}

/// The surname of which a word is the genitive. Towns have people, too: "Lahden Anna" may be of Lahti.
fn surname_in_genitive(
    word: &str,
    regions: &RegionRegister,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Option<String> {
    if !word.ends_with('n') {
        return None;
    }
    let forms = base_forms.all(word, NamePart::Surname);
    let surname = &forms.first().filter(|form| form.text != word)?.text;
    let is_region = regions
        .all()
        .iter()
        .any(|region| region.name_fi == *surname);
    (!is_region && !is_rather_first_name(surname) && is_surname(surname, words))
        .then(|| surname.clone())
}

fn is_surname(word: &str, words: &mut Words<'_>) -> bool {
    let least = if words.is_ordinary(&word.to_lowercase()) {
        COMMON_SURNAME
    } else {
        SURNAME
    };
    as_surname(word) >= least && !OTHER_WORDS.contains(&word)
}
