//! Lines that work the page: sharing, printing, listening, going back, and notices that stand in
//! place of what cookies keep away.

use super::super::text::folded;
use super::control_words::{COOKIES, COUNTS, LEAVE, OBJECTS, OTHERS, QUESTIONS, VERBS};

/// Most words of a control.
const MAX_WORDS: usize = 9;

/// Longest notice about cookies, in bytes.
const MAX_NOTICE: usize = 300;

/// Whether a folded line is a control of the page.
pub(super) fn is_control(line: &str) -> bool {
    let asks = QUESTIONS.iter().any(|question| line.starts_with(question));
    if asks || OTHERS.contains(&line) || counts_readers(line) {
        return true;
    }
    // Few lines begin with such a verb, and looking for remarks costs more than looking at the first word.
    let first = line.split(' ').next().unwrap_or_default();
    if !VERBS.contains(&first) {
        return false;
    }
    let rest: Vec<&str> = without_remark(line).split(' ').skip(1).collect();
    !rest.is_empty()
        && rest.len() < MAX_WORDS
        && rest
            .iter()
            .all(|word| OBJECTS.contains(word) || VERBS.contains(word))
}

/// Whether a line says how often a page was read: `Luettu 12 kertaa`.
fn counts_readers(line: &str) -> bool {
    let is_label = |word: &str| COUNTS.contains(&word);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = line.split(' ');
    words.next().is_some_and(is_label)
        && line.split(' ').any(is_number)
        && words.all(|word| is_number(word) || matches!(word, "kertaa" | "gånger"))
}

/// Whether a text says that cookies keep away what stood in its place.
pub(super) fn is_consent_notice(text: &str) -> bool {
    if text.len() > MAX_NOTICE {
        return false;
    }
    let line = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    has(COOKIES) && has(LEAVE)
}

/// A folded line without the remark that a link opens elsewhere.
fn without_remark(line: &str) -> &str {
    [
        "avautuu",
        "linkki avautuu",
        "öppnas",
        "länken öppnas",
        "opens in",
    ]
    .iter()
    .filter_map(|remark| line.find(remark))
    .min()
    .map_or(line, |at| line[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_told_from_sentences() {
        for line in [
            "Jaa LinkedInissä (avautuu uudessa välilehdessä)",
            "Kuuntele artikkeli",
            "Tillbaka till nyheterna",
            "Print this page",
            "Löysitkö etsimäsi?",
        ] {
            assert!(is_control(&folded(line)), "{line}");
        }
        for line in [
            "Jaa kokemuksesi kanssamme",
            "Tulosta ei tiedetä",
            "Palaa kahden viikon päästä",
            "Share your memories of the village",
        ] {
            assert!(!is_control(&folded(line)), "{line}");
        }
    }

    #[test]
    fn notices_of_consent_are_told_from_news_about_cookies() {
        assert!(is_consent_notice(
            "Karttaa ei voi näyttää. Salli tilastoevästeet, niin kartta avautuu."
        ));
        assert!(!is_consent_notice(
            "Kurssilla leivottiin keksejä ja puhuttiin evästeistä."
        ));
    }
}
