//! The little words of languages: those that stand in almost every sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One of so many words is a little one, at least.
const LITTLE_WORDS: usize = 12;

/// Fewest of them that leave no doubt.
const PLAINLY: usize = 3;

/// Bytes of the longest little word.
const LONGEST_LITTLE: usize = 8;

/// Little words that stand in almost every sentence of a language and in no sentence of the others.
const LITTLE: [(&str, &str); 7] = [
    (
        "fi",
        "ja ei että se oli myös mukaan hän ovat kun tai joka sekä ole voi jotka mutta kuin niin sen sitä ne me olemme \
         olla tämä jos on",
    ),
    (
        "sv",
        "och att det som är för på med till av inte ett den har kan om vi från också eller var de i en",
    ),
    (
        "en",
        "the and of to is for that with as are was you we our by this be or from an in on at",
    ),
    (
        "et",
        "ja on ning ka kui oli mis ei see või kes et aga oma saab ole",
    ),
    (
        "de",
        "der die und das ist nicht mit auf ein eine zu von dem den sich im wir",
    ),
    (
        "fr",
        "le la les des et est dans pour que une sur du au nous avec",
    ),
    ("es", "el la los las y en que por para con una del es se al"),
];

/// How many of a text's words are little ones of which language.
pub(super) struct LittleWords {
    all: usize,
    /// By the number of the language in [`LITTLE`].
    found: [usize; LITTLE.len()],
    /// Those of them that no other language has.
    own: [usize; LITTLE.len()],
}

impl LittleWords {
    pub(super) fn of(text: &str) -> Self {
        static LANGUAGES: LazyLock<HashMap<&str, u8>> = LazyLock::new(languages_of_little_words);
        let mut words = Self {
            all: 0,
            found: [0; LITTLE.len()],
            own: [0; LITTLE.len()],
        };
        for word in text.split(|letter: char| !letter.is_alphabetic()) {
            words.all += usize::from(!word.is_empty());
            if word.len() > LONGEST_LITTLE {
                continue;
            }
            let languages = match word.starts_with(char::is_uppercase) {
                true => LANGUAGES.get(word.to_lowercase().as_str()),
                false => LANGUAGES.get(word),
            };
            if let Some(languages) = languages {
                words.count(*languages);
            }
        }
        words
    }

    /// Whether there are enough of a language; `None` for one whose little words are not known.
    pub(super) fn speak(&self, language: &str) -> Option<bool> {
        let number = LITTLE.iter().position(|(code, _)| *code == language)?;
        Some(self.are_enough(number))
    }

    /// Whether there are enough of some language but one.
    pub(super) fn speak_another(&self, main: &str) -> bool {
        let mut others = LITTLE
            .iter()
            .enumerate()
            .filter(|(_, (code, _))| *code != main);
        others.any(|(number, _)| self.are_enough(number))
    }

    /// Whether they leave no doubt: enough of a language, and of those that one alone has at most half as many of
    /// each other.
    pub(super) fn are_plainly(&self, language: &str) -> bool {
        let Some(number) = LITTLE.iter().position(|(code, _)| *code == language) else {
            return false;
        };
        let own = self.own[number];
        let mut others = self.own.iter().enumerate();
        own >= PLAINLY
            && self.are_enough(number)
            && others.all(|(other, found)| other == number || 2 * found <= own)
    }

    /// Counts a little word of the languages whose bits are set.
    fn count(&mut self, languages: u8) {
        let is_own = languages.is_power_of_two();
        for number in (0..LITTLE.len()).filter(|number| languages & 1 << number != 0) {
            self.found[number] += 1;
            self.own[number] += usize::from(is_own);
        }
    }

    fn are_enough(&self, number: usize) -> bool {
        let found = self.found[number];
        found > 0 && found * LITTLE_WORDS >= self.all
    }
}

/// For each little word the languages that have it, a bit each.
fn languages_of_little_words() -> HashMap<&'static str, u8> {
    let mut languages = HashMap::new();
    for (number, (_, words)) in LITTLE.iter().enumerate() {
        for word in words.split(' ') {
            *languages.entry(word).or_default() |= 1 << number;
        }
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finnish_is_plain_and_its_neighbours_are_not() {
        let are_plain = |text| LittleWords::of(text).are_plainly("fi");
        assert!(are_plain(
            "Yhdistys kertoi, että talo oli avoinna, kun hän tuli, ja että se ei sulkeudu."
        ));
        assert!(!are_plain(
            "Selts teatas, et maja oli avatud ja see ei sulgu, kui rahvas on oma."
        ));
        assert!(!are_plain("Kokous, talkoot ja juhla."));
    }

    #[test]
    fn every_little_word_is_looked_up() {
        let words = LITTLE.iter().flat_map(|(_, words)| words.split(' '));
        for word in words {
            assert!(word.len() <= LONGEST_LITTLE, "{word}");
        }
    }
}
