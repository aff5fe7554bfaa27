//! The text of a token as a search compares it.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Kind;

/// A word from elsewhere than [`tokenize`](super::tokenize), as its tokens have it: composed (NFC), with the
/// apostrophe `'` and the hyphen `-`, without soft hyphens.
///
/// ```
/// use aluehaku_finnish::tokenizer::clean_word;
///
/// assert_eq!(clean_word("Bordeaux\u{2019}n"), "Bordeaux'n");
/// assert_eq!(clean_word("jär\u{ad}jestö"), "järjestö");
/// ```
#[must_use]
pub fn clean_word(word: &str) -> Cow<'_, str> {
    clean(word, Kind::Word)
}

/// The text of a token with letters composed, apostrophes and hyphens made alike, and everything
/// invisible dropped. Borrowed where nothing changes.
pub(super) fn clean(text: &str, kind: Kind) -> Cow<'_, str> {
    let is_address = matches!(kind, Kind::Email | Kind::Url);
    let is_number = matches!(kind, Kind::Number | Kind::Range | Kind::Date | Kind::Time);
    let stays = |letter: char| is_address || replacement(letter, is_number) == Some(letter);
    if text.is_ascii() && (!is_number || !text.contains(' ')) && !text.contains(['`']) {
        return Cow::Borrowed(text);
    }
    let composed = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if composed && text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    if is_address {
        return Cow::Owned(text.nfc().collect());
    }
    Cow::Owned(
        text.chars()
            .filter_map(|letter| replacement(letter, is_number))
            .nfc()
            .collect(),
    )
}

/// What stands for a character in a cleaned token, if anything does.
fn replacement(letter: char, is_number: bool) -> Option<char> {
    if is_invisible(letter) || is_number && letter.is_whitespace() {
        None
    } else if is_apostrophe(letter) {
        Some('\'')
    } else if is_hyphen(letter) || is_dash(letter) {
        Some('-')
    } else {
        Some(letter)
    }
}

/// True for what a reader does not see: soft hyphens and other hints for breaking and joining lines.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// True for the apostrophe and what is typed or typeset for it.
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '\u{b4}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201b}'
            | '\u{2bc}'
            | '\u{2032}'
            | '\u{ff07}'
    )
}

/// True for the hyphen and the hyphen at which no line breaks.
pub(super) fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// True for the dashes that stand between numbers, and for the minus sign.
pub(super) fn is_dash(letter: char) -> bool {
    matches!(letter, '\u{2012}' | '\u{2013}' | '\u{2212}')
}
