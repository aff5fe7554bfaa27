//! Which language a text is in, and which of its [`parts`] are in others.

mod little_words;
mod parts;
mod sami;

pub use parts::parts;

use little_words::LittleWords;

use crate::within::part;
use whatlang::{Detector, Lang};

/// Bytes of the beginning of a text that tell its language; what follows in another is a part of it.
const MOST_READ: usize = 2_000;

/// Letters from which on a text says enough for itself.
const LONG_TEXT: usize = 120;

/// Letters of a word that tells its language.
const SHORTEST_WORD: usize = 3;

/// Letters without which nothing can be said.
const SHORTEST_TEXT: usize = 12;

/// Inari, Skolt, Lule and Southern Sámi, which have no codes of two letters.
const OTHER_SAMI: [&str; 4] = ["smn", "sms", "smj", "sma"];

/// How sure a guess must be that nothing else supports.
const SURE_ENOUGH: f64 = 0.5;

/// The language of most texts, whose little words tell it a hundred times faster than all languages are compared.
const FINNISH: &str = "fi";

/// Languages of Finnish regional news, which a short text is taken to be in one of.
const USUAL: [Lang; 3] = [Lang::Fin, Lang::Swe, Lang::Eng];

/// ISO 639-1 codes of languages that Finnish news sites publish in.
const CODES: [(Lang, &str); 16] = [
    (Lang::Fin, "fi"),
    (Lang::Swe, "sv"),
    (Lang::Eng, "en"),
    (Lang::Est, "et"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ara, "ar"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Tur, "tr"),
    (Lang::Pes, "fa"),
    (Lang::Vie, "vi"),
    (Lang::Tha, "th"),
    (Lang::Cmn, "zh"),
    (Lang::Nob, "no"),
];

/// The ISO 639-1 code of a text's language.
///
/// A long text speaks for itself; a short one is taken to be in one of the usual languages, and
/// where that is not sure, in the one its page states or its source mostly uses, else in Finnish if its
/// words are (`is_finnish_word`). A guess that nothing supports is none.
#[must_use]
pub fn detect(
    text: &str,
    stated: Option<&str>,
    source: Option<&str>,
    is_finnish_word: impl FnMut(&str) -> bool,
) -> Option<String> {
    let text = part(text, ..text.floor_char_boundary(MOST_READ));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let prior = || {
        stated
            .and_then(primary)
            .or_else(|| source.and_then(primary))
    };
    if letters < SHORTEST_TEXT {
        return prior();
    }
    if let Some(found) = sami::language(text) {
        // Other Sámi languages share most of the letters of the northern one; their pages say which one it is.
        let other = prior().filter(|code| OTHER_SAMI.contains(&code.as_str()));
        let stated = other.filter(|_| found == sami::NORTHERN);
        return Some(stated.unwrap_or_else(|| found.to_owned()));
    }
    let is_long = letters >= LONG_TEXT;
    if is_long && LittleWords::of(text).are_plainly(FINNISH) {
        return Some(FINNISH.to_owned());
    }
    if is_long
        && let Some(found) = whatlang::detect(text)
        && (found.is_reliable() || USUAL.contains(&found.lang()))
        && let Some(code) = code(found.lang())
    {
        return Some(code.to_owned());
    }
    let usual = Detector::with_allowlist(USUAL.to_vec()).detect(text)?;
    if usual.is_reliable() {
        return code(usual.lang()).map(str::to_owned);
    }
    prior().or_else(|| {
        let guess = || code(usual.lang()).filter(|_| usual.confidence() >= SURE_ENOUGH);
        let found = if is_of_words(text, is_finnish_word) {
            Some("fi")
        } else {
            guess()
        };
        found.map(str::to_owned)
    })
}

/// Whether most words of a text are of a language. Names are borne in any, so words in small letters decide
/// where there are some.
fn is_of_words(text: &str, mut is_known: impl FnMut(&str) -> bool) -> bool {
    let words = text.split(|letter: char| !letter.is_alphabetic());
    let words: Vec<&str> = words
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    let is_small = |word: &&&str| word.starts_with(char::is_lowercase);
    let small: Vec<&str> = words.iter().filter(is_small).copied().collect();
    let telling = if small.is_empty() { words } else { small };
    let known = telling.iter().filter(|word| is_known(word)).count();
    2 * known > telling.len()
}

/// The language of a tag: `fi-FI` is `fi`.
fn primary(tag: &str) -> Option<String> {
    let language = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    let plausible =
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    plausible.then_some(language)
}

fn code(language: Lang) -> Option<&'static str> {
    CODES
        .iter()
        .find(|(known, _)| *known == language)
        .map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINNISH: &str = "Yhdistykset kokoontuivat syksyllä kirjastoon miettimään, miten \
        vapaaehtoiset löytävät toisensa ja mistä saadaan tilat talven tapaamisiin.";
    const SWEDISH: &str = "Föreningarna träffades på biblioteket för att fundera på hur \
        frivilliga hittar varandra och var vinterns träffar kan ordnas i kommunen.";
    const SAMI: &str = "Searvvit čoahkkanedje girjerádjui ságastallat mo eaktodáhtolaččat \
        gávdnet nuppiideaset ja gos dálvvi čoahkkimat sáhttet dollojuvvot. Buohkat leat bures \
        boahtin čoahkkimii, dadjá searvvi ságadoalli.";

    const CROATIAN: &str = "Građani će čekati još dugo, kažu među đacima i učiteljima; rođaci će doći već sljedeće \
        večeri, a predsjednik općine obećao je da će sve biti riješeno do početka školske godine.";

    const FINNISH_WORDS: [&str; 2] = ["kertoo", "Hanna"];

    #[track_caller]
    fn check(text: &str, stated: Option<&str>, source: Option<&str>, expected: Option<&str>) {
        let found = detect(text, stated, source, |word| FINNISH_WORDS.contains(&word));
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_long_text_speaks_for_itself() {
        check(FINNISH, Some("sv"), Some("sv"), Some("fi"));
        check(SWEDISH, Some("fi-FI"), Some("fi"), Some("sv"));
        check(SAMI, Some("fi"), Some("fi"), Some("se"));
        check(SAMI, Some("smn"), Some("fi"), Some("smn"));
        check(CROATIAN, None, None, None);
    }

    #[test]
    fn a_text_that_says_nothing_is_in_the_language_its_page_states() {
        check("", Some("sv-FI"), Some("fi"), Some("sv"));
        check("2022", None, Some("fi"), Some("fi"));
        check("!", None, None, None);
        check("", Some("<script>"), None, None);
    }

    #[test]
    fn a_short_text_that_could_be_anything_is_in_the_language_of_its_words() {
        check("Hanna Lahti kertoo Jyväskylässä.", None, None, Some("fi"));
        check(
            "Hanna Lahti kertoo Jyväskylässä.",
            Some("sv"),
            None,
            Some("sv"),
        );
        check("Hanna Lahti tarinoi Jyväskylässä.", None, None, None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_language_or_none(text: String) {
            let _ = detect(&text, None, None, |word| word.len() % 2 == 0);
        }
    }
}
