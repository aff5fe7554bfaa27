//! Whether an output spells its compound as Finnish does.
//!
//! The dictionary joins parts with and without a hyphen wherever it can; what is right depends on the
//! letters that meet and is checked afterwards:
//!
//! - Where two equal vowels meet, or a digit and a letter, there must be a hyphen: "raaka-aine",
//!   "1990-luku". At any other joint that the dictionary marks there must be none.
//! - A hyphen is free where nothing stands before it, after "-is" and in words with parts that allow
//!   it anywhere.
//! - Some parts must be followed by a hyphen, unless the part after them lifts this.
//! - A name and a common noun after it are not joined without a hyphen: "Nokia-puhelin".

use super::features::Class;
use super::grammar::{Grammar, Meaning};

/// Follows an output from left to right and says in the end whether it is valid.
#[derive(Debug, Default)]
pub(super) struct Check {
    /// A hyphen was missing or one too many.
    failed: bool,
    /// The last letter and the one before it.
    last_letters: [Option<u8>; 2],
    /// A joint waits for the letter on its right; true when a hyphen stands before it.
    joint: Option<bool>,
    /// A hyphen stands before the next letter.
    after_hyphen: bool,
    /// Hyphens are free in this word.
    free: bool,
    /// The part being read needs a hyphen after it.
    required: bool,
    /// The part before needs a hyphen, and this part has not lifted that.
    missing: bool,
    /// The last part may follow a name with no hyphen.
    optional: bool,
    /// A name has been seen, and no hyphen since.
    name: bool,
}

impl Check {
    pub(super) fn class(&mut self, class: Class) {
        self.name |= class.is_name();
    }

    /// What has been read of a name has become a common word.
    pub(super) fn common_from_name(&mut self) {
        self.name = false;
    }

    pub(super) fn part_boundary(&mut self) {
        self.missing = self.required;
        self.required = false;
        self.optional = false;
    }

    /// A place where the hyphen is checked; tells whether one stands there.
    pub(super) fn joint(&mut self, hyphen: bool) {
        self.joint = Some(hyphen);
    }

    /// Hyphens may stand at any joint of the word.
    pub(super) fn free(&mut self) {
        self.free = true;
    }

    /// A hyphen must follow the part.
    pub(super) fn required(&mut self) {
        self.free = true;
        self.required = true;
    }

    /// The part may follow a name with no hyphen, or a part that needs one.
    pub(super) fn optional(&mut self) {
        self.optional = true;
        self.missing = false;
    }

    pub(super) fn hyphen(&mut self) {
        self.after_hyphen = true;
        self.name = false;
    }

    /// One or more letters.
    pub(super) fn letters(&mut self, letters: &[u8], grammar: &Grammar) {
        self.failed |= self.missing && !self.after_hyphen;
        self.missing = false;
        if let Some(hyphen) = self.joint.take()
            && !(hyphen && self.is_free(grammar))
        {
            self.failed |= hyphen != self.is_needed(letters[0], grammar);
        }
        self.after_hyphen = false;
        self.last_letters = match letters {
            [.., before, last] => [Some(*last), Some(*before)],
            _ => [letters.last().copied(), self.last_letters[0]],
        };
    }

    /// Whether the output is valid, which ends in a part of this class.
    pub(super) fn is_valid(&self, last: Option<Class>) -> bool {
        let joins_name = self.name && last == Some(Class::Noun) && !self.optional;
        !self.failed && !joins_name
    }

    fn is_free(&self, grammar: &Grammar) -> bool {
        let written = |letter: Option<u8>| letter.map(|letter| grammar.written(letter));
        let [last, before] = self.last_letters.map(written);
        self.free || last.is_none() || (before == Some('i') && last == Some('s'))
    }

    fn is_needed(&self, right: u8, grammar: &Grammar) -> bool {
        self.last_letters[0].is_some_and(|left| match grammar.meaning(left) {
            Meaning::Digit => true,
            Meaning::Vowel => left == right,
            _ => false,
        })
    }
}
