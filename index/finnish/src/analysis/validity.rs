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

/// True when the hyphens of an output stand where they should.
pub(super) fn is_valid(output: &[u8], grammar: &Grammar) -> bool {
    if !output.iter().any(|&symbol| grammar.is_checked(symbol)) {
        return true;
    }
    let mut check = Check::default();
    let mut at = 0;
    while let Some(&symbol) = output.get(at) {
        match grammar.meaning(symbol) {
            Meaning::BaseForm | Meaning::Suffix | Meaning::Pattern | Meaning::Identity => {
                at += grammar.text_length(&output[at..]);
            }
            Meaning::Joint => {
                let hyphen = at > 0 && grammar.meaning(output[at - 1]) == Meaning::Hyphen;
                check.joint = Some(hyphen);
            }
            Meaning::PartBoundary => check.part_boundary(),
            Meaning::HyphenFree => check.free = true,
            Meaning::HyphenRequired => {
                check.free = true;
                check.required = true;
            }
            Meaning::HyphenOptional => {
                check.optional = true;
                check.missing = false;
            }
            Meaning::CommonFromName => check.name = false,
            Meaning::Class(class) => {
                check.name |= class.is_name();
                check.last = Some(class);
            }
            Meaning::Hyphen => {
                check.after_hyphen = true;
                check.name = false;
            }
            meaning @ (Meaning::Vowel
            | Meaning::Consonant
            | Meaning::Digit
            | Meaning::Sign
            | Meaning::Colon
            | Meaning::Divider)
                if !check.letter(symbol, meaning, grammar) =>
            {
                return false;
            }
            _ => {}
        }
        at += 1;
    }
    !(check.name && check.last == Some(Class::Noun) && !check.optional)
}

/// What has been seen so far.
#[derive(Default)]
struct Check {
    /// The last two letters.
    before: Option<(u8, u8)>,
    /// The last letter and whether it is a digit.
    left: Option<(u8, Meaning)>,
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
    /// The last class tag of the last part.
    last: Option<Class>,
}

impl Check {
    fn part_boundary(&mut self) {
        self.missing = self.required;
        self.required = false;
        self.optional = false;
        self.last = None;
    }

    /// Takes the next letter; false when a hyphen before it is missing or one too many.
    fn letter(&mut self, symbol: u8, meaning: Meaning, grammar: &Grammar) -> bool {
        if self.missing && !self.after_hyphen {
            return false;
        }
        self.missing = false;
        if let Some(hyphen) = self.joint.take()
            && !(hyphen && self.is_free(grammar))
            && hyphen != self.is_needed(symbol, meaning)
        {
            return false;
        }
        self.after_hyphen = false;
        self.before = self.left.map(|(left, _)| (left, symbol));
        self.left = Some((symbol, meaning));
        true
    }

    fn is_free(&self, grammar: &Grammar) -> bool {
        let after_is = self.before.is_some_and(|(before, last)| {
            grammar.written(before) == 'i' && grammar.written(last) == 's'
        });
        self.free || self.left.is_none() || after_is
    }

    fn is_needed(&self, symbol: u8, meaning: Meaning) -> bool {
        self.left.is_some_and(|(left, kind)| {
            kind == Meaning::Digit || (left == symbol && meaning == Meaning::Vowel)
        })
    }
}
