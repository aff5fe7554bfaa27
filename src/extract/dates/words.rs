//! The words dates are written with, in Finnish, Swedish and English.

/// Finnish months without their "kuu".
const FINNISH_MONTHS: &[&str] = &[
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras",
    "joulu",
];

/// What follows in the cases that dates use: `lokakuu`, `lokakuuta`, `lokakuun`, `lokakuussa`.
const FINNISH_MONTH_ENDINGS: &[&str] = &["kuu", "kuuta", "kuun", "kuussa"];

/// Swedish and English months with their abbreviations.
const OTHER_MONTHS: &[(&str, i8)] = &[
    ("januari", 1),
    ("january", 1),
    ("jan", 1),
    ("februari", 2),
    ("february", 2),
    ("feb", 2),
    ("febr", 2),
    ("mars", 3),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("maj", 5),
    ("may", 5),
    ("juni", 6),
    ("june", 6),
    ("jun", 6),
    ("juli", 7),
    ("july", 7),
    ("jul", 7),
    ("augusti", 8),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("oktober", 10),
    ("october", 10),
    ("okt", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
    ("tammik", 1),
    ("helmik", 2),
    ("lokak", 10),
    ("jouluk", 12),
];

/// Words that stand between a date and its clock time.
const CLOCK_WORDS: &[&str] = &["klo", "kello", "kl", "at", "t", "o'clock"];

/// The month a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let finnish = FINNISH_MONTHS.iter().zip(1..).find(|(stem, _)| {
        lower
            .strip_prefix(**stem)
            .is_some_and(|end| FINNISH_MONTH_ENDINGS.contains(&end))
    });
    finnish.map(|(_, number)| number).or_else(|| {
        OTHER_MONTHS
            .iter()
            .find(|(name, _)| *name == lower)
            .map(|(_, number)| *number)
    })
}

/// Whether a word announces a clock time.
pub(super) fn announces_clock(word: &str) -> bool {
    CLOCK_WORDS.contains(&word.to_lowercase().as_str())
}

/// Hours east of Greenwich of a time zone's abbreviation.
pub(super) fn zone(word: &str) -> Option<i8> {
    match word {
        "EEST" => Some(3),
        "EET" | "CEST" => Some(2),
        "CET" => Some(1),
        "UTC" | "GMT" | "Z" => Some(0),
        _ => None,
    }
}
