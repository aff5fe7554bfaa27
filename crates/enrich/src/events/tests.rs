//! Events of invented articles: their days, hours, names and places.

use aluehaku_article::Evidence;
use aluehaku_article::ids::{ArticleId, SourceId};
use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

const MARCH: Option<&str> = Some("2021-03-10");

fn read_on() -> Option<Date> {
    Some(date(2026, 11, 30))
}

fn article(published: Option<&str>, body: &str) -> Article {
    Article {
        id: ArticleId::new("a").unwrap(),
        url: None,
        source: SourceId::new("s").unwrap(),
        title: "Syksyn ohjelma".to_owned(),
        lead: None,
        body: body.to_owned(),
        published: published.map(|time| time.parse().unwrap()),
        modified: None,
        authors: vec![],
        topics: vec![],
        language: None,
        parts: Vec::new(),
        snippet_only: false,
    }
}

fn read(published: Option<&str>, body: &str) -> Vec<Event> {
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
    let entities = Entities {
        municipalities: vec!["Kouvola".to_owned()],
        ..Entities::default()
    };
    let mentions: Vec<Mention> = mention.into_iter().collect();
    of(&article(published, body), &entities, &mentions, read_on())
}

#[track_caller]
fn one(published: Option<&str>, body: &str) -> Event {
    let mut found = read(published, body);
    assert_eq!(found.len(), 1, "{body}: {found:?}");
    found.remove(0)
}

#[track_caller]
fn check_named(body: &str, title: Option<&str>, place: Option<&str>, text: &str) {
    let event = one(MARCH, body);
    let named = (event.title.as_deref(), event.place.as_deref());
    assert_eq!(named, (title, place), "{body}");
    assert_eq!(event.text, text);
}

#[test]
fn days_and_hours_are_those_that_the_text_states() {
    let event = one(MARCH, "Pe 26.3. klo 9–10 Vieraana asiantuntija");
    assert_eq!(
        (event.first_day, event.inferred_year),
        (date(2021, 3, 26), true)
    );
    let hours = (event.begins, event.ends);
    assert_eq!(hours, (Some(time(9, 0, 0, 0)), Some(time(10, 0, 0, 0))));
    let event = one(MARCH, "Mötet hålls den 6 oktober 2026 klockan 18 i huset.");
    assert_eq!(
        (event.first_day, event.inferred_year),
        (date(2026, 10, 6), false)
    );
    assert_eq!(event.begins, Some(time(18, 0, 0, 0)));
    let event = one(MARCH, "Leiri on 12.–14.6. metsässä");
    assert_eq!(
        (event.first_day, event.last_day),
        (date(2021, 6, 12), date(2021, 6, 14))
    );
}

#[test]
fn deadlines_stamps_periods_and_history_are_no_events() {
    for body in [
        "Ilmoittaudu 1.4. mennessä.",
        "Anmälan senast den 1 april.",
        "Apply by 1 April 2021.",
        "10.3.2021\n\nUutinen",
        "Päivitetty 11.3.2021 klo 9.30",
        "Hanke kesti 1.9.2019–31.8.2021.",
        "Talo paloi 3.4.1981.",
        "Koulu lakkautettiin 31.5.2004.",
        "Haku päättyy 30.4.2021 klo 16.",
        "Asetus astuu voimaan 1.6.2021.",
        "Lagen träder i kraft den 1 juni 2021.",
        "Anmälningstiden går ut den 1 juni 2021 kl. 16.",
        "Versio 1.2.3 ja 99.99.",
    ] {
        assert_eq!(read(MARCH, body), [], "{body}");
    }
}

#[test]
fn a_year_that_is_not_written_follows_from_what_else_is_known() {
    let day = |published, body: &str| {
        let event = one(published, body);
        assert!(event.inferred_year, "{body}");
        event.first_day
    };
    let friday = "Pe 26.3. klo 9–10 aamukahvit";
    assert_eq!(day(Some("2021-03"), friday), date(2021, 3, 26));
    assert_eq!(day(Some("2022-01-05"), friday), date(2021, 3, 26));
    assert_eq!(day(None, friday), date(2021, 3, 26));
    let named = "La 6.6. kylätalolla, hanke jatkuu vuosina 2014–2016.";
    assert_eq!(day(None, named), date(2015, 6, 6));
    assert_eq!(read(None, "Tavataan 26.3. talolla"), []);
    let found = read(
        None,
        "Webinaari oli 5.10.2022. Päivänä 5.10. kuultiin puheita, 7.10. kiitettiin.",
    );
    let days: Vec<Date> = found.iter().map(|event| event.first_day).collect();
    assert_eq!(days, [date(2022, 10, 5), date(2022, 10, 7)]);
}

#[test]
fn entries_of_a_list_name_what_the_event_is() {
    for line in [
        "Pe 26.3. klo 9–10 vapaaehtoisten aamukahvit",
        "• Vapaaehtoisten aamukahvit pe 26.3. klo 9–10",
        "Vapaaehtoisten aamukahvit: perjantaina 26.3. klo 9–10.",
        "Pe 26.3. vapaaehtoisten aamukahvit klo 9–10",
        "Vapaaehtoisten aamukahvit pe 26.3. klo 9–10 tuvan salissa",
    ] {
        let body = format!("Tervetuloa mukaan.\n\n{line}\n\nKaikille avoin.");
        check_named(&body, Some("Vapaaehtoisten aamukahvit"), None, line);
    }
}

#[test]
fn sentences_with_the_day_in_their_midst_name_nothing() {
    for told in [
        "Sadonkorjuujuhla oli 26.3. klo 18 ja sinne tuli väkeä.",
        "Väki tanssi 26.3. klo 18 aamuun saakka koko illan.",
        "Kurssia pidetään 26.3. tuvalla",
        "Perjantaina 26. maaliskuuta uusi sali avattiin väelle.",
        "Hän julkaisi uuden kirjan tuvasta 26.3.2021.",
    ] {
        check_named(told, None, None, told);
    }
    check_named(
        "Pikkujoulut 26.3. klo 18",
        Some("Pikkujoulut"),
        None,
        "Pikkujoulut 26.3. klo 18",
    );
}

#[test]
fn sentences_name_the_place_and_stay_whole() {
    let told = "Kevätkokous on 26.3. klo 18 Kouvolassa, ja sinne mahtuvat kaikki.";
    let body = format!("Alku tässä. {told} Loppu tässä.");
    check_named(&body, None, Some("Kouvola"), told);
}

#[test]
fn sentences_before_the_event_are_not_its_name() {
    let told = "Tuvan juhlaa vietetään 26.3.2021 klo 18.";
    check_named(
        &format!("Tupa on uusi. Katto kestää. {told}"),
        None,
        None,
        told,
    );
    check_named(told, None, None, told);
}

#[test]
fn numbers_are_masked_before_a_sentence_is_cut() {
    let body = format!(
        "Juhla on 26.3. klo 18, {} 040 123 4567 vastaa.",
        "sana ".repeat(54)
    );
    let event = one(MARCH, &body);
    assert!(!event.text.contains("040"), "{}", event.text);
}

#[test]
fn a_text_of_nothing_but_dates_is_bounded() {
    let body: String = (0..20_000)
        .map(|number| {
            format!(
                "{}.{}. klo {} ",
                number % 28 + 1,
                number % 12 + 1,
                number % 24
            )
        })
        .collect();
    assert!(read(MARCH, &body).len() <= MAX_EVENTS);
}

proptest! {
    #[test]
    fn any_text_is_read(body in "[0-9. –klo:\\nKokousä-]{0,60}|\\PC{0,40}") {
        for event in read(MARCH, &body) {
            prop_assert!(event.first_day <= event.last_day);
            prop_assert!(body.get(event.start..event.end).is_some() || event.part != TextPart::Body);
        }
    }
}
