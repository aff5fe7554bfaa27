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
