//! The endings that follow an abbreviation or a foreign word with a mark between: "STEA:n", "Bordeaux'ssa".

/// Endings of case and number that stand after the last letter as it is read aloud.
const ENDINGS: &[&str] = &[
    "a", "ä", "ja", "jen", "ksi", "lla", "lle", "llä", "lta", "ltä", "n", "na", "nä", "ssa", "ssä",
    "sta", "stä", "t", "ta", "tta", "ttä", "tä", "den", "tten", "ien", "hin",
];

/// Endings of the owner, which stand after those of case.
const POSSESSIVES: &[&str] = &["ni", "si", "nsa", "nsä", "mme", "nne", "an", "än", "en"];

/// Particles that stand after everything else.
const PARTICLES: &[&str] = &["kin", "kaan", "kään", "ko", "kö", "han", "hän", "pa", "pä"];

/// True if `text` can be the inflection of an abbreviation: "n", "ssa", "iin", "hon", "ssakin".
pub(super) fn is_inflection(text: &str) -> bool {
    if is_case(text) {
        return true;
    }
    let without = |tails: &[&str]| {
        tails
            .iter()
            .any(|tail| text.strip_suffix(tail).is_some_and(is_case))
    };
    without(PARTICLES) || PARTICLES.contains(&text) || without(POSSESSIVES)
}

/// Longest text after a colon that is taken for an inflection, in bytes.
const LONGEST_INFLECTION: usize = 12;

/// True if `text` ends as inflections do: after a colon stand also letters of the word as it is read, "siin" after
/// "F1", "nnen" after "5".
pub(super) fn ends_in_inflection(text: &str) -> bool {
    text.len() <= LONGEST_INFLECTION
        && text.chars().all(char::is_alphabetic)
        && text
            .char_indices()
            .any(|(start, _)| is_inflection(&text[start..]))
}

fn is_case(text: &str) -> bool {
    let linked = text.strip_prefix(is_vowel).unwrap_or(text);
    ENDINGS.contains(&text) || ENDINGS.contains(&linked) || is_illative(text)
}

/// True for "iin", "aan", "een" and for "hon", "hun", "hyn": into something.
fn is_illative(text: &str) -> bool {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    let rest = letters.as_str();
    match (first, second) {
        (Some('h'), Some(vowel)) => is_vowel(vowel) && rest == "n",
        (Some(first), Some(second)) => first == second && is_vowel(first) && rest == "n",
        _ => false,
    }
}

/// True for the vowels of Finnish, in small letters.
pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_are_known_from_other_tails() {
        for yes in [
            "n", "ssa", "issa", "iin", "een", "hon", "lle", "ä", "ta", "ien", "nkin", "ssaan",
        ] {
            assert!(is_inflection(yes), "{yes} is an inflection");
            assert!(ends_in_inflection(yes), "{yes} ends in an inflection");
        }
        assert!(ends_in_inflection("siin") && !is_inflection("siin"));
        for no in ["", "o", "s", "nro", "lainen", "com", "hx", "00"] {
            assert!(!is_inflection(no), "{no} is none");
        }
    }
}
