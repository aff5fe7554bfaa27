//! What is said and kept when the machine does not play along.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use super::program::{Program, article, command_in, errors, files_below, started};

#[test]
fn a_port_in_use_is_named_with_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let program = Program::new();
    let output = program.run(&["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(2));
    let said = errors(&output);
    assert!(
        said.contains(&address) && said.contains("ALUEHAKU__SERVER__LISTEN"),
        "{said}"
    );
}

#[test]
fn a_data_directory_that_is_a_file_is_named() {
    let program = Program::new();
    let file = program.write("tiedosto", "");
    let mut command = command_in(program.path("").as_path(), &file, &["export"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("tiedosto"), "{}", errors(&output));
}

#[test]
fn who_only_reads_makes_no_data_directory() {
    let program = Program::new();
    let folder = program.path("ei-ole");
    for command in [&["search", "talo"][..], &["export"]] {
        let output = command_in(program.path("").as_path(), &folder, command)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let said = errors(&output);
        assert!(
            said.contains("ei-ole") && said.contains("aluehaku import"),
            "{said}"
        );
        assert!(!folder.exists(), "{command:?}");
    }
}

#[test]
fn a_data_directory_that_cannot_be_written_is_named() {
    let program = Program::new();
    program.import(&[article(1)]);
    let archive = program.data_dir().join("archive.db");
    let read_only = std::fs::Permissions::from_mode(0o444);
    // Root may write everything, so the file becomes a folder that no one can open as a file.
    std::fs::set_permissions(&archive, read_only).unwrap();
    if std::fs::OpenOptions::new()
        .write(true)
        .open(&archive)
        .is_ok()
    {
        std::fs::remove_file(&archive).unwrap();
        std::fs::create_dir(&archive).unwrap();
    }
    let output = program.run_with_input(&["import", "-"], &article(2).to_string());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("archive.db"),
        "{}",
        errors(&output)
    );
}

#[test]
fn an_archive_of_a_newer_version_is_left_alone() {
    let program = Program::new();
    program.import(&[article(1)]);
    let archive = program.data_dir().join("archive.db");
    let connection = rusqlite::Connection::open(&archive).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    drop(connection);
    let output = program.run(&["export"]);
    assert_eq!(output.status.code(), Some(2));
    let said = errors(&output);
    assert!(
        said.contains("newer version") && said.contains("999"),
        "{said}"
    );
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let program = Program::new();
    program.import(&[article(1)]);
    let lines: String = (2..3_000)
        .map(|number| format!("{}\n", article(number)))
        .collect();
    program.write("articles.jsonl", &lines);
    // No file of the child may grow beyond a megabyte, which a write beyond it meets as a full
    // disk; the signal that comes with it is ignored, as a service would.
    let script = "trap '' XFSZ; ulimit -f 1024; exec \"$0\" \"$@\"";
    let binary = env!("CARGO_BIN_EXE_aluehaku");
    let output = std::process::Command::new("bash")
        .args(["-c", script, binary, "import", "articles.jsonl"])
        .env("ALUEHAKU__DATA_DIR", program.data_dir())
        .current_dir(program.path(""))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", errors(&output));
    let said = errors(&output);
    assert!(
        said.contains("archive.db") || said.contains("index"),
        "{said}"
    );
    assert!(
        !program.export().is_empty(),
        "what was there before is lost"
    );
    program.done(&["import", "articles.jsonl"]);
    assert_eq!(program.export().len(), 2_999);
    assert_eq!(program.search(&["uutinen"])["total"]["value"], 2_999);
}

#[test]
fn a_damaged_index_is_built_anew() {
    let program = Program::new();
    program.import(&(0..50).map(article).collect::<Vec<_>>());
    for file in files_below(&program.data_dir().join("index")) {
        std::fs::write(file, b"rikki").unwrap();
    }
    assert_eq!(program.search(&["uutinen"])["total"]["value"], 50);
}

#[test]
fn a_lost_index_is_built_anew() {
    let program = Program::new();
    program.import(&(0..50).map(article).collect::<Vec<_>>());
    std::fs::remove_dir_all(program.data_dir().join("index")).unwrap();
    assert_eq!(program.search(&["uutinen"])["total"]["value"], 50);
}

#[test]
fn the_service_stops_when_asked_and_serves_until_then() {
    let program = Program::new();
    program.import(&[article(1)]);
    let mut child = program
        .command(&["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    let mut output = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut output, &mut address).unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    let asked = std::process::Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(asked.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_crawl_stops_when_asked_with_everything_searchable() {
    let sites = super::demo::PretendSites::start();
    let program = sites.program();
    let (mut child, mut lines) = started(&mut program.command(&["crawl", "-v"]));
    let seen = lines
        .by_ref()
        .filter(|line| line.contains(" new_article "))
        .take(20)
        .count();
    assert_eq!(seen, 20);
    std::process::Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    let _rest: Vec<String> = lines.collect();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let kept = program.export().len();
    assert!(kept >= 20);
    assert_eq!(
        program.search(&["", "--duplicates", "show"])["total"]["value"],
        kept
    );
}

#[test]
fn an_import_that_cannot_get_the_index_says_that_its_articles_are_archived() {
    let program = Program::new();
    program.import(&[article(1)]);
    // A folder where the index keeps what is live: it can neither be read nor written.
    let index = program.data_dir().join("index");
    std::fs::remove_dir_all(&index).unwrap();
    std::fs::write(&index, "no folder").unwrap();
    let output = program.run_with_input(&["import", "-"], &format!("{}\n", article(2)));
    assert_eq!(output.status.code(), Some(2));
    let said = errors(&output);
    assert!(said.contains("archived"), "{said}");
    std::fs::remove_file(&index).unwrap();
    assert_eq!(program.search(&[""])["total"]["value"], 2);
}
