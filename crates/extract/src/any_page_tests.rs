//! Whatever a page holds, it is read: by its own rules or by a profile, small, quickly and without an
//! end in the middle.
//!
//! `ALUEHAKU_ANY_PAGE_SECONDS=600 cargo test -p aluehaku-extract any_page` tries for so long what takes
//! some seconds otherwise.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::profile::ProfileSet;
use super::*;

/// How many pages are tried at a time, in a test without a time of its own.
const PAGES: u32 = 200;

/// Pieces that pages are made of, those that rules of reading look for above all.
const PIECES: &[&str] = &[
    "<html lang=fi>",
    "<head>",
    "<body>",
    "<main>",
    "</main>",
    "<article>",
    "</article>",
    "<nav>",
    "</nav>",
    "<div>",
    "</div>",
    "<div class='entry-content'>",
    "<div class=sidebar>",
    "<div hidden>",
    "<div hidden id='S:1'>",
    "<div class='some-text widget'>",
    "<div class='uutiskirje comments'>",
    "<section id=a-b-c-d-e-f>",
    "</section>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<a href=/uutinen>",
    "<a href=#>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<pre>",
    "</pre>",
    "<span class=lead>",
    "</span>",
    "<button aria-expanded=false>",
    "<time datetime=2022-05-02>",
    "</time>",
    "<img src=/kuva.jpg>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<br>",
    "<hr>",
    "<form>",
    "<input type=password>",
    "<blockquote>",
    "<svg>",
    "</svg>",
    "<template>",
    "<select><option>",
    "<math>",
    "<title>Rantasauna | Kylä</title>",
    "<meta property=og:title content='Rantasauna'>",
    "<base href=//x>",
    "<meta property=article:published_time content=2022-05-02T08:00>",
    "<meta name=robots content=noindex>",
    "<link rel=canonical href=/>",
    "<link rel=alternate type=application/rss+xml href=feed>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rantasauna\",\"datePublished\":\"2022\"}",
    "<script>if (a<b && c",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&auml;",
    "&#x1F525;",
    "&",
    "<",
    "Julkaistu 2.5.2022",
    "Päivitetty 3.5.2022 klo 12.30",
    "lokakuun 6. päivänä 2022",
    "Kirjoittaja Orvokki Mallikas",
    "Lue myös",
    "Jaa Facebookissa",
    "Aiheesta lisää",
    "Saunatalkoot la 14.5. klo 10–14",
    "0600 12 345",
    "|",
    " – ",
    "\u{ad}",
    "Kyläseura korjasi rantasaunan kiukaan ja maalasi laiturin kaiteet, ja työhön osallistui kolmekymmentä naapuria. ",
    "Saunavuorot jaetaan arvalla, ja avaimen saa kylän kaupasta aukioloaikoina, kun kauppias on paikalla. ",
];

/// A page made of pieces, some of them cut, among any text.
fn pages() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => (0..PIECES.len()).prop_map(|number| PIECES[number].as_bytes().to_vec()),
        2 => (0..PIECES.len(), 0usize..40).prop_map(|(number, length)| {
            let piece = PIECES[number].as_bytes();
            piece[..length.min(piece.len())].to_vec()
        }),
        1 => "\\PC{0,30}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ];
    prop::collection::vec((piece, 1usize..4), 0..120).prop_map(|pieces| {
        let pieces = pieces.into_iter();
        pieces
            .flat_map(|(piece, times)| piece.repeat(times))
            .collect()
    })
}

/// A list of links, cards and feeds, some of them broken.
fn lists() -> impl Strategy<Value = Vec<u8>> {
    let address = prop_oneof![
        Just("/uutinen/1".to_owned()),
        Just("//toinen.example/a?b=c#d".to_owned()),
        Just("mailto:kyla@yhdistys.example".to_owned()),
        Just("javascript:void(0)".to_owned()),
        Just("http://[".to_owned()),
        "[ -~]{0,40}",
    ];
    let entry = (address, "\\PC{0,60}", 0usize..5).prop_map(|(address, text, kind)| match kind {
        0 => format!("<li><a href='{address}'>{text}</a>"),
        1 => format!("<article><h3><a href=\"{address}\">{text}</a></h3><p>{text}</article>"),
        2 => format!("<link rel=next href='{address}'>"),
        3 => format!("<link rel=alternate type=application/rss+xml href='{address}'>"),
        _ => format!("<base href='{address}'><a rel=nofollow href='{address}'>{text}"),
    });
    prop::collection::vec(entry, 0..150).prop_map(|entries| entries.concat().into_bytes())
}

/// Tries pages for some seconds, or for as long as the environment says.
fn try_all(pages: &impl Strategy<Value = Vec<u8>>) {
    let stated = std::env::var("ALUEHAKU_ANY_PAGE_SECONDS").ok();
    let seconds = stated.and_then(|stated| stated.parse().ok()).unwrap_or(0);
    let (begin, most) = (Instant::now(), Duration::from_secs(seconds));
    let profiles = ProfileSet::new(&BTreeMap::new()).unwrap();
    let address = Url::parse("https://yhdistys.example/uutiset/1").unwrap();
    let mut tried = 0;
    loop {
        let config = Config {
            cases: PAGES,
            failure_persistence: None,
            ..Config::default()
        };
        let read = |content: Vec<u8>| {
            for name in ["generic", "wordpress", "drupal"] {
                check(&content, &address, &profiles.get(name).unwrap())?;
            }
            Ok(())
        };
        TestRunner::new(config).run(pages, read).unwrap();
        tried += PAGES;
        if begin.elapsed() >= most {
            break;
        }
    }
    println!("{tried} pages in {:?}", begin.elapsed());
}

/// What holds of every reading.
fn check(content: &[u8], address: &Url, profile: &CompiledProfile) -> Result<(), TestCaseError> {
    let input = PageInput {
        url: Some(address),
        ..PageInput::new(PageContent::Bytes(content))
    };
    let read = extract(&input, profile);
    // An entity or an encoding makes some bytes of a text longer, and nothing is said twice.
    prop_assert!(read.body.len() <= 8 * content.len() + 64);
    prop_assert!(!read.title.contains('\n'));
    prop_assert_eq!(read.body.trim(), read.body.as_str());
    prop_assert!(read.links.len() <= content.len());
    prop_assert!(read.authors.iter().all(|author| !author.trim().is_empty()));
    // Reading has no memory.
    prop_assert_eq!(extract(&input, profile), read);
    Ok(())
}

#[test]
fn any_page_is_read() {
    try_all(&pages());
}

#[test]
fn any_page_of_links_is_read() {
    try_all(&lists());
}
