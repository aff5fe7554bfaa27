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
    check("Pertunmaan koulu", &["Mäntyharju"]);
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

#[test]
fn a_town_is_found_beside_a_capitalised_word() {
    check(
        "Lähetys tuli Kino-Palatsista Turusta. Turun väki iloitsi.",
        &["Turku", "Turku"],
    );
    check(
        "Pitkäjärvi Tammelassa ja Tammelan kylät",
        &["Tammela", "Tammela"],
    );
    check(
        "Ohjelmassa Lahti Games, ja Lahden väki iloitsi.",
        &["Lahti", "Lahti"],
    );
    check("Koski Tl:n ja Multian väki", &["Koski Tl", "Multia"]);
    check(
        "Laukaalla ja Petäjävedellä uidaan.",
        &["Laukaa", "Petäjävesi"],
    );
}

#[test]
fn first_names_are_no_towns() {
    check("Salla leipoo. Sallan kakku maistui, ja Simo kehui.", &[]);
    check(
        "Tapaaminen on Sallassa. Salla on kaunis.",
        &["Salla", "Salla"],
    );
    check(
        "Kemi, Simo ja Tornio sopivat asiasta.",
        &["Kemi", "Simo", "Tornio"],
    );
    check("Simon kunta maksaa.", &["Simo"]);
    assert_eq!(
        names(&["Kaffe i Lovisa. Lovisa bakar."], "sv"),
        ["Loviisa", "Loviisa"]
    );
}

#[test]
fn a_company_a_newspaper_and_a_team_give_no_town() {
    check("Nokia esitteli puhelimen, ja Nokian kurssi nousi.", &[]);
    check("Nokian kaupunki rakentaa.", &["Nokia"]);
    check("Tiedot antoi Kuopion Sanomat, ei Lapin Kansa.", &[]);
    check("Lukijat kertoivat Salon Seudun Sanomille.", &[]);
    check("Keskisuomalainen kirjoitti asiasta.", &[]);
    assert!(names(&["Åbo Underrättelser berättar."], "sv").is_empty());
    check("Pelin voitti FC Lahti, toinen oli Vaasan Palloseura.", &[]);
}

#[test]
fn a_title_and_a_reference_tell_a_person() {
    check(
        "Tutkija Juva laskisi hinnan. Juvan mielestä se on halpa.",
        &[],
    );
    check("Juva ym. 2012 tutkivat asiaa.", &[]);
    check("Lappi, M. & Koski, A. 2012. Kylien voima.", &[]);
    check("Lahti & Rusko (2012) tutkivat asiaa.", &[]);
    check("Rusko (2012) kirjoittaa kylistä.", &[]);
    check("Tuki auttaa (Turku & Koski 2012).", &[]);
    check("Turku et al. 2012 tutkivat asiaa.", &[]);
    check("Lähteet\nRusko, Anna. 2012. Kylien voima.", &[]);
    check("Vrt. Lappi 2012, 34.", &[]);
    check("Kallavesi, K. (2012). Kylät. Turku, K. (2014). Kadut.", &[]);
    check("Väki vähenee (Rusko 2012, 34; Aalto 2014).", &[]);
    check("Ruskon (2012) mukaan väki vähenee.", &[]);
    check("Porin Kotilehdessä oli juttu.", &[]);
    // Towns have years and company, too.
    check(
        "Kisat olivat Lahdessa: Lahti (2012) ja Kuopio (2014).",
        &["Lahti", "Lahti", "Kuopio"],
    );
    check("Turku ym. kaupungit säästävät.", &["Turku"]);
    check("Kuopio, Turku. 2012 valmistui silta.", &["Kuopio", "Turku"]);
    check("Simon äiti kysyi Sallan mielestä oikeaa asiaa.", &[]);
}

proptest::proptest! {
    #[test]
    fn offsets_are_borders_of_characters(text in "[ÄäLahtiesno.:\\- \u{a0}]{0,60}") {
        for (_, place) in FINDER.find(&[&text], None, &[]) {
            proptest::prop_assert_eq!(&text[place.start..place.end], place.text);
        }
    }
}
