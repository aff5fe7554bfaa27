//! What looks like a person's name.

/// Small words inside names.
pub(crate) const PARTICLES: &[&str] = &[
    "af", "von", "de", "van", "der", "den", "da", "di", "del", "la", "le", "el", "bin", "zu",
];

/// How words end that say where something is; the names of persons hardly do.
const PLACE_ENDINGS: &[&str] = &["ssa", "ssä", "lla", "llä", "sta", "stä", "lta", "ltä"];

/// Shortest text that ends with such a word, in bytes.
const MIN_PLACE: usize = 12;

/// Most words of an organisation's name.
const MAX_ORGANISATION: usize = 5;

/// Words that an organisation's name has and a person's has not, as endings.
const ORGANISATION_ENDINGS: &[&str] = &[
    "ry",
    "rf",
    "oy",
    "ab",
    "oyj",
    "yhdistys",
    "liitto",
    "säätiö",
    "keskus",
    "toimitus",
    "toimisto",
    "hyvinvointialue",
    "kaupunki",
    "kunta",
    "hanke",
    "viestintä",
    "verkosto",
    "seura",
    "seurakunta",
    "yliopisto",
    "förening",
    "redaktionen",
];

/// Whether a text has the shape of a person's name: two to five words, capitals, no digits.
pub(crate) fn is_person_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capitalised = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let fits = (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| is_capitalised(word) || PARTICLES.contains(word))
        && words.last().is_some_and(|word| is_capitalised(word));
    fits && text.len() <= 60 && !is_organisation_like(text)
}

/// Whether a text beside a date is a person's name, and not what happens where: `Tori Ranualla`.
pub(crate) fn is_person_beside_date(text: &str) -> bool {
    let says_where = text.len() >= MIN_PLACE
        && PLACE_ENDINGS
            .iter()
            .any(|ending| text.trim_end().ends_with(ending));
    is_person_like(text) && !says_where
}

/// Whether a text is the name of an organisation and nothing else: `Rannan kyläseura ry`.
pub(crate) fn names_organisation(text: &str) -> bool {
    let last = text.split_whitespace().last().unwrap_or_default();
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= MAX_ORGANISATION
        && is_organisation_like(last)
}

fn is_organisation_like(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.split_whitespace().any(|word| {
        ORGANISATION_ENDINGS
            .iter()
            .any(|ending| word == *ending || (ending.len() > 3 && word.ends_with(ending)))
    })
}
