//! The happenings of an article as a calendar shows them: what each is called, where it takes place, and
//! the sentence that states it.

use aluehaku_article::masking::mask;
use aluehaku_article::time::{PageTime, Precision};
use aluehaku_article::{EnrichedArticle, EntityKind, Mention, TextPart};

use super::events;
use super::surroundings::{line_at, sentence_at, shortened};

/// Longest sentence that is kept, in characters.
const LONGEST_SENTENCE: usize = 300;

/// Longest line that can be an entry of a list of happenings, in characters.
const LONGEST_ENTRY: usize = 140;

/// Beginnings of the names of weekdays, and their abbreviations.
const WEEKDAYS: [&str; 14] = [
    "maanantai",
    "tiistai",
    "keskiviikko",
    "torstai",
    "perjantai",
    "lauantai",
    "sunnuntai",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
];
const WEEKDAY_ABBREVIATIONS: [&str; 13] = [
    "ma", "ti", "ke", "to", "pe", "la", "su", "mån", "tis", "ons", "tors", "fre", "lör",
];

/// What stands around the words of an entry.
const MARKS: [char; 10] = ['.', ',', ':', ';', '-', '–', '—', '|', '•', '*'];

/// The happenings of an article.
#[must_use]
pub fn events(enriched: &EnrichedArticle) -> Vec<aluehaku_article::Event> {
    let article = &enriched.article;
    let texts = [
        (TextPart::Title, article.title.as_str()),
        (TextPart::Lead, article.lead.as_deref().unwrap_or_default()),
        (TextPart::Body, article.body.as_str()),
    ];
    let published = article
        .published
        .filter(|time| time.precision() >= Precision::Day);
    let found = events::find(
        &texts.map(|(_, text)| text),
        published.map(PageTime::finnish_date),
    );
    found
        .into_iter()
        .map(|event| {
            let (part, text) = texts[event.text_number];
            let line = line_at(text, event.start);
            let sentence = sentence_at(text, event.start);
            aluehaku_article::Event {
                first_day: event.date,
                last_day: event.end_date.unwrap_or(event.date),
                begins: event.time,
                ends: event.end_time,
                inferred_year: event.inferred_year,
                title: match part {
                    TextPart::Title => None,
                    _ => title(
                        &text[line.start..event.start],
                        &text[event.end.min(line.end)..line.end],
                    ),
                },
                place: place(enriched, part, &sentence).or_else(|| place(enriched, part, &line)),
                // A number that is cut in two is no longer known as one.
                text: shortened(mask(text[sentence].trim()).as_ref(), LONGEST_SENTENCE),
            }
        })
        .collect()
}

/// What an entry of a list is called: the words after the day and the time, or those before them.
///
/// A longer line is no entry, and neither is a sentence with the day in its midst.
fn title(before: &str, after: &str) -> Option<String> {
    let is_entry = before.chars().count() + after.chars().count() <= LONGEST_ENTRY;
    let (before, after) = (bare(before), bare(after));
    let (before, has_words) = (without_weekday(before), has_word(after));
    let called = match (has_word(before), has_words) {
        (false, true) => after,
        (true, false) => before,
        _ => return None,
    };
    // "Kokous on" and its like go on with the day.
    let is_whole = called == after || called.split_whitespace().count() > 1 && !ends_open(called);
    (is_entry && is_whole).then(|| capitalised(called))
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().into_iter().flat_map(char::to_uppercase);
    first.chain(signs).collect()
}

fn bare(text: &str) -> &str {
    text.trim_matches(|sign: char| sign.is_whitespace() || MARKS.contains(&sign))
}

fn without_weekday(text: &str) -> &str {
    let (rest, last) = text.rsplit_once(' ').unwrap_or(("", text));
    let word = last.to_lowercase();
    let is_weekday = WEEKDAYS.iter().any(|name| word.starts_with(name))
        || WEEKDAY_ABBREVIATIONS.contains(&word.trim_end_matches('.'));
    if is_weekday { bare(rest) } else { text }
}

fn has_word(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() > 2)
}

/// Whether the last word leads on to the day.
fn ends_open(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "on" | "oli"
            | "ovat"
            | "olivat"
            | "järjestetään"
            | "pidetään"
            | "ja"
            | "den"
            | "är"
            | "ordnas"
            | "hålls"
    )
}

fn place(
    enriched: &EnrichedArticle,
    part: TextPart,
    range: &std::ops::Range<usize>,
) -> Option<String> {
    let is_here = |mention: &&Mention| {
        mention.part == part
            && mention.kind == EntityKind::Place
            && range.contains(&mention.start)
            && enriched.entities.municipalities.contains(&mention.name)
    };
    let mention = enriched.mentions.iter().find(is_here)?;
    Some(mention.name.clone())
}

#[cfg(test)]
mod tests {
    use aluehaku_article::ids::{ArticleId, SourceId};
    use aluehaku_article::{Article, Entities, Evidence};
    use proptest::prelude::*;

    use super::*;

    fn told(body: &str) -> EnrichedArticle {
        let start = body.find("Kouvolassa");
        let mention = start.map(|start| Mention {
            part: TextPart::Body,
            start,
            end: start + "Kouvolassa".len(),
            text: "Kouvolassa".to_owned(),
            kind: EntityKind::Place,
            name: "Kouvola".to_owned(),
            role: None,
            evidence: Evidence::Register,
        });
        EnrichedArticle {
            article: Article {
                id: ArticleId::new("a").unwrap(),
                url: None,
                source: SourceId::new("s").unwrap(),
                title: "Syksyn ohjelma".to_owned(),
                lead: None,
                body: body.to_owned(),
                published: Some("2026-03-10".parse().unwrap()),
                modified: None,
                authors: vec![],
                topics: vec![],
                language: None,
                parts: Vec::new(),
                snippet_only: false,
            },
            entities: Entities {
                municipalities: vec!["Kouvola".to_owned()],
                ..Entities::default()
            },
            mentions: mention.into_iter().collect(),
            duplicate_group: None,
        }
    }

    #[track_caller]
    fn check(body: &str, title: Option<&str>, place: Option<&str>, text: &str) {
        let found = events(&told(body));
        assert_eq!(found.len(), 1, "{found:?}");
        let event = &found[0];
        assert_eq!(
            (
                event.title.as_deref(),
                event.place.as_deref(),
                event.text.as_str()
            ),
            (title, place, text)
        );
    }

    #[test]
    fn entries_of_a_list_name_what_happens() {
        for line in [
            "Pe 26.3. klo 9–10 vapaaehtoisten aamukahvit",
            "• Vapaaehtoisten aamukahvit pe 26.3. klo 9–10",
            "Vapaaehtoisten aamukahvit: perjantaina 26.3. klo 9–10.",
        ] {
            let body = format!("Tervetuloa mukaan.\n\n{line}\n\nKaikille avoin.");
            check(&body, Some("Vapaaehtoisten aamukahvit"), None, line);
        }
    }

    #[test]
    fn sentences_name_the_place_and_stay_whole() {
        let told = "Kevätkokous on 26.3. klo 18 Kouvolassa, ja sinne mahtuvat kaikki.";
        let body = format!("Alku tässä. {told} Loppu tässä.");
        check(&body, None, Some("Kouvola"), told);
    }

    #[test]
    fn numbers_are_masked_before_a_sentence_is_cut() {
        let body = format!(
            "Juhla on 26.3. klo 18, {} 040 123 4567 vastaa.",
            "sana ".repeat(54)
        );
        let event = &events(&told(&body))[0];
        assert!(!event.text.contains("040"), "{}", event.text);
    }

    proptest! {
        #[test]
        fn any_text_is_read(body in "[0-9. –klo:\\nKokousä-]{0,60}|\\PC{0,40}") {
            for event in events(&told(&body)) {
                prop_assert!(event.first_day <= event.last_day);
            }
        }
    }
}
