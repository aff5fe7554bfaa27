//! One test for each kind of name that is easily read wrongly, in sentences of our own.

use std::collections::BTreeSet;

use aluehaku_article::{Article, EnrichedArticle, EntityKind};

use super::fixture_tests::finnish;
use super::knowledge::Knowledge;
use super::names::register::{Edit, Edits, Observations, Register};
use super::{Given, enrich, observed};

fn article(number: usize, body: &str) -> Article {
    Article {
        id: aluehaku_article::ids::ArticleId::from_canonical_url(&format!(
            "https://a.example/{number}"
        )),
        url: None,
        source: aluehaku_article::ids::SourceId::new(&format!("lehti{number}")).unwrap(),
        title: String::new(),
        lead: None,
        body: body.to_owned(),
        published: None,
        modified: None,
        authors: Vec::new(),
        topics: Vec::new(),
        language: Some("fi".to_owned()),
        parts: Vec::new(),
        snippet_only: false,
    }
}

/// The articles of one archive, read with what they teach and an administrator says.
pub(super) fn archive(bodies: &[&str], edits: &Edits) -> Option<Vec<EnrichedArticle>> {
    let mut knowledge = Knowledge::new(finnish()?);
    let articles: Vec<Article> = bodies
        .iter()
        .enumerate()
        .map(|(number, body)| article(number, body))
        .collect();
    let mut observations = Observations::default();
    for article in &articles {
        observations.add(
            article.source.as_str(),
            &observed(article, &knowledge.context()),
        );
    }
    let register = Register::new(&observations, edits, &[], knowledge.finnish());
    knowledge.set_register(register);
    let context = knowledge.context();
    Some(
        articles
            .into_iter()
            .map(|article| enrich(article, Given::default(), &context))
            .collect(),
    )
}

/// The names of one kind in a text of its own.
#[track_caller]
pub(super) fn check(kind: EntityKind, text: &str, wanted: &[&str], unwanted: &[&str]) {
    let Some(read) = archive(&[text], &Edits::default()) else {
        return;
    };
    let found: BTreeSet<&str> = read[0]
        .mentions
        .iter()
        .filter(|mention| mention.kind == kind)
        .map(|mention| mention.name.as_str())
        .collect();
    for name in wanted {
        assert!(
            found.contains(name),
            "{name} is not among {found:?} of {text:?}"
        );
    }
    for name in unwanted {
        assert!(
            !found.contains(name),
            "{name} is among {found:?} of {text:?}"
        );
    }
}

fn organisations(text: &str, wanted: &[&str], unwanted: &[&str]) {
    check(EntityKind::Organisation, text, wanted, unwanted);
}

#[test]
fn plural_names_keep_their_plural() {
    organisations(
        "Lehdistö kertoi: Lapin Sanomien mukaan talkoot onnistuivat.",
        &["Lapin Sanomat"],
        &[],
    );
    organisations(
        "Kokouksessa olivat Kristillisdemokraatit ja Vihreät.",
        &["Vihreät"],
        &["Vihreä"],
    );
    organisations(
        "Juttu luettiin Järvi-Suomen Sanomista.",
        &["Järvi-Suomen Sanomat"],
        &["Järvi-Suomen Sanoma"],
    );
    organisations(
        "Niemen Rattaat voitti. Onnea Niemen Rattaille!",
        &["Niemen Rattaat"],
        &["Niemen Ratas"],
    );
    organisations(
        "Vihreiden ja Perussuomalaisten ryhmät äänestivät.",
        &["Vihreät", "Perussuomalaiset"],
        &[],
    );
    organisations(
        "Illan järjesti Saaren Soutajat ry.",
        &["Saaren Soutajat ry"],
        &[],
    );
}

#[test]
fn words_before_a_legal_form_are_no_part_of_the_name() {
    for before in [
        "Jäsenyhdistyksemme",
        "Lisätietoja",
        "Järjestöämme",
        "Järjestää",
        "Yhteystiedot",
        "Kiitokset",
        "Ilmoittaudu",
        "Kiitämme",
        "Föreningen",
    ] {
        let text = format!("{before} Kuutamon Kulkijat ry lähtee retkelle.");
        let wrong = format!("{before} Kuutamon Kulkijat ry");
        organisations(&text, &["Kuutamon Kulkijat ry"], &[&wrong]);
    }
    organisations(
        "Kyläyhdistys Valo ry talkoilee.",
        &["Kyläyhdistys Valo ry"],
        &[],
    );
    organisations(
        "Auttakaa Lapsia ry kerää varoja.",
        &["Auttakaa Lapsia ry"],
        &[],
    );
}

#[test]
fn companies_that_are_joined_stay_two() {
    organisations(
        "Niemen Naapurit ry:n ja Oy Niemiranta Ab:n sopimus päättyi.",
        &["Niemen Naapurit ry", "Oy Niemiranta Ab"],
        &["Niemen Naapurit ry:n ja Oy"],
    );
}

#[test]
fn a_part_with_a_hyphen_belongs_to_the_name() {
    organisations(
        "Porin ensi- ja turvakoti ry etsii ohjaajia.",
        &["Porin ensi- ja turvakoti ry"],
        &[],
    );
    organisations(
        "Maa- ja metsätalousministeriö (MMM) tukee kyliä.",
        &["Maa- ja metsätalousministeriö"],
        &["Maa- ja metsätalousministeriö (MMM)"],
    );
    organisations(
        "Liikenne- ja viestintäministeriö antoi ohjeen.",
        &["Liikenne- ja viestintäministeriö"],
        &[],
    );
    organisations(
        "Ohje tuli Kaivos- ja metsäalan tutkimus- ja valvontavirastolta.",
        &["Kaivos- ja metsäalan tutkimus- ja valvontavirasto"],
        &[],
    );
    organisations(
        "Kunta- ja aluevirastot lakkautetaan.",
        &[],
        &["Kunta- ja aluevirasto", "Kunta- ja aluevirastot"],
    );
}

#[test]
fn branches_are_named_whole() {
    organisations(
        "Suomen Punaisen Ristin Hämeen piiri kouluttaa. Myös MLL:n Kajaanin yhdistys on mukana.",
        &[
            "Suomen Punaisen Ristin Hämeen piiri",
            "MLL:n Kajaanin yhdistys",
        ],
        &[],
    );
    organisations(
        "Keräykseen lähtee Suomen Punainen Risti.",
        &["Suomen Punainen Risti"],
        &[],
    );
    organisations(
        "Aivoliiton Porin yhdistyksen ilta peruttiin.",
        &["Aivoliiton Porin yhdistys"],
        &[],
    );
}

#[test]
fn a_word_before_a_body_is_no_part_of_its_name() {
    organisations(
        "Silloin Järjestökamari muutti.",
        &["Järjestökamari"],
        &["Silloin Järjestökamari"],
    );
    organisations(
        "Porin Järjestökamari muutti.",
        &["Porin Järjestökamari"],
        &[],
    );
    organisations("Silloin Neuvostoliitto hajosi.", &[], &["Neuvostoliitto"]);
}

#[test]
fn well_known_bodies_need_no_colon_and_may_begin_a_sentence() {
    organisations("SPRn keräys ja STMn ohje mainittiin.", &["SPR", "STM"], &[]);
    organisations("Verohallinto neuvoo puhelimessa.", &["Verohallinto"], &[]);
    organisations(
        "Kelaa siima ennen talvea. Yleensä talvi tulee.",
        &[],
        &["Kela", "Yle"],
    );
    organisations(
        "Ilmatieteen laitoksen mukaan sataa. Terveyden ja hyvinvoinnin laitos tutkii.",
        &["Ilmatieteen laitos", "Terveyden ja hyvinvoinnin laitos"],
        &[],
    );
    organisations(
        "Kirjeen allekirjoittivat Sitra ja Kuntaliitto.",
        &["Sitra", "Kuntaliitto"],
        &["Sitra ja Kuntaliitto"],
    );
}

#[test]
fn an_organisation_of_a_common_word_takes_no_sentence() {
    let bodies = [
        "Seuranasi ry järjestää ryhmiä. LeiKKi ry kouluttaa.",
        "Seuraa saa kerhosta. Leikki alkaa. Leikimme pihalla.",
        "Seura kokoontui. Seuraksi tuli ohjaaja.",
    ];
    let Some(read) = archive(&bodies, &Edits::default()) else {
        return;
    };
    for read in &read[1..] {
        assert!(
            read.entities.organisations.is_empty(),
            "{:?}",
            read.entities.organisations
        );
    }
}

#[test]
fn two_abbreviations_stay_two_bodies() {
    let bodies = [
        "Saaren Tuki ry kokoontui.",
        "STA julkaisi ohjeen. STA:n mukaan aika riittää.",
        "SOTA avasi toimiston. SOTA:n työntekijä neuvoo.",
    ];
    let Some(read) = archive(&bodies, &Edits::default()) else {
        return;
    };
    let both = read[1].entities.organisations.iter();
    assert!(
        !both
            .clone()
            .any(|name| read[2].entities.organisations.contains(name))
    );
    assert!(
        !both.clone().any(|name| name.starts_with("Saaren")),
        "{:?}",
        read[1].entities
    );
}

#[test]
fn a_longer_name_does_not_take_a_shorter_one() {
    let bodies = [
        "Oulun Snapchat järjestää kisan.",
        "Kuvia jaetaan kanavalla Snapchat joka päivä.",
        "Kanavamme on Snapchat, tervetuloa.",
    ];
    let Some(read) = archive(&bodies, &Edits::default()) else {
        return;
    };
    for read in &read[1..] {
        assert!(
            !read
                .entities
                .organisations
                .contains(&"Oulun Snapchat".to_owned())
        );
    }
}

#[test]
fn a_name_that_other_articles_give_to_persons_is_no_organisation() {
    let alone = "Palkinnon voitti Stallhammer.";
    let persons = [
        "Kirjailija Greta Stallhammer kertoi kirjastaan.",
        "Lavalle nousi kirjailija Greta Stallhammer.",
    ];
    let company = "Ilta on Stallhammer Oy:n lahja.";
    let bodies_of_first = |bodies: &[&str]| {
        let read = archive(bodies, &Edits::default())?;
        Some(read[0].entities.organisations.clone())
    };
    let Some(listed) = bodies_of_first(&[alone]) else {
        return;
    };
    assert_eq!(listed, ["Stallhammer"]);
    let listed = bodies_of_first(&[alone, persons[0], persons[1]]);
    assert_eq!(listed, Some(Vec::new()));
    let listed = bodies_of_first(&[alone, persons[0], persons[1], company]);
    assert_eq!(listed, Some(vec!["Stallhammer".to_owned()]));
}

#[test]
fn a_region_written_out_and_abbreviated_is_one_organisation() {
    let bodies = [
        "E-S Kylätuki ry järjestää illan.",
        "Etelä-Savon Kylätuki ry kokoontui.",
        "E-S Kylätuki ry kouluttaa.",
    ];
    let Some(read) = archive(&bodies, &Edits::default()) else {
        return;
    };
    let names: BTreeSet<&String> = read
        .iter()
        .flat_map(|read| &read.entities.organisations)
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn letters_of_an_address_define_an_abbreviation() {
    let bodies = [
        "Lisätietoja antaa Aino Aalto, Etelä-Kainuun Yhdistysten Tupa ry, aino.aalto@eyt.example.",
        "Illan järjesti EYT. EYT:n ohjaaja kertoo lisää.",
    ];
    let Some(read) = archive(&bodies, &Edits::default()) else {
        return;
    };
    assert_eq!(
        read[1].entities.organisations,
        read[0].entities.organisations
    );
}

#[test]
fn edits_that_go_in_circles_end() {
    let entry = |name: &str, alias: &str| Edit {
        name: name.to_owned(),
        aliases: vec![alias.to_owned()],
        years: None,
    };
    let edits = Edits {
        organisations: vec![entry("A-talo", "B-talo"), entry("B-talo", "A-talo")],
        ..Edits::default()
    };
    let read = archive(&["Illan järjesti A-talo ja siellä oli B-talo."], &edits);
    assert!(read.is_none_or(|read| read.len() == 1));
}

#[test]
fn a_text_of_capitals_and_a_name_of_ten_thousand_letters_are_read() {
    let long = "A".repeat(10_000);
    let bodies = [
        "A".repeat(60_000),
        "Ab ".repeat(20_000),
        "RY ".repeat(20_000),
        format!("{long} ry ja {long}-hanke."),
    ];
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let _ = archive(&bodies, &Edits::default());
}
