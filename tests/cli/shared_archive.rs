//! An archive on a PostgreSQL server that machines share: moving there and back, several machines, and a server that
//! goes away. A machine is a program with a data directory of its own.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use aluehaku::archive::alerts::outbox;
use aluehaku::archive::copying::Seen;
use aluehaku::archive::removal::contents::{self, Table};
use aluehaku::archive::store::server::ServerOptions;
use aluehaku::archive::tombstones::{self, Kind};
use aluehaku::archive::{Archive, Location};
use serde_json::json;

use super::encryption::self_signed;
use super::program::{Program, article, errors};
use super::served::Served;
use crate::server::Server;

/// How long what another machine does may take until it is seen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server for the tests that leave it running; `None` where there is none.
fn url() -> Option<String> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(Server::start).as_ref().map(Server::url)
}

/// A schema that no other test has.
fn schema() -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    format!("machines_{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// A machine whose archive is in a schema of a server.
fn machine(url: &str, schema: &str) -> Program {
    let program = Program::new();
    share(&program, url, schema);
    program
}

fn share(program: &Program, url: &str, schema: &str) {
    let settings =
        format!("[server]\nrate_limit = 0\n[archive]\nurl = {url:?}\nschema = {schema:?}\n");
    program.write("aluehaku.toml", &settings);
}

/// Asks until an answer is as wanted.
#[track_caller]
fn wait_until(is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "nothing of the kind within a minute");
        std::thread::yield_now();
    }
}

fn found(service: &Served, words: &str) -> u64 {
    let answer = service.json(&format!("/api/v1/search?q={words}"));
    answer["total"]["value"].as_u64().unwrap()
}

/// The tables of an archive that both databases have.
fn tables(location: Location) -> Vec<Table> {
    let tables = Archive::open(location).unwrap().read(contents::tables);
    let mut tables = tables.unwrap();
    tables.retain(|table| !table.name.starts_with("sqlite_"));
    tables
}

#[test]
fn a_server_has_the_tables_and_columns_of_a_file() {
    let Some(url) = url() else { return };
    let folder = tempfile::tempdir().unwrap();
    let options = ServerOptions {
        url,
        schema: schema(),
        ..ServerOptions::default()
    };
    let server = Location::on_server(folder.path(), &options).unwrap();
    assert_eq!(tables(server), tables(folder.path().into()));
}

#[test]
fn an_archive_moves_to_a_server_and_back_whole() {
    let Some(url) = url() else { return };
    let program = Program::new();
    let articles: Vec<_> = (0..30).map(article).collect();
    program.import(&articles);
    let mut changed = article(3);
    changed["body"] = json!("Järjestöt kokoontuivatkin Tampereella.");
    program.import(&[changed]);
    program.done(&["forget", "--person", "Aatu Salmi", "--yes"]);
    let in_file = program.export();
    program.done(&["backup", "file.db"]);

    share(&program, &url, &schema());
    program.done(&["restore", "file.db"]);
    assert_eq!(program.export(), in_file);
    assert_eq!(program.search(&["tampereella"])["total"]["value"], 1);
    let doctor = program.done(&["doctor"]);
    assert!(
        doctor.contains("30 articles of 1 sources in postgresql://127.0.0.1:"),
        "{doctor}"
    );
    // What is numbered goes on behind what came along.
    program.import(&[article(31)]);
    let on_server = program.export();
    assert_eq!(on_server.len(), 31);
    program.done(&["backup", "server.db"]);

    let other = Program::new();
    std::fs::copy(program.path("server.db"), other.path("server.db")).unwrap();
    other.done(&["restore", "server.db"]);
    assert_eq!(other.export(), on_server);
    assert_eq!(other.search(&["tampereella"])["total"]["value"], 1);
}

#[test]
fn a_null_character_and_an_address_beyond_measure_stop_neither_import_nor_restore() {
    let Some(url) = url() else { return };
    let program = machine(&url, &schema());
    let mut strange = article(1);
    strange["body"] = json!("Kylä\u{0}toimikunta kokoontuu, ja kahvia riittää kaikille.");
    let mut long = article(2);
    let letters = (0..3_000u32).map(|number| char::from(b'a' + (number * number % 23) as u8));
    long["url"] = json!(format!(
        "https://uutiset.example/{}",
        letters.collect::<String>()
    ));
    program.import(&[strange, long.clone()]);
    program.import(&[long]);
    let archived = program.export();
    assert_eq!(archived.len(), 2);
    assert!(program.run(&["status"]).status.success());
    program.done(&["forget", "--person", "Aatu Salmi", "--yes"]);
    program.done(&["backup", "all.db"]);

    share(&program, &url, &schema());
    program.done(&["restore", "all.db"]);
    assert_eq!(program.export(), archived);
}

#[test]
fn a_message_after_a_move_has_a_number_that_no_other_had() {
    let Some(url) = url() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut file = Archive::open(folder.path()).unwrap();
    // News that a message told which is gone.
    let told = file.write(|connection| {
        let message = outbox::add(connection, "alarm", None, None, 0)?;
        connection.execute(
            "INSERT INTO alerts (id, way, rhythm, search, language, recipient, recipient_hash, asked_at, expires_at)
             VALUES (7, 'mail', 'daily', '{}', 'fi', ?1, ?1, 0, 0)",
            [[1u8].as_slice()],
        )?;
        connection.execute(
            "INSERT INTO alert_news (alert, story, article, found_at, message) VALUES (7, 'a', 'a', 0, ?1)",
            [message],
        )?;
        outbox::remove(connection, message)?;
        Ok(message)
    });
    let (told, copy) = (told.unwrap(), folder.path().join("copy.db"));
    file.copy_to(&copy).unwrap();

    let options = ServerOptions {
        url,
        schema: schema(),
        ..ServerOptions::default()
    };
    let location = Location::on_server(folder.path(), &options).unwrap();
    let mut server = Archive::open(location).unwrap();
    let seen = server.read(Seen::of).unwrap();
    assert!(server.replace_with(&copy, seen).unwrap());
    let add = |archive: &mut Archive| {
        let added = archive.write(|connection| outbox::add(connection, "alarm", None, None, 0));
        added.unwrap()
    };
    assert!(add(&mut server) > told);
    // What was seen is what it was no more.
    server
        .write(|connection| tombstones::put(connection, Kind::Person, "Aatu Salmi", 0))
        .unwrap();
    assert!(!server.replace_with(&copy, seen).unwrap());

    let back = folder.path().join("back.db");
    server.copy_to(&back).unwrap();
    let other = tempfile::tempdir().unwrap();
    std::fs::copy(&back, other.path().join("archive.db")).unwrap();
    assert!(add(&mut Archive::open(other.path()).unwrap()) > told + 1);
}

#[test]
fn what_one_machine_archives_and_removes_another_follows_in_its_own_index() {
    let Some(url) = url() else { return };
    let schema = schema();
    let (writer, reader) = (machine(&url, &schema), machine(&url, &schema));
    let named = |number: usize, body: &str| {
        let mut article = article(number);
        article["body"] = json!(body);
        article
    };
    writer.import(&[
        article(1),
        named(
            2,
            "Siltaa esitteli Aatu Salmi, joka johtaa kylätoimikuntaa.",
        ),
    ]);
    let service =
        Served::start(reader.command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"]));
    assert_eq!(found(&service, "kylätoimikuntaa"), 1);

    writer.import(&[article(3)]);
    wait_until(|| found(&service, "kokoontuivat") == 2);
    writer.done(&["forget", "--person", "Aatu Salmi", "--yes"]);
    wait_until(|| found(&service, "Salmi") == 0);
    wait_until(|| {
        reader
            .run(&["forget", "--check", "Aatu Salmi"])
            .status
            .success()
    });
}

#[test]
fn a_machine_with_another_key_of_alerts_is_told_to_take_that_of_the_others() {
    let Some(url) = url() else { return };
    let schema = schema();
    let settings = format!(
        "[server]\npublic_url = \"https://haku.example\"\n[alerts]\nwebhooks = true\n\
         [archive]\nurl = {url:?}\nschema = {schema:?}\n"
    );
    let (first, second) = (Program::new(), Program::new());
    for program in [&first, &second] {
        program.write("aluehaku.toml", &settings);
    }
    let arguments = ["serve", "--no-crawl", "--listen", "127.0.0.1:0"];
    let running = Served::start(first.command(&arguments));
    let options = ServerOptions {
        url,
        schema,
        ..ServerOptions::default()
    };
    let location = Location::on_server(&first.data_dir(), &options).unwrap();
    let archive = Archive::open(location).unwrap();
    wait_until(|| {
        let told = "SELECT EXISTS (SELECT 1 FROM counters WHERE name = 'alerts_key')";
        let told = archive.read(|reading| reading.query_row(told, [], |row| row.get(0)));
        told.unwrap()
    });
    drop(running);
    let refused = second.run(&arguments);
    assert!(!refused.status.success());
    let said = errors(&refused);
    assert!(
        said.contains("alerts.key is another key than that of the machines"),
        "{said}"
    );

    let key = |program: &Program| program.data_dir().join("alerts.key");
    std::fs::copy(key(&first), key(&second)).unwrap();
    let service = Served::start(second.command(&arguments));
    assert_eq!(found(&service, "uutinen"), 0);
}

#[test]
fn a_server_that_is_away_is_said_so_and_waited_for() {
    let Some(mut server) = Server::start() else {
        return;
    };
    let program = machine(&server.url(), "aluehaku");
    program.import(&[article(1), article(2)]);
    let id = program.export()[0]["id"].as_str().unwrap().to_owned();
    let service =
        Served::start(program.command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"]));
    let versions = format!("/api/v1/articles/{id}/versions");
    assert!(service.get(&versions).starts_with("HTTP/1.1 200"));

    server.stop();
    let answer = service.get(&versions);
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.to_lowercase().contains("retry-after: "), "{answer}");
    assert_eq!(
        found(&service, "kokoontuivat"),
        2,
        "the index needs no archive"
    );
    let refused = program.run_with_input(&["import", "-"], &article(3).to_string());
    assert!(!refused.status.success());
    let said = errors(&refused);
    assert!(
        said.contains("check that it runs and can be reached"),
        "{said}"
    );

    server.run();
    wait_until(|| service.get(&versions).starts_with("HTTP/1.1 200"));
    program.import(&[article(3)]);
    assert_eq!(program.export().len(), 3);
    wait_until(|| found(&service, "kokoontuivat") == 3);
}

#[test]
fn an_import_that_loses_its_server_again_and_again_keeps_every_line_it_acknowledged() {
    let Some(server) = Server::start() else {
        return;
    };
    let program = machine(&server.url(), "aluehaku");
    let lines: String = (0..400)
        .map(|number| format!("{}\n", article(number)))
        .collect();
    program.write("lines.jsonl", &lines);
    let server = Mutex::new(server);
    let mut lost = 0;
    let mut kept = 0;
    loop {
        let import = std::thread::scope(|scope| {
            let importing = scope.spawn(|| program.run(&["import", "lines.jsonl"]));
            // A little further each time.
            if lost < 3 {
                wait_until(|| importing.is_finished() || counted(&program) > kept + 20);
                let mut server = server.lock().unwrap();
                server.stop();
                server.run();
            }
            importing.join().unwrap()
        });
        let now = program.export().len();
        assert!(now >= kept, "{now} of {kept} are left");
        kept = now;
        if import.status.success() && lost >= 3 {
            break;
        }
        lost += 1;
        assert!(lost < 10, "{}", errors(&import));
    }
    assert_eq!(kept, 400);
    assert_eq!(program.search(&["kokoontuivat"])["total"]["value"], 400);
}

/// The articles that are archived at this moment.
fn counted(program: &Program) -> usize {
    let told = program.run(&["status", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap_or_default();
    told["archive"]["articles"].as_u64().unwrap_or(0) as usize
}

#[test]
fn a_server_that_cannot_be_entered_is_named_with_what_to_do() {
    let Some(url) = url() else { return };
    let says = |url: &str, more: &str, words: &str| {
        let program = Program::new();
        program.write(
            "aluehaku.toml",
            &format!("[archive]\nurl = {url:?}\n{more}\n"),
        );
        let output = program.run(&["export"]);
        assert!(!output.status.success(), "{url} {more}");
        let said = errors(&output);
        assert_eq!(said.matches(words).count(), 1, "{url} {more}: {said}");
    };
    says(&url, "", "there is no archive in postgresql://127.0.0.1:");
    says(
        &url.replace("aluehaku@", "vieras@"),
        "",
        "check `[archive] url` and `password_file`",
    );
    says(
        &url.replace("/postgres?", "/puuttuu?"),
        "",
        "make the database, or name another one",
    );
    says("mysql://haku", "", "is no address of a PostgreSQL server");
    says(&url, "schema = \"Haku; DROP\"", "take small letters");
    says(&url, "password_file = \"puuttuu\"", "cannot read puuttuu");
    says(
        "postgresql://aluehaku@127.0.0.1:1/haku",
        "",
        "check that it runs and can be reached",
    );
    let program = machine("postgresql://aluehaku@127.0.0.1:1/haku", "aluehaku");
    let told = String::from_utf8(program.run(&["doctor"]).stdout).unwrap();
    assert!(
        told.contains("bad      archive: the archive postgresql://127.0.0.1:1/haku"),
        "{told}"
    );
    let (_, certificate) = self_signed();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, certificate).unwrap();
    let demanding = url.replace("sslmode=disable", "sslmode=require");
    says(
        &demanding,
        &format!("ca_file = {file:?}"),
        "the server does not encrypt",
    );
}

#[test]
fn a_connection_is_encrypted_where_the_certificate_is_known_and_refused_where_it_is_not() {
    let Some((server, certificate)) = Server::encrypting() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, certificate).unwrap();
    let url = server
        .url()
        .replace("127.0.0.1", "localhost")
        .replace("disable", "require");
    let program = Program::new();
    program.write(
        "aluehaku.toml",
        &format!("[archive]\nurl = {url:?}\nca_file = {file:?}\n"),
    );
    program.import(&[article(1)]);
    assert_eq!(program.export().len(), 1);

    program.write("aluehaku.toml", &format!("[archive]\nurl = {url:?}\n"));
    let output = program.run(&["export"]);
    assert!(
        errors(&output).contains("`[archive] ca_file`"),
        "{}",
        errors(&output)
    );
}
