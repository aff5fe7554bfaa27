//! Which paragraphs of a text are in another language than the rest: a summary in Swedish, an invitation in English.
//!
//! A paragraph that has the little words of the text's own language is in it. Of the others a long one that has those of
//! another language, or is in another script, speaks for itself; a short one, such as a heading, goes with its neighbour
//! when it seems to be in the same.

use aluehaku_article::LanguagePart;
use whatlang::Detector;

use super::little_words::LittleWords;
use super::{CODES, code, sami};

/// Letters from which on a paragraph says enough for itself.
const LONG_PARAGRAPH: usize = 100;

/// Letters from which on a paragraph may go with its neighbour.
const SHORTEST_PARAGRAPH: usize = 8;

/// The last letter of the Latin alphabet with all that it has been extended by.
const LAST_LATIN: char = '\u{24f}';

/// Most parts of one text: beyond that its paragraphs take turns, and none is a part.
const MOST_PARTS: usize = 100;

/// The parts of a body, whose own language is `main`, that are in others.
#[must_use]
pub fn parts<'t>(paragraphs: impl Iterator<Item = &'t str>, main: &str) -> Vec<LanguagePart> {
    let paragraphs: Vec<Paragraph<'_>> = paragraphs.map(|text| Paragraph::of(text, main)).collect();
    let mut languages: Vec<Option<&'static str>> = paragraphs
        .iter()
        .map(|paragraph| paragraph.own(main))
        .collect();
    // From the top down and from the bottom up: a heading goes with what follows, a last line with what stands before.
    let numbers = 0..paragraphs.len();
    for number in numbers.clone().chain(numbers.rev()) {
        let beside = [number.checked_sub(1), number.checked_add(1)];
        let beside = beside.into_iter().flatten();
        let mut spoken = beside.filter_map(|at| languages.get(at).copied().flatten());
        if let Some(language) = spoken.next()
            && paragraphs[number].goes_with(language, main)
        {
            languages[number] = Some(language);
        }
    }
    let parts = merged(&languages);
    if parts.len() > MOST_PARTS {
        return Vec::new();
    }
    parts
}

/// Paragraphs in a row in the same language, as one part.
fn merged(languages: &[Option<&'static str>]) -> Vec<LanguagePart> {
    let mut parts: Vec<LanguagePart> = Vec::new();
    for (number, language) in languages.iter().enumerate() {
        let Some(language) = language else { continue };
        match parts.last_mut() {
            Some(part) if part.last + 1 == number && part.language == *language => {
                part.last = number;
            }
            _ => parts.push(LanguagePart {
                first: number,
                last: number,
                language: (*language).to_owned(),
            }),
        }
    }
    parts
}

/// A paragraph, as far as its language shows.
struct Paragraph<'t> {
    text: &'t str,
    letters: usize,
    words: LittleWords,
    /// Whether it has the little words of the text's own language.
    is_main: bool,
    /// The Sámi language it is in: Finnish and Sámi share little words.
    sami: Option<&'static str>,
}

impl<'t> Paragraph<'t> {
    fn of(text: &'t str, main: &str) -> Self {
        let words = LittleWords::of(text);
        let sami = sami::language(text);
        Self {
            text,
            letters: text.chars().filter(|letter| letter.is_alphabetic()).count(),
            is_main: sami == Some(main) || sami.is_none() && words.speak(main) == Some(true),
            words,
            sami,
        }
    }

    /// The language it speaks for itself, where that is not the text's own.
    fn own(&self, main: &str) -> Option<&'static str> {
        if self.is_main || self.letters < LONG_PARAGRAPH {
            return None;
        }
        if self.sami.is_some() {
            return self.sami;
        }
        if !self.words.speak_another(main) && !self.is_of_other_script() {
            return None;
        }
        let found = whatlang::detect(self.text).filter(whatlang::Info::is_reliable)?;
        let language = code(found.lang())?;
        let is_likely = language != main && self.words.speak(language) != Some(false);
        is_likely.then_some(language)
    }

    /// Whether most letters are none of the Latin alphabet.
    fn is_of_other_script(&self) -> bool {
        let letters = self.text.chars().filter(|letter| letter.is_alphabetic());
        2 * letters.filter(|letter| *letter > LAST_LATIN).count() > self.letters
    }

    /// Whether it may be in the language of the paragraph beside it.
    fn goes_with(&self, language: &str, main: &str) -> bool {
        if self.is_main || !(SHORTEST_PARAGRAPH..LONG_PARAGRAPH).contains(&self.letters) {
            return false;
        }
        let known = |wanted: &str| {
            CODES
                .iter()
                .find(|(_, code)| *code == wanted)
                .map(|(lang, _)| *lang)
        };
        let (Some(own), Some(other)) = (known(main), known(language)) else {
            return self.sami == Some(language);
        };
        let found = Detector::with_allowlist(vec![own, other]).detect(self.text);
        found.is_some_and(|found| found.lang() == other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINNISH: &str = "Yhdistykset kokoontuivat syksyllä kirjastoon miettimään, miten vapaaehtoiset löytävät \
        toisensa ja mistä saadaan tilat talven tapaamisiin. Paikalla oli väkeä koko maakunnasta.";
    const SWEDISH: &str = "Föreningarna träffades på biblioteket för att fundera på hur frivilliga hittar varandra och \
        var vinterns träffar kan ordnas i kommunen. Det var många som kom.";
    const ENGLISH: &str = "The associations met at the library to think about how volunteers find each other and where \
        the meetings of the winter can be held. Everybody is welcome to join us.";
    const SAMI: &str = "Searvvit čoahkkanedje girjerádjui ságastallat mo eaktodáhtolaččat gávdnet nuppiideaset ja gos \
        dálvvi čoahkkimat sáhttet dollojuvvot. Buohkat leat bures boahtin čoahkkimii, dadjá searvvi ságadoalli.";
    const RUSSIAN: &str = "Общества собрались осенью в библиотеке, чтобы обсудить, как добровольцы находят друг друга и где \
        можно проводить встречи зимой. Добро пожаловать всем желающим.";
    const NAMES: &str = "Hanna Lahti, Anna-Liisa Söderström, Pär Lindqvist, Åke Nyström, Matti Meikäläinen, Göran \
        Bäckström, Lars-Erik Öhman, Carita Holmström, Niina Salo-Lehtinen";

    #[track_caller]
    fn check(paragraphs: &[&str], main: &str, expected: &[(usize, usize, &str)]) {
        let found = parts(paragraphs.iter().copied(), main);
        let found: Vec<_> = found
            .iter()
            .map(|part| (part.first, part.last, part.language.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_summary_in_another_language_is_a_part() {
        check(&[FINNISH, FINNISH, SWEDISH], "fi", &[(2, 2, "sv")]);
        check(
            &[FINNISH, SWEDISH, SWEDISH, ENGLISH, SAMI],
            "fi",
            &[(1, 2, "sv"), (3, 3, "en"), (4, 4, "se")],
        );
        check(&[SWEDISH, FINNISH], "sv", &[(1, 1, "fi")]);
        check(&[SAMI, SAMI, FINNISH], "se", &[(2, 2, "fi")]);
        check(&[FINNISH, RUSSIAN], "fi", &[(1, 1, "ru")]);
    }

    #[test]
    fn a_heading_and_a_last_line_go_with_their_neighbours() {
        check(
            &[
                FINNISH,
                "Samma på svenska",
                SWEDISH,
                "Varmt välkomna till biblioteket!",
            ],
            "fi",
            &[(1, 3, "sv")],
        );
        check(
            &[FINNISH, "Tervetuloa mukaan toimintaan!", SWEDISH],
            "fi",
            &[(2, 2, "sv")],
        );
    }

    #[test]
    fn names_and_short_lines_are_no_parts() {
        check(&[FINNISH, NAMES, FINNISH], "fi", &[]);
        check(
            &[FINNISH, "Varmt välkomna!", FINNISH, "Photo by Hanna Lahti"],
            "fi",
            &[],
        );
        check(&[], "fi", &[]);
    }

    proptest::proptest! {
        #[test]
        fn parts_lie_in_the_text_and_apart(paragraphs: Vec<String>, main in "fi|sv|en|se|xx") {
            let found = parts(paragraphs.iter().map(String::as_str), &main);
            let mut next = 0;
            for part in &found {
                proptest::prop_assert!(part.first >= next && part.first <= part.last);
                proptest::prop_assert!(part.last < paragraphs.len() && part.language != main);
                next = part.last + 1;
            }
        }
    }
}
