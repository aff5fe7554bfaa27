//! Words that mean the same: abbreviations of the field, names that changed, and their Swedish twins.
//!
//! Each line of a table joins names by "=" (`data/vocabulary.txt` tells the form). A query word that is a name of a
//! line finds the other names of it too; so do query words in a row that are a name of several words.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// The table that comes with the service.
const SHIPPED: &str = include_str!("../data/vocabulary.txt");

/// Most lines of a table, most names of a line, and longest name in bytes.
const MOST_LINES: usize = 10_000;
const MOST_NAMES: usize = 20;
const LONGEST_NAME: usize = 120;

/// Why a table cannot be read: correct the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct VocabularyError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong with it, and what to do.
    pub reason: &'static str,
}

/// One name of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as written.
    pub text: String,
    /// First and last year in which it was in use, where that is known.
    pub since: Option<i16>,
    /// The last year.
    pub until: Option<i16>,
}

/// A table of names that mean the same.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    groups: Vec<Vec<Name>>,
    /// The groups with a name whose first word is this one, in small letters, each with the place of the name in it.
    by_first_word: HashMap<String, Vec<(usize, usize)>>,
}

/// Query words in a row that are a name of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'v> {
    /// How many query words the name takes.
    pub words: usize,
    /// The other names of what it names, each once.
    pub others: Vec<&'v Name>,
}

impl Vocabulary {
    /// The table that comes with the service.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> =
            LazyLock::new(|| Vocabulary::from_text(SHIPPED).expect("a test reads what is shipped"));
        &VOCABULARY
    }

    /// The shipped table as it is written, with its remarks: what an own one begins with.
    #[must_use]
    pub fn shipped_text() -> &'static str {
        SHIPPED
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`VocabularyError`] says which line cannot be read.
    pub fn from_text(text: &str) -> Result<Self, VocabularyError> {
        let mut vocabulary = Self::default();
        for (number, line) in text.lines().enumerate() {
            let refuse = |reason| VocabularyError {
                line: number + 1,
                reason,
            };
            if number == MOST_LINES {
                return Err(refuse(
                    "a table has at most 10,000 lines; leave out what nobody looks for",
                ));
            }
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                vocabulary.add(line).map_err(refuse)?;
            }
        }
        Ok(vocabulary)
    }

    /// Whether it has no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether some name begins with a word that may stand for these texts; few do.
    #[must_use]
    pub fn may_begin(&self, texts: &[String]) -> bool {
        texts
            .iter()
            .any(|text| self.by_first_word.contains_key(text))
    }

    /// The name that query words in a row begin with, the longest, with the other names of the same thing. Each word
    /// comes with the texts that it may stand for, in small letters: itself and its base forms.
    #[must_use]
    pub fn find(&self, words: &[Vec<String>]) -> Option<Found<'_>> {
        let firsts = words.first()?.iter();
        let places = firsts
            .filter_map(|first| self.by_first_word.get(first))
            .flatten();
        let mut found: Option<Found<'_>> = None;
        for &(group, place) in places {
            let names = &self.groups[group];
            let length = names[place].text.split_whitespace().count();
            let longest = found.as_ref().map_or(0, |found| found.words);
            if length < longest || !names[place].is_at_the_beginning_of(words) {
                continue;
            }
            if length > longest {
                found = Some(Found {
                    words: length,
                    others: Vec::new(),
                });
            }
            if let Some(found) = &mut found {
                let others = names
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != place);
                let new: Vec<&Name> = others
                    .map(|(_, name)| name)
                    .filter(|name| !found.others.contains(name))
                    .collect();
                found.others.extend(new);
            }
        }
        found
    }

    fn add(&mut self, line: &str) -> Result<(), &'static str> {
        let names: Vec<Name> = line
            .split(" = ")
            .map(Name::read)
            .collect::<Result<_, _>>()?;
        if !(2..=MOST_NAMES).contains(&names.len()) {
            return Err("a line joins two to twenty names by \" = \"");
        }
        let group = self.groups.len();
        for (place, name) in names.iter().enumerate() {
            let first = name
                .text
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_lowercase();
            self.by_first_word
                .entry(first)
                .or_default()
                .push((group, place));
        }
        self.groups.push(names);
        Ok(())
    }
}

impl Name {
    fn read(text: &str) -> Result<Self, &'static str> {
        let (name, years) = match text.split_once('[') {
            Some((name, rest)) => {
                let years = rest
                    .trim_end()
                    .strip_suffix(']')
                    .ok_or("years in brackets end with ]")?;
                (name, Some(years))
            }
            None => (text, None),
        };
        let name = name.trim();
        if name.is_empty() || name.len() > LONGEST_NAME || name.contains(['=', ']']) {
            return Err(
                "a name has 1 to 120 letters, and names are joined by \" = \" with a blank on each side",
            );
        }
        let years = years.map(read_years).transpose()?;
        let (since, until) = years.unwrap_or_default();
        Ok(Self {
            text: name.to_owned(),
            since,
            until,
        })
    }

    /// Whether the words begin with the name, each word by one of its texts.
    fn is_at_the_beginning_of(&self, words: &[Vec<String>]) -> bool {
        let small = self.text.to_lowercase();
        let mut words = words.iter();
        small.split_whitespace().all(|part| {
            let part = part.trim_end_matches(',');
            words
                .next()
                .is_some_and(|texts| texts.iter().any(|text| text == part))
        })
    }
}

impl fmt::Display for Name {
    /// The name with its years in brackets, if any are known.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)?;
        if (self.since, self.until) == (None, None) {
            return Ok(());
        }
        let year = |year: Option<i16>| year.map_or_else(String::new, |year| year.to_string());
        write!(formatter, " ({}–{})", year(self.since), year(self.until))
    }
}

/// "2023-", "-2024" or "2010-2022".
fn read_years(text: &str) -> Result<(Option<i16>, Option<i16>), &'static str> {
    let reason = "years are written [2023-], [-2024] or [2010-2022]";
    let (since, until) = text.split_once(['-', '–']).ok_or(reason)?;
    let year = |text: &str| match text.trim() {
        "" => Ok(None),
        digits => digits.parse().map(Some).map_err(|_| reason),
    };
    Ok((year(since)?, year(until)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TABLE: &str = "# a table\nkhy = kylähyvinvointi [2020-]   # a remark\nKTL = Kylien tutkimuksen laitos [1999-2010] = KyTu\n";

    fn words(text: &str) -> Vec<Vec<String>> {
        text.split_whitespace()
            .map(|word| vec![word.to_lowercase()])
            .collect()
    }

    fn others(text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::from_text(TABLE).expect("a table in its format");
        let found = vocabulary.find(&words(text));
        found.map_or_else(Vec::new, |found| {
            found.others.iter().map(|name| name.text.clone()).collect()
        })
    }

    #[test]
    fn a_name_finds_the_others_of_its_line() {
        assert_eq!(others("khy kasvaa"), ["kylähyvinvointi"]);
        assert_eq!(others("Kylien tutkimuksen laitos kertoo"), ["KTL", "KyTu"]);
        assert_eq!(others("ktl"), ["Kylien tutkimuksen laitos", "KyTu"]);
        assert!(others("kylien tutkimuksen tulos").is_empty());
        assert!(others("").is_empty());
    }

    #[test]
    fn a_word_is_a_name_by_its_base_form_too() {
        let vocabulary = Vocabulary::from_text(TABLE).expect("a table in its format");
        let typed = [vec![
            "kylähyvinvoinnin".to_owned(),
            "kylähyvinvointi".to_owned(),
        ]];
        assert_eq!(
            vocabulary
                .find(&typed)
                .map(|found| found.others[0].text.as_str()),
            Some("khy")
        );
    }

    #[test]
    fn years_say_when_a_name_was_in_use() {
        let vocabulary = Vocabulary::from_text(TABLE).expect("a table in its format");
        let name = &vocabulary.groups[1][1];
        assert_eq!((name.since, name.until), (Some(1999), Some(2010)));
    }

    #[test]
    fn a_line_that_says_nothing_is_refused_by_its_number() {
        for (table, line) in [
            ("a = b\nalone", 2),
            ("a =b", 1),
            ("a = b [2020", 1),
            ("a = b [soon]", 1),
            ("a =  = b", 1),
        ] {
            let error = Vocabulary::from_text(table).expect_err(table);
            assert_eq!(error.line, line, "{table}");
        }
    }

    #[test]
    fn the_shipped_table_is_read() {
        let found = Vocabulary::shipped()
            .find(&words("hva"))
            .expect("it is there");
        assert!(
            found
                .others
                .iter()
                .any(|name| name.text == "hyvinvointialue")
        );
    }

    proptest! {
        #[test]
        fn any_text_is_a_table_or_an_error(text in "([a-zå= #\\[\\]0-9-]{0,30}\n){0,6}", typed in "[a-zå= ]{0,30}") {
            if let Ok(vocabulary) = Vocabulary::from_text(&text) {
                let _ = vocabulary.find(&words(&typed));
            }
        }
    }
}
