//! Several crawlers of one archive, each a process of its own, over fifty hosts on this machine.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use tokio::sync::watch;

use super::program::{Program, errors};

const HOSTS: usize = 50;

/// Hosts with a second source on them.
const SHARED: usize = 10;

/// Articles of each source.
const ARTICLES: usize = 5;

/// Pause between two requests to a host, in milliseconds.
const DELAY_MS: u64 = 40;

/// Sources that a crawler visits at the same time.
const PARALLEL: usize = 16;

/// A request as a host got it.
#[derive(Clone, Debug)]
struct Asked {
    crawler: String,
    host: String,
    path: String,
    begun: Instant,
    /// Absent while it is answered.
    ended: Option<Instant>,
}

impl Asked {
    fn now(request: &Request) -> Self {
        let header = |name| request.headers()[name].to_str().unwrap().to_owned();
        Self {
            crawler: header(header::USER_AGENT),
            host: header(header::HOST),
            path: request.uri().path().to_owned(),
            begun: Instant::now(),
            ended: None,
        }
    }
}

/// The hosts, which answer nothing before they are opened.
#[derive(Debug)]
struct Hosts {
    port: u16,
    log: Arc<Log>,
    open: watch::Sender<bool>,
    _runtime: tokio::runtime::Runtime,
}

/// All requests, and a word to whoever waits for one.
#[derive(Debug, Default)]
struct Log {
    asked: Mutex<Vec<Asked>>,
    changed: Condvar,
}

impl Hosts {
    fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (open, opened) = watch::channel(false);
        let log = Arc::<Log>::default();
        let router = Router::new()
            .fallback(answer)
            .with_state((Arc::clone(&log), opened));
        let port = runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            tokio::spawn(async move { axum::serve(listener, router).await });
            port
        });
        Self {
            port,
            log,
            open,
            _runtime: runtime,
        }
    }

    /// A program whose settings name the sources on these hosts.
    fn program(&self) -> Program {
        let program = Program::new();
        let mut settings = format!(
            "[crawler]\ndelay_ms = {DELAY_MS}\nmax_delay_ms = {DELAY_MS}\nparallel_sources = {PARALLEL}\nlease_s = 5\n"
        );
        for (host, part) in sources() {
            let url = format!("http://{host}.localhost:{}/{part}/", self.port);
            settings.push_str(&format!(
                "[[sources]]\nid = \"{host}-{part}\"\nname = \"{host} {part}\"\nstart = [\"{url}\"]\nonly = [\"/{part}/\"]\n\
                 profile = \"wordpress\"\nenabled = true\nallow_loopback = true\n"
            ));
        }
        program.write("aluehaku.toml", &settings);
        program
    }

    fn open(&self) {
        self.open.send(true).unwrap();
    }

    /// Waits until what was asked is as wanted.
    fn wait_until(&self, is_so: impl Fn(&[Asked]) -> bool) {
        let asked = self.log.asked.lock().unwrap();
        let waiting = |asked: &mut Vec<Asked>| !is_so(asked);
        let (_asked, waited) = self
            .log
            .changed
            .wait_timeout_while(asked, Duration::from_secs(120), waiting)
            .unwrap();
        assert!(!waited.timed_out(), "nobody asked for two minutes");
    }

    fn asked(&self) -> Vec<Asked> {
        self.log.asked.lock().unwrap().clone()
    }

    /// That every host was asked one thing at a time, with the pause between two, whoever asked.
    #[track_caller]
    fn were_asked_politely(&self) {
        let mut by_host: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
        for asked in self.asked() {
            by_host.entry(asked.host.clone()).or_default().push(asked);
        }
        assert_eq!(by_host.len(), HOSTS);
        for asked in by_host.values() {
            for pair in asked.windows(2) {
                let ended = pair[0].ended.expect("two requests at a time");
                let waited = pair[1].begun.checked_duration_since(ended);
                let waited = waited.unwrap_or_default();
                assert!(
                    waited >= Duration::from_millis(DELAY_MS),
                    "{waited:?} from {:?} to {:?}",
                    pair[0],
                    pair[1]
                );
            }
        }
    }

    /// The pages that were asked for more than once.
    fn asked_again(&self) -> Vec<(String, String)> {
        let mut seen = BTreeSet::new();
        let asked = self.asked().into_iter();
        let pages = asked.filter(|asked| asked.path != "/robots.txt");
        let pages = pages.map(|asked| (asked.host, asked.path));
        pages.filter(|page| !seen.insert(page.clone())).collect()
    }
}

/// The sources in the order in which crawlers try them: those on one host so that one crawler has no place left for
/// some of their second ones.
fn sources() -> impl Iterator<Item = (String, &'static str)> {
    let of = |part| move |host| (format!("talo{host}"), part);
    let shared = (0..SHARED).map(of("a")).chain((0..SHARED).map(of("b")));
    shared.chain((SHARED..HOSTS).map(of("a")))
}

async fn answer(
    State((log, mut opened)): State<(Arc<Log>, watch::Receiver<bool>)>,
    request: Request,
) -> Response {
    let asked = Asked::now(&request);
    let (host, path) = (asked.host.clone(), asked.path.clone());
    drop(request);
    let number = {
        let mut all = log.asked.lock().unwrap();
        all.push(asked);
        all.len() - 1
    };
    log.changed.notify_all();
    opened.wait_for(|is_open| *is_open).await.unwrap();
    log.asked.lock().unwrap()[number].ended = Some(Instant::now());
    page(&host, &path).map_or(StatusCode::NOT_FOUND.into_response(), |page| {
        Html(page).into_response()
    })
}

/// A list of articles at `/a/` and `/b/`, and the articles below them.
fn page(host: &str, path: &str) -> Option<String> {
    let (part, name) = path.strip_prefix('/')?.split_once('/')?;
    if name.is_empty() {
        let links = (0..ARTICLES).map(|number| {
            format!("<h2 class=entry-title><a href='/{part}/{number}'>Uutinen {number}</a></h2>")
        });
        let links: String = links.collect();
        return Some(format!(
            "<!DOCTYPE html><html lang=fi><body class=blog>{links}</body></html>"
        ));
    }
    let title = format!("Kylä {host} kertoo asiasta {part}{name}");
    Some(format!(
        "<!DOCTYPE html><html lang=fi><head><title>{title}</title></head><body class=single><article>\
         <h1 class=entry-title>{title}</h1><time class='entry-date published' \
         datetime='2022-10-03T09:00:00+03:00'>3.10.2022</time><div class=entry-content>\
         <p>Kylän {host} väki kokoontui rantasaunalle sopimaan numeron {part}{name} talkoista, ja keittoa riitti.</p>\
         <p>Laituri korjataan ennen jäiden tuloa, lupasi toimikunta {host}, ja kutsuu mukaan myös naapurit.</p>\
         </div></article></body></html>"
    ))
}

/// A crawl that ends when nothing is due, under a name by which the hosts know it.
fn crawler(program: &Program, name: &str) -> Child {
    program
        .command(&["crawl", "--once", "--quiet"])
        .env("ALUEHAKU__CRAWLER__USER_AGENT", name)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[track_caller]
fn ends_well(crawler: Child) {
    let output = crawler.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
}

fn is_asked_by(asked: &[Asked], name: &str) -> bool {
    asked.iter().any(|asked| asked.crawler == name)
}

#[test]
fn two_crawlers_of_one_archive_crowd_none_of_fifty_hosts_and_fetch_nothing_twice() {
    let hosts = Hosts::start();
    let program = hosts.program();
    let crawlers = ["eka", "toka"].map(|name| crawler(&program, name));
    hosts.wait_until(|asked| is_asked_by(asked, "eka") && is_asked_by(asked, "toka"));
    let told = program.run(&["status", "--format", "json"]);
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let mut at_work: Vec<u64> = told["crawlers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|crawler| crawler["process"].as_u64().unwrap())
        .collect();
    at_work.sort_unstable();
    let mut processes = crawlers.each_ref().map(|crawler| u64::from(crawler.id()));
    processes.sort_unstable();
    assert_eq!(at_work, processes, "{told}");
    hosts.open();
    crawlers.into_iter().for_each(ends_well);

    hosts.were_asked_politely();
    assert_eq!(hosts.asked_again(), []);
    let articles = program.export().len();
    assert_eq!(articles, (HOSTS + SHARED) * ARTICLES);
    let found = program.search(&["", "--duplicates", "show"]);
    assert_eq!(found["total"]["value"], articles, "{found}");
    let told = String::from_utf8(program.run(&["doctor"]).stdout).unwrap();
    assert!(told.contains("crawlers: none at work"), "{told}");
}

#[test]
fn what_a_killed_crawler_was_at_is_finished_by_the_other() {
    let hosts = Hosts::start();
    let program = hosts.program();
    let mut killed = crawler(&program, "eka");
    let other = crawler(&program, "toka");
    hosts.wait_until(|asked| is_asked_by(asked, "eka") && is_asked_by(asked, "toka"));
    hosts.open();
    hosts.wait_until(|asked| {
        let of_killed = asked.iter().filter(|asked| asked.crawler == "eka");
        of_killed.count() >= 3 * PARALLEL
    });
    killed.kill().unwrap();
    killed.wait().unwrap();
    ends_well(other);

    hosts.were_asked_politely();
    assert_eq!(program.export().len(), (HOSTS + SHARED) * ARTICLES);
    // Only what it had asked for and not noted yet is asked for again, at most one page of each source it was at.
    let again = hosts.asked_again();
    assert!(again.len() <= PARALLEL, "{again:?}");
}
