//! robots.txt, pace, being told to wait: what owners of sites ask for, and get.

use super::crawler::{Crawl, DAY, HOUR, MINUTE, article, list, settings, source};
use super::web::{Reply, Web};

/// A site with a list of articles, and what it says in robots.txt.
fn site(web: &Web, host: &str, robots: &'static str, articles: &'static [&'static str]) {
    web.site(host, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], robots),
        "/" => Reply::html(list(articles, None)),
        path => Reply::html(article(path)),
    });
}

#[tokio::test(start_paused = true)]
async fn one_request_at_a_time_at_the_pace_that_is_asked_for() {
    let web = Web::new();
    site(
        &web,
        "a.fi",
        "User-agent: *\nCrawl-delay: 7",
        &["/1", "/2", "/3", "/4"],
    );
    site(&web, "b.fi", "", &["/1", "/2", "/3", "/4"]);
    let crawl = Crawl::new(&web, &[source("a.fi"), source("b.fi")]);
    crawl.round().await;
    for (host, pause) in [("a.fi", 7.0), ("b.fi", 2.0)] {
        let asked = web.asked().into_iter().filter(|asked| asked.host == host);
        let times: Vec<f64> = asked.map(|asked| asked.at.as_secs_f64()).collect();
        assert_eq!(times.len(), 6, "{host}");
        // The first pause follows robots.txt, before its rules were known.
        for pair in times[1..].windows(2) {
            let waited = pair[1] - pair[0];
            assert!(
                waited >= pause && waited <= pause * 1.26,
                "{host} {times:?}"
            );
        }
    }
    assert_eq!(web.most_at_work(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_measure_is_cut() {
    let web = Web::new();
    site(
        &web,
        "a.fi",
        "User-agent: *\nCrawl-delay: 86400",
        &["/1", "/2"],
    );
    Crawl::new(&web, &[source("a.fi")]).round().await;
    let last = web.times("a.fi", "/2")[0];
    assert!(last > MINUTE * 2 && last < MINUTE * 3, "{last:?}");
}

#[tokio::test(start_paused = true)]
async fn what_robots_forbid_is_never_asked_for() {
    let web = Web::new();
    site(
        &web,
        "a.fi",
        "User-agent: *\nDisallow: /\n\nUser-agent: aluehaku\nDisallow: /salaa/\nAllow: /salaa/avoin",
        &["/salaa/1", "/salaa/avoin", "/2"],
    );
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(HOUR).await;
    assert!(web.times("a.fi", "/salaa/1").is_empty());
    assert_eq!(crawl.titles(), ["/2", "/salaa/avoin"]);
    assert_eq!(
        crawl.outcomes("http://a.fi/salaa/1"),
        ["forbidden_by_robots"]
    );
}

#[tokio::test(start_paused = true)]
async fn rules_that_change_while_a_crawl_goes_on_are_followed() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" if asked.before == 0 => {
            Reply::new(200, &[], "User-agent: *\nCrawl-delay: 60")
        }
        "/robots.txt" => Reply::new(200, &[], "User-agent: *\nDisallow: /"),
        "/" => {
            let all: Vec<String> = (0..400).map(|number| format!("/n/{number}")).collect();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            Reply::html(list(&all, None))
        }
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    let changed = web.times("a.fi", "/robots.txt")[1];
    // A page that was waiting, then robots.txt itself, each a minute and at most a quarter after the last.
    let late = 2 * (MINUTE + MINUTE / 4);
    assert!(
        changed >= 4 * HOUR && changed <= 4 * HOUR + late,
        "{changed:?}"
    );
    let last = web.asked().into_iter().next_back().unwrap();
    assert!(
        last.at <= 8 * HOUR + 2 * late && last.path == "/robots.txt",
        "{last:?}"
    );
    let after = web.asked().into_iter();
    let after = after.filter(|asked| asked.at > changed && asked.path != "/robots.txt");
    assert_eq!(after.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn without_an_answer_about_robots_nothing_is_asked_for() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" if asked.before < 3 => Reply::status(500),
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/1"], None)),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(3 * HOUR).await;
    let robots = web.times("a.fi", "/robots.txt");
    assert_eq!(robots.len(), 4, "{robots:?}");
    // Ever longer pauses between the attempts.
    let pauses: Vec<_> = robots.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses[0] >= 5 * MINUTE && pauses[1] >= 10 * MINUTE && pauses[2] >= 20 * MINUTE);
    assert!(web.times("a.fi", "/")[0] > robots[3]);
    assert_eq!(crawl.titles(), ["/1"]);
}

#[tokio::test(start_paused = true)]
async fn robots_txt_is_read_to_half_a_megabyte() {
    let web = Web::new();
    let mut robots = "User-agent: *\nDisallow: /salaa\n".to_owned();
    robots.push_str(&"# x\n".repeat(3_000_000));
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], &robots),
        "/" => Reply::html(list(&["/salaa", "/1"], None)),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(web.paths("a.fi"), ["/", "/1"]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_time_gets_it() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/1", "/2", "/3"], None)),
        "/1" if asked.before == 0 => Reply::new(429, &[("Retry-After", "5400")], ""),
        path => Reply::html(article(path)),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(3 * HOUR).await;
    let told = web.times("a.fi", "/1")[0];
    let asked = web.asked().into_iter().map(|asked| asked.at);
    let next = asked.filter(|at| *at > told).min().unwrap();
    assert!(
        next - told >= 90 * MINUTE && next - told < 92 * MINUTE,
        "{told:?} {next:?}"
    );
    assert_eq!(crawl.titles(), ["/1", "/2", "/3"]);
}

#[tokio::test(start_paused = true)]
async fn a_moment_to_come_back_is_understood_by_the_servers_clock() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" if asked.before == 0 => Reply::new(
            503,
            &[
                ("Date", "Wed, 21 Oct 2015 07:28:00 GMT"),
                ("Retry-After", "Wed, 21 Oct 2015 08:28:00 GMT"),
            ],
            "",
        ),
        _ => Reply::html(article("a")),
    });
    Crawl::new(&web, &[source("a.fi")]).run_for(3 * HOUR).await;
    let times = web.times("a.fi", "/");
    let waited = times[1] - times[0];
    assert!(waited >= HOUR && waited < HOUR + 2 * MINUTE, "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn the_crawler_says_who_it_is_and_keeps_no_cookies() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[("Set-Cookie", "a=1")], ""),
        "/" => Reply::new(
            200,
            &[("Set-Cookie", "b=2"), ("Content-Type", "text/html")],
            list(&["/1"], None),
        ),
        path => Reply::html(article(path)),
    });
    Crawl::new(&web, &[source("a.fi")]).round().await;
    for asked in web.asked() {
        let agent = asked.header("user-agent").unwrap();
        assert!(agent.starts_with("Aluehaku/") && agent.ends_with("(+https://haku.example/about)"));
        assert_eq!(asked.header("cookie"), None);
        assert_eq!(asked.header("host"), Some("a.fi"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_has_not_changed_is_not_sent_again() {
    let web = Web::new();
    web.site("a.fi", |asked| {
        let known = asked.header("if-none-match") == Some("\"v1\"");
        match asked.path.as_str() {
            _ if known => Reply::new(304, &[("ETag", "\"v1\"")], ""),
            "/robots.txt" => Reply::new(200, &[("ETag", "\"v1\"")], ""),
            "/" => Reply::new(200, &[("ETag", "\"v1\"")], list(&["/1"], None)),
            path => Reply::new(200, &[("ETag", "\"v1\"")], article(path)),
        }
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(3 * DAY).await;
    for path in ["/robots.txt", "/", "/1"] {
        let asked = web.asked().into_iter().filter(|asked| asked.path == path);
        let known: Vec<bool> = asked
            .map(|asked| asked.header("if-none-match").is_some())
            .collect();
        assert!(known.len() > 1 && !known[0], "{path} {known:?}");
        assert!(known[1..].iter().all(|known| *known), "{path} {known:?}");
    }
    assert_eq!(
        crawl.outcomes("http://a.fi/1")[..2],
        ["new_article", "not_modified"]
    );
}

#[tokio::test(start_paused = true)]
async fn headers_for_robots_are_obeyed() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(list(&["/1", "/2", "/3"], None)),
        "/1" => Reply::new(
            200,
            &[
                ("X-Robots-Tag", "otherbot: nofollow"),
                ("X-Robots-Tag", "noindex"),
            ],
            article("1"),
        ),
        "/2" => Reply::new(200, &[("X-Robots-Tag", "otherbot: noindex")], article("2")),
        path => Reply::html(
            article(path).replace("<head>", "<head><meta name=aluehaku content=noindex>"),
        ),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.round().await;
    assert_eq!(crawl.titles(), ["2"]);
    assert_eq!(crawl.outcomes("http://a.fi/1"), ["noindex"]);
}

#[tokio::test(start_paused = true)]
async fn two_sources_on_one_machine_share_its_pace() {
    let web = Web::new();
    site(&web, "a.fi", "", &["/1", "/2", "/3"]);
    let sources = [
        source("a.fi"),
        super::crawler::source_with("toinen", "wordpress", &["http://a.fi/4"]),
    ];
    Crawl::with(&web, &sources, settings()).round().await;
    let mut times: Vec<_> = web.asked().into_iter().map(|asked| asked.at).collect();
    times.sort();
    assert!(times.len() > 5);
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= 2 * MINUTE / 60, "{times:?}");
    }
    assert_eq!(web.most_at_work(), 1);
}
