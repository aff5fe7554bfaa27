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
fn what_a_writer_did_is_no_part_of_the_name() {
    let text = format!("{ONE}{TWO}{THREE}");
    for line in [
        "Julkaissut Orvokki Mallikas, 2.5.2022",
        "Laatinut: Orvokki Mallikas",
        "Bloggaaja Orvokki Mallikas",
        "Publicerad av Orvokki Mallikas",
    ] {
        let below = format!("<p class=byline>{line}</p>{text}");
        check_authors("", &below, &["Orvokki Mallikas"]);
    }
    for line in ["Taitto Orvokki Mallikas", "Käännös: Orvokki Mallikas"] {
        check_authors("", &format!("<p class=byline>{line}</p>{text}"), &[]);
    }
}

#[test]
fn names_of_accounts_are_no_writers() {
    let text = format!("{ONE}{TWO}{THREE}");
    for account in [
        "omallikas",
        "orvokki-mallikas",
        "MALLIKAS_O",
        "webadmin",
        "toimitus3",
        "Ylläpitäjä",
    ] {
        check_authors(&format!("<meta name=author content={account}>"), &text, &[]);
        let shown = format!("<p class=byline>Kirjoittanut <a rel=author>{account}</a></p>{text}");
        check_authors("", &shown, &[]);
    }
}

#[test]
fn signatures_may_follow_a_greeting_and_precede_a_note() {
    let text = format!("{ONE}{TWO}{THREE}");
    for (end, expected) in [
        (
            "<p>Kevätterveisin<p>Orvokki Mallikas<br>kylänvanhin",
            vec!["Orvokki Mallikas"],
        ),
        ("<p>– Orvokki Mallikas", vec!["Orvokki Mallikas"]),
        (
            "<p>Orvokki Mallikas ja Tyyne Saunanen<p>Kirjoittajat ovat kylän arkistonhoitajia.",
            vec!["Orvokki Mallikas", "Tyyne Saunanen"],
        ),
        ("<p>Kuvassa Orvokki Mallikas, kylänvanhin", vec![]),
        (
            "<p>Lisätietoja antaa<p>Orvokki Mallikas<br>kylänvanhin",
            vec![],
        ),
    ] {
        check_authors("", &format!("{text}{end}</p>"), &expected);
    }
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
fn a_heading_of_the_site_that_is_the_title_of_the_window_does_not_name_the_article() {
    for (title, article) in [
        ("Rannan kyläseura", "class=news-article"),
        ("Tiedotteet | Ranta", "class='single post'"),
    ] {
        let site = title.split(" | ").next().unwrap();
        let below = |between: &str| {
            format!(
                "<title>{title}</title><div class=top><h1>{site}</h1></div>{between}<div {article}><h1>Rantasauna \
                 kunnostettiin</h1>{ONE}{TWO}{THREE}</div>"
            )
        };
        assert_eq!(read(&below("")).title, "Rantasauna kunnostettiin");
        // What text follows is no name of a site.
        assert_eq!(read(&below(&format!("{ONE}{TWO}"))).title, site);
    }
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
