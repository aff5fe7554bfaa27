//! The index in a cluster of search engines: moving there and back, how it is told of, and who may enter.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use rustls::{ServerConnection, StreamOwned};
use serde_json::Value;

use super::encryption::self_signed;
use super::program::{Program, article, errors};
use crate::nodes::{Cluster, fresh_name, shared};

/// User and password as a request tells them: "haku" and "salasana".
const ALLOWED: &str = "Basic aGFrdTpzYWxhc2FuYQ==";

/// Settings that name the nodes, with what else stands in the table.
fn settings(nodes: &[String], name: &str, more: &str) -> String {
    format!("[index]\nnodes = {nodes:?}\nname = \"{name}\"\nshards = 1\n{more}\n")
}

/// What an answer says whoever gives it: scores are added up in another order, so that their last digit may differ.
fn told(program: &Program, arguments: &[&str]) -> [Value; 3] {
    let mut answer = program.search(arguments);
    for hit in answer["hits"].as_array_mut().unwrap() {
        hit["score"].take();
    }
    ["total", "hits", "facets"].map(|part| answer[part].take())
}

#[test]
fn an_index_moves_into_a_cluster_while_the_embedded_one_serves() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let program = Program::new();
    program.write("aluehaku.toml", &settings(&cluster.addresses(), &name, ""));
    let articles: Vec<_> = (0..30).map(article).collect();
    program.import(&articles);
    let questions: [&[&str]; 4] = [
        &["järjestöt kokoontuivat"],
        &["numero", "--region", "Keski-Suomi"],
        &["\"uutinen numero\""],
        &["olematon kokous"],
    ];
    let before = questions.map(|asked| told(&program, asked));
    program.done(&["reindex", "--quiet", "--to", "opensearch"]);
    assert_eq!(told(&program, questions[0]), before[0]);
    let engine = "engine = \"opensearch\"";
    program.write(
        "aluehaku.toml",
        &settings(&cluster.addresses(), &name, engine),
    );
    for (asked, before) in questions.iter().zip(before) {
        assert_eq!(told(&program, asked), before, "{asked:?}");
    }
    let doctor = program.done(&["doctor"]);
    assert!(
        doctor.contains("cluster: OpenSearch, 1 node, green"),
        "{doctor}"
    );
    assert!(doctor.contains("30 articles, up to date"), "{doctor}");
    program.import(&[article(31)]);
    let found = program.search(&["kokoontuivat"]);
    assert_eq!(found["total"]["value"], 31);
    cluster.forget(&name);
}

#[test]
fn who_has_another_archive_reads_the_index_and_leaves_it_as_it_is() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let written = settings(&cluster.addresses(), &name, "engine = \"opensearch\"");
    let (owner, reader) = (Program::new(), Program::new());
    owner.write("aluehaku.toml", &written);
    reader.write("aluehaku.toml", &written);
    owner.import(&[article(1), article(2)]);
    let refused = reader.run_with_input(&["import", "-"], &format!("{}\n", article(3)));
    assert!(
        errors(&refused).contains("belongs to another archive"),
        "{}",
        errors(&refused)
    );
    for program in [&owner, &reader] {
        assert_eq!(program.search(&["kokoontuivat"])["total"]["value"], 2);
    }
    cluster.forget(&name);
}

#[test]
fn an_encrypted_cluster_is_entered_by_certificate_and_password() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let program = Program::new();
    let door = Door::open(cluster);
    program.write("ca.pem", &door.certificate);
    program.write("password", "salasana\n");
    program.write("wrong", "arvaus\n");
    let nodes = [format!("https://localhost:{}", door.port)];
    let enter = |more: &str| {
        let more = format!("engine = \"opensearch\"\nuser = \"haku\"\n{more}");
        program.write("aluehaku.toml", &settings(&nodes, &name, &more));
        program.run(&["reindex"])
    };
    let unknown = enter("password_file = \"password\"");
    assert!(
        errors(&unknown).contains("check `ca_file`"),
        "{}",
        errors(&unknown)
    );
    let wrong = enter("password_file = \"wrong\"\nca_file = \"ca.pem\"");
    assert!(
        errors(&wrong).contains("the password is refused"),
        "{}",
        errors(&wrong)
    );
    enter("password_file = \"password\"\nca_file = \"ca.pem\"");
    program.import(&[article(1)]);
    assert_eq!(program.search(&["kokoontuivat"])["total"]["value"], 1);
    cluster.forget(&name);
}

#[test]
fn another_engine_than_there_is_is_refused() {
    let program = Program::new();
    program.write("aluehaku.toml", "[index]\nengine = \"solr\"\n");
    let refused = program.run(&["reindex"]);
    assert!(
        errors(&refused).contains("opensearch"),
        "{}",
        errors(&refused)
    );
    let refused = program.run(&["reindex", "--to", "solr"]);
    assert!(errors(&refused).contains("`embedded` or `opensearch`"));
}

/// An encrypted door before a node that lets in who knows the password.
struct Door {
    port: u16,
    certificate: String,
}

impl Door {
    fn open(cluster: &Cluster) -> Self {
        let (config, certificate) = self_signed();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let door = Self {
            port: listener.local_addr().unwrap().port(),
            certificate,
        };
        let (config, node) = (config, cluster.nodes[0].port);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let config = Arc::clone(&config);
                std::thread::spawn(move || {
                    let connection = ServerConnection::new(config).unwrap();
                    // Who does not trust the certificate hangs up.
                    let _ = pass_on(StreamOwned::new(connection, stream.unwrap()), node);
                });
            }
        });
        door
    }
}

/// Passes one request on to a node, and its answer back.
fn pass_on(mut client: StreamOwned<ServerConnection, TcpStream>, node: u16) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0; 16 * 1024];
    loop {
        let read = client.read(&mut part)?;
        request.extend_from_slice(&part[..read]);
        if read == 0 || is_whole(&request) {
            break;
        }
    }
    let text = String::from_utf8_lossy(&request);
    if !text.contains(ALLOWED) {
        client.write_all(
            b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        )?;
        client.conn.send_close_notify();
        return client.flush();
    }
    let (first, rest) = text.split_once("\r\n").unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", node))?;
    stream.write_all(format!("{first}\r\nconnection: close\r\n{rest}").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    client.write_all(&answer)?;
    client.conn.send_close_notify();
    client.flush()
}

/// Whether a request has come with all that it announces.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let head = head.to_lowercase();
    if head
        .lines()
        .any(|line| line == "transfer-encoding: chunked")
    {
        return request.ends_with(b"0\r\n\r\n");
    }
    let mut lengths = head
        .lines()
        .filter_map(|line| line.strip_prefix("content-length: "));
    let length = lengths
        .next()
        .map_or(0, |length| length.parse::<usize>().unwrap());
    request.len() >= head.len() + 4 + length
}
