//! Places are found, and names of others are none.

use std::sync::LazyLock;

use super::*;

static FINDER: LazyLock<PlaceFinder> =
    LazyLock::new(|| PlaceFinder::new(RegionRegister::shipped()));

fn names(texts: &[&str], language: &str) -> Vec<String> {
    let register = RegionRegister::shipped();
    let found = FINDER.find(texts, Some(language), &[]);
    found
        .iter()
        .map(|(_, place)| register.all()[place.region].name_fi.clone())
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(names(&[text], "fi"), expected, "{text}");
}

#[test]
fn inflected_names_and_adjectives_are_found() {
    check(
        "Uudellamaalla ja Keski-Suomessa",
        &["Uusimaa", "Keski-Suomi"],
    );
    check("Keskisuomalaiset yhdistykset", &["Keski-Suomi"]);
    check("Riihimäen ja Tampereen välillä", &["Riihimäki", "Tampere"]);
    check("KESKI-SUOMEN JÄRJESTÖT", &["Keski-Suomi"]);
}

#[test]
fn the_longest_name_counts() {
    check(
        "Keski-Suomen hyvinvointialueen päätös",
        &["Keski-Suomen hyvinvointialue"],
    );
}

#[test]
fn names_inside_other_words_are_none() {
    check("Helsinki-päivä, Salo-Lehtinen, Keski-Suomi-kortti", &[]);
    check("uudenmaankatu", &[]);
}

#[test]
fn persons_come_before_places() {
    check("Hanna Lahti kertoo. Työ jatkuu, tiivistää Lahti.", &[]);
    check("Tytti Luoto ja Jari Salo", &[]);
    check("Tapaaminen pidettiin Lahdessa.", &["Lahti"]);
    check("Kaarina Lahdelta yhdistys saa tunnustusta.", &[]);
    check(
        "Sampsa Ruskolla on tapana puhua. Siksi Sampsa Ruskon luokse mennään.",
        &[],
    );
    check(
        "Kerho on Ruskolla. Myös Lahdessa avattiin ovet.",
        &["Rusko", "Lahti"],
    );
}

#[test]
fn a_place_may_follow_a_full_name() {
    check(
        "sanoi Taneli Vesa Saarijärvellä ja sai aplodit",
        &["Saarijärvi"],
    );
    check("Hanna Lahti muutti Lahteen.", &["Lahti"]);
}

#[test]
fn an_english_text_names_places_in_english() {
    let text = "North Karelia and Helsinki's Simon met in Lieksa.";
    assert_eq!(
        names(&[text], "en"),
        ["Pohjois-Karjala", "Helsinki", "Lieksa"]
    );
}

#[test]
fn former_municipalities_are_part_of_todays() {
    check("Haukiputaalla ja Vammalassa", &["Oulu", "Sastamala"]);
    check("Matti Kestilä kertoo. Kestilä jatkaa.", &[]);
    assert_eq!(names(&["Torsdagarna i Ekenäs"], "sv"), ["Raasepori"]);
}

#[test]
fn a_swedish_text_names_places_in_swedish() {
    assert_eq!(
        names(&["Föreningarna i Esbo och Nyland"], "sv"),
        ["Espoo", "Uusimaa"]
    );
}

proptest::proptest! {
    #[test]
    fn offsets_are_borders_of_characters(text in "[ÄäLahtiesno.:\\- \u{a0}]{0,60}") {
        for (_, place) in FINDER.find(&[&text], None, &[]) {
            proptest::prop_assert_eq!(&text[place.start..place.end], place.text);
        }
    }
}
