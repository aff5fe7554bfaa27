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
fn an_archive_with_more_changes_is_not_written_into_the_index_of_another() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let engine = "engine = \"opensearch\"";
    let written = settings(&cluster.addresses(), &name, engine);
    let (owner, other) = (Program::new(), Program::new());
    owner.write("aluehaku.toml", &written);
    owner.import(&[article(1), article(2)]);
    other.import(&(11..20).map(article).collect::<Vec<_>>());
    other.write("aluehaku.toml", &written);
    let commands: [&[&str]; 3] = [
        &["import", "-"],
        &["reindex"],
        &["forget", "--person", "Helka Törmälehto", "--yes"],
    ];
    for arguments in commands {
        let refused = other.run_with_input(arguments, &format!("{}\n", article(20)));
        let said = errors(&refused);
        assert!(said.contains("belongs to another archive"), "{said}");
        assert!(said.contains("`index.name`"), "{said}");
    }
    for program in [&owner, &other] {
        assert_eq!(program.search(&["kokoontuivat"])["total"]["value"], 2);
    }
    assert_eq!(other.export().len(), 10);
    let doctor = other.run(&["doctor"]).stdout;
    let doctor = String::from_utf8_lossy(&doctor);
    assert!(doctor.contains("2 articles of another archive"), "{doctor}");
    other.done(&["reindex", "--replace"]);
    assert_eq!(owner.search(&["kokoontuivat"])["total"]["value"], 10);
    let refused = owner.run_with_input(&["import", "-"], &format!("{}\n", article(3)));
    assert!(errors(&refused).contains("belongs to another archive"));
    cluster.forget(&name);
}

#[test]
fn a_machine_that_is_restored_goes_on_with_the_index_of_the_lost_one() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let engine = "engine = \"opensearch\"";
    let written = settings(&cluster.addresses(), &name, engine);
    let (lost, restored) = (Program::new(), Program::new());
    lost.write("aluehaku.toml", &written);
    lost.import(&[article(1), article(2)]);
    let backup = lost.path("backup.aluehaku");
    lost.done(&["backup", backup.to_str().unwrap()]);
    restored.write("aluehaku.toml", &written);
    // Who looks first with an empty archive is told, and has lost nothing by it.
    let refused = restored.run_with_input(&["import", "-"], "");
    let said = errors(&refused);
    assert!(said.contains("belongs to another archive"), "{said}");
    restored.done(&["restore", "--yes", backup.to_str().unwrap()]);
    restored.import(&[article(3)]);
    assert_eq!(restored.search(&["kokoontuivat"])["total"]["value"], 3);
    cluster.forget(&name);
}

/// What `forget --check` says of where a name is left.
#[track_caller]
fn left(program: &Program, name: &str) -> String {
    let checked = program.run(&["forget", "--check", name]);
    let places = String::from_utf8(checked.stdout.clone()).unwrap();
    let code = i32::from(!places.is_empty());
    assert_eq!(checked.status.code(), Some(code), "{}", errors(&checked));
    places
}

#[test]
fn a_name_is_forgotten_in_the_cluster_and_in_its_earlier_generations() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let program = Program::new();
    let engine = "engine = \"opensearch\"";
    program.write(
        "aluehaku.toml",
        &settings(&cluster.addresses(), &name, engine),
    );
    let mut named: Vec<Value> = (0..4).map(article).collect();
    named[0]["body"] = "Kahvit keitti Törmälehdon Helka.".into();
    named[1]["persons"] = serde_json::json!(["Helka Törmälehto"]);
    named[2]["authors"] = serde_json::json!(["helka.tormalehto"]);
    named[2]["lead"] = "Helka Törmälehto avasi talon.".into();
    named[3]["body"] = "Eero Törmälehto, Helka Mäki ja Aatu Salmi kertoivat.".into();
    program.import(&named);
    // A generation that is no longer live.
    program.done(&["reindex", "--quiet"]);
    let queries = [
        "törmälehdon",
        "\"helka törmälehto\"",
        "kirjoittaja:helka",
        "henkilö:törmälehto",
    ];
    let found = |query: &str| {
        let answer = program.search(&["--match", "all", query]);
        answer["total"]["value"].as_u64().unwrap()
    };
    let before_it = queries.map(found);
    assert!(
        before_it.iter().all(|articles| *articles > 0),
        "{before_it:?}"
    );
    let before = left(&program, "Helka Törmälehto");
    for place in [
        &format!("cluster: {name}-000001, article "),
        &format!("cluster: {name}-000002, article "),
        ", record",
        ", person",
    ] {
        assert!(before.contains(place), "{place}: {before}");
    }
    program.done(&["forget", "--person", "Helka Törmälehto", "--yes"]);
    assert_eq!(left(&program, "Helka Törmälehto"), "");
    // The words of texts, which the cluster does not tell: only those of the namesakes are found.
    assert_eq!(queries.map(found), [1, 0, 0, 1]);
    assert_eq!(cluster.ask(0, "GET", &format!("/{name}-000002"), "").0, 404);
    cluster.forget(&name);
}

#[test]
fn a_name_is_forgotten_in_both_engines_while_an_index_moves() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let program = Program::new();
    let use_engine = |engine: &str| {
        program.write(
            "aluehaku.toml",
            &settings(&cluster.addresses(), &name, engine),
        )
    };
    use_engine("");
    let mut named: Vec<Value> = (0..2).map(article).collect();
    named[0]["body"] = "Kahvit keittivät Helka Törmälehto ja Aatu Salmi.".into();
    program.import(&named);
    program.done(&["reindex", "--quiet", "--to", "opensearch"]);
    program.done(&["forget", "--person", "Helka Törmälehto", "--yes"]);
    assert_eq!(left(&program, "Helka Törmälehto"), "");
    assert!(left(&program, "Aatu Salmi").contains("cluster: "));
    use_engine("engine = \"opensearch\"");
    program.done(&["forget", "--person", "Aatu Salmi", "--yes"]);
    assert_eq!(left(&program, "Aatu Salmi"), "");
    cluster.forget(&name);
}

#[test]
fn a_cluster_that_is_away_and_not_in_use_holds_up_no_removal() {
    let program = Program::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr();
    let nowhere = [format!("http://{}", port.unwrap())];
    program.write("aluehaku.toml", &settings(&nowhere, "away", ""));
    let mut named = article(1);
    named["body"] = "Kahvit keitti Helka Törmälehto.".into();
    program.import(&[named]);
    let removed = program.run(&["forget", "--person", "Helka Törmälehto", "--yes"]);
    let said = errors(&removed);
    assert_eq!(removed.status.code(), Some(2), "{said}");
    for words in ["not in use", "cannot reach the search cluster"] {
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(program.search(&["törmälehto"])["total"]["value"], 0);
    let checked = program.run(&["forget", "--check", "Helka Törmälehto"]);
    assert_eq!(checked.status.code(), Some(2), "{}", errors(&checked));
}

#[test]
fn an_encrypted_cluster_is_entered_by_certificate_and_password() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let program = Program::new();
    program.import(&[article(1)]);
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
