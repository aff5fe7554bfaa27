//! What is short for a name, and the legal forms at its end.

/// Legal forms that end a name.
const LEGAL_FORMS: [&str; 11] = [
    "ry", "rf", "oy", "oyj", "ab", "abp", "ky", "sr", "rs", "osk", "tmi",
];

/// The same where they have a capital.
pub(super) const WITH_CAPITAL: [&str; 9] =
    ["Oy", "Oyj", "Ab", "Abp", "Ry", "RY", "OY", "Osk", "Tmi"];

/// A name without the legal form at its end.
pub(super) fn without_legal_form(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((before, last)) if is_legal_form(last) => before,
        _ => name,
    }
}

/// Whether a word is a legal form, in any of its cases: "ry:n".
pub(super) fn is_legal_form(word: &str) -> bool {
    let bare = word.split_once(':').map_or(word, |(bare, _)| bare);
    LEGAL_FORMS.contains(&bare) || WITH_CAPITAL.contains(&bare)
}

/// Whether a name is an abbreviation: capitals only.
pub(super) fn is_short(name: &str) -> bool {
    let bare = without_legal_form(name);
    bare.chars().count() <= 8
        && bare
            .chars()
            .all(|letter| letter.is_uppercase() || letter.is_numeric())
}

/// Whether a word is an abbreviation: two capitals or more, and digits.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let is_capital = |letter: char| letter.is_uppercase() || letter.is_numeric();
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= 2 && word.chars().count() <= 8 && word.chars().all(is_capital)
}
