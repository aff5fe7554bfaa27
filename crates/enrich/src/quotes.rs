//! Who said what: quotes in quotation marks with the person who said them, named after or before by a verb of saying
//! or a colon.

use aluehaku_article::{EntityKind, Mention, TextPart};

/// A quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words without their marks.
    pub text: String,
    /// Canonical name of who said them.
    pub speaker: String,
    /// Which text it stands in.
    pub part: TextPart,
    /// First byte of the words.
    pub start: usize,
    /// Byte after their last.
    pub end: usize,
}

/// Shortest quote, in bytes: shorter ones are names and ironies.
const SHORTEST: usize = 20;

/// Farthest place of the speaker from the quote, in bytes.
const REACH: usize = 120;

/// Beginnings of verbs of saying in all their forms.
const SAYING: [&str; 36] = [
    "sano", "kerto", "kuva", "tote", "muistut", "kannust", "mainits", "tiivist", "huomau",
    "korost", "arvio", "pohti", "pohdi", "lisää", "lisäs", "jatka", "jatko", "iloits", "naura",
    "kiitt", "kiitä", "vasta", "summa", "selit", "painot", "toivo", "usko", "kehot", "rohkais",
    "säest", "muistel", "perustel", "kysy", "ehdott", "vahvist", "linja",
];

/// The quotes of a text whose speaker is among the mentions.
#[must_use]
pub fn find(part: TextPart, text: &str, mentions: &[Mention]) -> Vec<Quote> {
    let persons: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| mention.part == part && mention.kind == EntityKind::Person)
        .collect();
    let mut quotes = Vec::new();
    if persons.is_empty() {
        return quotes;
    }
    let mut from = 0;
    for paragraph in text.split_inclusive('\n') {
        for (start, end) in quoted(paragraph) {
            let (start, end) = (from + start, from + end);
            let words = text[start..end].trim_end_matches([',', ' ']);
            if words.len() < SHORTEST {
                continue;
            }
            let limits = (from, from + paragraph.len());
            if let Some(speaker) = speaker(text, (start, end), limits, &persons) {
                quotes.push(Quote {
                    text: words.to_owned(),
                    speaker: speaker.to_owned(),
                    part,
                    start,
                    end: start + words.len(),
                });
            }
        }
        from += paragraph.len();
    }
    quotes
}

/// The places between pairs of quotation marks.
fn quoted(paragraph: &str) -> Vec<(usize, usize)> {
    let mut marks = paragraph
        .char_indices()
        .filter(|(_, sign)| matches!(sign, '”' | '“' | '"' | '»' | '«'));
    let mut found = Vec::new();
    while let (Some((open, mark)), Some((close, _))) = (marks.next(), marks.next()) {
        found.push((open + mark.len_utf8(), close));
    }
    found
}

fn speaker<'m>(
    text: &str,
    (start, end): (usize, usize),
    (first, last): (usize, usize),
    persons: &[&'m Mention],
) -> Option<&'m str> {
    let after = persons
        .iter()
        .find(|person| person.start > end && person.start < last.min(end + REACH));
    if let Some(person) = after
        && let Some(between) = text.get(end..person.start)
        && says(between)
        && !between
            .trim_start_matches(['”', '“', '"', '»', '«'])
            .contains(['”', '“', '"', '.', '!', '?'])
    {
        return Some(&person.name);
    }
    let before = persons
        .iter()
        .rev()
        .find(|person| person.end <= start && person.start >= first)?;
    let between = text.get(before.end..start)?;
    let opens = between.trim_end_matches(['”', '“', '"', '»', '«', ' ']);
    let told =
        opens.ends_with(':') || says(opens) && (opens.ends_with(',') || opens.ends_with("että"));
    (told && between.len() <= REACH).then_some(before.name.as_str())
}

/// Whether a verb of saying is among words.
fn says(words: &str) -> bool {
    words
        .split(|sign: char| !sign.is_alphabetic())
        .any(|word| SAYING.iter().any(|stem| word.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use aluehaku_article::Evidence;

    use super::*;

    fn quotes(text: &str, persons: &[(&str, &str)]) -> Vec<(String, String)> {
        let mentions: Vec<Mention> = persons
            .iter()
            .map(|(written, name)| {
                let start = text.find(written).unwrap();
                Mention {
                    part: TextPart::Body,
                    start,
                    end: start + written.len(),
                    text: (*written).to_owned(),
                    kind: EntityKind::Person,
                    name: (*name).to_owned(),
                    role: None,
                    evidence: Evidence::FullName,
                }
            })
            .collect();
        let found = find(TextPart::Body, text, &mentions);
        found
            .into_iter()
            .map(|quote| (quote.speaker, quote.text))
            .collect()
    }

    #[test]
    fn speakers_stand_after_and_before() {
        let said = "Tänne tullaan, vaikka bussi ei kulje";
        for text in [
            format!("”{said}”, kertoo Hanna Lahti."),
            format!("”{said},” totesi toiminnanjohtaja Hanna Lahti."),
            format!("Samaa sanoo myös Hanna Lahti: ”{said}.”"),
            format!("Hanna Lahti mainitsee, että ”{said}”."),
        ] {
            let found = quotes(&text, &[("Hanna Lahti", "Hanna Lahti")]);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].0, "Hanna Lahti");
            assert!(found[0].1.starts_with(said));
        }
    }

    #[test]
    fn who_stands_near_has_not_said_it() {
        let text = "Hanna Lahti avasi talon. Seinällä lukee ”Tänne tullaan, vaikka bussi ei kulje”. Kahvia keitti Eero Luoto.";
        assert!(
            quotes(
                text,
                &[("Hanna Lahti", "Hanna Lahti"), ("Eero Luoto", "Eero Luoto")]
            )
            .is_empty()
        );
    }
}
