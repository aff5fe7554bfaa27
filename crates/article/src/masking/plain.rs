//! A text as those read it who look for addresses and numbers: without what the eye does not see, and with one
//! character for each kind of space, hyphen and digit. Every place in it leads back to the text as it stands.

use std::borrow::Cow;
use std::ops::Range;

/// A text with its characters made plain.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    text: Cow<'t, str>,
    original: &'t str,
    /// For each byte of the plain text where its character begins in the original; empty where both are the same.
    places: Vec<usize>,
}

impl<'t> Plain<'t> {
    /// Makes the characters of a text plain; costs nothing where they are.
    pub(super) fn of(original: &'t str) -> Self {
        let is_plain = |character| plain(character) == Some(character);
        if original.chars().all(is_plain) {
            return Self {
                text: Cow::Borrowed(original),
                original,
                places: Vec::new(),
            };
        }
        let mut text = String::with_capacity(original.len());
        let mut places = Vec::with_capacity(original.len());
        for (at, character) in original.char_indices() {
            if let Some(character) = plain(character) {
                text.push(character);
                places.resize(text.len(), at);
            }
        }
        Self {
            text: Cow::Owned(text),
            original,
            places,
        }
    }

    /// The plain text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the plain text that is not empty stands in the original.
    pub(super) fn in_original(&self, range: &Range<usize>) -> Range<usize> {
        let Some(last) = range.end.checked_sub(1).filter(|_| !self.places.is_empty()) else {
            return range.clone();
        };
        let last = self.places[last];
        let length = self.original[last..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.places[range.start]..last + length
    }
}

/// The plain form of a character; nothing for one that is not seen.
fn plain(character: char) -> Option<char> {
    // Most characters are letters, which are plain.
    if matches!(character, ' '..='~' | '\u{ae}'..='\u{2ff}') {
        return Some(character);
    }
    if is_unseen(character) {
        return None;
    }
    Some(match character {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' => '\n',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2024}' | '\u{fe52}' | '\u{3002}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{fe6b}' => '@',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)?,
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((u32::from(character) - 0x1d7ce) % 10, 10)?,
        _ if character != '\n' && character.is_whitespace() => ' ',
        _ => character,
    })
}

/// Whether a character takes no room on a line.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_seen_is_gone_and_places_lead_back() {
        let original = "ä\u{ad}0４\u{200b}0\u{2011}1\u{2009}2＠x";
        let plain = Plain::of(original);
        assert_eq!(plain.text(), "ä040-1 2@x");
        let start = plain.text().find('0').unwrap();
        let end = plain.text().find('2').unwrap() + 1;
        let there = plain.in_original(&(start..end));
        assert_eq!(&original[there], "0４\u{200b}0\u{2011}1\u{2009}2");
    }

    proptest! {
        #[test]
        fn each_character_leads_back_to_itself(text in "[a-z0-9ä \u{ad}\u{a0}\u{200b}\u{2013}４＠\n]{0,30}|\\PC{0,30}") {
            let plain = Plain::of(&text);
            for (at, character) in plain.text().char_indices() {
                let there = plain.in_original(&(at..at + character.len_utf8()));
                let original = text[there].chars().next();
                prop_assert_eq!(original.and_then(super::plain), Some(character));
            }
        }
    }
}
