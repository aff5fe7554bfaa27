//! Pages that would hurt a careless reader: each ends in a reading with warnings, never a panic,
//! and in bounded time and memory.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use url::Url;

use super::profile::{Profile, ProfileSet};
use super::{Extraction, NotArticle, PageContent, PageInput, PageKind, extract};

/// A profile that selects by descendants, as most do.
static PROFILES: LazyLock<ProfileSet> = LazyLock::new(|| {
    let profile = Profile {
        inherits: Some("wordpress".to_owned()),
        article: Some("article".to_owned()),
        body: Some("article div, article p".to_owned()),
        remove: vec!["div div div .x".to_owned()],
        ..Profile::default()
    };
    ProfileSet::new(&BTreeMap::from([("own".to_owned(), profile)])).unwrap()
});

/// Reads a page by a profile and by its shape; the latter is returned.
fn read(content: &[u8]) -> Extraction {
    let url = Url::parse("https://a.example/uutinen").unwrap();
    let input = PageInput {
        url: Some(&url),
        ..PageInput::new(PageContent::Bytes(content))
    };
    let _ = extract(&input, &PROFILES.get("own").unwrap());
    extract(&input, &PROFILES.get("generic").unwrap())
}

#[track_caller]
fn check(content: &[u8], code: &str) -> Extraction {
    let found = read(content);
    let codes: Vec<_> = found
        .warnings
        .iter()
        .map(|warning| warning.code.as_str())
        .collect();
    assert!(codes.contains(&code), "{codes:?}");
    found
}

const ARTICLE: &str = "<article><h1>Otsikko</h1><p>Yhdistykset kokoontuivat kylätalolle, ja \
    kahvia keitettiin niin paljon, että sitä jäi vielä seuraavallekin päivälle juotavaksi.</p>\
    <p>Toinen kappale kertoo, miten talon avaimet löytyivät viimein kirjaston naulasta.</p>";

#[test]
fn fifty_megabytes_are_read_up_to_the_limit() {
    let page = format!(
        "{ARTICLE}{}",
        "<p>Sama kappale yhä uudelleen.</p>".repeat(1_500_000)
    );
    let found = check(page.as_bytes(), "page_cut");
    assert!(
        found.body.starts_with("Yhdistykset"),
        "{}",
        &found.body[..80]
    );
}

#[test]
fn a_hundred_thousand_nested_elements_are_read_flat() {
    for tag in ["div", "b", "blockquote", "ul", "font"] {
        let open = format!("<{tag}>").repeat(100_000);
        let found = read(format!("<body>{open}{ARTICLE}").as_bytes());
        assert!(
            found.body.contains("kirjaston naulasta"),
            "{tag}: {:?}",
            found.kind
        );
    }
}

#[test]
fn a_million_attributes_are_cut() {
    let attributes: String = (0..1_000_000)
        .map(|number| format!(" a{number}=1"))
        .collect();
    let found = check(
        format!("<body{attributes}>{ARTICLE}").as_bytes(),
        "attributes_cut",
    );
    assert!(found.body.contains("kirjaston naulasta"));
}

#[test]
fn nul_bytes_entities_and_script_bombs_leave_the_text() {
    let page = format!(
        "\0<script>{}</script>{ARTICLE}\0</p>",
        "document.write('<p>');".repeat(100_000)
    );
    assert!(read(page.as_bytes()).body.contains("kirjaston naulasta"));
    let page = format!(
        "<article><p>{}</p>{ARTICLE}",
        "&amp;&hellip;&#x1F41F;&#999999999;&nosuch;".repeat(50_000)
    );
    assert!(read(page.as_bytes()).body.contains("kirjaston naulasta"));
    let page = format!("<!ENTITY a \"&b;&b;\">{ARTICLE}");
    assert!(read(page.as_bytes()).body.contains("kirjaston naulasta"));
}

#[test]
fn what_is_never_closed_is_read() {
    for beginning in [
        "<!--",
        "<script>",
        "<style>",
        "<title>",
        "<textarea>",
        "<p title=\"",
        "<svg><style>",
    ] {
        let found = read(format!("{ARTICLE}{beginning} jotakin").as_bytes());
        assert!(found.body.contains("kirjaston naulasta"), "{beginning}");
    }
    read(ARTICLE.replace("</", "<").as_bytes());
}

#[test]
fn what_is_no_page_is_named() {
    let kind = |content: &[u8]| read(content).kind;
    assert_eq!(
        kind(b"%PDF-1.7\n%\xE2\xE3"),
        PageKind::NotArticle(NotArticle::NotHtml)
    );
    assert_eq!(
        kind(b"\x89PNG\r\n\x1A\n\0\0"),
        PageKind::NotArticle(NotArticle::NotHtml)
    );
    assert_eq!(kind(b""), PageKind::NotArticle(NotArticle::Empty));
    assert_eq!(
        kind(b"<html><body></body></html>"),
        PageKind::NotArticle(NotArticle::Empty)
    );
    let login = b"<h1>Kirjaudu</h1><form><input type=password></form>";
    assert_eq!(kind(login), PageKind::NotArticle(NotArticle::Login));
}

#[test]
fn pages_that_ask_robots_to_stay_away_are_no_articles() {
    let page = format!("<meta name=robots content='noindex'>{ARTICLE}");
    let found = read(page.as_bytes());
    assert_eq!(found.kind, PageKind::NotArticle(NotArticle::NoIndex));
    let input = PageInput {
        robots_tag: Some("noarchive"),
        ..PageInput::new(PageContent::Text(ARTICLE))
    };
    let found = extract(&input, &PROFILES.get("generic").unwrap());
    assert!(found.robots.noarchive && found.kind == PageKind::Article);
}

#[test]
fn dates_in_the_future_are_left_out() {
    let page = format!("<meta property='article:published_time' content='2072-01-01'>{ARTICLE}");
    let input = PageInput {
        today: Some(jiff::civil::date(2022, 10, 6)),
        ..PageInput::new(PageContent::Text(&page))
    };
    let found = extract(&input, &PROFILES.get("generic").unwrap());
    assert_eq!(found.published, None);
    assert!(
        found
            .warnings
            .iter()
            .any(|warning| warning.code.as_str() == "implausible_date")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read(content in proptest::collection::vec(any::<u8>(), 0..400)) {
        read(&content);
    }

    #[test]
    fn any_soup_of_tags_is_read(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "<p>", "</p>", "<div class=share>", "</div>", "<article>", "<table><tr><td>", "<a href='/x'>",
                "</a>", "<b>", "</b>", "<li>", "<br><br>", "<time datetime='2022-10-06'>", "<h1>", "<pre>",
                "<script type='application/ld+json'>{", "</script>", "Kirjoittaja: A B", "6.10.2022", "ä ", " teksti",
                "<template>", "<svg>", "<title>", "<form>", "<select><option>", "&nbsp;", "\0", "<!--", "-->",
            ]),
            0..60,
        )
    ) {
        read(parts.concat().as_bytes());
    }
}
