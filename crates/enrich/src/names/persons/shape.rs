//! What the words of a person's name look like, and how common they are as names.

use aluehaku_finnish::names::{Commonness, NameLists};

/// Particles between first names and surname.
const PARTICLES: [&str; 9] = ["af", "von", "van", "de", "der", "den", "la", "le", "di"];

/// Particles that stand as well in names of places.
const RARE_PARTICLES: [&str; 12] = [
    "da", "dos", "du", "della", "ter", "zu", "bin", "ibn", "ben", "al", "el", "y",
];

/// Particles that are written with a capital, too: "Arnold Van Gennep".
const CAPITALISED_PARTICLES: [&str; 5] = ["Van", "Von", "De", "Di", "El"];

/// Letters of names from Iceland to Turkey and Mexico that names in Finland hardly have. Those of brands and works in
/// French are left out.
const FOREIGN_LETTERS: &str = "ðþæøćčšžđłńśźżąęőűřěůýģķļņşğıçñíóúá";

/// Letters up to which a word of capitals may be an abbreviation.
const LONGEST_ABBREVIATION: usize = 2;

/// Whether a word can stand between first names and surname.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word) || is_rare_particle(word)
}

/// The same, where it may be a part of a place's name just as well.
pub(super) fn is_rare_particle(word: &str) -> bool {
    RARE_PARTICLES.contains(&word)
}

/// The same, where it is written with a capital.
pub(super) fn is_capitalised_particle(word: &str) -> bool {
    CAPITALISED_PARTICLES.contains(&word)
}

/// Words and signs that join two names.
pub(super) fn joins_names(word: &str) -> bool {
    matches!(word, "ja" | "sekä" | "och" | "and" | "&")
}

pub(super) fn is_word_of_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters
            .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '.' | '\'' | '’' | ':'))
        && !word.contains('@')
}

/// "J.", "A.P.", "J.-P.".
pub(super) fn are_initials(word: &str) -> bool {
    let mut signs = word.chars();
    signs.all(|sign| sign.is_uppercase() || matches!(sign, '.' | '-')) && word.ends_with('.')
}

/// "O’Connor", "McCain".
pub(super) fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// Whether a word has a letter that names in Finland hardly have.
pub(super) fn has_foreign_letter(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| !letter.is_ascii());
    letters.any(|letter| {
        letter
            .to_lowercase()
            .all(|small| FOREIGN_LETTERS.contains(small))
    })
}

/// Whether a word is of capitals only.
pub(super) fn is_shouted(word: &str) -> bool {
    word.chars().count() > 1 && !word.chars().any(char::is_lowercase)
}

/// Whether a word can say whom somebody comes from or where: "Invalidiliitosta", "Saarijärvellä".
pub(super) fn is_from(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["sta", "stä", "ssa", "ssä", "lta", "ltä", "lla", "llä"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// How common a word is as a first name; of a double name the commoner part counts.
pub(super) fn as_first_name(word: &str) -> Commonness {
    as_listed(word, |name| NameLists::bundled().first_name(name))
}

/// How common a word is as a surname; of a double name the commoner part counts.
pub(super) fn as_surname(word: &str) -> Commonness {
    as_listed(word, |name| NameLists::bundled().surname(name))
}

fn as_listed(word: &str, step: impl Fn(&str) -> Commonness) -> Commonness {
    let mut lower = word.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    if !lower.contains('-') {
        return step(&lower);
    }
    let parts = lower.split('-').chain([lower.as_str()]);
    parts.map(step).max().unwrap_or(0)
}

/// A word of a name without the capitals of a headline: "HANNA" is Hanna, "J.P." stays.
pub(super) fn capitalised_once(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_short = letters <= LONGEST_ABBREVIATION;
    if is_short || word.chars().any(char::is_lowercase) || word.contains('.') {
        return word.to_owned();
    }
    let mut begins = true;
    let mut written = String::with_capacity(word.len());
    for letter in word.chars() {
        if begins {
            written.push(letter);
        } else {
            written.extend(letter.to_lowercase());
        }
        begins = letter == '-';
    }
    written
}
