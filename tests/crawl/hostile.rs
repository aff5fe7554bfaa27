//! Sites that hold, flood, cut, loop or lie: each costs little, and stops nobody else.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::crawler::{Crawl, DAY, HOUR, MINUTE, article, list, source, source_with};
use super::web::{Reply, Web};

/// A site whose list names some pages, all of which get the same answer.
fn site(web: &Web, host: &str, pages: &'static [&'static str], reply: Reply) {
    web.site(host, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(pages, None)),
        _ => reply.clone(),
    });
}

fn good_site(web: &Web, host: &str) {
    site(web, host, &["/1", "/2"], Reply::html(article("hyvä")));
}

const TEN: [&str; 10] = ["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "/10"];

#[tokio::test(start_paused = true)]
async fn a_tarpit_is_left_after_a_few_pages_and_holds_nobody_else() {
    let web = Web::new();
    site(&web, "suo.fi", &TEN, Reply::silence());
    good_site(&web, "b.fi");
    let crawl = Crawl::new(&web, &[source("suo.fi"), source("b.fi")]);
    crawl.round().await;
    assert_eq!(web.paths("suo.fi").len(), 6);
    assert_eq!(crawl.outcomes("http://suo.fi/1"), ["timeout"]);
    assert!(web.times("b.fi", "/2")[0] < MINUTE);
    let spent = web.asked().into_iter().map(|asked| asked.at).max().unwrap();
    assert!(spent < 4 * MINUTE, "{spent:?}");
    // It rests, and each page is tried ever more rarely: not thousands of requests a day.
    crawl.run_for(DAY).await;
    assert!(
        web.paths("suo.fi").len() < 120,
        "{}",
        web.paths("suo.fi").len()
    );
}

#[tokio::test(start_paused = true)]
async fn a_text_that_ends_in_a_particle_of_names_is_an_article() {
    let web = Web::new();
    let opening_hours = "<p>Talo on avoinna ma, ke ja la</p></div></article>";
    let page = article("Avoinna la").replace("</div></article>", opening_hours);
    site(&web, "a.fi", &["/1"], Reply::html(page));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["new_article"]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_drip_is_cut() {
    let web = Web::new();
    site(&web, "a.fi", &["/1"], Reply::drip(Duration::from_secs(5)));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    let begun = tokio::time::Instant::now();
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["timeout"]);
    assert!(begun.elapsed() < MINUTE);
}

#[tokio::test(start_paused = true)]
async fn redirects_in_a_circle_end() {
    let web = Web::new();
    site(&web, "a.fi", &["/1"], Reply::redirect(302, "/1"));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["redirect_loop"]);
    assert_eq!(web.times("a.fi", "/1").len(), 6);
    crawl.run_for(DAY).await;
    assert_eq!(web.times("a.fi", "/1").len(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_bomb_is_not_unpacked() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..100 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 200_000);
    let web = Web::new();
    let headers = [("Content-Encoding", "gzip"), ("Content-Type", "text/html")];
    site(&web, "a.fi", &["/1"], Reply::new(200, &headers, bomb));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["too_large"]);
}

#[tokio::test(start_paused = true)]
async fn a_flood_is_cut_at_the_limit() {
    let web = Web::new();
    let flood = [b"HTTP/1.1 200 x\r\n\r\n".as_slice(), &vec![b'a'; 20 << 20]].concat();
    site(&web, "a.fi", &["/1", "/2"], Reply::raw(flood));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["too_large"]);
    assert_eq!(crawl.outcomes("http://a.fi/2"), ["too_large"]);
}

#[tokio::test(start_paused = true)]
async fn heads_without_end_are_refused() {
    let web = Web::new();
    let head = format!("HTTP/1.1 200 x\r\n{}", "X-A: b\r\n".repeat(100_000));
    site(&web, "a.fi", &["/1"], Reply::raw(head));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["connection"]);
}

#[tokio::test(start_paused = true)]
async fn wrong_lengths_harm_that_page_alone() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/lyhyt", "/pitka", "/katkennut", "/oikea"], None)),
        // More than was sent, less than was sent, and cut in the middle of a chunk.
        "/lyhyt" => Reply::raw("HTTP/1.1 200 x\r\nContent-Length: 100000\r\n\r\n<p>a"),
        "/pitka" => Reply::raw_open(format!(
            "HTTP/1.1 200 x\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n{}",
            article("pitka")
        )),
        "/katkennut" => {
            Reply::raw("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n<p>a")
        }
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.outcomes("http://a.fi/lyhyt"), ["connection"]);
    assert_eq!(crawl.outcomes("http://a.fi/pitka"), ["listing"]);
    assert_eq!(crawl.outcomes("http://a.fi/katkennut"), ["connection"]);
    assert_eq!(crawl.titles(), ["/oikea"]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_flaps_is_read_all_the_same() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&TEN, None)),
        _ if asked.before.is_multiple_of(2) => Reply::status(503),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(DAY).await;
    assert_eq!(crawl.titles().len(), TEN.len());
    for path in TEN {
        let times = web.times("a.fi", path);
        assert!(times[1] - times[0] >= 5 * MINUTE, "{path} {times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_ends_after_each_answer_is_made_anew() {
    let web = Web::new();
    web.site("a.fi", |asked| {
        let body = match asked.path.as_str() {
            "/robots.txt" => String::new(),
            "/" => list(&["/1", "/2"], None),
            path => article(path),
        };
        let length = body.len();
        Reply::raw(format!(
            "HTTP/1.1 200 x\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/1", "/2"]);
    assert_eq!(web.paths("a.fi").len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_sitemap_of_the_largest_size_is_taken_in_whole_and_not_again() {
    let addresses: String = (0..50_000)
        .map(|number| format!("<url><loc>http://a.fi/uutinen/{number}-x</loc></url>"))
        .collect();
    let sitemap = format!("<?xml version=\"1.0\"?><urlset>{addresses}</urlset>");
    let web = Web::new();
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], "Sitemap: http://a.fi/kartta.xml"),
        "/kartta.xml" if asked.header("if-none-match").is_some() => Reply::status(304),
        "/kartta.xml" => Reply::new(200, &[("ETag", "\"1\"")], &sitemap),
        "/" => Reply::html(list(&[], None)),
        _ => Reply::new(429, &[("Retry-After", "86400")], ""),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    // The site itself and the sitemap count among the addresses that are remembered.
    assert_eq!(crawl.known("a.fi"), 50_000);
    assert_eq!(web.paths("a.fi")[..2], ["/", "/kartta.xml"]);
    crawl.run_for(3 * DAY).await;
    let asked = web
        .asked()
        .into_iter()
        .filter(|asked| asked.path == "/kartta.xml");
    let again = asked
        .skip(1)
        .all(|asked| asked.header("if-none-match").is_some());
    assert!(again);
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_is_not_well_formed_leads_to_its_articles() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/feed/" => Reply::xml(
            "\n<rss><channel><title>Järjestöt & uutiset<item><link>http://a.fi/1</item>\
             <item><title>1 < 2</title><link>/2?a&b=1</link><p><item><guid>http://a.fi/3",
        ),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(
        &web,
        &[source_with("a.fi", "wordpress", &["http://a.fi/feed/"])],
    );
    crawl.round().await;
    assert_eq!(crawl.titles(), ["/1", "/2?a&b=1", "/3"]);
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_speaks_something_else_is_a_failed_connection() {
    let web = Web::new();
    web.site("a.fi", |_| Reply::raw("220 posti.fi ESMTP\r\n"));
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(HOUR).await;
    assert_eq!(crawl.outcomes("http://a.fi/")[0], "robots_unreachable");
    assert!(web.asked().iter().all(|asked| asked.path == "/robots.txt"));
}
