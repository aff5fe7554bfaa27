//! What texts are cut into.

use std::borrow::Cow;

use proptest::prelude::*;

use super::{Kind, Open, Token, tokenize};

/// The tokens of a text as one line: kinds other than words are marked, completing words follow an arrow.
fn shown(text: &str) -> String {
    let show = |token: Token<'_>| {
        let kind = match token.kind {
            Kind::Word => "",
            Kind::Number => "number:",
            Kind::Range => "range:",
            Kind::Date => "date:",
            Kind::Time => "time:",
            Kind::Email => "email:",
            Kind::Url => "url:",
        };
        let open = match &token.open {
            None => String::new(),
            Some(Open::LastPartOf(word)) => format!(">{word}"),
            Some(Open::FirstPartOf(word)) => format!("<{word}"),
            Some(Open::Joined(word)) => format!("+{word}"),
        };
        format!("{kind}{}{open}", token.text)
    };
    tokenize(text).map(show).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "tokens of {text:?}");
}

#[test]
fn words_keep_what_is_inside_them() {
    check("STEA:n Itä-Suomen vaa'an", "STEA:n | Itä-Suomen | vaa'an");
    check("(H&M:lle), N:o 5!", "H&M:lle | N:o | number:5");
    check("1980-luvun COVID-19 5G", "1980-luvun | COVID-19 | 5G");
    check("16–18-vuotiaat", "16-18-vuotiaat");
    check("#sote @kyt esim. ev.-lut.", "sote | kyt | esim | ev | lut");
    check("Helsinki–Turku", "Helsinki | Turku");
    check("tärkeää--sanoi hän - niin", "tärkeää | sanoi | hän | niin");
    check("Lisätietoja:Matti", "Lisätietoja | Matti");
}

#[test]
fn letters_are_made_alike_and_offsets_stay_those_of_the_text() {
    let text = "Bordeaux\u{2019}n a\u{308}iti jär\u{ad}jestö e\u{2011}kirja 10\u{a0}000";
    let tokens: Vec<_> = tokenize(text).collect();
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_ref()).collect();
    assert_eq!(
        texts,
        ["Bordeaux'n", "äiti", "järjestö", "e-kirja", "10000"]
    );
    let spans: Vec<&str> = tokens
        .iter()
        .map(|token| &text[token.start..token.end])
        .collect();
    let pieces: Vec<&str> = text.split(' ').collect();
    assert_eq!(spans, pieces);
}

#[test]
fn plain_tokens_are_borrowed() {
    for token in tokenize("Järjestöjen sote-muutostuki päättyi 7.6. klo 12.30 ks. kyt.fi") {
        assert!(matches!(token.text, Cow::Borrowed(_)), "{token:?}");
    }
}

#[test]
fn spaces_that_do_not_break_lines_still_part_words() {
    check(
        "Keski-Suomen\u{a0}Yhteisöjen\u{202f}Tuki",
        "Keski-Suomen | Yhteisöjen | Tuki",
    );
}

#[test]
fn numbers_days_times_and_addresses_are_single_tokens() {
    check("6.10.2022 klo 12.30", "date:6.10.2022 | klo | time:12.30");
    check(
        "7.6. alkaen 2021–2023",
        "date:7.6. | alkaen | range:2021-2023",
    );
    check("10 000 euroa, 3,5 %", "number:10000 | euroa | number:3,5");
    check(
        "p. 050 400 0668, katariina.luoto@kyt.fi",
        "p | number:050 | number:400 | number:0668 | email:katariina.luoto@kyt.fi",
    );
    check(
        "(https://www.kyt.fi/a-b?c=1).",
        "url:https://www.kyt.fi/a-b?c=1",
    );
}

#[test]
fn a_word_that_is_broken_off_knows_the_word_that_completes_it() {
    check(
        "sote- ja terveyspalvelut",
        "sote->terveyspalvelut | ja | terveyspalvelut",
    );
    check(
        "maa-, metsä- ja vesitalous",
        "maa->vesitalous | metsä->vesitalous | ja | vesitalous",
    );
    check("touko-/kesäkuussa", "touko->kesäkuussa | kesäkuussa");
    check(
        "1990- ja 2000-luvulla",
        "1990->2000-luvulla | ja | 2000-luvulla",
    );
    check(
        "ei työ- vaan perhe-elämä",
        "ei | työ->perhe-elämä | vaan | perhe-elämä",
    );
    check(
        "sote-, ja loppui. Talo",
        "sote->loppui | ja | loppui | Talo",
    );
}

#[test]
fn a_word_broken_off_for_other_reasons_is_not_completed() {
    check("sote-\n\nterveyspalvelut", "sote- | terveyspalvelut");
    check("sote- terveyspalvelut", "sote- | terveyspalvelut");
    check("klo 12- ja", "klo | number:12 | ja");
    check("pää-", "pää-");
}

#[test]
fn a_word_that_begins_with_a_hyphen_belongs_to_the_word_before() {
    check(
        "Järjestöjen sote-muutostuki -hanke",
        "Järjestöjen | sote-muutostuki | -hanke+sote-muutostuki",
    );
    check(
        "”Osallisuus 2.0” -hankkeen",
        "Osallisuus | number:2.0 | -hankkeen+2.0",
    );
    check("Tuki –hankkeessa", "Tuki | -hankkeessa+Tuki");
    check(
        "asumispalvelut ja -ratkaisut",
        "asumispalvelut | ja | -ratkaisut<asumispalvelut",
    );
    check(
        "asumispalvelut, -ratkaisut sekä -tuet",
        "asumispalvelut | -ratkaisut<asumispalvelut | sekä | -tuet<asumispalvelut",
    );
    check("sanoi hän. –Niin", "sanoi | hän | Niin");
    check("luettelo\n-kohta", "luettelo | kohta");
}

/// What must hold for any text: the tokens stand in order, on borders of characters, inside the text, and
/// are no longer than what they stand for.
fn check_any(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for token in tokenize(text) {
        prop_assert!(end <= token.start && token.start < token.end && token.end <= text.len());
        let span = text.get(token.start..token.end);
        prop_assert!(span.is_some(), "offsets inside a character: {token:?}");
        prop_assert!(!token.text.is_empty());
        prop_assert!(token.text.len() <= 3 * (token.end - token.start));
        end = token.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_has_tokens(text in "\\PC*") {
        check_any(&text)?;
    }

    #[test]
    fn any_mixture_of_what_matters_has_tokens(
        text in "([a-cä A-B0-9]|[-–\u{2010}:'’&.,/@\n]|\u{ad}|\u{308}|\u{a0}| ja |www\\.|\\.fi|http://){0,60}"
    ) {
        check_any(&text)?;
        // Cleaning a cleaned token changes nothing.
        for token in tokenize(&text) {
            let again: String = tokenize(&token.text).map(|token| token.text).collect();
            prop_assert!(again.len() <= token.text.len());
        }
    }
}

#[test]
fn long_and_odd_texts_pass() {
    let million = "a".repeat(1 << 20);
    assert_eq!(tokenize(&million).count(), 1);
    let texts = [
        "-".repeat(100_000),
        "a-".repeat(100_000),
        "a- ".repeat(20_000),
        "a- ja ".repeat(10_000),
        " -a".repeat(100_000),
        "a@".repeat(100_000),
        "1.".repeat(100_000),
        "1-".repeat(100_000),
        "1 ".repeat(100_000),
        "123 ".repeat(100_000),
        "a\u{ad}".repeat(100_000),
        "a-\u{ad}".repeat(100_000),
        "a:".repeat(100_000),
        "www.".repeat(50_000),
        format!("a{}", "\u{308}".repeat(100_000)),
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627} ".repeat(10_000),
        format!("sote- {} ja talo", " ".repeat(1 << 20)),
    ];
    for text in texts {
        assert!(check_any(&text).is_ok());
    }
}

#[test]
fn a_site_stays_in_the_word_that_goes_on_after_it() {
    check("Oma.fi-tunnukset ovat", "Oma.fi-tunnukset | ovat");
    check("lue oma.fi:ssä.", "lue | oma.fi:ssä");
    check(
        "www.oma.fi/a-b ja oma.fi.",
        "url:www.oma.fi/a-b | ja | url:oma.fi",
    );
    check("loppui.fiksu-alku", "loppui | fiksu-alku");
}
