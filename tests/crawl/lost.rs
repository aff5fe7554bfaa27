//! What used to be lost in silence on the way from a site to its articles.

use super::crawler::{Crawl, DAY, HOUR, article, links, list, settings, source, source_with};
use super::web::{Reply, Web};

fn generic(host: &str) -> std::sync::Arc<aluehaku::crawl::source::CrawlSource> {
    source_with(host, "generic", &[&format!("http://{host}/")])
}

/// A news page of a site that nobody prepared for.
fn plain_article(title: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=fi><head><title>{title}</title></head><body><nav><a href=/>Alkuun</a></nav><main>\
         <h1>{title}</h1><p>Kyläyhdistys kertoo, että {title} saatiin valmiiksi viikonloppuna. Talkoisiin tuli väkeä \
         kolmesta kylästä, ja keitto riitti kaikille.</p><p>Työ alkoi keväällä, kun kunta antoi luvan ja yhdistys \
         keräsi rahat tarvikkeisiin. Seuraavaksi vuorossa on venerannan kunnostus, johon kaivataan vielä käsiä.</p>\
         </main></body></html>"
    )
}

/// An answer with a body of the right length and a label.
fn labelled(label: &str, body: impl AsRef<[u8]>) -> Reply {
    Reply::new(200, &[("Content-Type", label)], body)
}

#[tokio::test(start_paused = true)]
async fn a_long_list_is_read_to_its_end() {
    let months = [
        "tammi", "helmi", "maalis", "huhti", "touko", "kesa", "heina", "elo", "syys", "loka",
    ];
    let web = Web::new();
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&[
            "/arkisto?alku=0".to_owned(),
            "/kuukausi/a-tammi".to_owned(),
        ])),
        path if path.starts_with("/arkisto?alku=") => {
            let from: u32 = path.rsplit('=').next().unwrap().parse().unwrap();
            let mut all = vec![format!("/uutinen/numero-{from}")];
            if from < 400 {
                all.push(format!("/arkisto?alku={}", from + 10));
            }
            Reply::html(links(&all))
        }
        // A chain whose addresses have no number in common.
        path if path.starts_with("/kuukausi/") => {
            let (year, month) = path["/kuukausi/".len()..].split_once('-').unwrap();
            let at = months.iter().position(|name| *name == month).unwrap();
            let mut all = vec![format!("/juttu/{year}-{month}")];
            match months.get(at + 1) {
                Some(next) => all.push(format!("/kuukausi/{year}-{next}")),
                None if year.len() < 3 => all.push(format!("/kuukausi/{year}a-tammi")),
                None => {}
            }
            Reply::html(links(&all))
        }
        path => Reply::html(plain_article(&path[1..].replace('/', " "))),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.run_for(HOUR).await;
    let of = |what: &str| {
        crawl
            .titles()
            .iter()
            .filter(|title| title.starts_with(what))
            .count()
    };
    assert_eq!((of("uutinen"), of("juttu")), (41, 30));
}

#[tokio::test(start_paused = true)]
async fn addresses_that_lie_too_deep_are_counted_and_visited_when_the_limit_is_raised() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        // Each page is an article and leads to one more, which no list names.
        "/" => Reply::html(links(&["/a".to_owned()])),
        path if path.len() < 6 => {
            let next = format!("<a href='{path}a'>Seuraava juttu</a></main>");
            Reply::html(plain_article(&path[1..]).replace("</main>", &next))
        }
        path => Reply::html(plain_article(&path[1..])),
    });
    let shallow = aluehaku::config::sections::CrawlerSettings {
        max_depth: 3,
        ..settings()
    };
    let crawl = Crawl::with(&web, &[generic("a.fi")], shallow);
    crawl.run_for(HOUR).await;
    assert_eq!(crawl.titles(), ["a", "aa", "aaa"]);
    let health = crawl.health("a.fi");
    assert_eq!(health.remarks["too_deep"], 1);
    let deeper = crawl.again(&web, settings());
    deeper.run_for(HOUR).await;
    assert_eq!(deeper.titles().len(), 5);
    assert_eq!(deeper.health("a.fi").remarks.get("too_deep"), None);
}

#[tokio::test(start_paused = true)]
async fn addresses_beyond_the_most_that_are_kept_are_counted() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/1", "/2", "/3", "/4", "/5"], None)),
        path => Reply::html(article(path)),
    });
    let few = aluehaku::config::sections::CrawlerSettings {
        max_pages: 3,
        ..settings()
    };
    let crawl = Crawl::with(&web, &[source("a.fi")], few);
    crawl.round().await;
    assert_eq!(
        (crawl.titles().len(), crawl.health("a.fi").left_out),
        (2, 3)
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_that_sends_the_browser_elsewhere_is_followed_there() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(
            "<html><head><meta http-equiv='refresh' content='2; URL=/alku'></head></html>",
        ),
        "/alku" => Reply::html(links(&[
            "/uutinen".to_owned(),
            "/vanha".to_owned(),
            "/muualle".to_owned(),
        ])),
        "/vanha" => Reply::html("<meta http-equiv=refresh content='0;/uusi'>"),
        "/muualle" => Reply::html("<meta http-equiv=refresh content='0;url=http://b.fi/'>"),
        path => Reply::html(plain_article(path)),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/uusi", "/uutinen"]);
    assert_eq!(crawl.outcomes("http://a.fi/muualle"), ["redirect_outside"]);
    assert_eq!(crawl.outcomes("http://a.fi/"), ["moved"]);
}

#[tokio::test(start_paused = true)]
async fn documents_are_not_asked_for_or_let_go_at_their_kind() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&[
            "/esite.PDF".to_owned(),
            "/kuva.jpeg?koko=2".to_owned(),
            "/lataa/7".to_owned(),
            "/kalenteri/tapahtuma".to_owned(),
            "/uutinen".to_owned(),
        ])),
        // Endless: whoever reads it to its end waits until the time is up.
        "/lataa/7" => Reply::raw_open(
            "HTTP/1.1 200 x\r\nContent-Type: application/pdf\r\nContent-Length: 9000000\r\n\r\n%PDF-1.7 ",
        ),
        "/kalenteri/tapahtuma" => labelled("text/calendar", "BEGIN:VCALENDAR"),
        path => Reply::html(plain_article(path)),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.round().await;
    assert_eq!(
        web.paths("a.fi"),
        ["/", "/kalenteri/tapahtuma", "/lataa/7", "/uutinen"]
    );
    assert_eq!(crawl.outcomes("http://a.fi/lataa/7"), ["unknown_content"]);
    assert_eq!(crawl.titles(), ["/uutinen"]);
}

#[tokio::test(start_paused = true)]
async fn pages_that_stand_in_for_others_are_no_articles() {
    let gone = plain_article("Sivua ei löydy").replace("kertoo", "harmittelee");
    let login = plain_article("Kirjaudu sisään");
    let web = Web::new();
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&[
            "/uutinen".to_owned(),
            "/hukassa".to_owned(),
            "/jasenet".to_owned(),
        ])),
        "/hukassa" => Reply::html(&gone),
        "/jasenet" => Reply::html(&login),
        path => Reply::html(plain_article(path)),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/uutinen"]);
    assert_eq!(crawl.outcomes("http://a.fi/hukassa"), ["not_found"]);
    assert_eq!(crawl.outcomes("http://a.fi/jasenet"), ["denied"]);
}

#[tokio::test(start_paused = true)]
async fn an_article_that_becomes_an_error_page_with_status_200_is_removed() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(links(&["/uutinen".to_owned()])),
        path if asked.before == 0 => Reply::html(plain_article(path)),
        _ => Reply::html(plain_article("404 – sivua ei löytynyt")),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/uutinen"]);
    crawl.run_for(4 * DAY).await;
    assert_eq!(crawl.titles().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn of_copies_of_a_page_the_plain_address_is_kept() {
    let web = Web::new();
    web.site("a.fi", |asked| {
        let path = asked.path.as_str();
        match path {
            "/robots.txt" => Reply::status(404),
            "/" => Reply::html(links(&[
                "/sauna?share=x".to_owned(),
                "/laituri?nakyma=iso".to_owned(),
                "/laituri/".to_owned(),
                "/laituri".to_owned(),
                "/lue?id=1".to_owned(),
                "/lue?id=2".to_owned(),
            ])),
            _ => {
                let name = path
                    .split(['?', '/'])
                    .find(|part| !part.is_empty())
                    .unwrap();
                // Each address differs in its bytes, as pages that link to themselves do.
                let own = format!("<a href='{path}'>Tämä sivu</a></nav>");
                Reply::html(plain_article(name).replace("</nav>", &own))
            }
        }
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.run_for(3 * DAY).await;
    assert_eq!(
        crawl.addresses(),
        [
            "http://a.fi/laituri",
            "http://a.fi/lue?id=1",
            "http://a.fi/lue?id=2",
            "http://a.fi/sauna"
        ]
    );
    assert!(web.paths("a.fi").iter().all(|path| !path.contains("share")));
}

#[tokio::test(start_paused = true)]
async fn other_languages_of_a_page_are_found_where_the_source_allows() {
    let with =
        |alternates: &str| article("uutinen").replace("<title>", &format!("{alternates}<title>"));
    let page = with(
        "<link rel=alternate hreflang=sv href=/sv/nyhet><link rel=alternate hreflang=en href=/en/news>\
         <link rel=alternate hreflang=se href=http://b.fi/se>",
    );
    let web = Web::new();
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/uutinen"], None)),
        "/uutinen" => Reply::html(&page),
        path => Reply::html(article(path)),
    });
    let mut without_english = (*source("a.fi")).clone();
    without_english.settings.skip = vec!["/en/".to_owned()];
    let crawl = Crawl::new(&web, &[std::sync::Arc::new(without_english)]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/sv/nyhet", "uutinen"]);
}

#[tokio::test(start_paused = true)]
async fn a_page_without_a_date_takes_that_of_the_feed_and_no_other_does() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], "Sitemap: /kartta.xml"),
        "/" => Reply::html("<link rel=alternate type=application/rss+xml href=/syote>"),
        "/syote" => Reply::xml(
            "<rss><item><link>/ilman</link><pubDate>Wed, 28 Sep 2022 12:00:00 +0300</pubDate></item>\
             <item><link>/oma</link><pubDate>Wed, 28 Sep 2022 12:00:00 +0300</pubDate></item>\
             <item><link>/tuleva</link><pubDate>Wed, 28 Sep 2072 12:00:00 +0300</pubDate></item></rss>",
        ),
        "/kartta.xml" => Reply::xml(
            "<urlset><url><loc>/kartalta</loc><lastmod>2022-09-01</lastmod></url>\
             <url><loc>/uutiskartalta</loc><news:news><news:publication_date>2022-09-02T08:00:00+03:00\
             </news:publication_date></news:news></url></urlset>",
        ),
        "/oma" => Reply::html(article("oma")),
        path => Reply::html(plain_article(path)),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.round().await;
    assert_eq!(
        crawl.published(),
        [
            (
                "/ilman".to_owned(),
                Some("2022-09-28T12:00:00+03:00".to_owned())
            ),
            ("/kartalta".to_owned(), None),
            ("/tuleva".to_owned(), None),
            (
                "/uutiskartalta".to_owned(),
                Some("2022-09-02T08:00:00+03:00".to_owned())
            ),
            (
                "oma".to_owned(),
                Some("2022-10-03T09:00:00+03:00".to_owned())
            ),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_date_that_the_feed_tells_later_comes_to_the_article() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html("<a href=/uutinen>Uutinen</a><link rel=alternate type=application/rss+xml href=/syote>"),
        "/syote" if asked.before == 0 => Reply::xml("<rss></rss>"),
        "/syote" => Reply::xml(
            "<rss><item><link>/uutinen</link><pubDate>Mon, 03 Oct 2022 12:30:00 +0300</pubDate></item></rss>",
        ),
        path => Reply::html(plain_article(path)),
    });
    let crawl = Crawl::new(&web, &[generic("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.published(), [("/uutinen".to_owned(), None)]);
    crawl.run_for(DAY).await;
    let expected = "2022-10-03T12:30:00+03:00".to_owned();
    assert_eq!(crawl.published(), [("/uutinen".to_owned(), Some(expected))]);
}
