//! The site that is crawled: articles of one size, lists that name them, validators, and a count
//! of what was sent.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Articles of the site.
pub(crate) const ARTICLES: usize = 2_000;

/// Bytes of each.
pub(crate) const PAGE_BYTES: usize = 37_000;

/// Articles a list names.
const OF_A_LIST: usize = 100;

/// Syllables of which the words of the texts are made, so that no two articles are near-copies.
const SYLLABLES: [&str; 16] = [
    "ka", "tu", "li", "jär", "jes", "tö", "maa", "kun", "ta", "yh", "dis", "tys", "ko", "ry", "hä",
    "mi",
];

/// The site in a process of its own, which ends with this value.
#[derive(Debug)]
pub(crate) struct Served {
    child: Child,
    port: u16,
}

impl Served {
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("a program knows where it lies");
        let mut child = Command::new(program)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the benchmark can start itself");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the site says where it is");
        let port = line.trim().parse().expect("the site says its port");
        Self { child, port }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Bytes sent so far, heads included.
    pub(crate) fn sent(&self) -> u64 {
        self.ask("/sent")
    }

    /// Bytes that one visit to everything took.
    pub(crate) fn sent_by_first(&self) -> u64 {
        self.ask("/visit")
    }

    fn ask(&self, path: &str) -> u64 {
        let address = (Ipv4Addr::LOCALHOST, self.port);
        let mut stream = TcpStream::connect(address).expect("the site is there");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        .expect("the site listens");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .expect("the site answers");
        let number = answer.rsplit("\r\n\r\n").next().unwrap_or_default();
        number.trim().parse().expect("the site answers by a number")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug, Default)]
struct Sent(AtomicU64);

/// Serves until the process is ended.
pub(crate) fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        println!("{port}");
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::new(Sent::default()));
        axum::serve(listener, router).await.expect("it goes on");
    });
}

async fn answer(State(sent): State<Arc<Sent>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    match path.as_str() {
        "/sent" => return sent.0.load(Ordering::Relaxed).to_string().into_response(),
        "/visit" => return whole_visit().to_string().into_response(),
        _ => {}
    }
    let Some(body) = page(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{:x}\"", body.len() * 31 + path.len());
    let known = request.headers().get(header::IF_NONE_MATCH);
    let is_known = known.is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let length = if is_known { 0 } else { body.len() };
    sent.0
        .fetch_add((length + HEAD_BYTES) as u64, Ordering::Relaxed);
    let headers = [
        (header::ETAG, etag),
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
    ];
    if is_known {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, body).into_response()
    }
}

/// Bytes of the head of an answer, about.
const HEAD_BYTES: usize = 150;

fn whole_visit() -> usize {
    let lists = (0..ARTICLES / OF_A_LIST).map(|number| list(number).len() + HEAD_BYTES);
    lists.sum::<usize>() + ARTICLES * (PAGE_BYTES + HEAD_BYTES)
}

/// The page at a path.
pub(crate) fn page(path: &str) -> Option<String> {
    if path == "/" {
        return Some(list(0));
    }
    let (kind, number) = path.trim_matches('/').split_once('-')?;
    let number: usize = number.parse().ok()?;
    match kind {
        "sivu" if number * OF_A_LIST < ARTICLES => Some(list(number)),
        "uutinen" if number < ARTICLES => Some(article(number)),
        _ => None,
    }
}

fn list(number: usize) -> String {
    let mut page = "<!DOCTYPE html><html lang=\"fi\"><body class=\"blog\"><main>".to_owned();
    for article in number * OF_A_LIST..(number + 1) * OF_A_LIST {
        let _ = write!(
            page,
            "<article><h2 class=\"entry-title\"><a href=\"/uutinen-{article}\">Uutinen {article}</a></h2></article>"
        );
    }
    if (number + 1) * OF_A_LIST < ARTICLES {
        let _ = write!(
            page,
            "<a rel=\"next\" href=\"/sivu-{}\">Vanhemmat</a>",
            number + 1
        );
    }
    page + "</main></body></html>"
}

/// An article among what WordPress puts around it: menus, styles and scripts are most of a page.
pub(crate) fn article(number: usize) -> String {
    let mut random = fastrand::Rng::with_seed(number as u64);
    let mut body = String::new();
    for _ in 0..8 {
        body.push_str("<p>Jyväskylässä");
        for _ in 0..50 {
            body.push(' ');
            for _ in 0..random.usize(2..5) {
                body.push_str(SYLLABLES[random.usize(..SYLLABLES.len())]);
            }
        }
        body.push_str(".</p>\n");
    }
    let day = number % 28 + 1;
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"fi\"><head><meta charset=\"utf-8\"><title>Uutinen {number}</title>\n\
         <style>{}</style></head>\n<body class=\"post-template single\"><header><nav><ul>{}</ul></nav></header>\n\
         <main><article class=\"post\"><h1 class=\"entry-title\">Uutinen {number} kylätalolta</h1>\n\
         <div class=\"entry-meta\"><time class=\"entry-date published\" datetime=\"2022-09-{day:02}T09:00:00+03:00\">{day}.9.2022</time></div>\n\
         <div class=\"entry-content\">{body}</div></article></main>\n<aside>{}</aside>\n",
        ".entry-title{margin:0 auto;color:#123456}\n".repeat(150),
        menu("valikko", 120),
        menu("sivupalkki", 60),
    );
    let rest = PAGE_BYTES.saturating_sub(page.len() + "<script></script></body></html>".len());
    let _ = write!(page, "<script>{}</script></body></html>", "a".repeat(rest));
    page
}

fn menu(name: &str, links: usize) -> String {
    let mut menu = String::new();
    for link in 0..links {
        let _ = writeln!(
            menu,
            "<li class=\"menu-item\"><a href=\"/{name}/kohta-{link}/\"><span>Kohta {link}</span></a></li>"
        );
    }
    menu
}
