//! Quotes of invented articles, and words that nobody surely said.

use aluehaku_article::{EntityKind, Evidence};
use proptest::prelude::*;

use super::*;

const SAID: &str = "Tänne tullaan, vaikka bussi ei kulje";

/// Each place where a text names somebody; a surname alone and its forms are places of the whole name.
fn mentions(text: &str, forms: &[(&str, &str)]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (form, name) in forms {
        for (start, _) in text.match_indices(form) {
            let end = start + form.len();
            if found
                .iter()
                .any(|known| known.start < end && start < known.end)
            {
                continue;
            }
            found.push(Mention {
                part: TextPart::Body,
                start,
                end,
                text: (*form).to_owned(),
                kind: EntityKind::Person,
                name: (*name).to_owned(),
                role: None,
                evidence: Evidence::FullName,
            });
        }
    }
    found
}

fn quotes(text: &str) -> Vec<(String, String)> {
    let forms = [
        ("Hanna Lahti", "Hanna Lahti"),
        ("Lahden", "Hanna Lahti"),
        ("Lahti", "Hanna Lahti"),
        ("Eero Luoto", "Eero Luoto"),
        ("Luodolle", "Eero Luoto"),
        ("Luoto", "Eero Luoto"),
    ];
    let found = in_text(TextPart::Body, text, &mentions(text, &forms));
    for quote in &found {
        assert!(text.get(quote.start..quote.end).is_some(), "{text}");
    }
    let pairs = found.into_iter().map(|quote| (quote.speaker, quote.text));
    pairs.collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = quotes(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, said)| (name.as_str(), said.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_speaker_stands_behind_the_verb() {
    for text in [
        format!("”{SAID}”, kertoo Hanna Lahti."),
        format!("”{SAID},” totesi toiminnanjohtaja Hanna Lahti Kyläverkostosta."),
        format!("”{SAID}” sanoo yhdistyksen uusi puheenjohtaja Hanna Lahti."),
        format!("»{SAID}», säger ordförande Hanna Lahti."),
        format!("\"{SAID},\" says Hanna Lahti."),
    ] {
        check(&text, &[("Hanna Lahti", SAID)]);
    }
}

#[test]
fn the_verb_stands_behind_the_speaker() {
    for text in [
        format!("”{SAID}”, Lahti sanoo."),
        format!("”{SAID}”, Lahti myös muistuttaa ja hymyilee."),
        format!("”{SAID}”, toiminnanjohtaja Hanna Lahti Kyläverkostosta kertoo."),
    ] {
        check(&text, &[("Hanna Lahti", SAID)]);
    }
}

#[test]
fn the_speaker_stands_before_the_words() {
    for text in [
        format!("Samaa sanoo myös Hanna Lahti: ”{SAID}.”"),
        format!("Hanna Lahti mainitsee, että ”{SAID}”."),
        format!("Yhdistyksen oma vetäjä Hanna Lahti toteaakin: ”{SAID}”"),
        format!("Kahvit keitettiin. Hanna Lahti: ”{SAID}”"),
        format!("Hanna Lahti kertoo näin:\n\n”{SAID}.”"),
        format!("Kahvit keitettiin. Lahden mukaan ”{SAID}”."),
        format!("Hanna Lahti kom också. Enligt Hanna Lahti ”{SAID}”."),
    ] {
        let found = quotes(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].0, "Hanna Lahti");
        assert!(found[0].1.starts_with(SAID));
    }
}

#[test]
fn words_behind_a_dash_are_said_by_who_is_named_in_them() {
    for text in [
        format!("– {SAID}, sanoo Hanna Lahti."),
        format!("– {SAID}, Lahti sanoo. Hän on uusi."),
        format!("- {SAID}, kertoo puheenjohtaja Hanna Lahti yhdistyksestä."),
    ] {
        check(&text, &[("Hanna Lahti", SAID)]);
    }
    check(
        &format!("– {SAID}, sanoo Hanna Lahti. – Kahvi on aina kuumaa."),
        &[
            ("Hanna Lahti", SAID),
            ("Hanna Lahti", "Kahvi on aina kuumaa."),
        ],
    );
    let long = format!("– {SAID}, sanoo Hanna Lahti.\n\n– Kahvi on aina kuumaa ja pulla tuoretta.");
    check(
        &long,
        &[
            ("Hanna Lahti", SAID),
            ("Hanna Lahti", "Kahvi on aina kuumaa ja pulla tuoretta."),
        ],
    );
}

#[test]
fn a_pronoun_is_who_spoke_or_was_named_last() {
    let more = "Kahvi on aina kuumaa ja pulla tuoretta";
    check(
        &format!("”{SAID}”, kertoo Hanna Lahti.\n\n”{more}”, hän sanoo."),
        &[("Hanna Lahti", SAID), ("Hanna Lahti", more)],
    );
    check(
        &format!("Hanna Lahti avasi talon.\n\n– {SAID}, sanoo hän."),
        &[("Hanna Lahti", SAID)],
    );
    check(
        &format!("Hanna Lahti ja Eero Luoto avasivat talon.\n\n– {SAID}, sanoo hän."),
        &[],
    );
}

#[test]
fn words_go_through_several_paragraphs() {
    let more = "Kahvi on aina kuumaa";
    check(
        &format!("”{SAID}.\n\n”{more}”, sanoo Hanna Lahti.\n\nLoppu."),
        &[("Hanna Lahti", &format!("{SAID}.\n\n{more}"))],
    );
    check(&format!("”{SAID}.\n\n{more}, sanoo Hanna Lahti."), &[]);
}

#[test]
fn who_stands_near_has_not_said_it() {
    for text in [
        format!("Hanna Lahti avasi talon. Seinällä lukee ”{SAID}”. Kahvia keitti Eero Luoto."),
        format!("Hankkeen ”{SAID}” vetäjä Hanna Lahti kertoo tuloksista."),
        format!("”{SAID}”, sanoo Lahden sisko."),
        format!("”{SAID}”, sanottiin Luodolle."),
        format!("”{SAID}”, luki kutsussa, jonka Hanna Lahti lähetti."),
        format!("Paikalla oli Hanna Lahti, ja seinällä luki: ”{SAID}”."),
        format!("Kutsussa luki ”{SAID}”, josta Hanna Lahti hiljattain kertoi."),
        format!("Lahden mukaan ”{SAID}” -hanke alkaa."),
        "”Talo”, sanoo Hanna Lahti.".to_owned(),
    ] {
        check(&text, &[]);
    }
}

#[test]
fn places_that_are_none_of_the_text_are_left() {
    let text = format!("”{SAID}”, kertoo Hanna Lahti.");
    for (start, end) in [(1, 2), (40, 9_000), (9, 3)] {
        let mut wrong = mentions(&text, &[("Hanna Lahti", "Hanna Lahti")]);
        (wrong[0].start, wrong[0].end) = (start, end);
        assert_eq!(in_text(TextPart::Body, &text, &wrong), []);
    }
}

proptest! {
    #[test]
    fn any_text_and_places_are_read(text in "[–”, .\\nHänsaoLti]{0,60}|\\PC{0,60}", start in 0usize..70, end in 0usize..70) {
        let mut wrong = mentions("Lahti", &[("Lahti", "Hanna Lahti")]);
        (wrong[0].start, wrong[0].end) = (start, end);
        for quote in in_text(TextPart::Body, &text, &wrong) {
            prop_assert!(text.get(quote.start..quote.end).is_some());
        }
    }
}
