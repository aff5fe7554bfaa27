//! When an article was published and changed.

use super::*;

#[track_caller]
fn check_dates(below: &str, published: Option<&str>, modified: Option<&str>) {
    let read = read(&page("", &format!("{below}{ONE}{TWO}{THREE}")));
    let day = |time: Option<PageTime>| time.map(|time| time.finnish_date().to_string());
    assert_eq!(day(read.published).as_deref(), published, "{below}");
    assert_eq!(day(read.modified).as_deref(), modified, "{below}");
}

#[test]
fn the_day_of_an_event_is_no_day_of_publication_and_its_line_stays() {
    for line in [
        "Saunatalkoot la 14.5.2022 klo 10 rannassa",
        "Seuraava hallituksen kokous 14.5.2022",
        "Hakuaika päättyy 14.5.2022",
        "Tervetuloa avajaisiin su 15.5.2022 klo 12!",
        "Luentoilta 14.5.2022",
    ] {
        let line = format!("<p>{line}</p>");
        check_dates(&line, None, None);
        for below in [format!("{line}{ONE}{TWO}"), format!("{ONE}{TWO}{line}")] {
            let page = page(
                "<meta property=article:published_time content=2022-05-02>",
                &below,
            );
            check_text(&page, &[&line[3..line.len() - 4]], &[]);
        }
    }
}

#[test]
fn publication_and_change_are_told_apart() {
    check_dates(
        "<p>Julkaistu 2.5.2022, muokattu 9.5.2022</p>",
        Some("2022-05-02"),
        Some("2022-05-09"),
    );
    check_dates("<p>Viim. muok. 9.5.2022</p>", None, Some("2022-05-09"));
    check_dates(
        "<p class=date>Tarkistettu 9.5.2022</p>",
        None,
        Some("2022-05-09"),
    );
    check_dates(
        "<table><tr><td>Päivitetty<td>9.5.2022<tr><td>Luotu<td>2.5.2022</table>",
        Some("2022-05-02"),
        Some("2022-05-09"),
    );
    check_dates(
        "<time itemprop=dateModified datetime=2022-05-09>2.5.2022 | Päivitetty 9.5.2022</time>",
        Some("2022-05-02"),
        Some("2022-05-09"),
    );
    check_dates("<p>elo 7, 2023 | Yleinen</p>", Some("2023-08-07"), None);
    check_dates("<p class=meta>7 marras, 2023</p>", Some("2023-11-07"), None);
}

#[test]
fn what_json_ld_states_of_another_article_is_not_believed() {
    let script = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Hirvi uimahallissa\",\
                  \"datePublished\":\"2019-01-01\"}</script>";
    let read = read(&page(
        script,
        &format!("<p class=date>2.5.2022</p>{ONE}{TWO}"),
    ));
    assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
}

#[test]
fn dates_as_java_prints_them_are_read() {
    let head = "<meta property=article:published_time content='Mon May  2 08:15:00 EEST 2022'>";
    let read = read(&page(head, &format!("{ONE}{TWO}")));
    assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
}

#[test]
fn the_time_of_a_build_is_no_publication_where_the_page_shows_an_earlier_day() {
    let built = |changed: &str| {
        format!(
            "<meta property=article:published_time content=2024-05-06T10:00:00+03:00>\
             <meta property=article:modified_time content={changed}>"
        )
    };
    let published = |head: &str, line: &str| {
        let read = read(&page(head, &format!("{line}{ONE}{TWO}{THREE}")));
        read.published.unwrap().finnish_date().to_string()
    };
    let shown = "<p>2.5.2022</p>";
    assert_eq!(published(&built("2024-05-06"), shown), "2022-05-02");
    assert_eq!(published(&built("2024-05-09"), shown), "2024-05-06");
    // The day before may be the same one in another time zone, and an event is no publication.
    assert_eq!(
        published(&built("2024-05-06"), "<p>5.5.2024</p>"),
        "2024-05-06"
    );
    let event = "<p>Talkoot 2.5.2022 klo 10</p>";
    assert_eq!(published(&built("2024-05-06"), event), "2024-05-06");
}

#[test]
fn a_label_above_its_day_is_read_anywhere_on_the_page() {
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><main><h1>Rantasauna kunnostettiin</h1><div>{ONE}{TWO}{THREE}</div></main>\
         <div><div><h4>Julkaistu</h4><p>2.5.2022</p></div></div>"
    );
    let read = read(&page);
    assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
}

#[test]
fn names_of_metadata_may_begin_with_the_site_s_own() {
    let read = read(&page(
        "<meta name=kyla-published-date content=2022-05-02>",
        &format!("{ONE}{TWO}"),
    ));
    assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
}

#[test]
fn events_are_known_by_the_end_of_compounds_and_by_where_they_are() {
    for line in [
        "Rantatalkoot Mallilahdessa 14.5.2022",
        "Soppatykki Mallilahdessa 14.5.2022",
        "Julkaisujuhla 14.5.2022 klo 18",
    ] {
        check_dates(&format!("<p>{line}</p>"), None, None);
        let page = page(
            "<meta property=article:published_time content=2022-05-02>",
            &format!("{ONE}{TWO}{THREE}<p>{line}</p>"),
        );
        check_text(&page, &[line], &[]);
        assert_eq!(read(&page).authors, Vec::<String>::new(), "{line}");
    }
    for line in [
        "<p class=date>Kyläilta 14.5.2022</p>",
        "<div class=event-info><span>Ajankohta</span> <time datetime=2022-05-14>14.5.2022</time></div>",
        "<div class=tiedot><b>Milloin</b> <time datetime=2022-05-14>14.5.2022</time></div>",
        "<table><tr><th>Kokouspäivä<td>14.5.2022</table>",
    ] {
        check_dates(line, None, None);
        check_dates(
            &format!("{line}<p>Julkaistu 2.5.2022</p>"),
            Some("2022-05-02"),
            None,
        );
    }
    for line in [
        "<p class=meta>2.5.2022 Ajankohtaista</p>",
        "<p class=meta>2.5.2022 / Tapahtumat</p>",
        "<p>Rannan kyläseura ry 2.5.2022</p>",
        "<p class=tiedotteen-paiva>Mallilahti 2.5.2022</p>",
    ] {
        check_dates(line, Some("2022-05-02"), None);
    }
}

#[test]
fn labels_are_read_that_stand_right_before_the_date_or_are_cut_short() {
    check_dates(
        "<ul class=info><li><b>Muokattu</b><i>9.5.2022</i><li><b>Luotu</b><i>2.5.2022</i></ul>",
        Some("2022-05-02"),
        Some("2022-05-09"),
    );
    check_dates("<p class=meta>Päiv. 9.5.2022</p>", None, Some("2022-05-09"));
    check_dates(
        "<div class=date>Päivitetty <time datetime=2022-05-09>9.5.2022</time>, kun saunan hinnat muuttuivat kesäksi.</div>",
        None,
        Some("2022-05-09"),
    );
    check_dates(
        "<time class=updated datetime=2022-05-09>9.5.2022</time>",
        None,
        Some("2022-05-09"),
    );
}

#[test]
fn both_dates_are_read_below_the_article() {
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><main><h1>Rantasauna kunnostettiin</h1><div>{ONE}{TWO}{THREE}</div>\
         <footer><p>Julkaistu: 2.5.2022</p><p>Muokattu: 9.5.2022</p></footer></main>"
    );
    let read = read(&page);
    assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
    assert_eq!(read.modified.unwrap().to_string(), "2022-05-09");
}

#[test]
fn the_date_of_an_item_with_another_heading_is_not_the_article_s() {
    let item = "<div itemscope itemtype=https://schema.org/NewsArticle><h3>Hirvi uimahallissa</h3>\
                <time itemprop=datePublished datetime=2019-01-01></time></div>";
    let read = read(&page(
        "",
        &format!("<p class=date>2.5.2022</p>{ONE}{TWO}{item}"),
    ));
    assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
}

#[test]
fn seconds_since_1970_are_a_date_for_machines() {
    for value in ["1651471200", "1651471200000", "/Date(1651471200000)/"] {
        let head = format!("<meta property=article:published_time content='{value}'>");
        let read = read(&page(&head, &format!("{ONE}{TWO}")));
        assert_eq!(
            read.published.unwrap().finnish_date().to_string(),
            "2022-05-02"
        );
    }
}

#[test]
fn a_place_and_a_day_over_a_name_are_a_signature() {
    for place in ["Mallilahti", "I Vasa den"] {
        let below = format!("{ONE}{TWO}{THREE}<p>{place} 2.5.2022<p>Orvokki Mallikas<p>sihteeri");
        let read = read(&page("", &below));
        assert_eq!(read.authors, ["Orvokki Mallikas"], "{place}");
        assert_eq!(read.published.unwrap().to_string(), "2022-05-02");
    }
    check_text(
        &page(
            "",
            &format!(
                "{ONE}{TWO}{THREE}<p>Muokattu 9.5.2022</p><h3>Saunan Säännöt</h3><p>Ei saa huutaa.</p>"
            ),
        ),
        &["Saunan Säännöt"],
        &[],
    );
}
