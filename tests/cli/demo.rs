//! The whole flow over the pretend sites: crawl, read, archive, index, search.

use std::collections::BTreeMap;

use serde_json::Value;

use aluehaku::fixture_sites::{FixtureServer, SOURCES_TOML};

use super::program::{Program, errors};

/// The pretend sites on a free port, for a program that crawls them by its settings file.
#[derive(Debug)]
pub(super) struct PretendSites {
    server: FixtureServer,
    /// Serves until it is dropped.
    _runtime: tokio::runtime::Runtime,
}

impl PretendSites {
    pub(super) fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(FixtureServer::start()).unwrap();
        Self {
            server,
            _runtime: runtime,
        }
    }

    /// A program with a data directory of its own whose settings name these sites.
    pub(super) fn program(&self) -> Program {
        let program = Program::new();
        let port = self.server.address().port();
        let sources = SOURCES_TOML.replace(".localhost/", &format!(".localhost:{port}/"));
        let pace = "[crawler]\ndelay_ms = 0\nmax_delay_ms = 1\n";
        program.write("aluehaku.toml", &format!("{pace}{sources}"));
        program
    }

    /// An address without the port of this run.
    pub(super) fn without_port(&self, url: &str) -> String {
        url.replace(&format!(":{}/", self.server.address().port()), "/")
    }

    /// The articles of a program by address, without the port of this run.
    pub(super) fn articles(&self, program: &Program) -> BTreeMap<String, Value> {
        let url = |article: &Value| self.without_port(article["url"].as_str().unwrap());
        program
            .export()
            .into_iter()
            .map(|article| (url(&article), article))
            .collect()
    }
}

/// Expected readings of all fixture articles.
fn expected_articles() -> Vec<Value> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut articles = Vec::new();
    for source in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(source.unwrap().path()).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            articles.push(serde_json::from_str(&text).unwrap());
        }
    }
    articles
}

/// Articles of the demo that tell of events to come, counted from the day it is run.
const COMING: usize = 2;

/// Fields of an article that its page states, and that must be read exactly.
const READ_FIELDS: [&str; 10] = [
    "source",
    "title",
    "lead",
    "body",
    "published",
    "published_precision",
    "modified",
    "authors",
    "topics",
    "language",
];

#[test]
fn every_article_of_the_pretend_sites_is_read_exactly() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet"]);
    let read = sites.articles(&program);
    let expected = expected_articles();
    assert!(expected.len() >= 70);
    for article in &expected {
        let url = article["url"].as_str().unwrap();
        let found = read
            .get(url)
            .unwrap_or_else(|| panic!("{url} was not read"));
        for field in READ_FIELDS {
            assert_eq!(found[field], article[field], "{field} of {url}");
        }
    }
    assert_eq!(
        read.len(),
        expected.len(),
        "something else was taken for an article"
    );
}

#[test]
fn nothing_that_robots_forbid_is_asked_for() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet"]);
    let requests = sites.server.log().all();
    assert!(!requests.is_empty());
    let forbidden: Vec<_> = requests.into_iter().filter(is_forbidden).collect();
    assert!(forbidden.is_empty(), "{forbidden:?}");
}

/// Whether the robots.txt of a pretend site forbids a path to everybody, by its plain lines.
fn is_forbidden(request: &aluehaku::fixture_sites::RecordedRequest) -> bool {
    let file = format!("fixtures/sites/{}/robots.txt", request.source);
    let robots =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    let (mut for_everybody, mut forbidden, mut allowed) = (false, 0, 0);
    for line in robots.unwrap().lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        let fits = for_everybody && !value.is_empty() && request.path.starts_with(value);
        match key {
            "User-agent" => for_everybody = value == "*",
            "Disallow" if fits => forbidden = forbidden.max(value.len()),
            "Allow" if fits => allowed = allowed.max(value.len()),
            _ => {}
        }
    }
    forbidden > allowed
}

#[test]
fn a_crawl_that_follows_every_link_ends_and_falls_into_no_trap() {
    let sites = PretendSites::start();
    let program = sites.program();
    let settings = std::fs::read_to_string(program.path("aluehaku.toml")).unwrap();
    let every_link: Vec<&str> = settings
        .lines()
        .filter(|line| !line.starts_with("list = "))
        .collect();
    let general = every_link
        .join("\n")
        .replace("inherits = \"wordpress\"", "")
        .replace("inherits = \"drupal\"", "");
    program.write("aluehaku.toml", &general);
    let summary = errors(&program.run(&["crawl", "--once"]));
    assert!(summary.contains("redirect_loop: "), "{summary}");
    assert!(
        program.export().len() >= expected_articles().len(),
        "{summary}"
    );
    let requests = sites.server.log().all();
    assert!(
        requests.len() < 1_000,
        "{} requests: something leads on for ever",
        requests.len()
    );
    assert!(
        !requests.iter().any(is_forbidden),
        "something forbidden was asked for"
    );
}

#[test]
fn a_second_visit_brings_no_body_again_that_has_a_validator() {
    let sites = PretendSites::start();
    let program = sites.program();
    let again = [
        ("ALUEHAKU__CRAWLER__LIST_INTERVAL_M", "0"),
        ("ALUEHAKU__CRAWLER__ARTICLE_INTERVAL_H", "0"),
        ("ALUEHAKU__CRAWLER__LONGEST_INTERVAL_D", "0"),
    ];
    let crawl = || {
        program
            .command(&["crawl", "--once", "-q"])
            .envs(again)
            .output()
            .unwrap()
    };
    assert_eq!(crawl().status.code(), Some(0));
    let before = sites.articles(&program);
    let first = sites.server.log().all().len();
    let output = crawl();
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let second = &sites.server.log().all()[first..];
    let unchanged = second
        .iter()
        .filter(|request| request.status == 304)
        .count();
    assert!(
        unchanged >= before.len(),
        "{unchanged} of {} were not sent again",
        second.len()
    );
    assert_eq!(sites.articles(&program), before);
}

#[test]
fn the_demo_ends_with_a_summary_and_leaves_its_data_for_serving() {
    let program = Program::new();
    let summary = program.done(&["demo", "--port", "0", "--exit-after-crawl"]);
    let expected = expected_articles().len() + COMING;
    assert!(
        summary.contains(&format!("articles searchable: {expected}")),
        "{summary}"
    );
    assert!(
        summary.contains("pages fetched:") && summary.contains("failures:"),
        "{summary}"
    );
    assert!(summary.contains("gone: 1"), "{summary}");
    assert_eq!(program.export().len(), expected);
    let again = program.done(&["demo", "--port", "0", "--exit-after-crawl"]);
    assert!(
        again.contains(&format!("articles searchable: {expected}")),
        "{again}"
    );
    let events = program
        .export()
        .into_iter()
        .flat_map(|article| article["events"].as_array().cloned().unwrap_or_default());
    let today = jiff::Timestamp::now().to_string()[..10].to_owned();
    let coming = events.filter(|event| event["date"].as_str() > Some(today.as_str()));
    assert!(coming.count() >= 6, "a demo has events to come");
}

#[test]
fn the_demo_refuses_a_data_directory_of_other_sources() {
    let program = Program::new();
    program.import(&[super::program::article(1)]);
    let output = program.run(&["demo", "--port", "0", "--exit-after-crawl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("uutiset"), "{}", errors(&output));
}
