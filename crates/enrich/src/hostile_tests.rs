//! Texts made of what rules for names look at, in every order: none may break the reading of names, and every place
//! that is found must be one.

use std::sync::{Arc, LazyLock};

use aluehaku_article::Article;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_finnish::Finnish;
use proptest::prelude::*;

use super::fixture_tests::finnish;
use super::knowledge::Knowledge;
use super::names::register::{Edits, Observations, Register};
use super::{Given, contained, enrich};

/// Words, marks and spaces that rules look for.
const PIECES: [&str; 61] = [
    "af",
    "von",
    "van",
    "de",
    "der",
    "la",
    "di",
    "Aino",
    "Hanna",
    "Lahti",
    "Virtanen",
    "J.",
    "A.P.",
    "Åsa",
    "Invalidiliitosta",
    "Saarijärvellä",
    "puheenjohtaja",
    "Oma",
    "Häme",
    "SOSTE",
    "THL:n",
    "Suomen",
    "sosiaali",
    "ja",
    "sekä",
    "ry",
    "rf",
    "Oy",
    "ry:n",
    "hanke",
    "Silta-hankkeessa",
    "projektet",
    "-hanke",
    "-kehittämishanke",
    "kehittämishankkeessa",
    "ohjelma",
    "piiri",
    "kylätalo",
    "Talkoo-",
    "2021–2023",
    "Myös",
    "Järjestötalon",
    "koordinaattori",
    "Keski-Suomen",
    "E-P:n",
    "kertoo",
    "sanoo:",
    "”",
    "”,",
    "(",
    ")",
    ",",
    ".",
    "!",
    "\n",
    "\n\n",
    "\u{a0}",
    "\u{ad}",
    "İ",
    "1.2.2022",
    "klo 9–15",
];

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let finnish = finnish().unwrap_or_else(|| Arc::new(Finnish::new(None)));
    let mut knowledge = Knowledge::new(finnish);
    let mut observations = Observations::default();
    for text in [
        "Silta-hanke alkoi. SOSTE (Suomen sosiaali ja terveys ry) kertoo.",
        "Oma Häme ry",
    ] {
        let article = article(["", "", text].map(str::to_owned));
        observations.add(
            "lehti",
            &contained::observed(&article, &knowledge.context()).unwrap(),
        );
    }
    let register = Register::new(&observations, &Edits::default(), &[], knowledge.finnish());
    knowledge.set_register(register);
    knowledge
});

fn article([title, lead, body]: [String; 3]) -> Article {
    Article {
        id: ArticleId::new("a").unwrap(),
        url: None,
        source: SourceId::new("lehti").unwrap(),
        title,
        lead: Some(lead),
        body,
        published: None,
        modified: None,
        authors: Vec::new(),
        topics: Vec::new(),
        language: None,
        parts: Vec::new(),
        snippet_only: false,
    }
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
    ];
    prop::collection::vec(
        (piece, prop::sample::select(&[" ", " ", " ", ""][..])),
        0..14,
    )
    .prop_map(|pieces| {
        pieces
            .iter()
            .flat_map(|(piece, space)| [piece, *space])
            .collect()
    })
}

proptest! {
    #[test]
    fn no_text_breaks_the_reading_of_names(title in text(), lead in text(), body in text()) {
        let enriched = enrich(article([title, lead, body]), Given::default(), &KNOWLEDGE.context());
        let text = |part| enriched.article.text(part);
        for event in &enriched.events {
            let words = text(event.part).get(event.start..event.end);
            prop_assert!(words.is_some_and(|words| !words.is_empty()));
        }
        for quote in &enriched.quotes {
            let words = &text(quote.part)[quote.start..quote.end];
            // Between its paragraphs the marks are left out.
            let (first, last) = (quote.text.split("\n\n").next(), quote.text.rsplit("\n\n").next());
            prop_assert!(words.starts_with(first.unwrap()) && words.ends_with(last.unwrap()));
        }
        for mention in &enriched.mentions {
            prop_assert_eq!(&text(mention.part)[mention.start..mention.end], &mention.text);
        }
    }
}
