//! The words dates are written with, in Finnish and the languages most pages of Europe are in.

use aluehaku_article::dates::names;

/// Months of languages beyond Finnish, Swedish and English, with their abbreviations, sorted.
const OTHER_MONTHS: &[(&str, i8)] = &[
    ("abr", 4),
    ("abril", 4),
    ("ago", 8),
    ("agosto", 8),
    ("aout", 8),
    ("août", 8),
    ("aprile", 4),
    ("aprill", 4),
    ("augustus", 8),
    ("avr", 4),
    ("avril", 4),
    ("czerwca", 6),
    ("decembre", 12),
    ("des", 12),
    ("desember", 12),
    ("detsember", 12),
    ("dez", 12),
    ("dezember", 12),
    ("dezembro", 12),
    ("dic", 12),
    ("dicembre", 12),
    ("diciembre", 12),
    ("déc", 12),
    ("décembre", 12),
    ("ene", 1),
    ("enero", 1),
    ("febbraio", 2),
    ("febrero", 2),
    ("februar", 2),
    ("fev", 2),
    ("fevereiro", 2),
    ("fevrier", 2),
    ("févr", 2),
    ("février", 2),
    ("gen", 1),
    ("gennaio", 1),
    ("giu", 6),
    ("giugno", 6),
    ("grudnia", 12),
    ("jaanuar", 1),
    ("janeiro", 1),
    ("januar", 1),
    ("janv", 1),
    ("janvier", 1),
    ("juil", 7),
    ("juillet", 7),
    ("juin", 6),
    ("julho", 7),
    ("julio", 7),
    ("junho", 6),
    ("junio", 6),
    ("juuli", 7),
    ("juuni", 6),
    ("kwietnia", 4),
    ("lipca", 7),
    ("listopada", 11),
    ("lug", 7),
    ("luglio", 7),
    ("lutego", 2),
    ("maart", 3),
    ("maerz", 3),
    ("mag", 5),
    ("maggio", 5),
    ("mai", 5),
    ("maio", 5),
    ("maja", 5),
    ("marca", 3),
    ("marco", 3),
    ("marts", 3),
    ("marzo", 3),
    ("março", 3),
    ("mayo", 5),
    ("mei", 5),
    ("mrt", 3),
    ("mär", 3),
    ("märts", 3),
    ("märz", 3),
    ("novembre", 11),
    ("novembro", 11),
    ("noviembre", 11),
    ("octobre", 10),
    ("octubre", 10),
    ("oktoober", 10),
    ("ott", 10),
    ("ottobre", 10),
    ("out", 10),
    ("outubro", 10),
    ("października", 10),
    ("septembre", 9),
    ("septiembre", 9),
    ("set", 9),
    ("setembro", 9),
    ("setiembre", 9),
    ("settembre", 9),
    ("sierpnia", 8),
    ("stycznia", 1),
    ("veebruar", 2),
    ("września", 9),
];

/// Words that stand between a date and its clock time.
const CLOCK_WORDS: &[&str] = &[
    "klo", "kello", "kl", "at", "t", "o'clock", "um", "à", "a", "alle", "ore", "las", "om", "kell",
];

/// The month a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let found = OTHER_MONTHS.binary_search_by_key(&lower.as_str(), |(name, _)| name);
    let other = found.ok().map(|at| OTHER_MONTHS[at].1);
    other
        .or_else(|| names::month(&lower))
        .or_else(|| names::month_of_stem(&lower))
}

/// Whether a word is a Finnish month without its "kuu": beside a year alone it is a season or a word
/// of its own (`kesä 2022`, `joulu 2022`).
pub(super) fn is_bare_stem(word: &str) -> bool {
    names::month_of_stem(word).is_some()
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

/// Whether a word stands between the parts of a date: `5 de mayo de 2019`, `5th of May`.
pub(super) fn joins_parts(word: &str) -> bool {
    matches!(word, "de" | "of" | "del" | "den")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_are_sorted() {
        assert!(OTHER_MONTHS.is_sorted_by(|one, other| one.0 < other.0));
    }
}
