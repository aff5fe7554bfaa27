//! The entries of a dictionary, and what they say about a word.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};

use crate::affix::{Affixes, Flags};
use crate::derived::derived_base;
use crate::error::DictionaryError;
use crate::listed_form::listed_form;

/// Largest file that is read, in bytes; the Swedish word list has 2.3 MB.
const LARGEST_FILE: usize = 1 << 26;

/// A Hunspell dictionary of Swedish. It is never changed: share it between threads by reference.
#[derive(Debug)]
pub struct Dictionary {
    pub(crate) affixes: Affixes,
    /// The words one after another.
    text: String,
    entries: Vec<Entry>,
    by_word: HashTable<u32>,
    hasher: FixedState,
    /// The sets of flags that entries have.
    flag_sets: Vec<Box<str>>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    length: u8,
    flags: u16,
}

/// What a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A word that stands alone.
    Word,
    /// The first part of a compound, a part inside one, the last part.
    First,
    Middle,
    Last,
}

impl Dictionary {
    /// Reads the affix rules (`sv_FI.aff`) and the word list (`sv_FI.dic`).
    ///
    /// # Errors
    /// [`DictionaryError`] when they are no such files.
    pub fn from_bytes(affixes: &[u8], words: &[u8]) -> Result<Self, DictionaryError> {
        let affixes = Affixes::from_text(text_of(affixes, "file of affix rules")?)?;
        let mut dictionary = Self {
            affixes,
            text: String::with_capacity(words.len()),
            entries: Vec::new(),
            by_word: HashTable::new(),
            hasher: FixedState::default(),
            flag_sets: Vec::new(),
        };
        dictionary.read_words(text_of(words, "word list")?);
        if dictionary.entries.is_empty() {
            return Err(DictionaryError::Empty);
        }
        Ok(dictionary)
    }

    /// The bytes that the entries take in memory.
    #[must_use]
    pub fn table_bytes(&self) -> usize {
        let sets: usize = self.flag_sets.iter().map(|set| set.len() + 16).sum();
        self.text.capacity()
            + self.entries.capacity() * size_of::<Entry>()
            + self.by_word.capacity() * (size_of::<u32>() + 1)
            + sets
    }

    fn read_words(&mut self, list: &str) {
        let mut numbers: HashMap<Box<str>, u16, FixedState> = HashMap::default();
        for line in list.lines().skip(1) {
            let (word, flags) = entry_of(line);
            let Ok(length) = u8::try_from(word.len()) else {
                continue;
            };
            let number = match numbers.get(flags) {
                Some(&number) => number,
                None => {
                    let Ok(number) = u16::try_from(self.flag_sets.len()) else {
                        continue;
                    };
                    self.flag_sets.push(flags.into());
                    numbers.insert(flags.into(), number);
                    number
                }
            };
            if length > 0 {
                self.add(word, length, number);
            }
        }
        self.text.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    fn add(&mut self, word: &str, length: u8, flags: u16) {
        let start = self.text.len() as u32;
        self.text.push_str(word);
        let number = self.entries.len() as u32;
        self.entries.push(Entry {
            start,
            length,
            flags,
        });
        let Self {
            text,
            entries,
            hasher,
            by_word,
            ..
        } = self;
        let hash = hasher.hash_one(word);
        by_word.insert_unique(hash, number, |&number| {
            hasher.hash_one(spelling(text, entries[number as usize]))
        });
    }

    /// The flags of each entry that is spelt so, forbidden ones aside.
    fn entries_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let numbers = self.by_word.iter_hash(self.hasher.hash_one(word));
        let entries = numbers.map(|&number| self.entries[number as usize]);
        let spelt = entries.filter(move |&entry| spelling(&self.text, entry) == word);
        let flags = spelt.map(|entry| &*self.flag_sets[usize::from(entry.flags)]);
        let forbidden = self.affixes.flags.forbidden;
        flags.filter(move |flags| !has(flags, forbidden))
    }

    /// Whether an entry has one of some flags.
    fn has_flags(&self, word: &str, flags: &str) -> bool {
        self.entries_of(word)
            .any(|entry| entry.contains(|flag| flags.contains(flag)))
    }

    /// Adds the base forms that a word has in a role, each once.
    pub(crate) fn base_forms(&self, word: &str, role: Role, found: &mut Vec<String>) {
        let flags = &self.affixes.flags;
        let mut add = |base: String| {
            if !found.contains(&base) {
                found.push(base);
            }
        };
        if self
            .entries_of(word)
            .any(|entry| role.takes_entry(entry, flags))
        {
            add(word.to_owned());
            if matches!(role, Role::Word | Role::Last) {
                listed_form(word, |base, flags| self.has_flags(base, flags))
                    .into_iter()
                    .for_each(&mut add);
            }
        }
        for (base, rule) in self.affixes.bases(word) {
            let takes = |entry: &str| {
                entry.contains(rule.flag) && role.takes_form(entry, &rule.flags, flags)
            };
            if self.entries_of(&base).any(takes) {
                add(derived_base(&base, &rule.ending).unwrap_or(base));
            }
        }
    }
}

impl Role {
    /// Whether an entry can have the role as it stands.
    fn takes_entry(self, entry: &str, flags: &Flags) -> bool {
        if has(entry, flags.need_affix) {
            return false;
        }
        match self {
            Self::Word => !has(entry, flags.only_in_compound),
            Self::First => has(entry, flags.begin),
            Self::Middle => has(entry, flags.middle),
            Self::Last => has(entry, flags.end),
        }
    }

    /// Whether a form of an entry can have the role.
    fn takes_form(self, entry: &str, form: &str, flags: &Flags) -> bool {
        let stands_alone = !has(form, flags.only_in_compound);
        match self {
            Self::Word => stands_alone,
            Self::First => has(form, flags.begin),
            Self::Middle => has(form, flags.middle),
            Self::Last => stands_alone && has(entry, flags.end),
        }
    }
}

fn has(flags: &str, flag: Option<char>) -> bool {
    flag.is_some_and(|flag| flags.contains(flag))
}

fn spelling(text: &str, entry: Entry) -> &str {
    let start = entry.start as usize;
    &text[start..start + usize::from(entry.length)]
}

/// The word of a line and its flags; what follows a tab is no matter of words.
fn entry_of(line: &str) -> (&str, &str) {
    let line = line.split('\t').next().unwrap_or_default().trim_end();
    // A word may begin with a slash or consist of one.
    match line.rsplit_once('/') {
        Some((word, flags)) if !word.is_empty() => (word, flags),
        _ => (line, ""),
    }
}

fn text_of<'a>(file: &'a [u8], name: &'static str) -> Result<&'a str, DictionaryError> {
    if file.len() > LARGEST_FILE {
        return Err(DictionaryError::TooLarge(name));
    }
    str::from_utf8(file).map_err(|_| DictionaryError::Encoding(name))
}
