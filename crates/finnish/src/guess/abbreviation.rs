//! Cuts the inflection off abbreviations and foreign words: "STEA:n", "SOSTEn", "H&M:lle", "Bordeaux'ssa".

use super::endings;

/// The word without its inflection, if it is an inflected abbreviation or foreign word.
///
/// The inflection stands after a colon or an apostrophe, or in small letters after capitals. "N:o" is no
/// inflected word, since "o" is no ending.
pub(super) fn inflected_abbreviation(word: &str) -> Option<&str> {
    if let Some((head, tail)) = word.rsplit_once([':', '\'']) {
        let inflected = match word.as_bytes()[head.len()] {
            b':' => tail.is_empty() || endings::ends_in_inflection(&tail.to_lowercase()),
            _ => endings::is_inflection(tail),
        };
        return (inflected && head.chars().any(is_read_aloud)).then_some(head);
    }
    let head = word.trim_end_matches(char::is_lowercase);
    let tail = &word[head.len()..];
    let capitals = head.chars().filter(|letter| letter.is_uppercase()).count();
    let is_plain = |letter: char| letter.is_uppercase() || letter.is_numeric() || letter == '&';
    let is_abbreviation = capitals >= 2 && head.chars().all(is_plain);
    (is_abbreviation && endings::is_inflection(tail)).then_some(head)
}

/// True for letters, digits and the signs that stand for a word: "%:n" is "prosentin".
fn is_read_aloud(letter: char) -> bool {
    letter.is_alphanumeric() || "%‰€$£§°".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inflection_is_cut_off() {
        for (word, head) in [
            ("STEA:n", "STEA"),
            ("SOSTEn", "SOSTE"),
            ("SOSTEen", "SOSTE"),
            ("KYTin", "KYT"),
            ("SAK:hon", "SAK"),
            ("H&M:lle", "H&M"),
            ("Real3D:n", "Real3D"),
            ("F1:siin", "F1"),
            ("EY:", "EY"),
            ("Bordeaux'ssa", "Bordeaux"),
            ("EU:nkin", "EU"),
            ("%:n", "%"),
            ("€:lla", "€"),
        ] {
            assert_eq!(inflected_abbreviation(word), Some(head), "{word}");
        }
    }

    #[test]
    fn other_words_stay_whole() {
        for word in [
            "N:o",
            "n:o",
            "STEA",
            "Zelenskyin",
            "McAleesen",
            "eHealthin",
            ":n",
            "O'Brien",
            "SOSTElainen",
        ] {
            assert_eq!(inflected_abbreviation(word), None, "{word}");
        }
    }
}
