//! Cuts a word down to what its forms have in common when no dictionary knows it: Snowball's stemmers
//! for Finnish, Swedish and English, folded letters for every other language.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word, in bytes, that is stemmed. The longest Finnish word in use is far below; what is
/// longer is no word, and stays as it is.
const LONGEST_WORD: usize = 256;

/// The language of a word or a text, as far as stemming tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
    /// Any other language, or one that is not known.
    Other,
}

/// The stem of a lower-cased word: by Snowball where the language has a stemmer here, else [`fold`].
///
/// A stem is good for comparing with other stems only. It is no word, and must not be searched among
/// base forms. A word of more than 256 bytes is its own stem.
///
/// ```
/// use aluehaku_finnish::{Language, stem};
///
/// assert_eq!(stem(Language::Finnish, "taloissa"), "talo");
/// assert_eq!(stem(Language::English, "projects"), "project");
/// assert_eq!(stem(Language::Other, "città"), "citta");
/// ```
#[must_use]
pub fn stem(language: Language, word: &str) -> Cow<'_, str> {
    let algorithm = match language {
        Language::Finnish => Algorithm::Finnish,
        Language::Swedish => Algorithm::Swedish,
        Language::English => Algorithm::English,
        Language::Other => return fold(word),
    };
    if word.len() > LONGEST_WORD {
        return Cow::Borrowed(word);
    }
    Stemmer::new(algorithm).stem(word)
}

/// The word in small letters without accents, dots and rings: "Jyväskylä" gives "jyvaskyla".
///
/// Letters that Unicode does not take apart but readers do are written out: "ø" as "o", "ß" as "ss".
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for small in letter.to_lowercase() {
            match written_out(small) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(small),
            }
        }
    }
    // Lower-casing can bring a mark back: "İ" becomes "i" and a dot above.
    folded.retain(|letter| !is_combining_mark(letter));
    Cow::Owned(folded)
}

/// The plain letters for a letter that no decomposition reaches.
fn written_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_language_has_its_own_stems() {
        assert_eq!(stem(Language::Finnish, "taloissa"), "talo");
        assert_eq!(stem(Language::Swedish, "föreningarna"), "förening");
        assert_eq!(stem(Language::English, "regions"), "region");
        assert_eq!(stem(Language::Other, "Régions"), "regions");
    }

    #[test]
    fn folding_drops_what_stands_on_a_letter() {
        assert_eq!(fold("Jyväskylä"), "jyvaskyla");
        assert_eq!(fold("Åbo"), "abo");
        assert_eq!(fold("SØREN Łódź Straße"), "soren lodz strasse");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert!(matches!(fold("already plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_word_of_a_megabyte_is_its_own_stem() {
        let word = "talo".repeat(250_000);
        assert_eq!(stem(Language::Finnish, &word), word);
    }

    proptest! {
        #[test]
        fn any_word_has_a_stem(word in "\\PC*") {
            for language in [Language::Finnish, Language::Swedish, Language::English, Language::Other] {
                prop_assert!(stem(language, &word).len() <= 8 * word.len() + 8);
            }
        }

        #[test]
        fn folding_twice_changes_nothing(word in "\\PC*") {
            let once = fold(&word).into_owned();
            prop_assert_eq!(fold(&once), once.as_str());
        }
    }
}
