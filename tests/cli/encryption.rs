//! Encrypted connections: whose certificate is trusted, and what a connection that is cut brings.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Output;
use std::sync::{Arc, Mutex};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::program::{Program, errors};

/// How a server on loopback encrypts with a certificate that nobody knows beforehand, and that certificate as PEM.
pub(super) fn self_signed() -> (Arc<ServerConfig>, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    (Arc::new(config), cert.pem())
}

/// An encrypted site on loopback whose certificate nobody knows beforehand.
struct Site {
    port: u16,
    certificate: String,
    /// Paths that were asked for.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn start() -> Self {
        let (config, certificate) = self_signed();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let site = Self {
            port: listener.local_addr().unwrap().port(),
            certificate,
            asked: Arc::default(),
        };
        let (config, asked) = (config, Arc::clone(&site.asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // A client that does not trust the certificate breaks off.
                let _ = answer(stream, Arc::clone(&config), &asked);
            }
        });
        site
    }

    /// Crawls the site once, on a machine that trusts one certificate.
    fn crawl(&self, program: &Program, trusted: &str) -> Output {
        program.write(
            "aluehaku.toml",
            &format!(
                "[crawler]\ndelay_ms = 0\n[[sources]]\nid = \"a\"\nname = \"A\"\nenabled = true\n\
                 allow_loopback = true\nstart = [\"https://localhost:{}/\"]\n",
                self.port
            ),
        );
        let trusted = program.write("trusted.pem", trusted);
        let mut command = program.command(&["crawl", "--once", "-v"]);
        command.env("SSL_CERT_FILE", trusted).output().unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Answers one request. The page whose path says so is cut in the middle, with no word of farewell.
fn answer(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    asked: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let path = requested_path(&mut stream)?;
    asked.lock().unwrap().push(path.clone());
    let status = if path == "/robots.txt" { 404 } else { 200 };
    let page = page(&path);
    let is_cut = path == "/katkaistu";
    let sent = if is_cut {
        &page[..page.len() / 2]
    } else {
        &page
    };
    // No length is stated: the end of the connection is the end of the page.
    let head =
        format!("HTTP/1.1 {status} x\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
    stream.write_all(format!("{head}{sent}").as_bytes())?;
    if !is_cut {
        stream.conn.send_close_notify();
    }
    stream.flush()
}

fn requested_path(stream: &mut impl Read) -> io::Result<String> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(first.split(' ').nth(1).unwrap_or_default().to_owned())
}

fn page(path: &str) -> String {
    if path == "/" {
        return "<ul><li><h2><a href=/kokonainen>Kokonainen uutinen</a></h2>\
                <li><h2><a href=/katkaistu>Katkaistu uutinen</a></h2></ul>"
            .to_owned();
    }
    let paragraph = |number: usize| {
        format!(
            "<p>Järjestöt kokoontuivat {number}. kerran kirjastolle, jossa puhuttiin talven \
            toiminnasta, tiloista ja vapaaehtoisista. Paikalla oli väkeä koko maakunnasta.</p>"
        )
    };
    format!(
        "<html lang=fi><title>Uutinen</title><article><h1>Uutinen {path}</h1>{}</article></html>",
        (1..9).map(paragraph).collect::<String>()
    )
}

#[test]
fn a_page_that_is_cut_off_is_not_taken_for_whole() {
    let (site, program) = (Site::start(), Program::new());
    let output = site.crawl(&program, &site.certificate);
    let log = errors(&output);
    let articles = program.export();
    let titles: Vec<&str> = articles
        .iter()
        .filter_map(|article| article["title"].as_str())
        .collect();
    assert_eq!(titles, ["Uutinen /kokonainen"], "{log}");
    let line = log.lines().find(|line| line.contains("/katkaistu"));
    assert!(
        line.is_some_and(|line| line.contains("connection")),
        "{log}"
    );
}

#[test]
fn a_machine_whose_certificate_nobody_vouches_for_is_asked_for_nothing() {
    let (site, program) = (Site::start(), Program::new());
    let output = site.crawl(&program, &Site::start().certificate);
    let log = errors(&output);
    assert_eq!(site.asked(), [""; 0], "{log}");
    assert!(log.contains("robots_unreachable"), "{log}");
    assert!(program.export().is_empty());
}
