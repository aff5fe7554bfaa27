//! Addresses that must not be reached, however a site leads there.

use std::net::IpAddr;

use super::crawler::{Crawl, DAY, HOUR, article, list, source};
use super::web::{Reply, Web};

/// No machine but the public one of the only site was ever connected to.
#[track_caller]
fn check_connections(web: &Web) {
    let connected = web.connected();
    assert!(!connected.is_empty());
    for address in connected {
        assert_eq!(address, IpAddr::from([193, 166, 3, 1]), "{address}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirect_to_a_private_address_is_not_followed() {
    let web = Web::new();
    let targets = [
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "ftp://a.fi/",
        "http://user:secret@a.fi/x",
        "http://b.fi/",
    ];
    web.site("a.fi", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => {
            let pages: Vec<String> = (0..targets.len()).map(|n| format!("/{n}")).collect();
            let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
            Reply::html(list(&pages, None))
        }
        path => Reply::redirect(302, targets[path[1..].parse::<usize>().unwrap()]),
    });
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(HOUR).await;
    for (number, target) in targets.iter().enumerate() {
        let outcomes = crawl.outcomes(&format!("http://a.fi/{number}"));
        let refused = ["redirect_outside", "out_of_reach"];
        assert_eq!(outcomes.len(), 1, "{target}");
        assert!(refused.contains(&outcomes[0]), "{target} {outcomes:?}");
    }
    check_connections(&web);
}

#[tokio::test(start_paused = true)]
async fn links_to_private_addresses_and_other_protocols_are_not_followed() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], "Sitemap: http://10.0.0.1/kartta.xml"),
        _ => Reply::html(list(
            &[
                "http://192.168.0.1/",
                "https://a.fi:8443/",
                "gopher://a.fi/1",
                "http://a.fi.b.fi/",
                "//10.0.0.1/",
            ],
            Some("http://metadata.google.internal/"),
        )),
    });
    Crawl::new(&web, &[source("a.fi")]).round().await;
    check_connections(&web);
    assert_eq!(web.paths("a.fi"), ["/"]);
}

#[tokio::test(start_paused = true)]
async fn robots_txt_does_not_lead_to_a_private_address_either() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::redirect(301, "http://10.0.0.1/robots.txt"),
        path => Reply::html(article(path)),
    });
    Crawl::new(&web, &[source("a.fi")]).run_for(HOUR).await;
    check_connections(&web);
    assert_eq!(web.paths("a.fi").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_name_whose_answer_changes_leads_nowhere_else() {
    let web = Web::new();
    web.site("a.fi", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::raw("HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n"),
        "/" => Reply::raw(format!(
            "HTTP/1.1 200 x\r\n\r\n{}",
            list(&["/1", "/2"], None)
        )),
        path => Reply::html(article(path)),
    });
    let public = IpAddr::from([193, 166, 3, 1]);
    let answers = [
        vec![public],
        vec![public],
        vec![IpAddr::from([127, 0, 0, 1]), IpAddr::from([10, 0, 0, 1])],
        // A public address among private ones is the one that is taken.
        vec![IpAddr::from([169, 254, 169, 254]), public],
    ];
    web.name("a.fi", move |asked| answers[asked.min(3)].clone());
    let crawl = Crawl::new(&web, &[source("a.fi")]);
    crawl.run_for(DAY).await;
    assert_eq!(crawl.outcomes("http://a.fi/1")[0], "out_of_reach");
    assert_eq!(crawl.outcomes("http://a.fi/2")[0], "new_article");
    check_connections(&web);
}
