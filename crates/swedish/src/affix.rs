//! The file of affix rules (`.aff`): what the flags of an entry mean, and which endings a word can have.
//!
//! Only what base forms and compounds need is read: suffix rules, and the flags for compounds, for entries that are no
//! words alone, and for forbidden ones. Suggestions, replacements and compound patterns for numbers are for
//! spelling checkers. A flag is one character, as in the Swedish dictionaries.

use hashbrown::HashMap;

use crate::error::DictionaryError;

/// Most suffix rules that are read; the Swedish dictionary has 470.
const MOST_RULES: usize = 20_000;

/// Longest ending, condition or stripped text, in bytes.
const LONGEST_FIELD: usize = 64;

/// A rule that makes a form of an entry.
#[derive(Debug, Clone)]
pub(crate) struct SuffixRule {
    /// The flag that an entry needs.
    pub(crate) flag: char,
    /// What the entry loses at its end.
    pub(crate) strip: Box<str>,
    /// What it gets instead.
    pub(crate) ending: Box<str>,
    /// The flags of the form.
    pub(crate) flags: Box<str>,
    condition: Condition,
}

/// What the entry must end in: one set of letters for each of its last letters.
#[derive(Debug, Clone, Default)]
struct Condition(Vec<LetterSet>);

#[derive(Debug, Clone)]
struct LetterSet {
    letters: Box<str>,
    is_negated: bool,
}

/// The meaning of flags that affect whole words and compounds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flags {
    /// The entry is no word without an ending.
    pub(crate) need_affix: Option<char>,
    /// The entry is a mistake.
    pub(crate) forbidden: Option<char>,
    /// The word stands in compounds only.
    pub(crate) only_in_compound: Option<char>,
    /// The word may be the first part of a compound, a part inside one, the last part.
    pub(crate) begin: Option<char>,
    pub(crate) middle: Option<char>,
    pub(crate) end: Option<char>,
}

/// The rules of a dictionary.
#[derive(Debug, Default)]
pub(crate) struct Affixes {
    pub(crate) flags: Flags,
    rules: Vec<SuffixRule>,
    /// The rules with each ending.
    by_ending: HashMap<Box<str>, Vec<u32>, foldhash::fast::FixedState>,
    /// The longest ending in bytes.
    longest: usize,
}

impl Affixes {
    /// Reads a file of affix rules.
    ///
    /// # Errors
    /// [`DictionaryError::Affixes`] with the line that cannot be read.
    pub(crate) fn from_text(text: &str) -> Result<Self, DictionaryError> {
        let mut affixes = Self::default();
        for (number, line) in text.lines().enumerate() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let refuse = |reason| DictionaryError::Affixes {
                line: number + 1,
                reason,
            };
            match fields.as_slice() {
                ["SET", encoding, ..] if *encoding != "UTF-8" => {
                    return Err(refuse("the encoding is not UTF-8"));
                }
                ["FLAG", ..] => return Err(refuse("flags of several characters are not read")),
                [name, flag, ..] if affixes.flags.set(name, flag) => {}
                ["SFX", flag, strip, ending, condition, ..] => {
                    let rule =
                        SuffixRule::read(flag, [strip, ending, condition]).map_err(refuse)?;
                    affixes.add(rule).map_err(refuse)?;
                }
                _ => {}
            }
        }
        Ok(affixes)
    }

    fn add(&mut self, rule: SuffixRule) -> Result<(), &'static str> {
        if self.rules.len() == MOST_RULES {
            return Err("more suffix rules than are read");
        }
        self.longest = self.longest.max(rule.ending.len());
        let number = self.rules.len() as u32;
        self.by_ending
            .entry(rule.ending.clone())
            .or_default()
            .push(number);
        self.rules.push(rule);
        Ok(())
    }

    /// The rules whose ending a word has, each with the entry that the word would be a form of.
    pub(crate) fn bases<'a>(
        &'a self,
        word: &'a str,
    ) -> impl Iterator<Item = (String, &'a SuffixRule)> {
        let shortest = word.len().saturating_sub(self.longest);
        let borders = (shortest..=word.len()).filter(|&at| word.is_char_boundary(at));
        borders.flat_map(move |at| {
            let (stem, ending) = word.split_at(at);
            let numbers = self.by_ending.get(ending).into_iter().flatten();
            numbers.filter_map(move |&number| {
                let rule = &self.rules[number as usize];
                let base = [stem, &rule.strip].concat();
                rule.condition.holds(&base).then_some((base, rule))
            })
        })
    }
}

impl Flags {
    /// Takes in a line that names a flag; false for any other line.
    fn set(&mut self, name: &str, flag: &str) -> bool {
        let place = match name {
            "NEEDAFFIX" => &mut self.need_affix,
            "FORBIDDENWORD" => &mut self.forbidden,
            "ONLYINCOMPOUND" => &mut self.only_in_compound,
            "COMPOUNDBEGIN" => &mut self.begin,
            "COMPOUNDMIDDLE" => &mut self.middle,
            "COMPOUNDEND" => &mut self.end,
            _ => return false,
        };
        *place = flag.chars().next();
        true
    }
}

impl SuffixRule {
    fn read(flag: &str, fields: [&str; 3]) -> Result<Self, &'static str> {
        if fields.iter().any(|field| field.len() > LONGEST_FIELD) {
            return Err("a suffix rule is too long");
        }
        let [strip, ending, condition] = fields;
        let (ending, flags) = ending.split_once('/').unwrap_or((ending, ""));
        let or_nothing = |text: &str| Box::from(if text == "0" { "" } else { text });
        Ok(Self {
            flag: flag.chars().next().ok_or("a suffix rule has no flag")?,
            strip: or_nothing(strip),
            ending: or_nothing(ending),
            flags: flags.into(),
            condition: Condition::read(condition)?,
        })
    }
}

impl Condition {
    fn read(text: &str) -> Result<Self, &'static str> {
        let mut sets = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let set = match letter {
                '.' => LetterSet::new("", true),
                '[' => {
                    let inside: String = letters
                        .by_ref()
                        .take_while(|&letter| letter != ']')
                        .collect();
                    match inside.strip_prefix('^') {
                        Some(rest) => LetterSet::new(rest, true),
                        None => LetterSet::new(&inside, false),
                    }
                }
                letter => LetterSet::new(letter.encode_utf8(&mut [0; 4]), false),
            };
            sets.push(set);
        }
        // A condition of one full stop holds for a word of no letters, too.
        if text == "." {
            sets.clear();
        }
        Ok(Self(sets))
    }

    fn holds(&self, base: &str) -> bool {
        let mut letters = base.chars().rev();
        let mut sets = self.0.iter().rev();
        sets.all(|set| letters.next().is_some_and(|letter| set.contains(letter)))
    }
}

impl LetterSet {
    fn new(letters: &str, is_negated: bool) -> Self {
        Self {
            letters: letters.into(),
            is_negated,
        }
    }

    fn contains(&self, letter: char) -> bool {
        self.letters.contains(letter) != self.is_negated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "SET UTF-8\nCOMPOUNDEND Y\nSFX D Y 2\nSFX D 0 en [^a]\nSFX D el let [^m]el\nSFX z N 1\nSFX z a 0/WXZ a\n";

    fn bases(word: &str) -> Vec<String> {
        let affixes = Affixes::from_text(RULES).expect("rules in their format");
        affixes.bases(word).map(|(base, _)| base).collect()
    }

    #[test]
    fn a_rule_gives_back_what_it_stripped_where_its_condition_holds() {
        assert_eq!(bases("bilen"), ["bil", "bilena"]);
        assert_eq!(bases("kaklet"), ["kakel", "kakleta"]);
        assert!(!bases("vimlet").contains(&"vimmel".to_owned()));
        assert!(
            !bases("saen").contains(&"sa".to_owned()),
            "no word in -a takes -en"
        );
    }

    #[test]
    fn flags_of_the_form_follow_a_slash() {
        let affixes = Affixes::from_text(RULES).expect("rules in their format");
        let (base, rule) = affixes.bases("skol").next().expect("a first part");
        assert_eq!((base.as_str(), rule.flag), ("skola", 'z'));
        assert!(rule.flags.contains('Z'));
        assert_eq!(affixes.flags.end, Some('Y'));
    }

    #[test]
    fn a_file_of_another_kind_is_refused_with_the_line() {
        for (text, line) in [("SET ISO8859-1", 1), ("SET UTF-8\nFLAG num", 2)] {
            let error = Affixes::from_text(text).expect_err("no such file is read");
            assert!(matches!(error, DictionaryError::Affixes { line: found, .. } if found == line));
        }
    }
}
