//! The words of a text however they are written: with soft hyphens, broken lines, tags, entities, percent signs or
//! backslashes in them.

use std::ops::Range;

use super::units::{self, Unit};

/// Signs other than spaces that may stand between two words of one name.
const MOST_SIGNS: usize = 3;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters, small and composed.
    pub(super) letters: String,
    /// How many letters those are.
    pub(super) length: usize,
    /// The bytes it takes in the text.
    pub(super) bytes: Range<usize>,
    /// Whether it begins with a capital.
    pub(super) is_capitalised: bool,
    /// What stands between it and the word before.
    pub(super) gap: Gap,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// Whether two words of one name may stand around it.
    pub(super) joins: bool,
    /// Whether there is a space in it.
    pub(super) has_space: bool,
    /// Whether there is the end of a line in it.
    pub(super) has_line_end: bool,
    /// Whether there is a comma in it.
    pub(super) has_comma: bool,
    /// Whether there is a hyphen in it.
    has_hyphen: bool,
    /// Signs other than spaces.
    signs: usize,
    /// Whether the last of it is a full stop.
    ends_with_stop: bool,
}

impl Gap {
    /// Nothing; no word is before.
    const NONE: Self = Self {
        joins: false,
        ..Self::EMPTY
    };

    const EMPTY: Self = Self {
        joins: true,
        has_space: false,
        has_line_end: false,
        has_comma: false,
        has_hyphen: false,
        signs: 0,
        ends_with_stop: false,
    };

    /// Whether it is nothing but spaces of one line.
    pub(super) fn is_plain_space(&self) -> bool {
        self.has_space && !self.has_line_end && self.signs == 0
    }

    /// Whether it is a comma and a space, as in a list.
    pub(super) fn is_comma(&self) -> bool {
        self.has_comma && self.has_space && !self.has_line_end && self.signs == 1
    }

    /// Whether it is one sign without spaces, as in an address.
    pub(super) fn is_one_sign(&self) -> bool {
        self.joins && !self.has_space && self.signs == 1
    }

    /// Whether it is the hyphen of a compound.
    pub(super) fn is_hyphen(&self) -> bool {
        self.is_one_sign() && self.has_hyphen
    }

    fn add(&mut self, unit: Unit) {
        match unit {
            Unit::Space | Unit::LineEnd => {
                // A sentence ends there.
                self.joins &= !self.ends_with_stop;
                self.has_space = true;
                self.has_line_end |= unit == Unit::LineEnd;
            }
            Unit::Sign(sign) => {
                self.signs += 1;
                self.joins &= self.signs <= MOST_SIGNS;
                self.has_comma |= sign == ',';
                self.has_hyphen |= matches!(sign, '-' | '‐' | '‑');
            }
            _ => self.joins = false,
        }
        self.ends_with_stop = unit == Unit::Sign('.');
    }
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut gap = Gap::NONE;
    let mut is_in_word = false;
    for read in units::units(text) {
        match read.unit {
            Unit::Letter(letter) if is_in_word => {
                if let Some(word) = words.last_mut() {
                    units::push_letter(&mut word.letters, letter);
                    word.bytes.end = read.bytes.end;
                }
            }
            Unit::Letter(letter) => {
                let mut letters = String::new();
                units::push_letter(&mut letters, letter);
                words.push(Word {
                    letters,
                    length: 0,
                    bytes: read.bytes,
                    is_capitalised: letter.is_uppercase(),
                    gap,
                });
                gap = Gap::EMPTY;
                is_in_word = true;
            }
            Unit::Nothing => {}
            unit => {
                gap.add(unit);
                is_in_word = false;
            }
        }
    }
    for word in &mut words {
        word.length = word.letters.chars().count();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = words(text);
        let letters: Vec<&str> = words.iter().map(|word| word.letters.as_str()).collect();
        assert_eq!(letters, expected, "{text:?}");
    }

    #[test]
    fn words_are_read_through_what_stands_in_them() {
        check("Hanna Virta\u{ad}nen", &["hanna", "virtanen"]);
        check("Hanna Virta-\nnen", &["hanna", "virtanen"]);
        check("HANNA&nbsp;VIRTA&shy;NEN", &["hanna", "virtanen"]);
        check("<b>Ha</b>nna<br/>Virta<wbr>nen", &["hanna", "virtanen"]);
        check("Ma\u{308}kinen M&auml;kinen M&#228;kinen", &["mäkinen"; 3]);
        check("hanna%20m%C3%A4kinen", &["hanna", "mäkinen"]);
        check("Hanna\\nM\\u00e4kinen", &["hanna", "mäkinen"]);
        check("Ｈａｎｎａ", &["hanna"]);
        check("5 < 6 & 7 % \\", &[]);
    }

    #[test]
    fn words_know_their_bytes_and_what_is_between_them() {
        let text = "Tapasin Hannan. Virtanen, Äyräs&nbsp;ja";
        let words = words(text);
        let shown: Vec<&str> = words.iter().map(|word| &text[word.bytes.clone()]).collect();
        assert_eq!(shown, ["Tapasin", "Hannan", "Virtanen", "Äyräs", "ja"]);
        let joins: Vec<bool> = words.iter().map(|word| word.gap.joins).collect();
        assert_eq!(joins, [false, true, false, true, true]);
        assert!(words[3].gap.has_comma && words[4].gap.is_plain_space());
    }
}
