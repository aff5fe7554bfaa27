//! Which authors are people, and how their names are turned round for lists that are sorted by surname.

/// An author as citations name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// Surname and given names.
    Person {
        /// The last word of the name.
        surname: String,
        /// What stands before it.
        given: String,
    },
    /// An association, an editorial office, a pen name: as it is.
    Other(String),
}

/// Longest name of a person, in words.
const MOST_WORDS: usize = 4;

impl Writer {
    /// Reads an author. Two to four capitalised words without digits are a person's name.
    pub(super) fn of(name: &str) -> Self {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_name = |word: &&str| {
            let mut letters = word.chars();
            let begins = letters.next().is_some_and(char::is_uppercase);
            let has_small = word.chars().any(char::is_lowercase) || word.chars().count() <= 2;
            let is_plain =
                |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’' | '.');
            begins && has_small && letters.all(is_plain)
        };
        let is_person = (2..=MOST_WORDS).contains(&words.len()) && words.iter().all(is_name);
        match words.split_last().filter(|_| is_person) {
            Some((surname, given)) => Self::Person {
                surname: (*surname).to_owned(),
                given: given.join(" "),
            },
            None => Self::Other(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_associations() {
        let person = |name: &str| matches!(Writer::of(name), Writer::Person { .. });
        for name in ["Aino Esimerkki", "Matti J. Mäki-Pää", "Åsa O’Brien"] {
            assert!(person(name), "{name}");
        }
        for name in [
            "Toimitus",
            "Kylien tuki ry",
            "STT Uutiset 24",
            "YLE UUTISET",
            "",
        ] {
            assert!(!person(name), "{name}");
        }
    }
}
