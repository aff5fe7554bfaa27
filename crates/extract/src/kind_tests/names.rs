//! What an article is called, and who wrote it.

use super::*;

#[track_caller]
fn check_authors(head: &str, below: &str, expected: &[&str]) {
    assert_eq!(read(&page(head, below)).authors, expected, "{head}{below}");
}

#[test]
fn writers_are_named_without_labels_and_accounts_are_none() {
    let text = format!("{ONE}{TWO}{THREE}");
    check_authors(
        "",
        &format!("<p class=byline>Toimittaja Orvokki Mallikas 2.5.2022</p>{text}"),
        &["Orvokki Mallikas"],
    );
    check_authors(
        "",
        &format!("<p class=byline>Kuvat Orvokki Mallikas</p>{text}"),
        &[],
    );
    check_authors("<meta name=author content=orvokki.mallikas>", &text, &[]);
    check_authors(
        "<meta name=author content='Mallikas, Orvokki'>",
        &text,
        &["Orvokki Mallikas"],
    );
    check_authors(
        "",
        &format!("{text}<p>Orvokki Mallikas<br>kylänvanhin<br>Rannan kyläseura"),
        &["Orvokki Mallikas"],
    );
    check_authors("", &format!("<p>2.5.2022 | Uutiset, Kylät</p>{text}"), &[]);
}

#[test]
fn the_heading_inside_the_article_names_it() {
    let page = format!(
        "<title>Rannan uutisia | Ranta</title><h1>Rannan uutisia</h1><main><article><h1>Rantasauna \
         kunnostettiin</h1>{ONE}{TWO}{THREE}</article></main>"
    );
    assert_eq!(read(&page).title, "Rantasauna kunnostettiin");
}

#[test]
fn the_only_heading_of_the_first_level_names_the_article_in_a_banner_too() {
    let page = format!(
        "<title>Saunan kunnostus rannalla</title><div class=banner><h1>Rantasauna on taas kunnossa</h1></div>\
         <main><h2>Saunan kunnostus</h2>{ONE}{TWO}{THREE}</main>"
    );
    assert_eq!(read(&page).title, "Rantasauna on taas kunnossa");
}

#[test]
fn the_name_of_the_site_above_the_article_is_no_title() {
    let page = format!(
        "<title>Rannan kyläseura: Sauna kunnossa</title><meta property=og:title content='Sauna kunnossa'>\
         <h1>Rannan kyläseura</h1><main><h3>Sauna kunnossa</h3>{ONE}{TWO}{THREE}</main>"
    );
    assert_eq!(read(&page).title, "Sauna kunnossa");
}

#[test]
fn a_lead_that_its_sentence_goes_on_behind_stays_in_the_text() {
    let text = "<p><span class=lead>Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin</span> samana \
                päivänä, kun järvestä lähti jää.</p>";
    let read = read(&page("", &format!("{text}{TWO}{THREE}")));
    assert_eq!(read.lead, None);
    assert!(
        read.body.contains("laiturin samana päivänä"),
        "{}",
        read.body
    );
}
