//! Who is a person of an article and who is not, kind by kind, and the role of each.

use std::sync::LazyLock;

use super::fixture_tests::finnish;
use super::knowledge::Knowledge;
use super::names::register::Register;
use aluehaku_article::EntityKind;

/// What a text names of a kind, each name once, with the role of its first mention.
fn named(text: &str, kind: EntityKind) -> Option<Vec<(String, Option<String>)>> {
    static KNOWLEDGE: LazyLock<Option<Knowledge>> = LazyLock::new(|| finnish().map(Knowledge::new));
    let knowledge = KNOWLEDGE.as_ref()?;
    let names = knowledge.names().find(&[text], &Register::default());
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for name in names.found.into_iter().filter(|name| name.kind == kind) {
        if found.iter().all(|(known, _)| *known != name.name) {
            found.push((name.name, name.role));
        }
    }
    Some(found)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_kind(text, EntityKind::Person, expected);
}

#[track_caller]
fn check_kind(text: &str, kind: EntityKind, expected: &[&str]) {
    let Some(found) = named(text, kind) else {
        return;
    };
    let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn check_role(text: &str, expected: &[(&str, &str)]) {
    let Some(found) = named(text, EntityKind::Person) else {
        return;
    };
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, role)| (name.as_str(), role.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_couple_shares_its_surname() {
    check(
        "Talon lahjoittivat Seppo ja Pirkko Niemelä Porista.",
        &["Seppo Niemelä", "Pirkko Niemelä"],
    );
    check(
        "Kutsun saivat Olli sekä Aune Rantaset.",
        &["Olli Rantanen", "Aune Rantanen"],
    );
    check(
        "Pirkon ja Seppo Niemelän talo myytiin.",
        &["Pirkko Niemelä", "Seppo Niemelä"],
    );
    // The first has a surname of his own here or elsewhere.
    check(
        "Seppo Salo ja Pirkko Niemelä tulivat.",
        &["Seppo Salo", "Pirkko Niemelä"],
    );
    check(
        "Seppo Salo tuli. Seppo ja Pirkko Niemelä juttelivat.",
        &["Seppo Salo", "Pirkko Niemelä"],
    );
}

#[test]
fn the_surname_may_stand_first() {
    check(
        "Jaosto: Laine Pertti, Aalto Liisa-Maria ja Koski Ulla.",
        &["Pertti Laine", "Liisa-Maria Aalto", "Ulla Koski"],
    );
    check(
        "Rahastonhoitajaksi valittiin Nieminen Eeva Kaarina.",
        &["Eeva Kaarina Nieminen"],
    );
    check("Varalle tuli Pesonen Tapio.", &["Tapio Pesonen"]);
    check(
        "Jäsenet\nHeino Ulla\nNiemi Pertti",
        &["Ulla Heino", "Pertti Niemi"],
    );
    check("Illan juonsi Karhu Pertti Oulusta.", &["Pertti Karhu"]);
    check(
        "Varalla: Laakso, Pertti; Niemi, Ulla.",
        &["Pertti Laakso", "Ulla Niemi"],
    );
    check("Paikalla Laakso, Pertti ja muut.", &[]);
    // Here it is the other way round, or no surname at all.
    check("Vieraana oli Pertti Laine.", &["Pertti Laine"]);
    check("Paikalle saapui Pikku Pertti.", &[]);
}

#[test]
fn people_say_the_surname_first_in_the_genitive() {
    check("Korhosen Pertti kertoi vitsin.", &["Pertti Korhonen"]);
    check("Kahvit keitti Mattilan Eeva.", &["Eeva Mattila"]);
    check("Kiitos kuuluu Halosen Eevalle.", &["Eeva Halonen"]);
    check("(Kuvassa Halosen Eeva pihalla.)", &["Eeva Halonen"]);
    // A town, and a party before a full name.
    check("Kahvit keitti Turun Eeva.", &[]);
    check("Keskustan Pertti Laine puhui.", &["Pertti Laine"]);
}

#[test]
fn nicknames_stand_in_quotation_marks_or_brackets() {
    check("Puheen piti Kalevi ”Kale” Mäkinen.", &["Kalevi Mäkinen"]);
    check(
        "Puheen piti Kalevi \"Iso Kale\" Mäkinen.",
        &["Kalevi Mäkinen"],
    );
    check("Puheen piti ”Repe” Korhonen.", &["Repe Korhonen"]);
    check("Valmentaja ”Karhu” Korhonen puhui.", &["Karhu Korhonen"]);
    check(
        "Kylän perusti Johan Otto (J.O.) Turunen.",
        &["Johan Otto Turunen"],
    );
    check("”Hienoa!” Korhonen huusi.", &[]);
}

#[test]
fn foundations_and_schools_are_bodies_and_no_persons() {
    let text = "Tuen antoi Kalevi Mäkisen muistosäätiö. Kalevi Mäkisen koulu sai pihan.";
    check(text, &[]);
    check_kind(
        text,
        EntityKind::Organisation,
        &["Kalevi Mäkisen muistosäätiö", "Kalevi Mäkisen koulu"],
    );
    check("Tuen antoi Kalevi Mäkisen Perhesäätiö.", &[]);
    check("Tuki tuli Kalevi Mäkisen nimikkorahastosta.", &[]);
    check("Hakija sai Kalevi Mäkinen -palkinnon.", &[]);
    check("Hakija sai Kalevi Mäkinen –mitalin.", &[]);
    // A fund of his own, and a school in the sense of lessons by a man called Koulu.
    check(
        "Rakennuttaja Kalevi Mäkisen perherahasto osti talon.",
        &["Kalevi Mäkinen"],
    );
    check("Luennon piti Markku Koulu.", &["Markku Koulu"]);
}

#[test]
fn streets_are_no_persons() {
    check("Osoite: Kalevi Mäkisen tie 5, Kuopio.", &[]);
    check("Talo on osoitteessa Otto Seppälänkatu 14.", &[]);
    check("Juhani Ahon kadulla on ruuhkaa.", &[]);
    check("Bussi ajaa Kalevi Mäkisen raittia pitkin.", &[]);
    check("Pysäkki on Kalevi Mäkisen tiellä.", &[]);
    check("Kerho kokoontuu Kalevi Mäkisen Talossa.", &[]);
    check(
        "Kerho kokoontuu Kalevi Mäkisen talossa.",
        &["Kalevi Mäkinen"],
    );
    check(
        "Illan juontaa Kalevi Mäkinen Järjestötalossa.",
        &["Kalevi Mäkinen"],
    );
    // Somebody's way to somewhere.
    check(
        "Kalevi Mäkisen tie valmentajaksi oli pitkä.",
        &["Kalevi Mäkinen"],
    );
}

#[test]
fn whoever_took_a_picture_is_no_person_of_the_article() {
    check("Talo on valmis.\nKuva: Eeva Niemi / Kuvatoimisto", &[]);
    check("Talo on valmis.\nKUVAT: EEVA NIEMI JA OLLI RANTA", &[]);
    check("Talo on valmis (kuva Eeva Niemi).", &[]);
    check("Talo on valmis.\nEeva Niemi / Lehtikuva", &[]);
    // Who is seen in one, and who has written as well.
    check("Kuva: Eeva Niemi esittelee taloa.", &["Eeva Niemi"]);
    check("Teksti ja kuvat: Eeva Niemi", &["Eeva Niemi"]);
}

#[test]
fn dishes_of_a_menu_are_no_persons() {
    let text = "Ruokalista: Ma Kinkkukiusaus, Ti Makaronilaatikko, To Hernekeitto.";
    check(text, &[]);
    check_kind(text, EntityKind::Organisation, &[]);
    for text in [
        "Lounas: MA Kaalikääryleet, TI Lihamureke, KE Siskonmakkarat.",
        "Maanantai Perunarieska, Tiistai Lihamureke, Torstai Hernerokka.",
        "Lounas: Maanantaina Lihamureke, Tiistaina Hernerokka.",
        "Lunch: Tis Pannbiff, Ons Kalops, Fre Plättar.",
    ] {
        check(text, &[]);
        check_kind(text, EntityKind::Organisation, &[]);
    }
}

#[test]
fn a_surname_may_end_in_n_by_itself() {
    check("Kuoroa johti Mats Dahlin.", &["Mats Dahlin"]);
    check(
        "Mats Dahlin lauloi, ja Pertti Laine soitti.",
        &["Mats Dahlin", "Pertti Laine"],
    );
    check("Laulua säesti Mats Hagelin, 45.", &["Mats Hagelin"]);
    check("Kirjan kokosi Robert Kaplan.", &["Robert Kaplan"]);
    // In the genitive it is another's.
    check("Mats Dahlin kirja on valmis.", &["Mats Dahl"]);
    check("Mats Dahl lauloi. Kiitimme Mats Dahlin.", &["Mats Dahl"]);
    check("Mats Dahlin täytyy levätä.", &["Mats Dahl"]);
}

#[test]
fn what_has_a_legal_form_is_no_person() {
    let text = "Kainuun Martat ry ja Ulla Niemi Oy kutsuvat.";
    check(text, &[]);
    check_kind(
        text,
        EntityKind::Organisation,
        &["Kainuun Martat ry", "Ulla Niemi Oy"],
    );
    check("Talon maalasi Pertti Niemi Tmi.", &[]);
    let text = "Puheen piti Kylien Latu ry:n Ulla Latu.";
    check(text, &["Ulla Latu"]);
    check_kind(text, EntityKind::Organisation, &["Kylien Latu ry"]);
}

#[test]
fn a_foreign_name_keeps_its_last_letters() {
    check("Kurssin piti Pham Van Tuan.", &["Pham Van Tuan"]);
    check("Kurssin piti Tran Thi Lan.", &["Tran Thi Lan"]);
    check("Kurssin piti Tran Van Nhon.", &["Tran Van Nhon"]);
    check("Soittaja Emma Bonneville saapui.", &["Emma Bonneville"]);
    check("Kirje meni Michel Brisbanelle.", &["Michel Brisbane"]);
    check(
        "Kiitos Liisa Järvelle ja Pertti Mäkiselle.",
        &["Liisa Järvi", "Pertti Mäkinen"],
    );
    // The document has forms of the name.
    check(
        "Puhuja oli Carl Doran. Doranin mukaan aika on oikea.",
        &["Carl Doran"],
    );
}

#[test]
fn foreign_letters_and_particles_belong_to_a_name() {
    check(
        "Palkinnon sai Þórdís Guðmundsdóttir Islannista.",
        &["Þórdís Guðmundsdóttir"],
    );
    check("Siellä oli Sean O’Brien.", &["Sean O'Brien"]);
    check(
        "Esimerkiksi Arnold Van Houten tutki asiaa.",
        &["Arnold Van Houten"],
    );
}

#[test]
fn titles_stand_before_and_behind_in_two_languages() {
    check_role(
        "Toiminnanjohtaja Eeva Niemi avasi juhlan.",
        &[("Eeva Niemi", "toiminnanjohtaja")],
    );
    check_role(
        "Eeva Niemi, Kylien Apu ry:n hankekoordinaattori, avasi juhlan.",
        &[("Eeva Niemi", "hankekoordinaattori")],
    );
    check_role(
        "Lisätietoja antaa:\nEeva Niemi\nviestintäsuunnittelija",
        &[("Eeva Niemi", "viestintäsuunnittelija")],
    );
    check_role(
        "I går talade verksamhetsledare Anna Lind och ordföranden Göran Sund.",
        &[
            ("Anna Lind", "verksamhetsledare"),
            ("Göran Sund", "ordföranden"),
        ],
    );
    check_role(
        "Eeva Niemi, jonka talo paloi, muutti.",
        &[("Eeva Niemi", "")],
    );
}
