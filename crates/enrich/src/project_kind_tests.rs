//! One test for each kind of project's name that is easily read wrongly, in sentences of our own.

use aluehaku_article::EntityKind;

use super::kind_tests::{archive, check};
use super::names::register::Edits;

fn projects(text: &str, wanted: &[&str], unwanted: &[&str]) {
    check(EntityKind::Project, text, wanted, unwanted);
}

#[test]
fn a_text_that_begins_with_the_head_of_a_project_names_none() {
    projects("-kehittämishanke alkoi.", &[], &["kehittämishanke"]);
    projects("- kehittämishanke alkoi.", &[], &["kehittämishanke"]);
}

#[test]
fn every_shape_of_the_hyphen_makes_a_project() {
    for text in [
        "Torit soivat - hanke jatkuu.",
        "Torit soivat – hankkeen kuoro laulaa.",
        "Torit soivat -hanke jatkuu.",
        "Torit soivat –hankkeessa lauletaan.",
        "Torit soivat- hanke jatkuu.",
        "”Torit soivat” -hankkeen kuoro laulaa.",
        "Hankkeessa ”Torit soivat” lauletaan.",
        "Torit soivat -ohjelman kuoro laulaa.",
        "Torit soivat -toimintamalli leviää.",
        "Torit soivat -kehittämishankkeessa lauletaan.",
        "Torit soivat - kehittämishanke jatkuu.",
    ] {
        projects(text, &["Torit soivat"], &[]);
    }
    projects(
        "Kaikki mukaan! – hankkeen ryhmät alkavat.",
        &["Kaikki mukaan"],
        &[],
    );
    projects("LUMO-hanke päättyi. ESR-hanke alkoi.", &["LUMO"], &["ESR"]);
    projects(
        "Oikeus Levätä Kotona-hanke alkoi.",
        &["Oikeus Levätä Kotona"],
        &["Kotona"],
    );
    projects("Lumipolku—hanke alkaa.", &["Lumipolku"], &[]);
    projects("LUMI-HANKE ALKAA", &["LUMI"], &[]);
    projects("ESR-HANKE ALKAA", &[], &["ESR"]);
    projects(
        "Oma Paikka Porissa-hanke alkaa.",
        &["Oma Paikka Porissa"],
        &[],
    );
    projects(
        "Yhdessä Porissa-hanke alkaa.",
        &["Yhdessä Porissa"],
        &["Porissa"],
    );
    projects("Uusi Lumipolku-hanke alkaa.", &["Lumipolku"], &[]);
}

#[test]
fn a_project_in_quotation_marks_is_found_however_they_stand() {
    projects("”Lumella”-hanke alkaa.", &["Lumella"], &["Lumella”"]);
    projects(
        "Mukana oli ”Ulos lumelle”-hankkeen väkeä.",
        &["Ulos lumelle"],
        &[],
    );
    projects(
        "Hanke nimeltä ”Ulos lumelle” alkaa.",
        &["Ulos lumelle"],
        &[],
    );
    projects("”ULOS LUMELLE” -HANKE ALKAA", &["ULOS LUMELLE"], &[]);
    projects("Projektet ”Ut i snön” börjar.", &["Ut i snön"], &[]);
    projects(
        "Hän sanoi hankkeesta: ”Tämä riittää.”",
        &[],
        &["Tämä riittää"],
    );
}

#[test]
fn a_quotation_mark_before_the_hyphen_is_no_part_of_the_project() {
    for (text, wanted) in [
        ("Kylässä alkoi \"Tuulensuoja\"-hanke.", "Tuulensuoja"),
        (
            "Kokous kuuli ”Tuulensuoja”-hankkeen tulokset.",
            "Tuulensuoja",
        ),
        ("Talo on mukana ”Uusi polku”-hankkeessa.", "Uusi polku"),
        ("Rahoitus meni »Tuulensuoja»-hankkeelle.", "Tuulensuoja"),
    ] {
        projects(text, &[wanted], &[]);
    }
}

#[test]
fn whose_project_it_is_is_no_part_of_its_name() {
    projects(
        "Nuorisoliiton Vapaa ilta -hanke alkoi.",
        &["Vapaa ilta"],
        &[],
    );
    projects(
        "Uusien Polkujen Kohti omaa kotia -hanke alkoi.",
        &["Kohti omaa kotia"],
        &[],
    );
}

#[test]
fn a_project_of_common_words_is_found_as_it_was_written_only() {
    let bodies = [
        "Kotimatkalla-hanke ja Hyvä huominen -hanke alkavat.",
        "Kotimatka oli pitkä. Kotimatkalla satoi. Hyvä huominen odottaa.",
        "Tulokset esitteli Hyvä huominen iltapäivällä.",
    ];
    let Some(read) = archive(&bodies, &Edits::default()) else {
        return;
    };
    assert!(
        read[1].entities.projects.is_empty(),
        "{:?}",
        read[1].entities.projects
    );
    assert_eq!(read[2].entities.projects, ["Hyvä huominen"]);
}

#[test]
fn the_last_word_of_a_project_is_the_project_in_its_article() {
    let body = "Kylien tuulikeskus -hanke alkaa. Kokouksen järjesti Tuulikeskus ja siellä puhui Tuulikeskuksen väkeä.";
    let Some(read) = archive(&[body], &Edits::default()) else {
        return;
    };
    assert_eq!(read[0].entities.projects, ["Kylien tuulikeskus"]);
    assert_eq!(read[0].entities.organisations, Vec::<String>::new());
    let named = read[0].mentions.iter();
    let projects = named.filter(|mention| mention.kind == EntityKind::Project);
    assert_eq!(projects.count(), 3);
}
