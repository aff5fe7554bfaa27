//! Small pages, each with one trap that real pages set. Every test is named by what went wrong.

use super::profile::ProfileSet;
use super::*;

const ONE: &str = "<p>Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin kaiteet, ja työhön \
                   osallistui kolmekymmentä naapuria kolmesta kylästä.</p>";
const TWO: &str = "<p>Saunavuorot jaetaan arvalla, ja avaimen saa kylän kaupasta aukioloaikoina. Maksu \
                   kerätään lippaaseen, joka tyhjennetään viikoittain.</p>";
const THREE: &str = "<p>Syksyllä vuorossa on venevaja, jonka katto on vuotanut jo pitkään. Seura etsii \
                     siihen kattohuopaa ja muutamaa kiipeilijää.</p>";

fn read(page: &str) -> Extraction {
    let profiles = ProfileSet::new(&std::collections::BTreeMap::new()).unwrap();
    let profile = profiles.get("generic").unwrap();
    extract(&PageInput::new(PageContent::Text(page)), &profile)
}

/// A page with a heading and what stands below it.
fn page(head: &str, below: &str) -> String {
    format!(
        "<html lang=fi><head><title>Rantasauna kunnostettiin</title>{head}</head><body><nav><a href=/>Alku</a></nav>\
         <main><article><h1>Rantasauna kunnostettiin</h1>{below}</article></main></body></html>"
    )
}

fn text(page: &str) -> String {
    let read = read(page);
    format!("{}\n{}", read.lead.unwrap_or_default(), read.body)
}

#[track_caller]
fn check_text(page: &str, kept: &[&str], gone: &[&str]) {
    let text = text(page);
    for kept in kept {
        assert!(text.contains(kept), "{kept:?} is lost: {text}");
    }
    for gone in gone {
        assert!(!text.contains(gone), "{gone:?} stays: {text}");
    }
}

#[track_caller]
fn check_dates(below: &str, published: Option<&str>, modified: Option<&str>) {
    let read = read(&page("", &format!("{below}{ONE}{TWO}{THREE}")));
    let day = |time: Option<PageTime>| time.map(|time| time.finnish_date().to_string());
    assert_eq!(day(read.published).as_deref(), published, "{below}");
    assert_eq!(day(read.modified).as_deref(), modified, "{below}");
}

const TEASERS: &str = "<section><h2>Muut uutiset</h2>\
    <article><h3><a href=/1>Koulun piha sai keinut</a></h3><p>Keinut tulivat torilta.</p></article>\
    <article><h3><a href=/2>Kirjastoauto ajaa taas</a></h3><p>Reitti on entinen.</p></article>\
    <article><h3><a href=/3>Talkoot lauantaina</a></h3><p>Ota hanskat mukaan.</p></article></section>";

#[test]
fn an_article_with_teasers_is_no_list_and_teasers_alone_are_one() {
    let below =
        format!("<time datetime=2021-04-06>6.4.2021</time><div>{ONE}{TWO}{THREE}</div>{TEASERS}");
    let page = page("", &below);
    assert_eq!(read(&page).kind, PageKind::Article);
    check_text(&page, &["venevaja"], &["keinut", "Reitti on"]);
    let list = format!("<html><body><main><h1>Uutiset</h1>{TEASERS}</main></body></html>");
    assert_ne!(read(&list).kind, PageKind::Article);
}

#[test]
fn forums_shops_and_collections_that_say_so_are_no_articles() {
    for kind in [
        "DiscussionForumPosting",
        "QAPage",
        "CollectionPage",
        "ProductGroup",
    ] {
        let script =
            format!("<script type='application/ld+json'>{{\"@type\":\"{kind}\"}}</script>");
        let page = page(&script, &format!("{ONE}{TWO}{THREE}"));
        assert_eq!(
            read(&page).kind,
            PageKind::NotArticle(NotArticle::List),
            "{kind}"
        );
    }
}

#[test]
fn a_page_that_robots_may_not_index_is_read_nevertheless() {
    let read = read(&page(
        "<meta name=robots content=noindex>",
        &format!("{ONE}{TWO}"),
    ));
    assert_eq!(read.kind, PageKind::NotArticle(NotArticle::NoIndex));
    assert!(read.body.contains("Saunavuorot"), "{}", read.body);
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
fn closed_accordions_are_text() {
    for panel in [
        "<h3>Mitä sauna maksaa?</h3><div hidden><p>Vuoro maksaa viisi euroa ja kausikortti viisikymmentä.</p></div>",
        "<h3><button aria-expanded=false>Mitä sauna maksaa?</button></h3><div aria-hidden=true><p>Vuoro maksaa viisi \
         euroa ja kausikortti viisikymmentä.</p></div>",
        "<div class=faq><button aria-expanded=false>Mitä sauna maksaa?</button><div style='display:none'><p>Vuoro \
         maksaa viisi euroa ja kausikortti viisikymmentä.</p></div></div>",
    ] {
        let page = page("", &format!("{ONE}{TWO}<div>{panel}</div>"));
        check_text(&page, &["Mitä sauna maksaa?", "kausikortti"], &[]);
    }
}

#[test]
fn text_that_is_streamed_behind_the_page_is_its_text() {
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><main><h1>Rantasauna kunnostettiin</h1><p>Odota</p></main>\
         <div hidden id='S:1'><div>{ONE}{TWO}{THREE}</div></div>"
    );
    check_text(&page, &["kiukaan", "venevaja"], &[]);
}

#[test]
fn names_of_boxes_do_not_hide_the_article() {
    for class in [
        "article-paywall",
        "text-and-sidebar",
        "is-style-sidebar",
        "sidebar-open c-article-text",
    ] {
        let page = page("", &format!("{ONE}<div class='{class}'>{TWO}{THREE}</div>"));
        check_text(&page, &["Saunavuorot", "venevaja"], &[]);
    }
}

#[test]
fn lines_of_digits_stay() {
    let below = format!(
        "{ONE}<p>1987</p>{TWO}<p>Soita numeroon</p><p>0600 12 345</p><ul><li>9.15</ul>{THREE}"
    );
    let text = text(&page("", &below));
    for line in ["1987", "0600 12 345", "9.15"] {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
}

#[test]
fn a_lead_that_the_text_repeats_is_read_once() {
    let lead =
        "<p class=ingressi>Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin kaiteet…</p>";
    let text = text(&page("", &format!("{lead}<div>{ONE}{TWO}</div>")));
    assert_eq!(text.matches("rantasaunan kiukaan").count(), 1, "{text}");
}

#[test]
fn parts_for_several_widths_are_read_once() {
    let copy = format!("<div>{ONE}{TWO}{THREE}</div>");
    let text = text(&page("", &format!("{copy}{copy}{copy}")));
    assert_eq!(text.matches("venevaja").count(), 1, "{text}");
}

#[test]
fn notices_controls_and_links_to_others_are_no_text() {
    let below = format!(
        "{ONE}<p>Video on estetty, koska et ole hyväksynyt evästeitä.</p>{TWO}<p>Tulosta artikkeli</p>\
         <h3>Lue lisää uutisia</h3><div class=card><p>Koulun piha sai keinut.</p><p><a href=/1>Lue</a></div>"
    );
    check_text(
        &page("", &below),
        &["Saunavuorot"],
        &["evästeitä", "Tulosta", "Lue lisää", "keinut"],
    );
}

#[test]
fn a_page_that_needs_its_script_says_so() {
    let read = read("<title>Kylä</title><div id=app></div><script src=/app.js></script>");
    assert_ne!(read.kind, PageKind::Article);
    assert!(
        read.warnings
            .iter()
            .any(|warning| warning.code == WarningCode::NeedsScript)
    );
}

#[test]
fn a_short_dated_article_beside_a_log_in_form_is_an_article() {
    let below =
        format!("<time datetime=2022-05-02>2.5.2022</time>{ONE}<form><input type=password></form>");
    assert_eq!(read(&page("", &below)).kind, PageKind::Article);
}

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
fn sections_side_by_side_are_one_article() {
    let section = |text: &str| {
        format!("<div class=osa><div class=sisus><h2>Väli</h2>{text}{text}</div></div>")
    };
    let page = format!(
        "<title>Rantasauna kunnostettiin</title><div class=hero><h1>Rantasauna kunnostettiin</h1>{ONE}{ONE}</div>{}{}{}",
        section(TWO),
        section(THREE),
        section(
            "<p>Talvella saunaa lämmitetään vain tilauksesta, ja avannon pitää auki naapurin isäntä, jolla on \
                 moottorisaha ja kärsivällisyyttä.</p>"
        ),
    );
    check_text(&page, &["Saunavuorot", "venevaja", "avannon"], &[]);
}
