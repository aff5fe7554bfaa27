//! Which authors are people, and how their names are turned round for lists that are sorted by surname.

use aluehaku_finnish::names::NameLists;

/// An author as citations name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// Surname and given names.
    Person {
        /// The last word of the name, with the small words before it (`af`, `von`).
        surname: String,
        /// What stands before it.
        given: String,
    },
    /// An association, a newspaper, an editorial office, a pen name: as it is.
    Other(String),
}

/// Longest name of a person, in words.
const MOST_WORDS: usize = 4;

/// Small words that belong to the surname after them.
const PARTICLES: [&str; 14] = [
    "af", "av", "da", "de", "del", "den", "der", "di", "du", "la", "ten", "van", "von", "zu",
];

impl Writer {
    /// Reads an author. A person's name has two to four capitalised words without digits, of which the first is a
    /// first name that people in Finland bear, or its initial; no source, one of `sources`, has it for its own.
    pub(super) fn of<'a>(name: &str, mut sources: impl Iterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = name.split_whitespace().collect();
        let other = || Self::Other(words.join(" "));
        let Some((last, before)) = words.split_last() else {
            return other();
        };
        let is_particle = |word: &&str| PARTICLES.contains(word);
        let particles = before.iter().rev().take_while(|word| is_particle(word));
        let (given, surname) = words.split_at(before.len() - particles.count());
        let is_person = !given.is_empty()
            && given.len() < MOST_WORDS
            && given.iter().chain([last]).all(|word| is_capitalised(word))
            && is_first_name(given[0])
            && !sources.any(|source| is_same(source, &words));
        match is_person {
            true => Self::Person {
                surname: surname.join(" "),
                given: given.join(" "),
            },
            false => other(),
        }
    }
}

/// Whether a word is written as names of people are.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    let begins = letters.next().is_some_and(char::is_uppercase);
    let has_small = word.chars().any(char::is_lowercase) || word.chars().count() <= 2;
    let is_plain =
        |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’' | '.');
    begins && has_small && letters.all(is_plain)
}

/// Whether people bear a word as their first name, in one part or two, or whether it is the initial of such a name.
fn is_first_name(word: &str) -> bool {
    let lists = NameLists::bundled();
    let is_listed = |name: &str| lists.first_name(&name.to_lowercase()) > 0;
    let is_initial = |name: &str| name.ends_with('.') && name.chars().count() == 2;
    is_listed(word)
        || word
            .split('-')
            .all(|part| is_listed(part) || is_initial(part))
}

/// Whether a name of a source consists of some words, whatever their capitals.
fn is_same(source: &str, words: &[&str]) -> bool {
    let lowered = |word: &str| word.to_lowercase();
    let words = words.iter().map(|word| lowered(word));
    source.split_whitespace().map(lowered).eq(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An author as a list sorted by surname has it.
    fn listed(name: &str) -> String {
        match Writer::of(name, ["Ilta Esimerkki"].into_iter()) {
            Writer::Person { surname, given } => format!("{surname}, {given}"),
            Writer::Other(name) => name,
        }
    }

    #[test]
    fn people_are_turned_round() {
        for (name, turned) in [
            ("Aino Esimerkki", "Esimerkki, Aino"),
            ("Matti J. Mäki-Pää", "Mäki-Pää, Matti J."),
            ("Åsa O’Brien", "O’Brien, Åsa"),
            ("Eeva-Liisa Kuvitelma", "Kuvitelma, Eeva-Liisa"),
            ("J. K. Kuvitelma", "Kuvitelma, J. K."),
        ] {
            assert_eq!(listed(name), turned);
        }
    }

    #[test]
    fn small_words_stay_with_the_surname() {
        for (name, turned) in [
            ("Carl af Forsselles", "af Forsselles, Carl"),
            ("Anna Maria von Esimerkki", "von Esimerkki, Anna Maria"),
            ("Johan van der Kuvitelma", "van der Kuvitelma, Johan"),
        ] {
            assert_eq!(listed(name), turned);
        }
        assert_eq!(listed("von Esimerkki"), "von Esimerkki");
    }

    #[test]
    fn newspapers_offices_and_associations_stay_as_they_are() {
        for name in [
            "Toimitus",
            "Lapin Kansa",
            "Keski-Suomen Sanomat",
            "Uutistoimitus Oulu",
            "Kylien tuki ry",
            "STT Uutiset 24",
            "YLE UUTISET",
            "Ilta Esimerkki",
            "ilta esimerkki",
            "",
        ] {
            assert_eq!(listed(name), name);
        }
    }
}
